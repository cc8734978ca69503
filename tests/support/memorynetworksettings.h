// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include "models/catalog/networksettings.h"

namespace matinee::test {

/// Settings that are kept nowhere.
class MemoryNetworkSettings final : public NetworkSettings
{
public:
    ProxySettings set;
    std::optional<QString> password; ///< the last that was given
    Result<SecretPlace> answer = SecretPlace::Keychain;
    QHash<QString, PageSizeSetting> sizes;
    QHash<QString, std::optional<bool>> pictures; ///< of sources that ask

    [[nodiscard]] ProxySettings proxy() const override { return set; }
    void setProxy(const ProxySettings &proxy, const std::optional<QString> &typed, Reply<SecretPlace> reply) override
    {
        if (answer) {
            set = proxy;
            password = typed;
        }
        reply(answer);
    }
    [[nodiscard]] std::optional<PageSizeSetting> pageSize(const QString &sourceId) const override
    {
        const auto known = sizes.constFind(sourceId);
        return known == sizes.cend() ? std::nullopt : std::optional(*known);
    }
    void setPageSize(const QString &sourceId, int titles) override
    {
        PageSizeSetting &size = sizes[sourceId];
        size.value = titles > 0 ? titles : size.usual;
    }
    [[nodiscard]] std::optional<bool> showsPictures(const QString &sourceId) const override
    {
        return asksAboutPictures(sourceId) ? pictures.value(sourceId) : true;
    }
    [[nodiscard]] bool asksAboutPictures(const QString &sourceId) const override { return pictures.contains(sourceId); }
    void setShowsPictures(const QString &sourceId, bool shows) override { pictures[sourceId] = shows; }
};

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

#include <memory>

#include "models/catalog/mailbox.h"
#include "models/catalog/networksettings.h"
#include "models/sources/accounts/secretvault.h"
#include "models/sources/http/httpclient.h"
#include "models/sources/profile/profileset.h"

namespace matinee {

/// NetworkSettings in the settings file, the proxy's password in the vault. Values out of range in the file count as
/// absent. Main thread; the references outlive it.
class NetworkPreferences final : public NetworkSettings
{
public:
    /// `vaultKey`: the name of the password's entry.
    struct Parts {
        ProfileSet &profiles;
        SecretVault &vault;
        HttpClient &http;
        Mailbox &mailbox;
    };
    NetworkPreferences(const QString &settingsFile, QString vaultKey, const Parts &parts);
    ~NetworkPreferences() override;

    /// What a client is made with: where a password must be had first, it holds its requests until this has it.
    static void prepare(HttpClientOptions &options, const QString &settingsFile);

    [[nodiscard]] ProxySettings proxy() const override { return m_proxy; }
    void setProxy(const ProxySettings &proxy, const std::optional<QString> &password, Reply<SecretPlace> reply) override;
    [[nodiscard]] std::optional<PageSizeSetting> pageSize(const QString &sourceId) const override;
    void setPageSize(const QString &sourceId, int titles) override;
    [[nodiscard]] std::optional<bool> showsPictures(const QString &sourceId) const override;
    [[nodiscard]] bool asksAboutPictures(const QString &sourceId) const override;
    void setShowsPictures(const QString &sourceId, bool shows) override;

private:
    void readSources();
    void readPassword();
    void use(const QString &password);
    void keep(const std::optional<QString> &password, Reply<SecretPlace> reply);
    [[nodiscard]] Reply<void> whileHere(std::function<void(const Result<void> &)> call);

    QSettings m_file;
    QString m_vaultKey;
    Parts m_parts;
    ProxySettings m_proxy;
    QString m_password;
    SecretPlace m_place = SecretPlace::Nowhere;
    std::shared_ptr<char> m_life = std::make_shared<char>();
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "models/catalog/accounts.h"
#include "models/catalog/reply.h"

namespace matinee {

/// By which way servers are reached.
struct ProxySettings {
    enum class Mode { System, Manual, None };
    enum class Kind { Http, Socks5 };
    Mode mode = Mode::System;
    Kind kind = Kind::Http; ///< this and the rest for Manual
    QString host;
    int port = 0; ///< 1 to 65535
    QString user; ///< empty: the proxy asks nobody
    bool operator==(const ProxySettings &) const = default;
};

/// How many titles a source is asked for at once.
struct PageSizeSetting {
    int value = 20;
    int usual = 20; ///< the profile's own
    int most = 100;
};

/// Port: what the person sets about asking servers. Main thread; answers as Reply says.
class NetworkSettings
{
public:
    NetworkSettings() = default;
    NetworkSettings(const NetworkSettings &) = delete;
    NetworkSettings &operator=(const NetworkSettings &) = delete;
    virtual ~NetworkSettings() = default;

    [[nodiscard]] virtual ProxySettings proxy() const = 0;
    /// For every request from now on. `password` absent: the one that is kept. InvalidArgument (`where` = "host" or "port")
    /// changes nothing. Answers where the password is kept: never in a file.
    virtual void setProxy(const ProxySettings &proxy, const std::optional<QString> &password, Reply<SecretPlace> reply) = 0;

    /// Nothing where the server's own size cannot be chosen.
    [[nodiscard]] virtual std::optional<PageSizeSetting> pageSize(const QString &sourceId) const = 0;
    /// For lists that are begun or refreshed from now on; 0: the profile's own.
    virtual void setPageSize(const QString &sourceId, int titles) = 0;

    /// Whether pictures are asked for. Nothing where the source wants the person to say so first, and they have not yet.
    [[nodiscard]] virtual std::optional<bool> showsPictures(const QString &sourceId) const = 0;
    /// Whether that is the person's to say.
    [[nodiscard]] virtual bool asksAboutPictures(const QString &sourceId) const = 0;
    virtual void setShowsPictures(const QString &sourceId, bool shows) = 0;
};

} // namespace matinee

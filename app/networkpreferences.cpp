// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/networkpreferences.h"

#include <algorithm>

#include "models/sources/dialects/dialect.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr int kMostPort = 65'535;
constexpr QLatin1StringView kMode{"network/proxy"};
constexpr QLatin1StringView kKind{"network/proxyKind"};
constexpr QLatin1StringView kHost{"network/proxyHost"};
constexpr QLatin1StringView kPort{"network/proxyPort"};
constexpr QLatin1StringView kUser{"network/proxyUser"};

QString modeName(ProxySettings::Mode mode)
{
    switch (mode) {
    case ProxySettings::Mode::Manual: return u"manual"_s;
    case ProxySettings::Mode::None: return u"none"_s;
    case ProxySettings::Mode::System: break;
    }
    return u"system"_s;
}

bool isHost(const QString &host)
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(host, QUrl::StrictMode);
    return !host.isEmpty() && url.isValid() && !url.host().isEmpty();
}

Result<void> checked(const ProxySettings &proxy)
{
    if (proxy.mode != ProxySettings::Mode::Manual)
        return {};
    if (!isHost(proxy.host))
        return fail(ErrorKind::InvalidArgument, u"\"%1\" is no name of a server"_s.arg(proxy.host), u"host"_s);
    if (proxy.port < 1 || proxy.port > kMostPort)
        return fail(ErrorKind::InvalidArgument, u"must be a port from 1 to %1"_s.arg(kMostPort), u"port"_s);
    return {};
}

ProxySettings readProxy(const QSettings &file)
{
    ProxySettings proxy;
    const QString mode = file.value(kMode).toString();
    proxy.mode = mode == "manual"_L1 ? ProxySettings::Mode::Manual
        : mode == "none"_L1          ? ProxySettings::Mode::None
                                     : ProxySettings::Mode::System;
    proxy.kind = file.value(kKind).toString() == "socks5"_L1 ? ProxySettings::Kind::Socks5 : ProxySettings::Kind::Http;
    proxy.host = file.value(kHost).toString();
    proxy.port = file.value(kPort).toInt();
    proxy.user = file.value(kUser).toString();
    if (!checked(proxy))
        proxy.mode = ProxySettings::Mode::System;
    return proxy;
}

HttpProxy wireProxy(const ProxySettings &proxy, const QString &password)
{
    switch (proxy.mode) {
    case ProxySettings::Mode::System: return {HttpProxy::Mode::System, {}};
    case ProxySettings::Mode::None: return {HttpProxy::Mode::None, {}};
    case ProxySettings::Mode::Manual: break;
    }
    const auto kind = proxy.kind == ProxySettings::Kind::Socks5 ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy;
    return {HttpProxy::Mode::Manual,
        QNetworkProxy(
            kind, proxy.host, static_cast<quint16>(proxy.port), proxy.user, proxy.user.isEmpty() ? QString() : password)};
}

bool needsPassword(const ProxySettings &proxy)
{
    return proxy.mode == ProxySettings::Mode::Manual && !proxy.user.isEmpty();
}

QString sourceKey(const QString &sourceId, QLatin1StringView name)
{
    return u"sources/"_s + sourceId + u'/' + name;
}

constexpr QLatin1StringView kPageSize{"pageSize"};
constexpr QLatin1StringView kPictures{"pictures"};

} // namespace

NetworkPreferences::NetworkPreferences(const QString &settingsFile, QString vaultKey, const Parts &parts)
    : m_file(settingsFile, QSettings::IniFormat), m_vaultKey(std::move(vaultKey)), m_parts(parts), m_proxy(readProxy(m_file))
{
    readSources();
    if (needsPassword(m_proxy))
        readPassword();
}

NetworkPreferences::~NetworkPreferences() = default;

void NetworkPreferences::prepare(HttpClientOptions &options, const QString &settingsFile)
{
    const ProxySettings proxy = readProxy(QSettings(settingsFile, QSettings::IniFormat));
    options.proxy = wireProxy(proxy, {});
    options.waitsForProxy = needsPassword(proxy);
}

void NetworkPreferences::readSources()
{
    for (const QString &id : m_parts.profiles.ids()) {
        const int pageSize = m_file.value(sourceKey(id, kPageSize)).toInt();
        if (pageSize > 0)
            m_parts.profiles.setPageSize(id, pageSize);
        const QVariant pictures = m_file.value(sourceKey(id, kPictures));
        if (pictures.isValid())
            m_parts.profiles.setShowsPictures(id, pictures.toBool());
    }
}

void NetworkPreferences::readPassword()
{
    m_parts.vault.read(m_vaultKey, [this, life = std::weak_ptr(m_life)](const Result<QString> &kept) {
        if (life.expired() || m_place != SecretPlace::Nowhere) // what was set meanwhile is newer
            return;
        if (kept)
            m_place = SecretPlace::Keychain;
        use(kept.value_or(QString())); // without one the proxy itself says that it wants it
    });
}

void NetworkPreferences::use(const QString &password)
{
    m_password = password;
    m_parts.http.setProxy(wireProxy(m_proxy, m_password));
}

void NetworkPreferences::setProxy(const ProxySettings &proxy, const std::optional<QString> &password, Reply<SecretPlace> reply)
{
    if (const Result<void> good = checked(proxy); !good)
        return m_parts.mailbox.post([reply, error = good.error()] { reply(tl::unexpected(error)); });
    m_proxy = proxy;
    m_file.setValue(kMode, modeName(proxy.mode));
    if (proxy.mode == ProxySettings::Mode::Manual) { // else what was set before is there when it is wanted again
        m_file.setValue(kKind, proxy.kind == ProxySettings::Kind::Socks5 ? u"socks5"_s : u"http"_s);
        m_file.setValue(kHost, proxy.host);
        m_file.setValue(kPort, proxy.port);
        m_file.setValue(kUser, proxy.user);
    }
    use(password.value_or(m_password));
    keep(password, std::move(reply));
}

Reply<void> NetworkPreferences::whileHere(std::function<void(const Result<void> &)> call)
{
    return [life = std::weak_ptr(m_life), call = std::move(call)](const Result<void> &done) {
        if (!life.expired())
            call(done);
    };
}

void NetworkPreferences::keep(const std::optional<QString> &password, Reply<SecretPlace> reply)
{
    if (!password)
        return m_parts.mailbox.post([reply, place = m_place] { reply(place); });
    m_place = SecretPlace::Memory;
    if (password->isEmpty())
        return m_parts.vault.remove(m_vaultKey, whileHere([this, reply = std::move(reply)](const Result<void> &) {
            m_place = SecretPlace::Nowhere;
            reply(m_place);
        }));
    m_parts.vault.write(m_vaultKey, *password, whileHere([this, reply = std::move(reply)](const Result<void> &kept) {
        m_place = kept ? SecretPlace::Keychain : SecretPlace::Memory;
        reply(m_place);
    }));
}

std::optional<PageSizeSetting> NetworkPreferences::pageSize(const QString &sourceId) const
{
    const ProfileEntry *entry = m_parts.profiles.find(sourceId);
    if (!entry)
        return std::nullopt;
    for (const ProfileFeed &feed : entry->profile->feeds) {
        const int usual = pageSizeOf(feed.pagination, 0);
        const int most = pageSizeOf(feed.pagination, std::numeric_limits<int>::max());
        if (most != usual || pageSizeOf(feed.pagination, 1) != usual)
            return PageSizeSetting{pageSizeOf(feed.pagination, entry->pageSize), usual, most};
    }
    return std::nullopt;
}

void NetworkPreferences::setPageSize(const QString &sourceId, int titles)
{
    m_parts.profiles.setPageSize(sourceId, std::max(0, titles));
    if (titles > 0)
        m_file.setValue(sourceKey(sourceId, kPageSize), titles);
    else
        m_file.remove(sourceKey(sourceId, kPageSize));
}

std::optional<bool> NetworkPreferences::showsPictures(const QString &sourceId) const
{
    const ProfileEntry *entry = m_parts.profiles.find(sourceId);
    if (!entry || (entry->profile->images.askFirst && !entry->pictures))
        return std::nullopt;
    return entry->showsPictures();
}

bool NetworkPreferences::asksAboutPictures(const QString &sourceId) const
{
    const ProfileEntry *entry = m_parts.profiles.find(sourceId);
    return entry && entry->profile->images.askFirst;
}

void NetworkPreferences::setShowsPictures(const QString &sourceId, bool shows)
{
    m_parts.profiles.setShowsPictures(sourceId, shows);
    m_file.setValue(sourceKey(sourceId, kPictures), shows);
}

} // namespace matinee

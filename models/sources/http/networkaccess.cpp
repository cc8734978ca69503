// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/networkaccess.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#ifndef QT_NO_SSL
#include <QSslConfiguration>
#endif

namespace matinee {
namespace {

class EmptyCookieJar final : public QNetworkCookieJar
{
public:
    [[nodiscard]] QList<QNetworkCookie> cookiesForUrl(const QUrl & /*url*/) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> & /*cookies*/, const QUrl & /*url*/) override { return false; }
};

class SystemProxies final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override { return systemProxyForQuery(query); }
};

} // namespace

void useProxy(QNetworkAccessManager &access, const HttpProxy &proxy)
{
    switch (proxy.mode) {
    case HttpProxy::Mode::System: access.setProxyFactory(new SystemProxies); break; // owned by the manager
    case HttpProxy::Mode::Manual: access.setProxy(proxy.proxy); break;
    case HttpProxy::Mode::None: access.setProxy(QNetworkProxy(QNetworkProxy::NoProxy)); break;
    }
}

std::unique_ptr<QNetworkAccessManager> makeNetworkAccess(const HttpClientOptions &options)
{
    auto access = std::make_unique<QNetworkAccessManager>();
    access->setCookieJar(new EmptyCookieJar); // owned by the manager
    useProxy(*access, options.proxy);
    return access;
}

QNetworkRequest wireRequest(const HttpRequest &request, const QUrl &url, const HttpClientOptions &options)
{
    QNetworkRequest wire(url);
    if (!options.acceptLanguage.isEmpty())
        wire.setRawHeader("Accept-Language", options.acceptLanguage);
    wire.setRawHeader("User-Agent", options.userAgent);
    for (const auto &[name, value] : request.headers) {
        // An Accept-Encoding that is not Qt's own switches its decompression off.
        if (name.compare("Accept-Encoding", Qt::CaseInsensitive) != 0)
            wire.setRawHeader(name, value);
    }
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    // Manual keeps Qt from signing in at a stranger's server as the person this computer knows; but it keeps a proxy's
    // own name and password back, too.
    wire.setAttribute(QNetworkRequest::AuthenticationReuseAttribute,
        options.proxy.proxy.user().isEmpty() ? QNetworkRequest::Manual : QNetworkRequest::Automatic);
    // Not AlwaysNetwork: that sends Cache-Control: no-cache, and servers answer it with a whole body in place of a 304.
    wire.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // Qt cannot tell a bomb from a damaged body: both are UnknownContentError without a word. HttpExchange looks at how
    // many bytes a body unpacks to before it takes them, which a bomb cannot get past, and asks only for damage again.
    wire.setDecompressedSafetyCheckThreshold(-1);
    wire.setTransferTimeout(static_cast<int>(options.idleTimeout.count()));
#ifndef QT_NO_SSL
    QSslConfiguration tls = wire.sslConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    wire.setSslConfiguration(tls);
#endif
    return wire;
}

} // namespace matinee

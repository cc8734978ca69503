// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/dialects/nexturl.h"

#include <QByteArrayList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr std::array kSecretNames{
    "api_key"_L1, "apikey"_L1, "access_token"_L1, "auth_token"_L1, "session_id"_L1, "guest_session_id"_L1};

bool isHttps(const QUrl &url)
{
    return url.scheme() == "https"_L1;
}

int portOf(const QUrl &url)
{
    return url.port(isHttps(url) ? 443 : 80);
}

bool isSecret(const QByteArray &item, const QStringList &names)
{
    const qsizetype equals = item.indexOf('=');
    const QString name = QUrl::fromPercentEncoding(equals < 0 ? item : item.first(equals));
    const auto isName = [&](auto other) { return name.compare(other, Qt::CaseInsensitive) == 0; };
    return std::ranges::any_of(kSecretNames, isName) || std::ranges::any_of(names, isName);
}

} // namespace

Result<QUrl> nextUrl(const QUrl &asked, const QString &stated)
{
    const QUrl relative = QUrl::fromEncoded(stated.trimmed().toUtf8(), QUrl::TolerantMode);
    QUrl url = relative.isValid() && !relative.isEmpty() ? asked.resolved(relative) : QUrl();
    if (!url.isValid() || url.host().isEmpty() || (!isHttps(url) && url.scheme() != "http"_L1))
        return fail(ErrorKind::Malformed, u"the next page's address is none"_s);
    url.setUserInfo({});
    url.setFragment(QString());
    if (url.host() != asked.host())
        return fail(ErrorKind::CrossOrigin, u"the next page is said to be at %1, not at %2"_s.arg(url.host(), asked.host()));
    const bool wasRaised = isHttps(url) != isHttps(asked);
    const bool hasStandardPorts = portOf(url) == (isHttps(url) ? 443 : 80) && portOf(asked) == (isHttps(asked) ? 443 : 80);
    if (portOf(url) != portOf(asked) && !(wasRaised && (hasStandardPorts || url.port() == -1)))
        return fail(ErrorKind::CrossOrigin, u"the next page is said to be at port %1 of %2"_s.arg(portOf(url)).arg(url.host()));
    if (isHttps(asked) && wasRaised) {
        url.setScheme(u"https"_s);
        url.setPort(asked.port());
    }
    return url;
}

QUrl withoutCredentials(const QUrl &url, const QStringList &names)
{
    QUrl clean = url;
    clean.setUserInfo({});
    clean.setFragment(QString());
    if (!url.hasQuery())
        return clean;
    // On the encoded text, so that what stays is what the server wrote, byte by byte.
    QByteArrayList kept;
    for (const QByteArray &item : url.query(QUrl::FullyEncoded).toLatin1().split('&')) {
        if (!item.isEmpty() && !isSecret(item, names))
            kept.append(item);
    }
    clean.setQuery(kept.isEmpty() ? QString() : QString::fromLatin1(kept.join('&')), QUrl::StrictMode);
    return clean;
}

bool isSameOrigin(const QUrl &one, const QUrl &other)
{
    return one.scheme() == other.scheme() && one.host() == other.host() && portOf(one) == portOf(other);
}

} // namespace matinee

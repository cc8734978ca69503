// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/redirect.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == u"https" ? 443 : 80);
}

bool staysAtHome(const QUrl &from, const QUrl &to)
{
    if (from.host() != to.host())
        return false;
    if (from.scheme() == to.scheme())
        return portOf(from) == portOf(to);
    return from.scheme() == u"http" && to.scheme() == u"https";
}

} // namespace

Result<std::optional<Redirect>> redirectOf(const QUrl &from, const QByteArray &method, int status, const QByteArray &location)
{
    const bool isRead = method == "GET" || method == "HEAD";
    const bool keepsMethod = status == 307 || status == 308 || ((status == 301 || status == 302) && isRead);
    if ((!keepsMethod && status != 303) || location.isEmpty())
        return std::nullopt;

    QUrl to = from.resolved(QUrl::fromEncoded(location));
    if (!to.isValid())
        return tl::unexpected(Error{ErrorKind::Malformed, u"the redirect's address is none"_s, from.host(), status});
    to.setFragment({});
    to.setUserInfo({}); // nobody else's credentials are tried here
    if (!staysAtHome(from, to)) {
        const QString detail = from.scheme() == u"https" && to.scheme() == u"http" && to.host() == from.host()
            ? u"the server redirects to an unencrypted address"_s
            : u"the server redirects to another place: %1"_s.arg(
                to.host() == from.host() ? u"%1:%2"_s.arg(to.host()).arg(portOf(to)) : to.host());
        return tl::unexpected(Error{ErrorKind::CrossOrigin, detail, from.host(), status});
    }
    return Redirect{to, keepsMethod ? method : QByteArray("GET")};
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/traktaccount.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr int kDeviceSeconds = 600;

QJsonObject bodyOf(const ServedRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

Answer status(int number)
{
    return Answer::text({}, "application/json", number);
}

qint64 numberOf(const QJsonObject &ids)
{
    for (const QString &name : {u"trakt"_s, u"tmdb"_s}) {
        if (ids.value(name).isDouble())
            return ids.value(name).toInteger();
    }
    const QString slug = ids.value(u"slug"_s).toString();
    return (slug.startsWith("film-"_L1) ? slug.mid(5) : slug).toLongLong();
}

QString renewalOf(int number)
{
    return u"refresh%1"_s.arg(number);
}

std::optional<ListKind> listOf(const QString &name)
{
    if (name == "favorites"_L1)
        return ListKind::Favorites;
    if (name == "watchlist"_L1)
        return ListKind::Watchlist;
    return name == "ratings"_L1 ? std::optional(ListKind::Rated) : std::nullopt;
}

Answer sync(const ServedRequest &request, ListKind kind, bool wanted, ServedWorld &world)
{
    qint64 changed = 0;
    qint64 existing = 0;
    QJsonArray missing;
    for (const QJsonValue &value : bodyOf(request).value(u"movies"_s).toArray()) {
        const QJsonObject ids = value.toObject().value(u"ids"_s).toObject();
        const qint64 number = numberOf(ids);
        const qint64 rating = value.toObject().value(u"rating"_s).toInteger(0);
        if (kind == ListKind::Rated && wanted && (rating < 1 || rating > 10))
            return status(422);
        if (!world.pages.details(number))
            missing.append(QJsonObject{{u"ids"_s, ids}});
        else if (world.pages.keep(kind, number, wanted))
            ++changed;
        else
            ++existing;
    }
    const auto counts = [](qint64 movies) { return QJsonObject{{u"movies"_s, movies}, {u"shows"_s, 0}}; };
    const QJsonObject listed{{u"updated_at"_s, request.at.toString(Qt::ISODateWithMs)},
        {u"item_count"_s, static_cast<qint64>(world.pages.kept(kind).size())}};
    QJsonObject body{{u"not_found"_s, QJsonObject{{u"movies"_s, missing}, {u"shows"_s, QJsonArray()}}}, {u"list"_s, listed}};
    body.insert(wanted ? u"added"_s : u"deleted"_s, counts(changed));
    if (wanted && kind != ListKind::Rated)
        body.insert(u"existing"_s, counts(existing));
    return Answer::json(body, wanted ? 201 : 200);
}

} // namespace

std::optional<Answer> TraktAccount::signIn(const ServedRequest &request, const QString &path, ServedWorld &world)
{
    const QJsonObject body = bodyOf(request);
    if (path == "oauth/device/code"_L1)
        return body.value(u"client_id"_s).toString().isEmpty() ? status(403) : deviceCode(world);
    if (path.startsWith("activate/"_L1)) {
        const bool isKnown = m_devices.open(path.section(u'/', 1).toLower(), world.settings.signIn);
        return isKnown ? Answer::text("<p>Approved.</p>", "text/html") : status(404);
    }
    if (path == "oauth/device/token"_L1)
        return deviceToken(body.value(u"code"_s).toString(), request, world);
    if (path == "oauth/token"_L1)
        return renewed(body.value(u"refresh_token"_s).toString(), request, world);
    if (path == "oauth/revoke"_L1)
        return body.contains(u"token"_s) ? Answer::json(QJsonObject()) : status(400);
    return std::nullopt;
}

Answer TraktAccount::deviceCode(const ServedWorld &world)
{
    const QString device = u"device%1"_s.arg(++m_made);
    m_devices.begin(device);
    return Answer::json(QJsonObject{{u"device_code"_s, device}, {u"user_code"_s, device.toUpper()},
        {u"verification_url"_s, QString::fromLatin1(world.origin) + u"/activate"_s}, {u"expires_in"_s, kDeviceSeconds},
        {u"interval"_s, 1}});
}

Answer TraktAccount::deviceToken(const QString &code, const ServedRequest &request, const ServedWorld &world)
{
    switch (m_devices.poll(code, world.settings.signIn)) {
    case PendingSignIns::Poll::Unknown: return status(404);
    case PendingSignIns::Poll::Pending: return status(400);
    case PendingSignIns::Poll::SlowDown: return status(429);
    case PendingSignIns::Poll::Denied: return status(418);
    case PendingSignIns::Poll::Expired: return status(410);
    case PendingSignIns::Poll::Approved: break;
    }
    return token(request, world);
}

Answer TraktAccount::renewed(const QString &renewal, const ServedRequest &request, ServedWorld &world)
{
    if (renewal != renewalOf(m_renewals)) // each is good for once
        return Answer::json(QJsonObject{{u"error"_s, u"invalid_grant"_s}}, 401);
    ++m_renewals;
    world.settings.token = u"renewed-token-%1"_s.arg(m_renewals);
    return token(request, world);
}

Answer TraktAccount::token(const ServedRequest &request, const ServedWorld &world) const
{
    const QString token = world.settings.token.isEmpty() ? u"trakt-token"_s : world.settings.token;
    return Answer::json(QJsonObject{{u"access_token"_s, token}, {u"token_type"_s, u"bearer"_s},
        {u"expires_in"_s, world.settings.signIn.tokenSeconds}, {u"refresh_token"_s, renewalOf(m_renewals)},
        {u"scope"_s, u"public"_s}, {u"created_at"_s, request.at.toSecsSinceEpoch()}});
}

std::optional<Answer> TraktAccount::personal(const ServedRequest &request, const QString &path, ServedWorld &world) const
{
    if (path == "users/me"_L1) {
        return Answer::json(QJsonObject{{u"username"_s, u"ada"_s}, {u"private"_s, false}, {u"name"_s, u"Ada"_s},
            {u"vip"_s, false}, {u"ids"_s, QJsonObject{{u"slug"_s, u"ada"_s}}}});
    }
    const QStringList parts = path.split(u'/');
    const std::optional<ListKind> kind = parts.value(0) == "sync"_L1 ? listOf(parts.value(1)) : std::nullopt;
    const bool removes = parts.size() == 3 && parts[2] == "remove"_L1;
    if (!kind || request.method != "POST" || (parts.size() != 2 && !removes))
        return std::nullopt;
    return sync(request, *kind, !removes, world);
}

} // namespace matinee::test

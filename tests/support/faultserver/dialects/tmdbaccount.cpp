// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/tmdbaccount.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <cmath>

#include "tests/support/faultserver/dialects/tmdbdialect.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr qint64 kAccountId = 548;
constexpr qint64 kTokenSeconds = 3600;

// 40 hex digits, as TMDB's tokens; the same ones each run.
QString madeToken(qint64 number)
{
    return QString::fromLatin1(QCryptographicHash::hash("token" + QByteArray::number(number), QCryptographicHash::Sha1).toHex());
}

QString expiry()
{
    return QDateTime::currentDateTimeUtc().addSecs(kTokenSeconds).toString(u"yyyy-MM-dd hh:mm:ss 'UTC'"_s);
}

QJsonObject bodyOf(const ServedRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

} // namespace

std::optional<Answer> TmdbAccount::answer(const ServedRequest &request, const QStringList &parts, ServedWorld &world)
{
    if (parts.value(0) == "authentication"_L1)
        return authentication(request, parts.mid(1).join(u'/'), world);
    if (parts.value(0) == "authenticate"_L1 && parts.size() == 2) {
        // The page the person opens in the browser; opening it is the yes.
        if (!m_tokens.open(parts[1], world.settings.signIn))
            return tmdbStatus(33);
        return Answer::text("<p>Approved.</p>", "text/html");
    }
    if (parts.value(0) == "account"_L1)
        return isSignedIn(request, world) ? account(request, parts, world) : tmdbStatus(3);
    if (parts.value(0) == "movie"_L1 && parts.value(2) == "rating"_L1 && parts.size() == 3)
        return isSignedIn(request, world) ? rate(request, parts[1].toLongLong(), world) : tmdbStatus(3);
    return std::nullopt;
}

bool TmdbAccount::isSignedIn(const ServedRequest &request, const ServedWorld &world) const
{
    const QString session = request.value(u"session_id");
    if (!session.isEmpty())
        return session == world.settings.session || m_sessions.contains(session);
    return m_sessions.contains(request.value(u"guest_session_id"));
}

Answer TmdbAccount::authentication(const ServedRequest &request, const QString &what, const ServedWorld &world)
{
    if (what.isEmpty())
        return tmdbStatus(1);
    if (what == "token/new"_L1) {
        const QString token = madeToken(++m_made);
        m_tokens.begin(token);
        return Answer::json(QJsonObject{{u"success"_s, true}, {u"expires_at"_s, expiry()}, {u"request_token"_s, token}});
    }
    if (what == "session/new"_L1)
        return request.method == "POST" ? newSession(request, world) : tmdbStatus(42);
    if (what == "guest_session/new"_L1) {
        const QString session = madeToken(++m_made);
        m_sessions.insert(session);
        return Answer::json(QJsonObject{{u"success"_s, true}, {u"guest_session_id"_s, session}, {u"expires_at"_s, expiry()}});
    }
    if (what == "session"_L1 && request.method == "DELETE") {
        const QString session = bodyOf(request).value(u"session_id"_s).toString();
        const bool known = m_sessions.remove(session) || session == world.settings.session;
        return known ? Answer::json(QJsonObject{{u"success"_s, true}}) : tmdbStatus(37);
    }
    return tmdbStatus(34);
}

Answer TmdbAccount::newSession(const ServedRequest &request, const ServedWorld &world)
{
    switch (m_tokens.poll(bodyOf(request).value(u"request_token"_s).toString(), world.settings.signIn)) {
    case PendingSignIns::Poll::Pending: return tmdbStatus(17);
    case PendingSignIns::Poll::SlowDown: return tmdbStatus(25);
    case PendingSignIns::Poll::Unknown:
    case PendingSignIns::Poll::Denied:
    case PendingSignIns::Poll::Expired: return tmdbStatus(33);
    case PendingSignIns::Poll::Approved: break;
    }
    const QString session = madeToken(++m_made);
    m_sessions.insert(session);
    return Answer::json(QJsonObject{{u"success"_s, true}, {u"session_id"_s, session}});
}

Answer TmdbAccount::account(const ServedRequest &request, const QStringList &parts, ServedWorld &world) const
{
    if (parts.size() <= 2) {
        const QJsonObject avatar{{u"gravatar"_s, QJsonObject{{u"hash"_s, u"c9e9fc152ee756a900db85757c29815d"_s}}},
            {u"tmdb"_s, QJsonObject{{u"avatar_path"_s, QJsonValue::Null}}}};
        return Answer::json(QJsonObject{{u"avatar"_s, avatar}, {u"id"_s, kAccountId}, {u"iso_639_1"_s, u"en"_s},
            {u"iso_3166_1"_s, u"US"_s}, {u"name"_s, u"Ada"_s}, {u"include_adult"_s, false}, {u"username"_s, u"ada"_s}});
    }
    const QString what = parts.mid(2).join(u'/');
    const bool posts = request.method == "POST";
    if (what == "favorite"_L1 || what == "watchlist"_L1)
        return posts ? keep(request, what == "favorite"_L1 ? ListKind::Favorites : ListKind::Watchlist, world) : tmdbStatus(42);
    if (what == "favorite/movies"_L1)
        return keptPage(request, ListKind::Favorites, world);
    if (what == "watchlist/movies"_L1)
        return keptPage(request, ListKind::Watchlist, world);
    if (what == "rated/movies"_L1)
        return keptPage(request, ListKind::Rated, world);
    return tmdbStatus(34);
}

Answer TmdbAccount::keep(const ServedRequest &request, ListKind kind, ServedWorld &world) const
{
    const QJsonObject body = bodyOf(request);
    const QJsonValue wanted = body.value(kind == ListKind::Favorites ? u"favorite"_s : u"watchlist"_s);
    if (body.value(u"media_type"_s).toString() != "movie"_L1 || !body.value(u"media_id"_s).isDouble() || !wanted.isBool())
        return tmdbStatus(5);
    const qint64 number = body.value(u"media_id"_s).toInteger();
    if (!world.pages.details(number))
        return tmdbStatus(34);
    const bool changed = world.pages.keep(kind, number, wanted.toBool());
    if (!wanted.toBool())
        return tmdbStatus(13);
    return tmdbStatus(changed ? 1 : 12);
}

Answer TmdbAccount::keptPage(const ServedRequest &request, ListKind kind, ServedWorld &world) const
{
    const auto page = tmdbPage(request);
    if (!page)
        return tmdbStatus(22);
    const bool descending = request.value(u"sort_by") == "created_at.desc"_L1;
    QJsonObject body
        = tmdbEnvelope(world.cut({.kind = kind, .descending = descending}, (*page - 1) * kTmdbPageRows, kTmdbPageRows), world);
    if (kind == ListKind::Rated) {
        QJsonArray rated;
        for (const QJsonValue &item : body.value(u"results"_s).toArray()) {
            QJsonObject movie = item.toObject();
            movie.insert(u"rating"_s, m_ratings.value(movie.value(u"id"_s).toInteger()));
            rated.append(movie);
        }
        body.insert(u"results"_s, rated);
    }
    return Answer::json(body).with("Cache-Control", "private, no-cache");
}

Answer TmdbAccount::rate(const ServedRequest &request, qint64 number, ServedWorld &world)
{
    if (!world.pages.details(number))
        return tmdbStatus(34);
    if (request.method == "DELETE") {
        m_ratings.remove(number);
        world.pages.keep(ListKind::Rated, number, false);
        return tmdbStatus(13);
    }
    if (request.method != "POST")
        return tmdbStatus(42);
    const double value = bodyOf(request).value(u"value"_s).toDouble(-1);
    if (value < 0.5 || value > 10 || std::fmod(value * 2, 1) > 0)
        return tmdbStatus(18);
    m_ratings.insert(number, value);
    return tmdbStatus(world.pages.keep(ListKind::Rated, number, true) ? 1 : 12);
}

QJsonObject TmdbAccount::states(qint64 number, ServedWorld &world) const
{
    const QJsonValue rated
        = m_ratings.contains(number) ? QJsonValue(QJsonObject{{u"value"_s, m_ratings.value(number)}}) : QJsonValue(false);
    return {{u"id"_s, number}, {u"favorite"_s, world.pages.isKept(ListKind::Favorites, number)}, {u"rated"_s, rated},
        {u"watchlist"_s, world.pages.isKept(ListKind::Watchlist, number)}};
}

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/tmdbdialect.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr qint64 kLastPage = 500;
constexpr qsizetype kMostAppended = 20;
// As captured from the real one: any whole number of seconds up to two hours.
constexpr auto kCacheControl = "public, max-age=6991";

QString withoutBearer(const QByteArray &authorization)
{
    return authorization.startsWith("Bearer ") ? QString::fromLatin1(authorization.mid(7).trimmed()) : QString();
}

const QHash<QString, ListKind> &fixedLists()
{
    static const QHash<QString, ListKind> lists{{u"trending/movie/day"_s, ListKind::TrendingDay},
        {u"trending/movie/week"_s, ListKind::TrendingWeek}, {u"movie/popular"_s, ListKind::Popular},
        {u"movie/top_rated"_s, ListKind::TopRated}, {u"movie/now_playing"_s, ListKind::NowPlaying},
        {u"movie/upcoming"_s, ListKind::Upcoming}, {u"discover/movie"_s, ListKind::Discover},
        {u"search/movie"_s, ListKind::Search}};
    return lists;
}

// "28|12" and "28,12" both: the first genre only, which is enough for a list that differs.
qint64 firstGenre(const QString &genres)
{
    return genres.section(u'|', 0, 0).section(u',', 0, 0).toLongLong();
}

QJsonObject reviews(qint64 number)
{
    return {{u"id"_s, number}, {u"page"_s, 1}, {u"results"_s, QJsonArray()}, {u"total_pages"_s, 0}, {u"total_results"_s, 0}};
}

} // namespace

std::optional<qint64> tmdbPage(const ServedRequest &request)
{
    if (!request.has(u"page"))
        return 1;
    const auto page = request.whole(u"page");
    return page && *page >= 1 && *page <= kLastPage ? page : std::nullopt;
}

bool TmdbDialect::isAllowed(const ServedRequest &request, const ServedWorld &world) const
{
    const QString &token = world.settings.token;
    return token.isEmpty() || withoutBearer(request.header("Authorization")) == token || request.value(u"api_key") == token;
}

Answer TmdbDialect::answer(const ServedRequest &request, ServedWorld &world)
{
    QStringList parts = request.parts();
    if (parts.value(0) == "3"_L1)
        parts.removeFirst();
    if (parts.value(0) != "authenticate"_L1 && !isAllowed(request, world))
        return tmdbStatus(7).with("Cache-Control", "public, max-age=300");
    if (auto account = m_account.answer(request, parts, world))
        return *std::move(account);
    if (request.method != "GET" && request.method != "HEAD")
        return tmdbStatus(42);
    if (auto found = reference(parts.join(u'/'), world))
        return *std::move(found);
    if (const auto ask = listOf(request, parts))
        return list(request, *ask, world);
    return parts.value(0) == "movie"_L1 ? movie(request, parts, world) : tmdbStatus(34);
}

Answer TmdbDialect::error(int status) const
{
    switch (status) {
    case 400: return tmdbStatus(47);
    case 401: return tmdbStatus(7);
    case 403: return tmdbStatus(45);
    case 404: return tmdbStatus(34);
    case 405: return tmdbStatus(42);
    case 422: return tmdbStatus(5);
    case 429: return tmdbStatus(25);
    case 500: return tmdbStatus(11);
    case 503: return tmdbStatus(9);
    case 504: return tmdbStatus(24);
    default: break;
    }
    // What a proxy in front of it says.
    return Answer::text(
        "<html><body><h1>" + QByteArray::number(status) + ' ' + reasonOf(status) + "</h1></body></html>", "text/html", status);
}

std::optional<Answer> TmdbDialect::reference(const QString &path, ServedWorld &world) const
{
    if (path == "configuration"_L1)
        return Answer::json(tmdbConfiguration(world)).with("Cache-Control", kCacheControl);
    if (path != "genre/movie/list"_L1)
        return std::nullopt;
    QJsonArray genres;
    for (const ServedGenre &genre : world.pages.shelf().genres())
        genres.append(QJsonObject{{u"id"_s, genre.id}, {u"name"_s, genre.name}});
    return Answer::json(QJsonObject{{u"genres"_s, genres}}).with("Cache-Control", kCacheControl);
}

std::optional<ListAsk> TmdbDialect::listOf(const ServedRequest &request, const QStringList &parts) const
{
    const auto fixed = fixedLists().constFind(parts.join(u'/'));
    if (fixed != fixedLists().constEnd()) {
        return ListAsk{.kind = *fixed,
            .text = *fixed == ListKind::Search ? request.value(u"query").simplified() : QString(),
            .genre = *fixed == ListKind::Discover ? firstGenre(request.value(u"with_genres")) : 0};
    }
    if (parts.size() != 3 || parts[0] != "movie"_L1)
        return std::nullopt;
    if (parts[2] == "recommendations"_L1)
        return ListAsk{.kind = ListKind::Recommended, .title = parts[1].toLongLong()};
    if (parts[2] == "similar"_L1)
        return ListAsk{.kind = ListKind::Similar, .title = parts[1].toLongLong()};
    return std::nullopt;
}

Answer TmdbDialect::list(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const
{
    const auto page = tmdbPage(request);
    if (!page)
        return tmdbStatus(22);
    if (ask.kind == ListKind::Search && ask.text.isEmpty())
        return tmdbStatus(5);
    if (ask.title != 0 && !world.pages.details(ask.title))
        return tmdbStatus(34);
    QJsonObject body = tmdbEnvelope(world.cut(ask, (*page - 1) * kTmdbPageRows, kTmdbPageRows), world);
    if (ask.kind == ListKind::TrendingDay || ask.kind == ListKind::TrendingWeek) {
        QJsonArray items;
        for (const QJsonValue &item : body.value(u"results"_s).toArray()) {
            QJsonObject typed = item.toObject();
            typed.insert(u"media_type"_s, u"movie"_s);
            items.append(typed);
        }
        body.insert(u"results"_s, items);
    }
    if (ask.kind == ListKind::NowPlaying || ask.kind == ListKind::Upcoming)
        body.insert(u"dates"_s, QJsonObject{{u"minimum"_s, u"2026-02-01"_s}, {u"maximum"_s, u"2026-03-20"_s}});
    return Answer::json(body).with("Cache-Control", kCacheControl);
}

std::optional<QJsonObject> TmdbDialect::part(
    const QString &name, qint64 number, const TitleDetails &details, ServedWorld &world) const
{
    if (name == "recommendations"_L1)
        return tmdbEnvelope(world.cut({.kind = ListKind::Recommended, .title = number}, 0, kTmdbPageRows), world);
    if (name == "similar"_L1)
        return tmdbEnvelope(world.cut({.kind = ListKind::Similar, .title = number}, 0, kTmdbPageRows), world);
    if (name == "account_states"_L1)
        return m_account.states(number, world);
    if (name == "reviews"_L1)
        return reviews(number);
    return tmdbPart(name, number, details);
}

Answer TmdbDialect::movie(const ServedRequest &request, const QStringList &parts, ServedWorld &world) const
{
    const qint64 number = parts.value(1).toLongLong();
    const auto details = world.pages.details(number);
    if (!details)
        return tmdbStatus(34);
    if (parts.size() > 2) {
        const QString name = parts.mid(2).join(u'/');
        if (name == "account_states"_L1 && !m_account.isSignedIn(request, world))
            return tmdbStatus(3);
        const auto found = part(name, number, *details, world);
        return found ? Answer::json(*found).with("Cache-Control", kCacheControl) : tmdbStatus(34);
    }
    const QStringList appended = request.value(u"append_to_response").split(u',', Qt::SkipEmptyParts);
    if (appended.size() > kMostAppended)
        return tmdbStatus(27);
    QJsonObject body = tmdbDetails(number, *details, world);
    for (const QString &name : appended) {
        if (name == "account_states"_L1 && !m_account.isSignedIn(request, world))
            continue;
        if (auto found = part(name.trimmed(), number, *details, world)) {
            if (name != "reviews"_L1)
                found->remove(u"id"_s); // an appended part does not repeat the movie's
            body.insert(name.trimmed(), *found);
        }
    }
    return Answer::json(body).with("Cache-Control", kCacheControl);
}

} // namespace matinee::test

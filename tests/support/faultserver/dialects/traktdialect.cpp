// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/traktdialect.h"

#include "tests/support/faultserver/posterpainter.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr qint64 kUsualRows = 10;
constexpr qint64 kMostRows = 100;

QString slugOf(qint64 number)
{
    return u"film-%1"_s.arg(number);
}

qint64 numberOf(const QString &id)
{
    return (id.startsWith("film-"_L1) ? id.mid(5) : id).toLongLong();
}

QJsonObject movieObject(const ServedTitle &title, const QString &extended, const ServedWorld &world)
{
    const Title &of = title.title;
    const QJsonValue none(QJsonValue::Null);
    const qint64 n = title.number;
    QJsonObject object{{u"title"_s, of.title}, {u"year"_s, of.year ? QJsonValue(*of.year) : none},
        {u"ids"_s,
            QJsonObject{
                {u"trakt"_s, n}, {u"slug"_s, slugOf(n)}, {u"imdb"_s, u"tt%1"_s.arg(n, 7, 10, QChar(u'0'))}, {u"tmdb"_s, n}}}};
    if (extended.contains("full"_L1)) {
        object.insert(u"overview"_s, of.overview);
        object.insert(u"released"_s, of.date.isEmpty() ? none : QJsonValue(of.date));
        object.insert(u"runtime"_s, of.runtime.value_or(0));
        object.insert(u"rating"_s, of.rating.value_or(0));
        object.insert(u"votes"_s, of.votes.value_or(0));
        QJsonArray genres;
        for (const QString &genre : of.genres)
            genres.append(genre.toLower().replace(u' ', u'-'));
        object.insert(u"genres"_s, genres);
    }
    if (extended.contains("images"_L1)) {
        // Without the scheme, as Trakt does.
        const QString poster = world.posterUrl(n).section(u"://"_s, 1);
        object.insert(u"images"_s, QJsonObject{{u"poster"_s, QJsonArray{poster}}, {u"fanart"_s, QJsonArray()}});
    }
    return object;
}

Answer &paginate(Answer &answer, const PageCut &cut)
{
    answer.with("X-Pagination-Page", QByteArray::number(cut.page()));
    answer.with("X-Pagination-Limit", QByteArray::number(cut.size));
    answer.with("X-Pagination-Page-Count", QByteArray::number(cut.pages));
    return answer.with("X-Pagination-Item-Count", QByteArray::number(cut.total));
}

} // namespace

Answer TraktDialect::answer(const ServedRequest &request, ServedWorld &world)
{
    const QStringList parts = request.parts();
    const QString path = parts.join(u'/');
    if (auto signedIn = m_account.signIn(request, path, world))
        return *std::move(signedIn);
    if (request.header("trakt-api-key").isEmpty() || request.header("trakt-api-version") != "2")
        return error(403);
    if (auto own = personal(request, path, world))
        return *std::move(own);
    if (path == "movies/trending"_L1)
        return list(request, {.kind = ListKind::TrendingDay}, Wrap::Trending, world);
    if (path == "movies/popular"_L1)
        return list(request, {.kind = ListKind::Popular}, Wrap::None, world);
    if (path == "search/movie"_L1)
        return list(request, {.kind = ListKind::Search, .text = request.value(u"query").simplified()}, Wrap::Search, world);
    if (parts.value(0) == "movies"_L1 && parts.value(2) == "related"_L1)
        return list(request, {.kind = ListKind::Similar, .title = numberOf(parts[1])}, Wrap::None, world);
    if (parts.value(0) == "movies"_L1 && parts.size() == 2)
        return movie(request, parts[1], world);
    return error(404);
}

Answer TraktDialect::error(int status) const
{
    return Answer::text({}, "application/json", status);
}

std::optional<Answer> TraktDialect::personal(const ServedRequest &request, const QString &path, ServedWorld &world) const
{
    const QString list = path.startsWith("users/"_L1) ? path.section(u'/', 2, 3) : QString();
    const bool favorites = list == "favorites/movies"_L1;
    const bool watchlist = list == "watchlist/movies"_L1;
    const bool isOwn = favorites || watchlist || path == "users/me"_L1 || path.startsWith("sync/"_L1)
        || path.startsWith("recommendations/"_L1);
    if (!isOwn)
        return std::nullopt;
    if (!showsToken(request, world, "Bearer"))
        return error(401);
    if (favorites || watchlist) {
        const ListKind kind = favorites ? ListKind::Favorites : ListKind::Watchlist;
        return TraktDialect::list(request, {.kind = kind}, Wrap::Favorite, world);
    }
    if (path == "recommendations/movies"_L1)
        return recommended(request, world);
    if (auto answer = m_account.personal(request, path, world))
        return answer;
    return error(404);
}

Answer TraktDialect::movie(const ServedRequest &request, const QString &id, ServedWorld &world) const
{
    const qint64 number = numberOf(id);
    const auto found = world.pages.details(number);
    return found ? Answer::json(movieObject({number, found->title}, request.value(u"extended"), world)) : error(404);
}

Answer TraktDialect::list(const ServedRequest &request, const ListAsk &ask, Wrap wrap, ServedWorld &world) const
{
    if (ask.title != 0 && !world.pages.details(ask.title))
        return error(404);
    const qint64 rows = world.pageSize(request.whole(u"limit"), kUsualRows, kMostRows);
    const qint64 page = std::max<qint64>(1, request.whole(u"page").value_or(1));
    const PageCut cut = world.cut(ask, (page - 1) * rows, rows);
    QJsonArray items;
    for (const ServedTitle &title : cut.titles) {
        const QJsonObject movie = movieObject(title, request.value(u"extended"), world);
        const QString type = u"movie"_s;
        switch (wrap) {
        case Wrap::None: items.append(movie); break;
        case Wrap::Trending: items.append(QJsonObject{{u"watchers"_s, 5000 / (title.number + 1)}, {type, movie}}); break;
        case Wrap::Search: items.append(QJsonObject{{u"type"_s, type}, {u"score"_s, 26.0}, {type, movie}}); break;
        case Wrap::Favorite:
            items.append(QJsonObject{{u"rank"_s, items.size() + 1}, {u"id"_s, title.number},
                {u"listed_at"_s, u"2026-01-01T00:00:00.000Z"_s}, {u"notes"_s, QJsonValue::Null}, {u"type"_s, type},
                {type, movie}});
        }
    }
    Answer answer = Answer::json(items);
    return paginate(answer, cut);
}

Answer TraktDialect::recommended(const ServedRequest &request, ServedWorld &world) const
{
    const PageCut cut
        = world.cut({.kind = ListKind::TopRated}, 0, world.pageSize(request.whole(u"limit"), kUsualRows, kMostRows));
    QJsonArray items;
    for (const ServedTitle &title : cut.titles)
        items.append(movieObject(title, request.value(u"extended"), world));
    return Answer::json(items);
}

} // namespace matinee::test

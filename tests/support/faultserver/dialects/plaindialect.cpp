// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/plaindialect.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

// As elsewhere, some titles have no picture.
constexpr qint64 kWithoutPoster = 31;

qint64 numberIn(const QString &part)
{
    bool ok = false;
    const qint64 number = part.toLongLong(&ok);
    return ok ? number : 0;
}

QString searchText(const ServedRequest &request)
{
    const QString text = request.has(u"q") ? request.value(u"q") : request.value(u"query");
    return text.simplified();
}

} // namespace

QJsonObject plainItem(const ServedTitle &title, const ServedWorld &world)
{
    const Title &of = title.title;
    const QJsonValue poster
        = title.number % kWithoutPoster == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(world.posterUrl(title.number));
    return {{u"id"_s, title.number}, {u"title"_s, of.title}, {u"overview"_s, of.overview},
        {u"release_date"_s, of.date.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(of.date)},
        {u"vote_average"_s, of.rating.value_or(0)}, {u"vote_count"_s, of.votes.value_or(0)},
        {u"genres"_s, QJsonArray::fromStringList(of.genres)}, {u"poster"_s, poster}};
}

QJsonArray plainItems(const PageCut &cut, const ServedWorld &world)
{
    QJsonArray items;
    for (const ServedTitle &title : cut.titles)
        items.append(plainItem(title, world));
    return items;
}

QString pageLink(const ServedRequest &request, const ServedWorld &world, const QString &name, const QString &value)
{
    return world.link(request.path, withParameter(request.query, name, value));
}

qint64 bodyNumber(const ServedRequest &request, const QStringList &names)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    for (const QString &name : names) {
        const QJsonValue value = body.value(name);
        if (value.isDouble())
            return value.toInteger();
        if (value.isString())
            return numberIn(value.toString());
    }
    return 0;
}

bool showsToken(const ServedRequest &request, const ServedWorld &world, QByteArrayView scheme)
{
    const QString &token = world.settings.token;
    return token.isEmpty() || request.header("Authorization") == scheme.toByteArray() + ' ' + token.toUtf8();
}

std::optional<ListAsk> plainList(const ServedRequest &request)
{
    const QStringList parts = request.parts();
    if (parts.isEmpty())
        return std::nullopt;
    const QString last = parts.constLast();
    const qint64 title = parts.size() > 1 ? numberIn(parts[parts.size() - 2]) : 0;
    if (last == "recommendations"_L1)
        return ListAsk{.kind = ListKind::Recommended, .title = title};
    if (last == "similar"_L1)
        return ListAsk{.kind = ListKind::Similar, .title = title};
    if (last == "trending"_L1)
        return ListAsk{.kind = request.value(u"time_window") == "week"_L1 ? ListKind::TrendingWeek : ListKind::TrendingDay};
    if (last == "top_rated"_L1)
        return ListAsk{.kind = ListKind::TopRated};
    if (last == "favorites"_L1)
        return ListAsk{.kind = ListKind::Favorites};
    if (last == "search"_L1 || !searchText(request).isEmpty())
        return ListAsk{.kind = ListKind::Search, .text = searchText(request)};
    return ListAsk{.kind = ListKind::Popular};
}

Answer PlainDialect::answer(const ServedRequest &request, ServedWorld &world)
{
    const QStringList parts = request.parts();
    if (auto written = writes(request, parts, world))
        return *std::move(written);
    if (request.method != "GET" && request.method != "HEAD")
        return error(405);
    if (!parts.isEmpty() && numberIn(parts.constLast()) > 0) {
        const qint64 number = numberIn(parts.constLast());
        const auto found = world.pages.details(number);
        return found ? details(number, *found, world) : error(404);
    }
    const auto ask = plainList(request);
    if (!ask || (ask->title != 0 && !world.pages.details(ask->title)))
        return error(404);
    return page(request, *ask, world);
}

std::optional<Answer> PlainDialect::writes(const ServedRequest &request, const QStringList &parts, ServedWorld &world)
{
    const bool posts = request.method == "POST" && parts.value(parts.size() - 1) == "favorites"_L1;
    const bool deletes = request.method == "DELETE" && parts.value(parts.size() - 2) == "favorites"_L1;
    if (!posts && !deletes)
        return std::nullopt;
    const qint64 number = posts ? bodyNumber(request, {u"movie"_s, u"movie_id"_s, u"id"_s}) : numberIn(parts.constLast());
    return world.pages.details(number) ? favorite(number, posts, world) : error(posts ? 400 : 404);
}

Answer PlainDialect::details(qint64 number, const TitleDetails &details, ServedWorld &world)
{
    QJsonObject object = plainItem({number, details.title}, world);
    object.insert(u"runtime"_s, details.title.runtime.value_or(0));
    object.insert(u"directors"_s, QJsonArray::fromStringList(details.directors));
    object.insert(u"is_favorite"_s, world.pages.isKept(ListKind::Favorites, number));
    return Answer::json(object);
}

Answer PlainDialect::favorite(qint64 number, bool wanted, ServedWorld &world)
{
    const bool changed = world.pages.keep(ListKind::Favorites, number, wanted);
    if (!wanted)
        return Answer::nothing();
    return Answer::json(QJsonObject{{u"movie"_s, number}}, changed ? 201 : 200);
}

Answer PlainDialect::error(int status) const
{
    return errorSaying(status, QString::fromLatin1(reasonOf(status)));
}

Answer PlainDialect::errorSaying(int status, const QString &detail) const
{
    return Answer::json(QJsonObject{{u"detail"_s, detail}}, status);
}

} // namespace matinee::test

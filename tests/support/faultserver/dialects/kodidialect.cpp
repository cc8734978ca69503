// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/kodidialect.h"

#include <QJsonDocument>
#include <QUrl>

#include "tests/support/faultserver/posterpainter.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr int kInvalidRequest = -32600;
constexpr int kNoMethod = -32601;
constexpr int kInvalidParams = -32602;
constexpr int kParseError = -32700;
// Without limits everything comes.
constexpr qint64 kMostRows = 10'000;
constexpr QSize kPosterSize(500, 750);

QString messageOf(int code)
{
    switch (code) {
    case kNoMethod: return u"Method not found."_s;
    case kInvalidParams: return u"Invalid params."_s;
    case kParseError: return u"Parse error."_s;
    default: return u"Invalid request."_s;
    }
}

// Everything Kodi could tell; what was not asked for is left out afterwards.
QJsonObject allProperties(const ServedTitle &title, ServedWorld &world)
{
    const Title &of = title.title;
    // Its ratings are 32-bit floats, and come with the noise of one.
    const double noisy = static_cast<double>(static_cast<float>(of.rating.value_or(0)));
    const QString poster = QString::fromLatin1(
        "image://" + QUrl::toPercentEncoding(QString::fromLatin1(world.origin + picturePath('p', title.number))) + '/');
    const bool favorite = world.pages.isKept(ListKind::Favorites, title.number);
    return {{u"title"_s, of.title}, {u"originaltitle"_s, of.originalTitle}, {u"year"_s, of.year.value_or(0)},
        {u"rating"_s, noisy}, {u"votes"_s, QString::number(of.votes.value_or(0))}, {u"userrating"_s, 0},
        {u"runtime"_s, of.runtime.value_or(0) * 60}, {u"genre"_s, QJsonArray::fromStringList(of.genres)},
        {u"plot"_s, of.overview}, {u"premiered"_s, of.date}, {u"art"_s, QJsonObject{{u"poster"_s, poster}}},
        {u"cast"_s, QJsonArray()}, {u"director"_s, QJsonArray()},
        {u"tag"_s, favorite ? QJsonArray{u"favorite"_s} : QJsonArray()}};
}

QJsonObject movie(const ServedTitle &title, const QJsonObject &params, ServedWorld &world)
{
    const QJsonObject all = allProperties(title, world);
    QJsonObject object{{u"movieid"_s, title.number}, {u"label"_s, title.title.title}};
    for (const QJsonValue &name : params.value(u"properties"_s).toArray()) {
        if (all.contains(name.toString()))
            object.insert(name.toString(), all.value(name.toString()));
    }
    return object;
}

ListAsk listOf(const QJsonObject &params)
{
    const QJsonObject filter = params.value(u"filter"_s).toObject();
    const QString field = filter.value(u"field"_s).toString();
    if (field == "tag"_L1)
        return {.kind = ListKind::Favorites};
    if (field == "title"_L1)
        return {.kind = ListKind::Search, .text = filter.value(u"value"_s).toString().simplified()};
    const QString sort = params.value(u"sort"_s).toObject().value(u"method"_s).toString();
    if (sort == "rating"_L1)
        return {.kind = ListKind::TopRated};
    return {.kind = sort == "year"_L1 || sort == "dateadded"_L1 ? ListKind::TrendingDay : ListKind::Popular};
}

bool isCount(const QJsonValue &value)
{
    return value.isUndefined() || (value.isDouble() && value.toInteger(-1) >= 0);
}

bool isAllowed(const ServedRequest &request, const ServedWorld &world)
{
    const QByteArray secret = world.settings.token.toUtf8();
    return secret.isEmpty() || request.header("Authorization") == "Basic " + secret.toBase64();
}

} // namespace

Answer KodiDialect::answer(const ServedRequest &request, ServedWorld &world)
{
    if (!isAllowed(request, world))
        return error(401).with("WWW-Authenticate", "Basic realm=\"Kodi\"");
    if (request.path.startsWith("/image/"_L1)) {
        Answer picture = Answer::text(paintedPicture(request.path.toUtf8(), kPosterSize), {});
        return picture.with("Cache-Control", "max-age=604800");
    }
    if (request.path != "/jsonrpc"_L1)
        return error(404);
    const QByteArray text = request.method == "GET" ? request.value(u"request").toUtf8() : request.body;
    QJsonParseError parsing;
    const QJsonObject ask = QJsonDocument::fromJson(text, &parsing).object();
    const QString method = ask.value(u"method"_s).toString();
    Outcome outcome{QJsonValue::Null, parsing.error == QJsonParseError::NoError ? kInvalidRequest : kParseError};
    if (!method.isEmpty())
        outcome = call(method, ask.value(u"params"_s).toObject(), world);
    QJsonObject body{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, ask.contains(u"id"_s) ? ask.value(u"id"_s) : QJsonValue()}};
    if (outcome.error != 0)
        body.insert(u"error"_s, QJsonObject{{u"code"_s, outcome.error}, {u"message"_s, messageOf(outcome.error)}});
    else
        body.insert(u"result"_s, outcome.result);
    return Answer::json(body);
}

Answer KodiDialect::error(int status) const
{
    return Answer::text({}, "text/html", status);
}

KodiDialect::Outcome KodiDialect::call(const QString &method, const Params &params, ServedWorld &world) const
{
    if (method == "VideoLibrary.GetMovies"_L1)
        return movies(params, world);
    if (method == "VideoLibrary.GetMovieDetails"_L1)
        return movieDetails(params, world);
    if (method == "VideoLibrary.SetMovieDetails"_L1)
        return setMovieDetails(params, world);
    if (method == "Favourites.GetFavourites"_L1) {
        const QJsonObject limits{{u"start"_s, 0}, {u"end"_s, 0}, {u"total"_s, 0}};
        return {QJsonObject{{u"favourites"_s, QJsonValue::Null}, {u"limits"_s, limits}}};
    }
    if (method == "JSONRPC.Ping"_L1)
        return {u"pong"_s};
    if (method == "JSONRPC.Version"_L1)
        return {QJsonObject{{u"version"_s, QJsonObject{{u"major"_s, 13}, {u"minor"_s, 5}, {u"patch"_s, 0}}}}};
    return {QJsonValue::Null, kNoMethod};
}

KodiDialect::Outcome KodiDialect::movies(const Params &params, ServedWorld &world) const
{
    const QJsonObject limits = params.value(u"limits"_s).toObject();
    if (!isCount(limits.value(u"start"_s)) || !isCount(limits.value(u"end"_s)))
        return {QJsonValue::Null, kInvalidParams};
    const qint64 start = limits.value(u"start"_s).toInteger();
    const qint64 end = limits.contains(u"end"_s) ? limits.value(u"end"_s).toInteger() : start + kMostRows;
    const PageCut cut = world.cut(listOf(params), start, std::max<qint64>(1, end - start));
    QJsonArray rows;
    for (const ServedTitle &title : cut.titles)
        rows.append(movie(title, params, world));
    // Both ends are clamped to the total; a start beyond it gives no rows.
    const qint64 first = std::min(cut.offset, cut.total);
    const QJsonObject told{{u"start"_s, first}, {u"end"_s, std::min(cut.offset + cut.size, cut.total)}, {u"total"_s, cut.total}};
    return {QJsonObject{{u"limits"_s, told}, {u"movies"_s, rows}}};
}

KodiDialect::Outcome KodiDialect::movieDetails(const Params &params, ServedWorld &world) const
{
    const qint64 number = params.value(u"movieid"_s).toInteger();
    const auto found = world.pages.details(number);
    if (!found)
        return {QJsonValue::Null, kInvalidParams};
    return {QJsonObject{{u"moviedetails"_s, movie({number, found->title}, params, world)}}};
}

KodiDialect::Outcome KodiDialect::setMovieDetails(const Params &params, ServedWorld &world) const
{
    const qint64 number = params.value(u"movieid"_s).toInteger();
    if (!world.pages.details(number) || !params.value(u"tag"_s).isArray())
        return {QJsonValue::Null, kInvalidParams};
    world.pages.keep(ListKind::Favorites, number, params.value(u"tag"_s).toArray().contains(u"favorite"_s));
    return {u"OK"_s};
}

} // namespace matinee::test

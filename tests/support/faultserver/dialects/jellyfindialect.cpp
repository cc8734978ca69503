// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/jellyfindialect.h"

#include <algorithm>

#include "tests/support/faultserver/posterpainter.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr qint64 kMostInOnePiece = 5'000; // without a limit everything comes
constexpr qint64 kSimilarRows = 12;
constexpr qint64 kLatestRows = 20;
constexpr qint64 kTicksAMinute = 60LL * 10'000'000;
constexpr int kUsualWidth = 600;
constexpr qint64 kWithoutImage = 31;

// 32 hex digits without dashes.
QString hexId(qint64 number)
{
    return u"%1"_s.arg(number, 32, 16, QChar(u'0'));
}

qint64 numberOf(const QString &id)
{
    bool ok = false;
    const qint64 number = id.size() == 32 ? id.toLongLong(&ok, 16) : 0;
    return ok ? number : 0;
}

bool isAllowed(const ServedRequest &request, const ServedWorld &world)
{
    const QString authorization = QString::fromUtf8(request.header("Authorization"));
    const bool shown = authorization.contains(u"Token=\"%1\""_s.arg(world.settings.token));
    return world.settings.token.isEmpty() || shown || request.value(u"ApiKey") == world.settings.token;
}

QJsonObject itemDto(const ServedTitle &title, ServedWorld &world)
{
    const Title &of = title.title;
    const qint64 n = title.number;
    QJsonObject object{{u"Name"_s, of.title}, {u"OriginalTitle"_s, of.originalTitle}, {u"Id"_s, hexId(n)},
        {u"ServerId"_s, hexId(1)}, {u"Type"_s, u"Movie"_s}, {u"MediaType"_s, u"Video"_s}, {u"IsFolder"_s, false},
        {u"Genres"_s, QJsonArray::fromStringList(of.genres)},
        {u"ProviderIds"_s, QJsonObject{{u"Tmdb"_s, QString::number(n)}, {u"Imdb"_s, u"tt%1"_s.arg(n, 7, 10, QChar(u'0'))}}},
        {u"ImageTags"_s, n % kWithoutImage == 0 ? QJsonObject() : QJsonObject{{u"Primary"_s, hexId(n * 7919)}}},
        {u"BackdropImageTags"_s, QJsonArray()}, {u"ImageBlurHashes"_s, QJsonObject()},
        {u"UserData"_s, QJsonObject{{u"IsFavorite"_s, world.pages.isKept(ListKind::Favorites, n)}, {u"Key"_s, hexId(n)}}}};
    if (!of.overview.isEmpty())
        object.insert(u"Overview"_s, of.overview);
    if (!of.date.isEmpty())
        object.insert(u"PremiereDate"_s, of.date + u"T00:00:00.0000000Z"_s);
    if (of.year)
        object.insert(u"ProductionYear"_s, *of.year);
    if (of.rating)
        object.insert(u"CommunityRating"_s, *of.rating);
    if (of.runtime)
        object.insert(u"RunTimeTicks"_s, *of.runtime * kTicksAMinute);
    return object;
}

QJsonArray itemDtos(const PageCut &cut, ServedWorld &world)
{
    QJsonArray items;
    for (const ServedTitle &title : cut.titles)
        items.append(itemDto(title, world));
    return items;
}

Answer queryResult(const QJsonArray &items, qint64 total, qint64 start)
{
    return Answer::json(QJsonObject{{u"Items"_s, items}, {u"TotalRecordCount"_s, total}, {u"StartIndex"_s, start}});
}

ListAsk listOf(const ServedRequest &request)
{
    if (request.value(u"isFavorite") == "true"_L1)
        return {.kind = ListKind::Favorites};
    if (!request.value(u"searchTerm").isEmpty())
        return {.kind = ListKind::Search, .text = request.value(u"searchTerm").simplified()};
    const QString sort = request.value(u"sortBy").section(u',', 0, 0);
    if (sort == "CommunityRating"_L1)
        return {.kind = ListKind::TopRated};
    if (sort == "PremiereDate"_L1 || sort == "DateCreated"_L1)
        return {.kind = ListKind::TrendingDay};
    return {.kind = ListKind::Popular};
}

} // namespace

Answer JellyfinDialect::answer(const ServedRequest &request, ServedWorld &world)
{
    const QStringList parts = request.parts();
    const QString path = parts.join(u'/');
    if (auto signedIn = m_signIns.answer(request, path, world))
        return *std::move(signedIn);
    if (auto found = picture(parts, request))
        return *std::move(found);
    if (!isAllowed(request, world))
        return error(401);
    if (path == "Items"_L1)
        return items(request, world);
    if (path == "Items/Latest"_L1) // a bare array
        return Answer::json(itemDtos(world.cut({.kind = ListKind::TrendingDay}, 0, kLatestRows), world));
    if (path == "Movies/Recommendations"_L1)
        return recommendations(world);
    if (path == "UserItems/Resume"_L1 || path == "Genres"_L1 || path == "UserViews"_L1)
        return queryResult({}, 0, 0);
    if (parts.value(0) == "Items"_L1 && parts.size() == 2)
        return item(parts[1], world);
    if (parts.value(0) == "Items"_L1 && parts.value(2) == "Similar"_L1)
        return similar(request, parts[1], world);
    if (parts.value(0) == "UserFavoriteItems"_L1 && parts.size() == 2)
        return favorite(request, parts[1], world);
    return error(404);
}

Answer JellyfinDialect::error(int status) const
{
    if (status == 401 || status == 403)
        return Answer::text({}, {}, status);
    if (status == 503)
        return Answer::text("<html><body>Server is still starting up</body></html>", "text/html", status);
    return Answer::json(
        QJsonObject{{u"type"_s, u"https://tools.ietf.org/html/rfc7231#section-6.5.4"_s},
            {u"title"_s, QString::fromLatin1(reasonOf(status))}, {u"status"_s, status}, {u"traceId"_s, u"00-1"_s}},
        status);
}

std::optional<Answer> JellyfinDialect::picture(const QStringList &parts, const ServedRequest &request) const
{
    if (parts.size() < 4 || parts[0] != "Items"_L1 || parts[2] != "Images"_L1)
        return std::nullopt;
    const qint64 width = request.whole(u"fillWidth").value_or(request.whole(u"maxWidth").value_or(kUsualWidth));
    const int pixels = static_cast<int>(std::clamp<qint64>(width, 1, 2000));
    const QSize size = parts[3] == "Primary"_L1 ? QSize(pixels, pixels * 3 / 2) : QSize(pixels, pixels * 9 / 16);
    Answer answer = Answer::text(paintedPicture((parts[1] + parts[3]).toUtf8(), size.expandedTo({1, 1})), "image/jpeg");
    return answer.with("Cache-Control", request.has(u"tag") ? "public, max-age=31536000" : "public");
}

Answer JellyfinDialect::items(const ServedRequest &request, ServedWorld &world) const
{
    const qint64 limit = world.pageSize(request.whole(u"limit"), kMostInOnePiece, kMostInOnePiece);
    const PageCut cut = world.cut(listOf(request), request.whole(u"startIndex").value_or(0), limit);
    const bool counts = request.value(u"enableTotalRecordCount") != "false"_L1;
    return queryResult(itemDtos(cut, world), counts ? cut.total : 0, cut.offset);
}

Answer JellyfinDialect::item(const QString &id, ServedWorld &world) const
{
    const qint64 number = numberOf(id);
    const auto found = world.pages.details(number);
    if (!found)
        return error(404);
    QJsonObject dto = itemDto({number, found->title}, world);
    QJsonArray people;
    for (const Credit &credit : found->cast)
        people.append(QJsonObject{{u"Name"_s, credit.name}, {u"Role"_s, credit.role}, {u"Type"_s, u"Actor"_s}});
    for (const QString &director : found->directors)
        people.append(QJsonObject{{u"Name"_s, director}, {u"Type"_s, u"Director"_s}});
    dto.insert(u"People"_s, people);
    dto.insert(u"Taglines"_s, found->tagline.isEmpty() ? QJsonArray() : QJsonArray{found->tagline});
    return Answer::json(dto);
}

Answer JellyfinDialect::similar(const ServedRequest &request, const QString &id, ServedWorld &world) const
{
    if (!world.pages.details(numberOf(id)))
        return error(404);
    const PageCut cut = world.cut(
        {.kind = ListKind::Similar, .title = numberOf(id)}, 0, world.pageSize(request.whole(u"limit"), kSimilarRows, 100));
    const QJsonArray found = itemDtos(cut, world);
    return queryResult(found, found.size(), 0);
}

Answer JellyfinDialect::recommendations(ServedWorld &world) const
{
    const auto base = world.pages.details(1);
    if (!base)
        return Answer::json(QJsonArray());
    const QJsonArray found = itemDtos(world.cut({.kind = ListKind::Recommended, .title = 1}, 0, 8), world);
    return Answer::json(QJsonArray{QJsonObject{{u"RecommendationType"_s, u"SimilarToRecentlyPlayed"_s},
        {u"BaselineItemName"_s, base->title.title}, {u"CategoryId"_s, hexId(1)}, {u"Items"_s, found}}});
}

Answer JellyfinDialect::favorite(const ServedRequest &request, const QString &id, ServedWorld &world) const
{
    const qint64 number = numberOf(id);
    if (!world.pages.details(number))
        return error(404);
    if (request.method != "POST" && request.method != "DELETE")
        return error(405);
    world.pages.keep(ListKind::Favorites, number, request.method == "POST");
    return Answer::json(QJsonObject{{u"IsFavorite"_s, request.method == "POST"}, {u"Key"_s, id}, {u"ItemId"_s, id}});
}

} // namespace matinee::test

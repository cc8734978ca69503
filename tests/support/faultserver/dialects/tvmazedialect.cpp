// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/tvmazedialect.h"

#include "tests/support/faultserver/posterpainter.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr qint64 kIdsAPage = 250;
constexpr qint64 kGapEvery = 17;
constexpr qint64 kMostHits = 10;
constexpr qint64 kWithoutRating = 13;
constexpr qint64 kWithoutImage = 31;

QJsonObject show(const ServedTitle &title, const ServedWorld &world)
{
    const Title &of = title.title;
    const QJsonValue none(QJsonValue::Null);
    const QString picture = QString::fromLatin1(picturePath('p', title.number));
    const QString base = QString::fromLatin1(world.origin);
    const QJsonObject image{{u"medium"_s, base + u"/t/p/w185"_s + picture}, {u"original"_s, base + u"/t/p/original"_s + picture}};
    return {{u"id"_s, title.number}, {u"url"_s, u"https://www.tvmaze.com/shows/%1"_s.arg(title.number)}, {u"name"_s, of.title},
        {u"type"_s, u"Scripted"_s}, {u"language"_s, u"English"_s}, {u"genres"_s, QJsonArray::fromStringList(of.genres)},
        {u"status"_s, u"Ended"_s}, {u"runtime"_s, of.runtime ? QJsonValue(*of.runtime) : none},
        {u"premiered"_s, of.date.isEmpty() ? none : QJsonValue(of.date)},
        {u"rating"_s, QJsonObject{{u"average"_s, title.number % kWithoutRating == 0 ? none : QJsonValue(of.rating.value_or(0))}}},
        {u"image"_s, title.number % kWithoutImage == 0 ? none : QJsonValue(image)},
        {u"summary"_s, of.overview.isEmpty() ? none : QJsonValue(u"<p><b>%1</b> %2</p>"_s.arg(of.title, of.overview))}};
}

} // namespace

Answer TvmazeDialect::answer(const ServedRequest &request, ServedWorld &world)
{
    const QStringList parts = request.parts();
    if (parts == QStringList{u"shows"_s})
        return window(request, world);
    if (parts == QStringList{u"search"_s, u"shows"_s})
        return search(request, world);
    const qint64 number = parts.size() == 2 && parts[0] == "shows"_L1 ? parts[1].toLongLong() : 0;
    const auto found = number % kGapEvery != 0 ? world.pages.details(number) : std::nullopt;
    return found ? Answer::json(show({number, found->title}, world)) : error(404);
}

Answer TvmazeDialect::window(const ServedRequest &request, ServedWorld &world) const
{
    const qint64 ids = world.pageSize(std::nullopt, kIdsAPage, kIdsAPage);
    const qint64 page = request.whole(u"page").value_or(0);
    // Id 0 is nobody's: page 0 has one row less.
    const qint64 first = std::max<qint64>(1, page * ids);
    const PageCut cut = world.cut({.kind = ListKind::ByNumber}, first - 1, (page + 1) * ids - first);
    if (page < 0 || (cut.titles.empty() && !cut.hasNext))
        return error(404);
    QJsonArray shows;
    for (const ServedTitle &title : cut.titles) {
        if (title.number % kGapEvery != 0)
            shows.append(show(title, world));
    }
    return Answer::json(shows);
}

Answer TvmazeDialect::search(const ServedRequest &request, ServedWorld &world) const
{
    QJsonArray hits;
    for (const ServedTitle &title :
        world.cut({.kind = ListKind::Search, .text = request.value(u"q").simplified()}, 0, kMostHits).titles)
        hits.append(QJsonObject{{u"score"_s, 1.0 / static_cast<double>(1 + hits.size())}, {u"show"_s, show(title, world)}});
    return Answer::json(hits);
}

Answer TvmazeDialect::error(int status) const
{
    return Answer::json(QJsonObject{{u"name"_s, QString::fromLatin1(reasonOf(status))}, {u"message"_s, QString()}, {u"code"_s, 0},
                            {u"status"_s, status}},
        status);
}

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/drfdialect.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr qint64 kUsualRows = 20;
constexpr qint64 kMostRows = 100; // more are clamped without a word

QJsonValue linkOrNull(bool has, const QString &link)
{
    return has ? QJsonValue(link) : QJsonValue(QJsonValue::Null);
}

// Page 1 is linked without its number, as DRF's remove_query_param does.
QString numberLink(const ServedRequest &request, const ServedWorld &world, qint64 page)
{
    if (page != 1)
        return pageLink(request, world, u"page"_s, QString::number(page));
    auto query = request.query;
    std::erase_if(query, [](const auto &item) { return item.first == "page"_L1; });
    return world.link(request.path, query);
}

} // namespace

Answer DrfDialect::answer(const ServedRequest &request, ServedWorld &world)
{
    if (!request.path.endsWith(u'/'))
        return Answer::nothing(301).with("Location", world.link(request.path + u'/', request.query).toLatin1());
    if (!showsToken(request, world, "Token"))
        return errorSaying(401, u"Authentication credentials were not provided."_s).with("WWW-Authenticate", "Token");
    return PlainDialect::answer(request, world);
}

Answer DrfDialect::page(const ServedRequest &request, const ListAsk &ask, ServedWorld &world)
{
    const QString paginator = request.parts().value(1);
    if (paginator == "limit"_L1)
        return byLimit(request, ask, world);
    return paginator == "cursor"_L1 ? byCursor(request, ask, world) : byNumber(request, ask, world);
}

std::optional<PageCut> DrfDialect::numberedPage(
    const ServedRequest &request, const ListAsk &ask, qint64 size, ServedWorld &world) const
{
    std::optional<qint64> page = request.has(u"page") ? request.whole(u"page") : 1;
    if (request.value(u"page") == "last"_L1)
        page = world.cut(ask, 0, size).pages;
    if (!page || *page < 1)
        return std::nullopt;
    PageCut cut = world.cut(ask, (*page - 1) * size, size);
    // Past the end is no page, unless a plan lets it be one.
    if (*page > 1 && cut.titles.empty() && !cut.hasNext)
        return std::nullopt;
    return cut;
}

QJsonObject DrfDialect::numberedLinks(const ServedRequest &request, const PageCut &cut, const ServedWorld &world) const
{
    return {{u"next"_s, linkOrNull(cut.hasNext, numberLink(request, world, cut.nextOffset / cut.size + 1))},
        {u"previous"_s, linkOrNull(cut.hasPrevious, numberLink(request, world, cut.page() - 1))}};
}

Answer DrfDialect::byNumber(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const
{
    const auto cut = numberedPage(request, ask, world.pageSize(request.whole(u"page_size"), kUsualRows, kMostRows), world);
    if (!cut)
        return errorSaying(404, u"Invalid page."_s);
    QJsonObject body = numberedLinks(request, *cut, world);
    body.insert(u"count"_s, cut->total);
    body.insert(u"results"_s, plainItems(*cut, world));
    return Answer::json(body);
}

Answer DrfDialect::byLimit(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const
{
    const qint64 limit = world.pageSize(request.whole(u"limit"), kUsualRows, kMostRows);
    const PageCut cut = world.cut(ask, std::max<qint64>(0, request.whole(u"offset").value_or(0)), limit);
    const auto link = [&](qint64 offset) {
        const auto query = withParameter(request.query, u"limit"_s, QString::number(limit));
        return world.link(request.path, withParameter(query, u"offset"_s, QString::number(offset)));
    };
    return Answer::json(QJsonObject{{u"count"_s, cut.total}, {u"next"_s, linkOrNull(cut.hasNext, link(cut.nextOffset))},
        {u"previous"_s, linkOrNull(cut.hasPrevious, link(cut.previousOffset))}, {u"results"_s, plainItems(cut, world)}});
}

Answer DrfDialect::byCursor(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const
{
    qint64 offset = 0;
    if (request.has(u"cursor")) {
        const auto found = world.offsetOf(request.value(u"cursor"));
        if (!found)
            return errorSaying(world.plan.cursorLifetime ? world.plan.cursorRefusal : 404, u"Invalid cursor"_s);
        offset = *found;
    }
    const PageCut cut = world.cut(ask, offset, world.pageSize(request.whole(u"page_size"), kUsualRows, kMostRows));
    const auto link = [&](qint64 to) { return pageLink(request, world, u"cursor"_s, world.cursorFor(to)); };
    return Answer::json(QJsonObject{{u"next"_s, linkOrNull(cut.hasNext, link(cut.nextOffset))},
        {u"previous"_s, linkOrNull(cut.hasPrevious, link(cut.previousOffset))}, {u"results"_s, plainItems(cut, world)}});
}

Answer DrfDialect::favorite(qint64 number, bool wanted, ServedWorld &world)
{
    if (world.pages.keep(ListKind::Favorites, number, wanted))
        return wanted ? Answer::json(QJsonObject{{u"movie"_s, number}}, 201) : Answer::nothing();
    // A unique constraint speaks: setting what is set is refused here.
    if (!wanted)
        return errorSaying(404, u"Not found."_s);
    const QJsonArray errors{u"The fields user, movie must make a unique set."_s};
    return Answer::json(QJsonObject{{u"non_field_errors"_s, errors}}, 400);
}

} // namespace matinee::test

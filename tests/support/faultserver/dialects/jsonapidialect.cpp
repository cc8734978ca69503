// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/jsonapidialect.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr qint64 kUsualRows = 20;
constexpr qint64 kMostRows = 100;

QJsonObject resource(const ServedTitle &title, const ServedWorld &world)
{
    QJsonObject attributes = plainItem(title, world);
    attributes.remove(u"id"_s);
    return {{u"type"_s, u"movies"_s}, {u"id"_s, QString::number(title.number)}, {u"attributes"_s, attributes}};
}

Answer document(const QJsonObject &body)
{
    Answer answer = Answer::json(body);
    answer.contentType = "application/vnd.api+json";
    return answer;
}

// How a page is asked for: the parameter of its place, and what stands there for a number of rows before it.
struct Way {
    QString parameter;
    std::function<QString(qint64 offset)> value;
};

Way wayOf(const ServedRequest &request, qint64 rows, const ServedWorld &world)
{
    if (request.has(u"page[offset]") || request.has(u"page[limit]"))
        return {u"page[offset]"_s, [](qint64 offset) { return QString::number(offset); }};
    if (request.has(u"page[after]"))
        return {u"page[after]"_s, [&world](qint64 offset) { return world.cursorFor(offset); }};
    return {u"page[number]"_s, [rows](qint64 offset) { return QString::number(offset / rows + 1); }};
}

std::optional<qint64> offsetAsked(const ServedRequest &request, qint64 rows, const ServedWorld &world)
{
    if (request.has(u"page[after]")) // empty: the first page
        return request.value(u"page[after]").isEmpty() ? 0 : world.offsetOf(request.value(u"page[after]"));
    if (request.has(u"page[offset]"))
        return request.whole(u"page[offset]");
    const auto page = request.has(u"page[number]") ? request.whole(u"page[number]") : 1;
    return page && *page > 0 ? std::optional((*page - 1) * rows) : std::nullopt;
}

} // namespace

Answer JsonApiDialect::error(int status) const
{
    const QString title = QString::fromLatin1(reasonOf(status));
    Answer answer = document({{u"errors"_s,
        QJsonArray{QJsonObject{{u"status"_s, QString::number(status)}, {u"title"_s, title}, {u"detail"_s, title + u'.'}}}}});
    answer.status = status;
    return answer;
}

Answer JsonApiDialect::page(const ServedRequest &request, const ListAsk &ask, ServedWorld &world)
{
    const QString sizeName = request.has(u"page[limit]") ? u"page[limit]"_s : u"page[size]"_s;
    const qint64 rows = world.pageSize(request.whole(sizeName), kUsualRows, kMostRows);
    const auto offset = offsetAsked(request, rows, world);
    if (!offset || *offset < 0)
        return error(request.has(u"page[after]") && world.plan.cursorLifetime ? world.plan.cursorRefusal : 400);
    const PageCut cut = world.cut(ask, *offset, rows);
    const Way way = wayOf(request, rows, world);
    const auto link = [&](qint64 to) { return QJsonValue(pageLink(request, world, way.parameter, way.value(to))); };
    QJsonObject links{{u"next"_s, cut.hasNext ? link(cut.nextOffset) : QJsonValue(QJsonValue::Null)},
        {u"prev"_s, cut.hasPrevious ? link(cut.previousOffset) : QJsonValue(QJsonValue::Null)}};
    if (!request.has(u"page[after]")) {
        links.insert(u"first"_s, link(0));
        links.insert(u"last"_s, link((cut.pages - 1) * rows));
    }
    QJsonArray data;
    for (const ServedTitle &title : cut.titles)
        data.append(resource(title, world));
    const QJsonObject meta{{u"page"_s, QJsonObject{{u"total"_s, cut.total}}}};
    return document({{u"data"_s, data}, {u"links"_s, links}, {u"meta"_s, meta}});
}

Answer JsonApiDialect::details(qint64 number, const TitleDetails &details, ServedWorld &world)
{
    return document({{u"data"_s, resource({number, details.title}, world)}});
}

} // namespace matinee::test

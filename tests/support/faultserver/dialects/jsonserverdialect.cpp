// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/jsonserverdialect.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr qint64 kUsualRows = 10;
constexpr qint64 kMostRows = 1000; // it has no limit of its own
// Without a page the whole collection comes.
constexpr qint64 kMostInOnePiece = 10'000;

QByteArray relation(const ServedRequest &request, const ServedWorld &world, const char *name, qint64 page)
{
    const QByteArray link = pageLink(request, world, u"_page"_s, QString::number(page)).toLatin1();
    return '<' + link + ">; rel=\"" + name + '"';
}

QByteArray linkHeader(const ServedRequest &request, const PageCut &cut, const ServedWorld &world)
{
    QList<QByteArray> relations{relation(request, world, "first", 1)};
    if (cut.hasPrevious)
        relations.append(relation(request, world, "prev", cut.page() - 1));
    if (cut.hasNext)
        relations.append(relation(request, world, "next", cut.nextOffset / cut.size + 1));
    relations.append(relation(request, world, "last", cut.pages));
    return relations.join(", ");
}

QJsonValue numberOrNull(bool has, qint64 number)
{
    return has ? QJsonValue(number) : QJsonValue(QJsonValue::Null);
}

} // namespace

Answer JsonServerDialect::error(int status) const
{
    return Answer::json(QJsonObject(), status);
}

Answer JsonServerDialect::page(const ServedRequest &request, const ListAsk &ask, ServedWorld &world)
{
    return m_version == Version::V1 ? wrapped(request, ask, world) : bare(request, ask, world);
}

Answer JsonServerDialect::bare(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const
{
    const bool paged = request.has(u"_page");
    const qint64 rows
        = paged || request.has(u"_limit") ? world.pageSize(request.whole(u"_limit"), kUsualRows, kMostRows) : kMostInOnePiece;
    // Page 0 is page 1, and its next page is page 1 again: what a reader has to notice.
    const qint64 asked = request.whole(u"_page").value_or(1);
    PageCut cut = world.cut(ask, (std::max<qint64>(1, asked) - 1) * rows, rows);
    if (asked == 0)
        cut.nextOffset = 0;
    Answer answer = Answer::json(plainItems(cut, world));
    answer.with("X-Total-Count", QByteArray::number(cut.total));
    answer.with("Access-Control-Expose-Headers", "X-Total-Count, Link");
    if (paged)
        answer.with("Link", linkHeader(request, cut, world));
    return answer;
}

Answer JsonServerDialect::wrapped(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const
{
    const qint64 rows = world.pageSize(request.whole(u"_per_page"), kUsualRows, kMostRows);
    const qint64 page = std::max<qint64>(1, request.whole(u"_page").value_or(1));
    world.plan.clampLast = true;
    const PageCut cut = world.cut(ask, (page - 1) * rows, rows);
    QJsonArray data;
    for (const ServedTitle &title : cut.titles) {
        QJsonObject item = plainItem(title, world);
        item.insert(u"id"_s, QString::number(title.number));
        data.append(item);
    }
    return Answer::json(QJsonObject{{u"first"_s, 1}, {u"prev"_s, numberOrNull(cut.hasPrevious, cut.page() - 1)},
        {u"next"_s, numberOrNull(cut.hasNext, cut.nextOffset / cut.size + 1)}, {u"last"_s, cut.pages}, {u"pages"_s, cut.pages},
        {u"items"_s, cut.total}, {u"data"_s, data}});
}

} // namespace matinee::test

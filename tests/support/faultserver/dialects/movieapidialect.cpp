// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/movieapidialect.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr qint64 kUsualRows = 10;
constexpr qint64 kMostRows = 100;

} // namespace

Answer MovieApiDialect::page(const ServedRequest &request, const ListAsk &ask, ServedWorld &world)
{
    const QString window = request.value(u"time_window");
    if (!window.isEmpty() && window != "day"_L1 && window != "week"_L1) {
        const QJsonArray errors{u"\"%1\" is not a valid choice."_s.arg(window)};
        return Answer::json(QJsonObject{{u"time_window"_s, errors}}, 400);
    }
    if (ask.kind == ListKind::Search && ask.text.isEmpty())
        return Answer::json(QJsonObject{{u"q"_s, QJsonArray{u"This field is required."_s}}}, 400);
    const auto cut = numberedPage(request, ask, world.pageSize(request.whole(u"page_size"), kUsualRows, kMostRows), world);
    if (!cut)
        return errorSaying(404, u"Invalid page."_s);
    QJsonObject body = numberedLinks(request, *cut, world);
    body.insert(u"count"_s, cut->total);
    body.insert(u"current_page"_s, cut->page());
    body.insert(u"total_pages"_s, cut->pages);
    body.insert(u"results"_s, plainItems(*cut, world));
    return Answer::json(body);
}

} // namespace matinee::test

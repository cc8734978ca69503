// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/envelopedialect.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr qint64 kUsualRows = 20;
constexpr qint64 kMostRows = 100;
// Pages up to here are counted off, later ones come from a milestone (paging.md, "Cursors of our own").
constexpr qint64 kLastOffsetPage = 5;
// A list in one piece is a short list.
constexpr qint64 kMostInOnePiece = 10'000;

// Absent counts as `standard`; text and numbers outside are refused.
std::optional<qint64> within(const ServedRequest &request, QStringView name, qint64 standard, qint64 least, qint64 most)
{
    if (!request.has(name))
        return standard;
    const auto value = request.whole(name);
    return value && *value >= least && *value <= most ? value : std::nullopt;
}

std::optional<qint64> rowsAsked(const ServedRequest &request, QStringView name, const ServedWorld &world)
{
    return within(request, name, world.pageSize(std::nullopt, kUsualRows, kMostRows), 1,
        world.settings.maxPageSize > 0 ? world.settings.maxPageSize : kMostRows);
}

QJsonValue cursorOrNull(bool has, qint64 offset, const ServedWorld &world)
{
    return has ? QJsonValue(world.cursorFor(offset)) : QJsonValue(QJsonValue::Null);
}

} // namespace

Answer EnvelopeDialect::page(const ServedRequest &request, const ListAsk &ask, ServedWorld &world)
{
    switch (m_envelope) {
    case Envelope::Hybrid: return hybrid(request, ask, world);
    case Envelope::Cursor: return cursor(request, ask, world);
    case Envelope::Pages: return pages(request, ask, world);
    case Envelope::Videos: return videos(request, ask, world);
    case Envelope::Articles: return articles(request, ask, world);
    case Envelope::Keyset: return keyset(request, world);
    case Envelope::Single: return single(ask, world);
    }
    Q_UNREACHABLE();
}

Answer EnvelopeDialect::refuse(const QString &parameter, const QString &why) const
{
    return Answer::json(
        QJsonObject{{u"error"_s, QJsonObject{{u"parameter"_s, parameter}, {u"message"_s, parameter + u' ' + why}}}}, 400);
}

Answer EnvelopeDialect::refuseCursor(const ServedWorld &world) const
{
    Answer answer = refuse(u"cursor"_s, u"is invalid or has expired"_s);
    answer.status = world.plan.cursorLifetime ? world.plan.cursorRefusal : 400;
    return answer;
}

Answer EnvelopeDialect::hybrid(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const
{
    const auto rows = rowsAsked(request, u"page_size", world);
    const auto page = within(request, u"page", 1, 1, 1'000'000'000);
    if (!rows || !page)
        return refuse(rows ? u"page"_s : u"page_size"_s, u"is out of range"_s);
    const bool byCursor = request.has(u"cursor");
    const auto offset = byCursor ? world.offsetOf(request.value(u"cursor")) : std::optional((*page - 1) * *rows);
    if (!offset)
        return refuseCursor(world);
    const PageCut cut = world.cut(ask, *offset, *rows);
    const QString strategy = byCursor ? u"hybrid:cursor"_s
        : *page <= kLastOffsetPage    ? u"hybrid:offset"_s
                                      : u"hybrid:milestone"_s;
    const QJsonObject metadata{{u"total"_s, cut.total}, {u"page"_s, cut.page()}, {u"page_size"_s, *rows},
        {u"total_pages"_s, cut.pages}, {u"has_next"_s, cut.hasNext}, {u"has_prev"_s, cut.hasPrevious},
        {u"next_cursor"_s, cursorOrNull(cut.hasNext, cut.nextOffset, world)},
        {u"prev_cursor"_s, cursorOrNull(cut.hasPrevious, cut.previousOffset, world)}, {u"strategy"_s, strategy}};
    return Answer::json(QJsonObject{{u"items"_s, plainItems(cut, world)}, {u"metadata"_s, metadata}});
}

Answer EnvelopeDialect::cursor(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const
{
    const auto rows = rowsAsked(request, u"limit", world);
    if (!rows)
        return refuse(u"limit"_s, u"is out of range"_s);
    const auto offset = request.has(u"cursor") ? world.offsetOf(request.value(u"cursor")) : std::optional<qint64>(0);
    if (!offset)
        return refuseCursor(world);
    const PageCut cut = world.cut(ask, *offset, *rows);
    return Answer::json(
        QJsonObject{{u"items"_s, plainItems(cut, world)}, {u"next_cursor"_s, cursorOrNull(cut.hasNext, cut.nextOffset, world)},
            {u"has_more"_s, cut.hasNext}, {u"count"_s, static_cast<qint64>(cut.titles.size())}});
}

Answer EnvelopeDialect::pages(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const
{
    const auto rows = rowsAsked(request, u"limit", world);
    const auto page = within(request, u"page", 1, 1, 1'000'000'000);
    if (!rows || !page)
        return refuse(rows ? u"page"_s : u"limit"_s, u"is out of range"_s);
    const PageCut cut = world.cut(ask, (*page - 1) * *rows, *rows);
    return Answer::json(QJsonObject{{u"items"_s, plainItems(cut, world)}, {u"total"_s, cut.total}, {u"page"_s, cut.page()},
        {u"pages"_s, cut.pages}, {u"limit"_s, *rows}});
}

Answer EnvelopeDialect::videos(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const
{
    const auto rows = rowsAsked(request, u"limit", world);
    const auto page = within(request, u"page", 1, 1, 1'000'000'000);
    if (!rows || !page)
        return refuse(rows ? u"page"_s : u"limit"_s, u"is out of range"_s);
    const auto offset = request.has(u"cursor") ? world.offsetOf(request.value(u"cursor")) : std::optional((*page - 1) * *rows);
    if (!offset)
        return refuseCursor(world);
    const PageCut cut = world.cut(ask, *offset, *rows);
    return Answer::json(QJsonObject{{u"videos"_s, plainItems(cut, world)}, {u"total_videos"_s, cut.total},
        {u"total_pages"_s, cut.pages}, {u"next_cursor"_s, cursorOrNull(cut.hasNext, cut.nextOffset, world)}});
}

Answer EnvelopeDialect::articles(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const
{
    const auto rows = rowsAsked(request, u"limit", world);
    const auto skip = within(request, u"skip", 0, 0, 1'000'000'000);
    if (!rows || !skip)
        return refuse(rows ? u"skip"_s : u"limit"_s, u"is out of range"_s);
    const PageCut cut = world.cut(ask, *skip, *rows);
    return Answer::json(QJsonObject{{u"articles"_s, plainItems(cut, world)}, {u"total"_s, cut.total},
        {u"count"_s, static_cast<qint64>(cut.titles.size())}, {u"offset"_s, cut.offset}});
}

Answer EnvelopeDialect::keyset(const ServedRequest &request, ServedWorld &world) const
{
    const auto rows = rowsAsked(request, u"limit", world);
    const auto since = within(request, u"since_id", 0, 0, 1'000'000'000);
    if (!rows || !since)
        return refuse(rows ? u"since_id"_s : u"limit"_s, u"is out of range"_s);
    // Numbers have no gaps, so that the id is the number of titles up to it.
    const PageCut cut = world.cut({.kind = ListKind::ByNumber}, *since, *rows);
    return Answer::json(QJsonObject{{u"movies"_s, plainItems(cut, world)}});
}

Answer EnvelopeDialect::single(const ListAsk &ask, ServedWorld &world) const
{
    return Answer::json(QJsonObject{{u"items"_s, plainItems(world.cut(ask, 0, kMostInOnePiece), world)}});
}

} // namespace matinee::test

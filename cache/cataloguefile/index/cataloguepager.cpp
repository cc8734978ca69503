// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/cataloguepager.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// paging.md: up to here hybrid counts rows, beyond it starts from a milestone or a cursor, whatever the page size.
constexpr qint64 kLastOffsetPage = 5;

qint64 pagesOf(qint64 total, int pageSize)
{
    return (total + pageSize - 1) / pageSize;
}

} // namespace

CataloguePager::CataloguePager(CatalogueList &list, CataloguePaging paging, Terms terms)
    : m_list(list), m_paging(std::move(paging)), m_terms(std::move(terms))
{
}

Result<CatalogueSlice> CataloguePager::page(const PageKey &key)
{
    if (std::holds_alternative<FirstPage>(key))
        return first();
    if (const auto *page = std::get_if<PageNo>(&key))
        return byNumber(page->number);
    if (const auto *offset = std::get_if<PageOffset>(&key))
        return byOffset(offset->rows);
    if (const auto *cursor = std::get_if<PageCursor>(&key))
        return byCursor(cursor->bytes);
    return fail(ErrorKind::InvalidArgument, u"a catalogue has no pages by address"_s, u"page"_s);
}

Result<CatalogueSlice> CataloguePager::first()
{
    if (m_paging.cursor)
        return byCursor(*m_paging.cursor);
    if (m_paging.page)
        return byNumber(*m_paging.page);
    return m_paging.strategy == PagingStrategy::Cursor ? chainStart() : byNumber(1);
}

QString CataloguePager::strategyName(Way way) const
{
    const bool isHybrid = m_paging.strategy == PagingStrategy::Hybrid;
    switch (way) {
    case Way::Offset: return isHybrid ? u"hybrid:offset"_s : u"page"_s;
    case Way::Milestone: return isHybrid ? u"hybrid:milestone"_s : u"page"_s;
    case Way::Cursor: return isHybrid ? u"hybrid:cursor"_s : u"cursor"_s;
    }
    Q_UNREACHABLE();
}

Result<CatalogueSlice> CataloguePager::byNumber(qint64 number)
{
    if (number < 1)
        return fail(ErrorKind::InvalidArgument, u"is %1; pages are counted from 1"_s.arg(number), u"page"_s);
    const bool milestone = m_paging.strategy == PagingStrategy::Hybrid && number > kLastOffsetPage;
    CatalogueSlice slice{{}, std::nullopt, std::nullopt, strategyName(milestone ? Way::Milestone : Way::Offset)};
    const qint64 pages = pagesOf(m_list.total(), m_paging.pageSize);
    if (number > pages) {
        if (pages > 0)
            slice.previous = PageNo{pages};
        return slice;
    }
    auto titles = m_list.at((number - 1) * m_paging.pageSize, m_paging.pageSize, milestone ? Seek::Milestone : Seek::Offset);
    if (!titles)
        return tl::unexpected(titles.error());
    slice.titles = *std::move(titles);
    if (auto linked = linkNumbers(number, slice); !linked)
        return tl::unexpected(linked.error());
    return slice;
}

Result<void> CataloguePager::linkNumbers(qint64 number, CatalogueSlice &slice)
{
    const auto link = [&](qint64 page, qint64 n, bool backward) -> Result<PageKey> {
        if (m_paging.strategy == PagingStrategy::Cursor)
            return cursorAt(n, backward);
        return PageNo{page};
    };
    if (number > 1 && !slice.titles.empty()) {
        auto previous = link(number - 1, slice.titles.front().n, true);
        if (!previous)
            return tl::unexpected(previous.error());
        slice.previous = *std::move(previous);
    }
    if (number < pagesOf(m_list.total(), m_paging.pageSize) && !slice.titles.empty()) {
        auto next = link(number + 1, slice.titles.back().n, false);
        if (!next)
            return tl::unexpected(next.error());
        slice.next = *std::move(next);
    }
    return {};
}

Result<CatalogueSlice> CataloguePager::byOffset(qint64 rows)
{
    if (rows < 0)
        return fail(ErrorKind::InvalidArgument, u"is %1; rows are counted from 0"_s.arg(rows), u"skip"_s);
    CatalogueSlice slice{{}, std::nullopt, std::nullopt, strategyName(Way::Offset)};
    if (rows > 0)
        slice.previous = PageOffset{std::max<qint64>(0, std::min(rows, m_list.total()) - m_paging.pageSize)};
    if (rows >= m_list.total())
        return slice;
    auto titles = m_list.at(rows, m_paging.pageSize, Seek::Milestone);
    if (!titles)
        return tl::unexpected(titles.error());
    slice.titles = *std::move(titles);
    if (rows + m_paging.pageSize < m_list.total())
        slice.next = PageOffset{rows + m_paging.pageSize};
    return slice;
}

Result<CatalogueSlice> CataloguePager::chainStart()
{
    auto titles = m_list.at(0, m_paging.pageSize, Seek::Offset);
    if (!titles)
        return tl::unexpected(titles.error());
    CatalogueSlice slice{*std::move(titles), std::nullopt, std::nullopt, strategyName(Way::Cursor)};
    if (m_list.total() > m_paging.pageSize && !slice.titles.empty()) {
        auto next = cursorAt(slice.titles.back().n, false);
        if (!next)
            return tl::unexpected(next.error());
        slice.next = *std::move(next);
    }
    return slice;
}

Result<CatalogueSlice> CataloguePager::byCursor(const QByteArray &token)
{
    const auto cursor = decodeCatalogueCursor(token, cursorTerms());
    if (!cursor)
        return tl::unexpected(cursor.error());
    // One more than a page: whether the list goes on.
    auto titles = m_list.beyond(cursor->place, !cursor->backward, m_paging.pageSize + 1);
    if (!titles)
        return tl::unexpected(titles.error());
    const bool goesOn = static_cast<int>(titles->size()) > m_paging.pageSize;
    if (goesOn)
        titles->pop_back();
    if (cursor->backward)
        std::reverse(titles->begin(), titles->end());
    CatalogueSlice slice{*std::move(titles), std::nullopt, std::nullopt, strategyName(Way::Cursor)};
    if (slice.titles.empty())
        return slice;
    // On the side the cursor came from there is at least the row it stood on.
    if (goesOn || !cursor->backward) {
        auto previous = cursorAt(slice.titles.front().n, true);
        if (!previous)
            return tl::unexpected(previous.error());
        slice.previous = *std::move(previous);
    }
    if (goesOn || cursor->backward) {
        auto next = cursorAt(slice.titles.back().n, false);
        if (!next)
            return tl::unexpected(next.error());
        slice.next = *std::move(next);
    }
    return slice;
}

CursorTerms CataloguePager::cursorTerms() const
{
    return {m_terms.identity, m_terms.field, m_terms.descending, m_terms.now.toMSecsSinceEpoch(), m_terms.cursorLifetime};
}

Result<PageKey> CataloguePager::cursorAt(qint64 n, bool backward)
{
    auto place = m_list.placeOf(n);
    if (!place)
        return tl::unexpected(place.error());
    const CatalogueCursor cursor{*std::move(place), m_terms.field, m_terms.descending, backward, m_terms.now.toMSecsSinceEpoch()};
    return PageCursor{cursor.encode(m_terms.identity)};
}

} // namespace matinee

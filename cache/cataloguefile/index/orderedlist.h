// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "cache/cataloguefile/index/cataloguelist.h"
#include "cache/cataloguefile/index/orderstats.h"

namespace matinee {

/// A sort order of `all` read straight from its covering index, by keyset. Descending is the exact reverse of
/// ascending, ties included, but for the missing values: they come last both ways. By title, the order is that of the
/// numbers themselves: places are then (n, n) in here, (sort title, n) for whoever asks.
class OrderedList final : public CatalogueList
{
public:
    /// How a list is cut out of the catalogue; what stays the same for every page of it.
    struct Order {
        SortField field = SortField::Title; ///< not Rank
        bool descending = false;
        CatalogueFilter filter;
    };
    OrderedList(IndexConnection &index, Order order, OrderStats stats);

    [[nodiscard]] qint64 total() const override { return m_stats.known + m_stats.missing; }
    [[nodiscard]] Result<std::vector<RawTitle>> at(qint64 offset, int count, Seek seek) override;
    [[nodiscard]] Result<std::vector<RawTitle>> beyond(const ListPlace &place, bool forward, int count) override;
    [[nodiscard]] Result<ListPlace> placeOf(qint64 n) override;
    [[nodiscard]] Result<qint64> rowOf(qint64 n) override;
    [[nodiscard]] Result<qint64> rowOfText(const QString &text) override;

private:
    /// A run of the index, cut by a place: all of a segment; the rows that share the place's value; those past it; the
    /// place and what follows it, where few rows share its value.
    enum class Part { Whole, TieIncluding, Tie, Past, From };
    struct Span {
        bool known = true;
        Part part = Part::Whole;
        bool ascending = true;
    };
    struct Take {
        qint64 skip = 0;
        int count = 0;
        std::vector<RawTitle> titles;
        [[nodiscard]] int wanted() const { return count - static_cast<int>(titles.size()); }
    };

    [[nodiscard]] bool isByTitle() const { return m_order.field == SortField::Title; }
    [[nodiscard]] bool isEveryTitleByTitle() const { return isByTitle() && m_filter.isEmpty(); }
    [[nodiscard]] ListPlace inner(const ListPlace &place) const;
    [[nodiscard]] QByteArray where(const Span &span) const;
    [[nodiscard]] const QByteArray &rowsSql(const Span &span);
    void take(const Span &span, const ListPlace &place, Take &out);
    void takeFrom(const ListPlace &place, bool including, bool ascending, Take &out);
    [[nodiscard]] qint64 count(const Span &span, const ListPlace &place);
    void takeSegment(bool known, qint64 offset, Seek seek, Take &out);
    void takeFromMark(const std::vector<ListPlace> &marks, std::size_t mark, Take &out);
    void markMissing();
    [[nodiscard]] qint64 ascendingRow(const ListPlace &place);
    [[nodiscard]] qint64 countBetween(const ListPlace &mark, const ListPlace &place);
    [[nodiscard]] bool isMember(qint64 n);

    IndexConnection &m_index;
    Order m_order;
    OrderStats m_stats;
    KnownType m_type;
    QByteArray m_filter;                  // " AND ..." or empty
    std::array<QByteArray, 20> m_rowsSql; // by span, made when first needed
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/cataloguefile/index/cataloguelist.h"
#include "cache/cataloguefile/index/indexconnection.h"

namespace matinee {

/// A list written out title by title: picks, recommendations, search hits, favorites. Its places are positions.
class RankedList final : public CatalogueList
{
public:
    explicit RankedList(std::vector<qint64> titles) : m_titles(std::move(titles)) { }

    [[nodiscard]] qint64 total() const override { return static_cast<qint64>(m_titles.size()); }
    [[nodiscard]] Result<std::vector<RawTitle>> at(qint64 offset, int count, Seek seek) override;
    /// A list that changed since the cursor was made is entered where its title stands now.
    [[nodiscard]] Result<std::vector<RawTitle>> beyond(const ListPlace &place, bool forward, int count) override;
    [[nodiscard]] Result<ListPlace> placeOf(qint64 n) override;
    [[nodiscard]] Result<qint64> rowOf(qint64 n) override;
    [[nodiscard]] Result<qint64> rowOfText(const QString &text) override;

private:
    std::vector<qint64> m_titles;
};

/// A filtered sort order with so few titles that all their numbers are kept; paged by position, cursors by value.
class NarrowList final : public CatalogueList
{
public:
    /// `ascending`: the `known` titles whose field is known by (value, n), then the others by n.
    NarrowList(IndexConnection &index, SortField field, bool descending, std::vector<qint64> ascending, qint64 known);

    [[nodiscard]] qint64 total() const override { return m_list.total(); }
    [[nodiscard]] Result<std::vector<RawTitle>> at(qint64 offset, int count, Seek seek) override;
    [[nodiscard]] Result<std::vector<RawTitle>> beyond(const ListPlace &place, bool forward, int count) override;
    [[nodiscard]] Result<ListPlace> placeOf(qint64 n) override;
    [[nodiscard]] Result<qint64> rowOf(qint64 n) override { return m_list.rowOf(n); }
    [[nodiscard]] Result<qint64> rowOfText(const QString &text) override;

private:
    IndexConnection &m_index;
    SortField m_field;
    bool m_descending;
    qint64 m_known;
    RankedList m_list;
};

} // namespace matinee

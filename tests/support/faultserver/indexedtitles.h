// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

#include <functional>
#include <memory>

#include "cache/cataloguefile/index/catalogueindex.h"
#include "tests/support/faultserver/titleshelf.h"

namespace matinee::test {

/// The titles of a catalogue file, read page by page from an index in a temporary folder: any size. Popular: by title;
/// TrendingDay, NowPlaying and Upcoming: the newest year first; TrendingWeek: the longest first; TopRated: the best
/// first; an order the catalogue has no field for is by title. Discover takes one genre.
class IndexedTitles final : public TitleShelf
{
public:
    /// Imports the file first, which takes its time: 40 s for a million titles. `goesOn` is asked meanwhile,
    /// false gives up. Errors are CatalogueImporter's.
    [[nodiscard]] static Result<std::unique_ptr<IndexedTitles>> import(
        const QString &cataloguePath, const std::function<bool()> &goesOn = {});

    [[nodiscard]] qint64 size() const override { return m_index->facts().titles; }
    [[nodiscard]] qint64 total(const ListAsk &ask) override;
    [[nodiscard]] std::vector<ServedTitle> slice(const ListAsk &ask, qint64 offset, qint64 count) override;
    [[nodiscard]] std::optional<TitleDetails> details(qint64 number) override;
    [[nodiscard]] std::vector<ServedGenre> genres() const override { return m_genres; }

private:
    IndexedTitles() = default;
    [[nodiscard]] FeedKey feedOf(const ListAsk &ask);
    [[nodiscard]] FeedKey ordered(SortField field, bool descending) const;
    [[nodiscard]] std::optional<TitleId> idOf(qint64 number);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CatalogueIndex> m_index;
    std::vector<ServedGenre> m_genres;
    std::unique_ptr<IndexConnection> m_numbers; // titles by their number, which the index's lists do not give
};

} // namespace matinee::test

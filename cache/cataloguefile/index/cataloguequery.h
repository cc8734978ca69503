// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "cache/cataloguefile/index/cataloguefacts.h"
#include "models/catalog/feedkey.h"
#include "models/catalog/titleid.h"

namespace matinee {

/// How the pages of a list are found (paging.md, "Cursors of our own").
enum class PagingStrategy { Page, Cursor, Hybrid };

/// The paging parameters of a FeedKey. `page` and `cursor` say where the list's first page is; never both.
struct CataloguePaging {
    PagingStrategy strategy = PagingStrategy::Hybrid;
    int pageSize = 20; ///< 1..100
    std::optional<qint64> page = std::nullopt;
    std::optional<QByteArray> cursor = std::nullopt;
};

/// The filters of `all`, resolved against the catalogue.
struct CatalogueFilter {
    std::vector<CatalogueTerm> terms; ///< every one must hold
    std::optional<int> decade;        ///< its first year

    [[nodiscard]] bool isEmpty() const { return terms.empty() && !decade; }
};

/// A FeedKey read against one catalogue. A value: any thread.
struct CatalogueQuery {
    enum class Feed { All, Picks, ForYou, Favorites, Recommended, Search };
    Feed feed = Feed::All;
    SortField field = SortField::Title; ///< Rank for every feed but All
    bool descending = false;
    CatalogueFilter filter;
    bool week = false; ///< picks: the window
    TitleId title;     ///< recommended
    QString text;      ///< search, trimmed, never empty
    CataloguePaging paging;
    QByteArray identity; ///< feed and filters, canonical, without order and paging

    /// InvalidArgument, `where` = the parameter ("feed" for an unknown feed), for whatever this catalogue has not:
    /// never a silent default.
    [[nodiscard]] static Result<CatalogueQuery> read(const FeedKey &key, const CatalogueFacts &facts);
};

} // namespace matinee

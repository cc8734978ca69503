// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include "cache/cataloguefile/index/cataloguecursor.h"
#include "cache/cataloguefile/index/cataloguelist.h"
#include "cache/cataloguefile/index/cataloguequery.h"
#include "models/catalog/pagekey.h"

namespace matinee {

/// One page of a list, its titles read or by their numbers alone (CatalogueList).
struct CatalogueSlice {
    std::vector<RawTitle> titles;
    std::optional<PageKey> next;
    std::optional<PageKey> previous;
    QString strategy; ///< "page", "cursor", "hybrid:offset", "hybrid:milestone", "hybrid:cursor"
};

/// Cuts a list into pages by the three strategies of paging.md. A key of any kind is answered whatever the strategy:
/// the strategy says where FirstPage begins and what `next` and `previous` are. Hybrid links a page asked for by number
/// to its neighbors' numbers and a page asked for by cursor to cursors: making two cursors took a fifth of a page's
/// time. Catalogue thread; made for one request.
class CataloguePager
{
public:
    /// What cursors are bound to and stamped with.
    struct Terms {
        QByteArray identity; ///< content and filters
        SortField field = SortField::Title;
        bool descending = false;
        QDateTime now;
        std::optional<std::chrono::milliseconds> cursorLifetime = std::nullopt;
    };
    CataloguePager(CatalogueList &list, CataloguePaging paging, Terms terms);

    /// A page past the end is empty, without `next`. InvalidArgument, `where` = "page", "skip" or "cursor", for a key
    /// the list cannot have.
    [[nodiscard]] Result<CatalogueSlice> page(const PageKey &key);

private:
    [[nodiscard]] Result<CatalogueSlice> first();
    [[nodiscard]] Result<CatalogueSlice> byNumber(qint64 number);
    [[nodiscard]] Result<CatalogueSlice> byOffset(qint64 rows);
    [[nodiscard]] Result<CatalogueSlice> byCursor(const QByteArray &token);
    [[nodiscard]] Result<CatalogueSlice> chainStart();
    [[nodiscard]] Result<void> linkNumbers(qint64 number, CatalogueSlice &slice);
    [[nodiscard]] Result<PageKey> cursorAt(qint64 n, bool backward);
    [[nodiscard]] CursorTerms cursorTerms() const;
    enum class Way { Offset, Milestone, Cursor };
    [[nodiscard]] QString strategyName(Way way) const;

    CatalogueList &m_list;
    CataloguePaging m_paging;
    Terms m_terms;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <optional>
#include <vector>

#include "models/catalog/freshness.h"
#include "models/catalog/loadstate.h"
#include "models/catalog/pagekey.h"
#include "models/catalog/strongint.h"
#include "models/catalog/title.h"

namespace matinee {

/// One row of a list: the store's item id (what duplicates are told by) and what a tile shows.
struct Row {
    ItemId item;
    Title title;
};

/// Where a page came from when it was asked for.
enum class PageOrigin { Store, Network };

/// One page as a store hands it out: whole, checked, in list order.
struct Page {
    PageKey key;
    std::vector<Row> rows;
    std::optional<PageKey> next;     ///< absent: this is the last page
    std::optional<PageKey> previous; ///< absent: this is the first page
    qint64 total = -1;               ///< rows in the whole list, -1 when unknown
    int badRows = 0;                 ///< rows left out because their checksum or shape was wrong
    int duplicates = 0;              ///< rows left out because their title stands elsewhere in the list
    std::optional<EndReason> end;    ///< why the list ends here, where the source says so; only without `next`
    PageOrigin origin = PageOrigin::Store;
    QString strategy; ///< how it was found ("page", "cursor", "hybrid:page", ...), for traces
};

/// How rows get their places (paging.md 4.1).
enum class FeedShape {
    Chained,     ///< grows by append; each page is fetched with the key the one before returned
    Addressable, ///< every row has a place from the start; pages are fetched in any order
};

/// A page that is there already, in a list that is a chain.
struct ChainLink {
    PageKey key;
    int rows = 0;
    bool operator==(const ChainLink &) const = default;
};

/// What a store knows of a list before any row of it is read.
struct FeedOpening {
    Generation generation;
    FeedShape shape = FeedShape::Addressable;
    int pageSize = 20;
    qint64 total = 0;  ///< rows in the list; exact for an addressable list, -1 for a chain that does not say
    QDateTime savedAt; ///< when the copy was made; invalid where "saved" has no meaning (a file of the person's own)
    Freshness freshness = Freshness::Fresh; ///< of the copy; what is not Fresh is to be asked for anew
    std::vector<ChainLink> chain = {};      ///< the pages kept, in order; of an addressable list those before the first gap
    std::optional<PageKey> next = {};       ///< Chained: the key of the page after them; absent: the list ends there
    bool isUnchanged = false;               ///< of reopen(): the list is what it was, nothing is to be exchanged
    bool replacesAtOnce = false;            ///< of reopen(): lists of this kind are shown as they are now, not offered
    bool isOnlyOne = false;                 ///< of reopen(): of the list shown nothing is kept any more
    std::optional<Generation> beside = {};  ///< of reopen(): what it was compared with; of any other nothing is kept any more
    int newTitles = 0;                 ///< of a list that is another one now: how many of its first page were not there before
    std::optional<EndReason> end = {}; ///< why the list ends: Chained without `next`; Addressable: of its last page
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <optional>
#include <vector>

#include "models/catalog/canceltoken.h"
#include "models/catalog/feedkey.h"
#include "models/catalog/freshness.h"
#include "models/catalog/loadstate.h"
#include "models/catalog/page.h"
#include "models/catalog/pagekey.h"
#include "models/catalog/priority.h"
#include "models/catalog/reply.h"
#include "models/catalog/title.h"

namespace matinee {

/// What an answer said about itself; given back verbatim to ask "has it changed?" (paging.md 4.11).
struct Validators {
    QString etag; ///< the weak prefix kept
    QString lastModified;
    QString cacheControl;
    QString vary;
    QDateTime date; ///< the server's clock; invalid when it did not say
    std::chrono::seconds age{};

    [[nodiscard]] bool canAsk() const { return !etag.isEmpty() || !lastModified.isEmpty(); }
    bool operator==(const Validators &) const = default;
};

/// What is known of a remote list before it is asked for. Cheap.
struct FeedTraits {
    FeedShape shape = FeedShape::Chained;
    int pageSize = 20;
    /// A page shorter than `pageSize` lacks rows, the pages after it stand where they would. False: the server may give
    /// smaller pages than it was asked for, whatever was asked.
    bool shortPagesAreHoles = false;
    qint64 maxPages = 0; ///< pages the server gives at most (TMDB 500), 0: no such limit
    FreshnessClass freshness = FreshnessClass::Other;
    std::optional<std::chrono::seconds> freshFor = std::nullopt; ///< the profile's own figure
    QString account;                                             ///< whose list it is; empty: everybody's
    QString language;                                            ///< of its titles, "en-US"; empty: the server's
};

/// One page as a server gave it: read to its end, mapped, in the server's order. Not yet de-duplicated.
struct FetchedPage {
    bool notModified = false; ///< 304: nothing else here but `validators`
    std::vector<Title> titles;
    int badCount = 0; ///< items left out because their id or title was not usable
    /// The key of the page after this one, empty when there is none (`end` says why).
    std::optional<PageKey> next;
    /// `next` was counted by us (page, offset), not stated by the server: an empty page ends the list. False where the
    /// source's pages may be empty in the middle (TVmaze).
    bool nextIsComputed = false;
    std::optional<EndReason> end; ///< set exactly when `next` is empty
    qint64 total = -1;            ///< titles in the whole list, -1 when not said
    bool totalIsHint = false;
    std::optional<PageKey> echo; ///< the page the server says this is, where it says so
    bool noStore = false;        ///< must not be written to disk
    Validators validators;
    QDateTime fetchedAt; ///< our clock, UTC
};

/// How a page of a remote list is asked for.
struct PageAsk {
    FeedKey feed;
    PageKey key;           ///< FirstPage, or what FetchedPage::next said, or PageNo for an addressable list
    Validators validators; ///< asks conditionally when canAsk()
    Priority priority = Priority::VisiblePage;
    bool mayJoin = true; ///< false: an answer already on its way is too old (a favorite was changed since)
    int pageSize = 0;    ///< what the list's pages have; 0: as it is set now
};

struct DetailsAsk {
    TitleId title;
    Validators validators;
    Priority priority = Priority::VisiblePage;
};

struct FetchedDetails {
    bool notModified = false;
    TitleDetails details;
    bool noStore = false;
    Validators validators;
    QDateTime fetchedAt;
};

/// Port: pages and titles of remote sources, straight from their servers. Main thread; answers as Reply says, after
/// the transport's own retries. Parsing and mapping run on a pool.
class PageSource
{
public:
    PageSource() = default;
    PageSource(const PageSource &) = delete;
    PageSource &operator=(const PageSource &) = delete;
    virtual ~PageSource() = default;

    /// InvalidArgument (`where` = the parameter or "feed") for a feed or parameter the source does not declare,
    /// NotFound for an unknown source, Unauthorized where the list needs a sign-in there is not. `pageSize`: of a list that
    /// has pages of this size already; 0: as it is set now.
    [[nodiscard]] virtual Result<FeedTraits> traits(const FeedKey &feed, int pageSize = 0) const = 0;
    /// How long a title's page stays fresh, and the language it is asked in.
    [[nodiscard]] virtual Result<FeedTraits> detailTraits(const TitleId &title) const = 0;
    virtual void fetch(const PageAsk &ask, const CancelToken &cancel, Reply<FetchedPage> reply) = 0;
    virtual void fetchDetails(const DetailsAsk &ask, const CancelToken &cancel, Reply<FetchedDetails> reply) = 0;
};

} // namespace matinee

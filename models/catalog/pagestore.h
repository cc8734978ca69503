// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "models/catalog/pagesource.h"

namespace matinee {

/// What is kept of one page, without its rows.
struct StoredPage {
    int ix = 0; ///< from 0; sparse in an addressable list, where it is the page's number less one
    PageKey key;
    std::optional<PageKey> next;
    int rows = 0; ///< titles it holds in this generation: duplicates are out
    QDateTime fetchedAt;
    QDateTime validatedAt;
    Validators validators;
};

/// What is kept of one generation of a list, without its rows.
struct StoredFeed {
    Generation generation;
    FeedShape shape = FeedShape::Chained;
    int pageSize = 20;
    qint64 total = -1; ///< as the source last said, -1 when it never did
    std::optional<EndReason> end;
    bool drift = false;            ///< pages of it overlapped or its total moved: the list on the server is another one by now
    double adapt = 1.0;            ///< paging.md 4.10, adaptive freshness
    std::vector<StoredPage> pages; ///< by ix
};

/// One page to be kept.
struct PageWrite {
    FeedKey feed;
    Generation generation;
    int ix = 0;
    PageKey key;
    FetchedPage page;
    QString language; ///< of its titles
    bool drift = false;
    std::optional<EndReason> end; ///< the list ends after this page
};

struct StoredDetails {
    TitleDetails details;
    QDateTime fetchedAt;
    Validators validators;
};

/// Port: the kept pages of remote lists (cache.db, store.md 7.3). Main thread; answers as Reply says. Whatever fails
/// here, nothing of the person's own is lost; where the disk takes nothing more, pages are kept in memory.
class PageStore
{
public:
    PageStore() = default;
    PageStore(const PageStore &) = delete;
    PageStore &operator=(const PageStore &) = delete;
    virtual ~PageStore() = default;

    /// The active generation of a list; nothing when there is none. Marks the list as used.
    virtual void find(const FeedKey &feed, Reply<std::optional<StoredFeed>> reply) = 0;
    /// Begins a generation beside the active one, in place of an earlier one that was never activated.
    virtual void begin(const FeedKey &feed, const FeedTraits &traits, Reply<Generation> reply) = 0;
    /// Keeps one page in one transaction, in place of an earlier one at this `ix`: its titles, its rows but for those
    /// whose title stands elsewhere in the generation, its record, the total and the end. Answers with the rows as
    /// they now stand. With `page.noStore`, or where the disk does not take it, the rows live in memory only.
    virtual void write(PageWrite write, Reply<Page> reply) = 0;
    /// The rows of a kept page: at most 2 statements. NotFound where the page is not kept. Rows with a wrong checksum
    /// are left out and counted.
    virtual void read(const FeedKey &feed, Generation generation, int ix, CancelToken cancel, Reply<Page> reply) = 0;
    /// The page was found unchanged just now: notes the time and validators, and, where `titles` are given, what of
    /// them is different (a new rating). The rows stay.
    virtual void validated(const FeedKey &feed, Generation generation, int ix, const FetchedPage &page) = 0;
    /// How the length of "fresh" of this list is changed from now on (1 = as its class).
    virtual void adapt(const FeedKey &feed, double factor) = 0;
    /// Makes a generation the one find() answers with; the earlier one goes, in slices.
    virtual void activate(const FeedKey &feed, Generation generation, Reply<void> reply) = 0;
    /// Forgets a generation that will not be activated.
    virtual void discard(const FeedKey &feed, Generation generation) = 0;
    /// The row (from 0; ix * pageSize + place in an addressable list) at which a title is kept, -1 when it is not.
    virtual void rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply) = 0;
    /// Keeps titles that came too late for their list.
    virtual void keepTitles(const std::vector<Title> &titles, const QString &language) = 0;

    virtual void details(const TitleId &title, const QString &language, Reply<std::optional<StoredDetails>> reply) = 0;
    virtual void keepDetails(const FetchedDetails &details, const QString &language) = 0;
    virtual void detailsValidated(const TitleId &title, const QString &language, const FetchedDetails &details) = 0;
};

} // namespace matinee

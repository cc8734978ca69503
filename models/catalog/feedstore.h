// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/canceltoken.h"
#include "models/catalog/feedkey.h"
#include "models/catalog/page.h"
#include "models/catalog/priority.h"
#include "models/catalog/reply.h"

namespace matinee {

/// Port: where the rows of lists are read from. The list on screen is always read from here; a network source
/// only ever fills a store. Called on the main thread; see Reply for how answers arrive.
class FeedStore
{
public:
    FeedStore() = default;
    FeedStore(const FeedStore &) = delete;
    FeedStore &operator=(const FeedStore &) = delete;
    virtual ~FeedStore() = default;

    /// Learns a list's shape and size. InvalidArgument (`where` = the parameter) for an unknown feed or parameter
    /// value, NotFound for an unknown source, or what opening the file said.
    virtual void open(const FeedKey &feed, Reply<FeedOpening> reply) = 0;
    /// As open(), but the source is asked whether the list is still what is kept. Unchanged: the same generation as
    /// before, its pages marked as seen just now. Changed: a new generation beside the old one, which pages are read
    /// of as of any other, until activate() makes it the one open() answers with. Local lists are always what they are.
    virtual void reopen(const FeedKey &feed, Reply<FeedOpening> reply) { open(feed, std::move(reply)); }
    /// The generation that reopen() told is shown from now on.
    virtual void activate(const FeedKey & /*feed*/, Generation /*generation*/) { }
    /// It is not going to be shown. One that open() answers with is kept all the same.
    virtual void discard(const FeedKey & /*feed*/, Generation /*generation*/) { }
    /// Nobody shows the list any more: what is in memory of it may go.
    virtual void release(const FeedKey & /*feed*/) { }
    /// The reader wants more of a list that ended because its last pages brought nothing new: the key of the page to go on
    /// with, for a few pages more. Nothing where the list ended for another reason. Cheap.
    [[nodiscard]] virtual std::optional<PageKey> lookFurther(const FeedKey & /*feed*/, Generation /*generation*/)
    {
        return std::nullopt;
    }
    /// Whether a generation that is kept is older than such a list stays fresh. Cheap.
    [[nodiscard]] virtual bool isStale(const FeedKey & /*feed*/, Generation /*generation*/) const { return false; }
    /// Reads one page of the generation that open() told. A page past the end is an empty page without `next`;
    /// a key this list cannot have (page 0, a garbled cursor) is InvalidArgument. Parsing and mapping run on a pool.
    /// A store that has no server behind it knows no urgency.
    virtual void page(
        const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel, Reply<Page> reply)
        = 0;
    /// A page as it is kept, whatever its age: no server is asked. NotFound where it is not kept. Local lists keep all.
    virtual void keptPage(const FeedKey &feed, Generation generation, const PageKey &key, Reply<Page> reply)
    {
        page(feed, generation, key, Priority::Prefetch, CancelToken(), std::move(reply));
    }
    /// The row (from 0) at which a title stands in the list now, -1 when it is not in it.
    virtual void rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply) = 0;
    /// Type-to-jump: the first row whose sort value starts at or after `text` (title prefix, year, ...);
    /// -1 where the list has no such order.
    virtual void rowOfText(const FeedKey &feed, Generation generation, const QString &text, Reply<qint64> reply) = 0;
};

/// Port: the page of one title.
class TitleStore
{
public:
    TitleStore() = default;
    TitleStore(const TitleStore &) = delete;
    TitleStore &operator=(const TitleStore &) = delete;
    virtual ~TitleStore() = default;

    /// NotFound where the source does not know the title.
    virtual void details(const TitleId &title, Reply<TitleDetails> reply) = 0;
};

} // namespace matinee

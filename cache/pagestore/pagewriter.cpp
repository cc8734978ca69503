// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/pagewriter.h"

#include <algorithm>
#include <chrono>

#include "cache/pagestore/pageschema.h"
#include "cache/pagestore/storedkey.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {
namespace {

// Recency to the hour is enough to evict by, and saves most of the writes (store.md 7.4).
constexpr qint64 kRecencyMs = std::chrono::milliseconds(1h).count();

constexpr int kStaging = static_cast<int>(GenerationState::Staging);
constexpr int kActive = static_cast<int>(GenerationState::Active);
constexpr int kDead = static_cast<int>(GenerationState::Dead);

constexpr const char *kPutFeed
    = "INSERT INTO feed(hash,key_text,account,ttl_class,last_used) VALUES(?1,?2,?3,?4,?5) "
      "ON CONFLICT(hash) DO UPDATE SET key_text=excluded.key_text,account=excluded.account,ttl_class=excluded.ttl_class,"
      "last_used=excluded.last_used";
constexpr const char *kFeed = "SELECT feed_id,last_gen FROM feed WHERE hash=?1";
constexpr const char *kList = "SELECT f.feed_id,f.key_text,g.state,g.total,g.end_ix,g.lang FROM feed f CROSS JOIN generation g "
                              "ON g.feed_id=f.feed_id AND g.gen=?2 WHERE f.hash=?1";
constexpr const char *kPutPage
    = "INSERT INTO page(feed_id,gen,ix,key_kind,key_val,next_kind,next_val,fetched_at,validated_at,cache_control,date,age,etag,"
      "last_modified,vary,raw_n,new_n,dup_n,bad_n) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?8,?9,?10,?11,?12,?13,?14,?15,?15,0,?16) "
      "ON CONFLICT(feed_id,gen,ix) DO UPDATE SET key_kind=excluded.key_kind,key_val=excluded.key_val,"
      "next_kind=excluded.next_kind,next_val=excluded.next_val,fetched_at=excluded.fetched_at,"
      "validated_at=excluded.validated_at,cache_control=excluded.cache_control,date=excluded.date,age=excluded.age,"
      "etag=excluded.etag,last_modified=excluded.last_modified,vary=excluded.vary,raw_n=excluded.raw_n,new_n=excluded.new_n,"
      "dup_n=0,bad_n=excluded.bad_n";
constexpr const char *kPutRow = "INSERT INTO row(feed_id,gen,ix,i,item_id) VALUES(?1,?2,?3,?4,?5) ON CONFLICT DO NOTHING";
// A 304 repeats only some of the headers; a whole answer says all there are.
constexpr const char *kUnchanged
    = "UPDATE page SET validated_at=?4,cache_control=coalesce(?5,cache_control),date=coalesce(?6,date),age=?7,"
      "etag=coalesce(?8,etag),last_modified=coalesce(?9,last_modified),vary=coalesce(?10,vary) "
      "WHERE feed_id=?1 AND gen=?2 AND ix=?3";
constexpr const char *kSame = "UPDATE page SET fetched_at=?4,validated_at=?4,cache_control=?5,date=?6,age=?7,etag=?8,"
                              "last_modified=?9,vary=?10 WHERE feed_id=?1 AND gen=?2 AND ix=?3";

qint64 timeOf(const QDateTime &fetchedAt, qint64 nowMs)
{
    return fetchedAt.isValid() ? fetchedAt.toMSecsSinceEpoch() : nowMs;
}

tl::unexpected<Error> notKept(const FeedKey &feed)
{
    return fail(ErrorKind::NotFound, u"this copy of the list is not kept any more"_s, feed.text());
}

void bindPlace(sql::Query &query, qint64 feedId, Generation generation, int ix)
{
    query.bind(1, feedId);
    query.bind(2, generation.value);
    query.bind(3, ix);
}

} // namespace

Result<void> PageWriter::change(const std::function<Result<void>()> &work)
{
    auto done = m_db.transaction([&]() -> Result<void> {
        if (auto worked = work(); !worked)
            return worked;
        m_items.finish();
        return {};
    });
    if (!done)
        m_items.forget();
    return done;
}

std::optional<PageWriter::List> PageWriter::listOf(const FeedKey &feed, Generation generation)
{
    const auto row = m_statements.use(kList);
    row->bindOwnBlob(1, feed.hash());
    row->bind(2, generation.value);
    if (!row->step() || row->text(1) != feed.text())
        return {};
    return List{row->integer(0), generation, row->number(2), row->isNull(3) ? -1 : row->integer(3),
        row->isNull(4) ? std::nullopt : std::optional(row->number(4)), row->text(5)};
}

Result<PageWriter::List> PageWriter::writable(const FeedKey &feed, Generation generation)
{
    const auto list = listOf(feed, generation);
    if (!list || list->state == kDead)
        return notKept(feed);
    return *list;
}

qint64 PageWriter::putFeed(const FeedKey &feed, const FeedTraits &traits, qint64 nowMs)
{
    const auto put = m_statements.use(kPutFeed);
    put->bindOwnBlob(1, feed.hash());
    put->bindText(2, feed.text());
    put->bindText(3, traits.account);
    put->bind(4, static_cast<int>(traits.freshness));
    put->bind(5, nowMs);
    put->run();
    const auto row = m_statements.use(kFeed);
    row->bindOwnBlob(1, feed.hash());
    row->step();
    return row->integer(0);
}

void PageWriter::insertGeneration(qint64 feedId, Generation generation, const FeedTraits &traits, bool active)
{
    const auto begin
        = m_statements.use("INSERT INTO generation(feed_id,gen,state,shape,page_size,lang) VALUES(?1,?2,?3,?4,?5,?6)");
    begin->bind(1, feedId);
    begin->bind(2, generation.value);
    begin->bind(3, active ? kActive : kStaging);
    begin->bind(4, static_cast<int>(traits.shape));
    begin->bind(5, traits.pageSize);
    begin->bindText(6, traits.language);
    begin->run();
    const auto count = m_statements.use(
        "UPDATE feed SET last_gen=max(last_gen,?2),active_gen=CASE WHEN ?3 THEN ?2 ELSE active_gen END WHERE feed_id=?1");
    count->bind(1, feedId);
    count->bind(2, generation.value);
    count->bind(3, active ? 1 : 0);
    count->run();
}

void PageWriter::setState(qint64 feedId, Generation generation, int state)
{
    const auto set = m_statements.use("UPDATE generation SET state=?3 WHERE feed_id=?1 AND gen=?2");
    set->bind(1, feedId);
    set->bind(2, generation.value);
    set->bind(3, state);
    set->run();
}

Result<Generation> PageWriter::begin(const FeedKey &feed, const FeedTraits &traits, Generation above, qint64 nowMs)
{
    Generation generation;
    auto done = change([&]() -> Result<void> {
        const qint64 feedId = putFeed(feed, traits, nowMs);
        const auto abandon = m_statements.use("UPDATE generation SET state=2 WHERE feed_id=?1 AND state=0");
        abandon->bind(1, feedId);
        abandon->run();
        const auto row = m_statements.use(kFeed);
        row->bindOwnBlob(1, feed.hash());
        row->step();
        generation = std::max(above, Generation{row->integer(1)}).next();
        insertGeneration(feedId, generation, traits, false);
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return generation;
}

Result<void> PageWriter::begin(const FeedKey &feed, const FeedTraits &traits, Generation generation, bool active, qint64 nowMs)
{
    return change([&]() -> Result<void> {
        insertGeneration(putFeed(feed, traits, nowMs), generation, traits, active);
        return {};
    });
}

Result<Page> PageWriter::write(const PageWrite &write, qint64 nowMs)
{
    Page page;
    auto done = change([&]() -> Result<void> {
        const auto list = writable(write.feed, write.generation);
        if (!list)
            return tl::unexpected(list.error());
        const std::vector<qint64> earlier = takeRows(*list, write.ix);
        if (auto put = putPage(*list, write, nowMs); !put)
            return put;
        const Counts counts = putRows(*list, write, nowMs, page);
        noteCounts(*list, write.ix, counts);
        noteList(*list, write, counts.overlaps);
        for (const qint64 item : earlier)
            m_items.removeUnused(item);
        page.duplicates = counts.duplicates;
        page.total = write.page.total >= 0 ? write.page.total : list->total;
        if (write.ix > 0)
            page.previous = keyOf(*list, write.ix - 1);
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    page.key = write.key;
    page.next = write.page.next;
    page.badRows = write.page.badCount;
    if (!page.next)
        page.end = write.end;
    page.origin = PageOrigin::Network;
    return page;
}

std::vector<qint64> PageWriter::takeRows(const List &list, int ix)
{
    std::vector<qint64> items;
    const auto row = m_statements.use("SELECT item_id FROM row WHERE feed_id=?1 AND gen=?2 AND ix=?3");
    bindPlace(*row, list.feedId, list.generation, ix);
    while (row->step())
        items.push_back(row->integer(0));
    if (items.empty())
        return items;
    const auto drop = m_statements.use("DELETE FROM row WHERE feed_id=?1 AND gen=?2 AND ix=?3");
    bindPlace(*drop, list.feedId, list.generation, ix);
    drop->run();
    return items;
}

Result<void> PageWriter::putPage(const List &list, const PageWrite &write, qint64 nowMs)
{
    const auto put = m_statements.use(kPutPage);
    bindPlace(*put, list.feedId, list.generation, write.ix);
    bindKey(*put, 4, write.key);
    bindKey(*put, 6, write.page.next);
    put->bind(8, timeOf(write.page.fetchedAt, nowMs));
    bindValidators(*put, 9, write.page.validators);
    put->bind(15, write.page.titles.size());
    put->bind(16, write.page.badCount);
    try {
        put->run();
    } catch (const SQLite::Exception &exception) {
        if ((exception.getErrorCode() & 0xff) != SQLITE_CONSTRAINT)
            throw;
        return fail(
            ErrorKind::InvalidArgument, u"another page of the list has the key "_s + pageKeyText(write.key), write.feed.text());
    }
    return {};
}

PageWriter::Counts PageWriter::putRows(const List &list, const PageWrite &write, qint64 nowMs, Page &page)
{
    Counts counts;
    QSet<qint64> here;
    page.rows.reserve(write.page.titles.size());
    const auto put = m_statements.use(kPutRow);
    for (const Title &title : write.page.titles) {
        const qint64 item = m_items.put(title, write.language, nowMs);
        if (here.contains(item)) {
            ++counts.duplicates;
            continue;
        }
        bindPlace(*put, list.feedId, list.generation, write.ix);
        put->bind(4, counts.kept);
        put->bind(5, item);
        if (put->run() == 0) {
            ++counts.duplicates;
            counts.overlaps = true;
            continue;
        }
        here.insert(item);
        ++counts.kept;
        page.rows.push_back({ItemId{item}, title});
    }
    return counts;
}

void PageWriter::noteCounts(const List &list, int ix, const Counts &counts)
{
    if (counts.duplicates == 0)
        return; // the page was put as if there were none
    const auto note = m_statements.use("UPDATE page SET new_n=?4,dup_n=?5 WHERE feed_id=?1 AND gen=?2 AND ix=?3");
    bindPlace(*note, list.feedId, list.generation, ix);
    note->bind(4, counts.kept);
    note->bind(5, counts.duplicates);
    note->run();
}

void PageWriter::noteList(const List &list, const PageWrite &write, bool overlaps)
{
    const bool moved = list.total >= 0 && write.page.total >= 0 && !write.page.totalIsHint && write.page.total != list.total;
    // The end is this page's; one told by an earlier page is refuted by a page at or after it that goes on.
    const bool ends = write.end.has_value();
    const bool refutes = !ends && list.endIx && write.ix >= *list.endIx;
    const bool drifts = write.drift || overlaps || moved;
    const bool sameTotal = write.page.total < 0 || write.page.total == list.total;
    if (!ends && !refutes && !drifts && sameTotal && write.language == list.language)
        return;
    const auto note
        = m_statements.use("UPDATE generation SET lang=?8,total=coalesce(?3,total),drift=max(drift,?4),end_reason=CASE WHEN ?5 "
                           "THEN ?6 ELSE end_reason END,"
                           "end_ix=CASE WHEN ?5 THEN ?7 ELSE end_ix END WHERE feed_id=?1 AND gen=?2");
    note->bind(1, list.feedId);
    note->bind(2, list.generation.value);
    note->bindOptional(3, write.page.total >= 0 ? std::optional(write.page.total) : std::nullopt);
    note->bind(4, drifts ? 1 : 0);
    note->bind(5, ends || refutes ? 1 : 0);
    note->bindOptional(6, ends ? std::optional(static_cast<int>(*write.end)) : std::nullopt);
    note->bindOptional(7, ends ? std::optional(write.ix) : std::nullopt);
    note->bindText(8, write.language);
    note->run();
}

std::optional<PageKey> PageWriter::keyOf(const List &list, int ix)
{
    const auto row = m_statements.use("SELECT key_kind,key_val FROM page WHERE feed_id=?1 AND gen=?2 AND ix=?3");
    bindPlace(*row, list.feedId, list.generation, ix);
    return row->step() ? keyAt(*row, 0) : std::nullopt;
}

Result<void> PageWriter::validated(const FeedKey &feed, Generation generation, int ix, const FetchedPage &page, qint64 nowMs)
{
    return change([&]() -> Result<void> {
        const auto list = writable(feed, generation);
        if (!list)
            return tl::unexpected(list.error());
        const auto note = m_statements.use(page.notModified ? kUnchanged : kSame);
        bindPlace(*note, list->feedId, generation, ix);
        note->bind(4, timeOf(page.fetchedAt, nowMs));
        bindValidators(*note, 5, page.validators);
        if (note->run() == 0)
            return notKept(feed);
        for (const Title &title : page.titles)
            m_items.put(title, list->language, nowMs);
        if (page.total >= 0 && page.total != list->total)
            noteTotal(*list, page.total);
        return {};
    });
}

void PageWriter::noteTotal(const List &list, qint64 total)
{
    const auto note = m_statements.use("UPDATE generation SET total=?3 WHERE feed_id=?1 AND gen=?2");
    note->bind(1, list.feedId);
    note->bind(2, list.generation.value);
    note->bind(3, total);
    note->run();
}

Result<void> PageWriter::adapt(const FeedKey &feed, double factor)
{
    return change([&]() -> Result<void> {
        const auto set = m_statements.use("UPDATE feed SET adapt=?2 WHERE hash=?1");
        set->bindOwnBlob(1, feed.hash());
        set->bind(2, factor);
        return set->run() == 0 ? Result<void>(notKept(feed)) : Result<void>();
    });
}

Result<void> PageWriter::activate(const FeedKey &feed, Generation generation, qint64 nowMs)
{
    return change([&]() -> Result<void> {
        const auto list = writable(feed, generation);
        if (!list)
            return tl::unexpected(list.error());
        const auto retire = m_statements.use("UPDATE generation SET state=2 WHERE feed_id=?1 AND state=1 AND gen<>?2");
        retire->bind(1, list->feedId);
        retire->bind(2, generation.value);
        retire->run();
        setState(list->feedId, generation, kActive);
        const auto show = m_statements.use("UPDATE feed SET active_gen=?2,last_used=?3 WHERE feed_id=?1");
        show->bind(1, list->feedId);
        show->bind(2, generation.value);
        show->bind(3, nowMs);
        show->run();
        return {};
    });
}

Result<void> PageWriter::discard(const FeedKey &feed, Generation generation)
{
    return change([&]() -> Result<void> {
        const auto list = listOf(feed, generation);
        if (list && list->state == kStaging)
            setState(list->feedId, generation, kDead);
        return {};
    });
}

Result<void> PageWriter::retire(const FeedKey &feed)
{
    return change([&]() -> Result<void> {
        const auto retire = m_statements.use(
            "UPDATE generation SET state=2 WHERE feed_id=(SELECT feed_id FROM feed WHERE hash=?1 AND key_text=?2)");
        retire->bindOwnBlob(1, feed.hash());
        retire->bindText(2, feed.text());
        if (retire->run() == 0)
            return {};
        const auto hide = m_statements.use("UPDATE feed SET active_gen=NULL WHERE hash=?1");
        hide->bindOwnBlob(1, feed.hash());
        hide->run();
        return {};
    });
}

Result<void> PageWriter::discardStaging()
{
    return change([&]() -> Result<void> {
        m_statements.use("UPDATE generation SET state=2 WHERE state=0")->run();
        return {};
    });
}

Result<void> PageWriter::keepTitles(const std::vector<Title> &titles, const QString &language, qint64 nowMs)
{
    return change([&]() -> Result<void> {
        for (const Title &title : titles)
            m_items.put(title, language, nowMs);
        return {};
    });
}

Result<void> PageWriter::distrust(const FeedKey &feed, Generation generation, int ix, const std::vector<ItemId> &items)
{
    return change([&]() -> Result<void> {
        for (const ItemId item : items)
            m_items.distrust(item.value);
        if (const auto list = listOf(feed, generation)) {
            const auto forget
                = m_statements.use("UPDATE page SET etag=NULL,last_modified=NULL WHERE feed_id=?1 AND gen=?2 AND ix=?3");
            bindPlace(*forget, list->feedId, generation, ix);
            forget->run();
        }
        return {};
    });
}

Result<void> PageWriter::touch(const QSet<QByteArray> &feeds, const QSet<qint64> &details, qint64 nowMs)
{
    return change([&]() -> Result<void> {
        const auto feed = m_statements.use("UPDATE feed SET last_used=?2 WHERE hash=?1 AND last_used<?3");
        for (const QByteArray &hash : feeds) {
            feed->bindBlob(1, hash);
            feed->bind(2, nowMs);
            feed->bind(3, nowMs - kRecencyMs);
            feed->run();
        }
        const auto detail = m_statements.use("UPDATE detail SET last_used=?2 WHERE detail_id=?1 AND last_used<?3");
        for (const qint64 id : details) {
            detail->bind(1, id);
            detail->bind(2, nowMs);
            detail->bind(3, nowMs - kRecencyMs);
            detail->run();
        }
        return {};
    });
}

} // namespace matinee

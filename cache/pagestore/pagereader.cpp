// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/pagereader.h"

#include <algorithm>

#include "cache/core/textblock.h"
#include "cache/pagestore/pageschema.h"
#include "cache/pagestore/storedkey.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Holds the payload of a page of 20 titles with overviews.
constexpr qsizetype kTypicalPageBytes = 16 * 1024;
// More rows than a server gives at once: what a damaged file says is no reason to take memory.
constexpr qint64 kMostExpected = 1000;
// Of a title's number at most servers, and its end.
constexpr qsizetype kTypicalIdBytes = 12;

// ?2 NULL: the active generation.
constexpr const char *kFeed = "SELECT f.feed_id,f.key_text,g.gen,g.shape,g.page_size,g.total,g.end_reason,g.drift,f.adapt "
                              "FROM feed f JOIN generation g ON g.feed_id=f.feed_id AND g.gen=coalesce(?2,f.active_gen) "
                              "WHERE f.hash=?1";
constexpr const char *kPages = "SELECT ix,key_kind,key_val,next_kind,next_val,new_n,fetched_at,validated_at,"
                               "cache_control,date,age,etag,last_modified,vary FROM page WHERE feed_id=?1 AND gen=?2 ORDER BY ix";
constexpr const char *kPage
    = "SELECT f.feed_id,f.key_text,p.key_kind,p.key_val,p.next_kind,p.next_val,q.key_kind,q.key_val,p.new_n,p.dup_n,"
      "g.total,CASE WHEN g.end_ix=p.ix THEN g.end_reason END,(SELECT source_id FROM source WHERE ext=?4) "
      "FROM feed f CROSS JOIN generation g ON g.feed_id=f.feed_id AND g.gen=?2 "
      "CROSS JOIN page p ON p.feed_id=f.feed_id AND p.gen=?2 AND p.ix=?3 "
      "LEFT JOIN page q ON q.feed_id=f.feed_id AND q.gen=?2 AND q.ix=?3-1 WHERE f.hash=?1";
// The list's own source is known; the others' names are looked up.
constexpr const char *kRows
    = "SELECT i.item_id,i.type,i.ext_id,i.lite,i.crc,"
      "CASE WHEN i.source_id IS NOT ?4 THEN (SELECT ext FROM source s WHERE s.source_id=i.source_id) END "
      "FROM row r CROSS JOIN item i ON i.item_id=r.item_id WHERE r.feed_id=?1 AND r.gen=?2 AND r.ix=?3 ORDER BY r.i";
constexpr const char *kPlace = "SELECT r.ix,r.i,CASE ?6 WHEN 1 THEN r.ix*?7 ELSE "
                               "(SELECT coalesce(sum(new_n),0) FROM page p WHERE p.feed_id=?1 AND p.gen=?2 AND p.ix<r.ix) END "
                               "FROM source s CROSS JOIN item i ON i.source_id=s.source_id AND i.type=?4 AND i.ext_id=?5 "
                               "CROSS JOIN row r ON r.item_id=i.item_id AND r.feed_id=?1 AND r.gen=?2 WHERE s.ext=?3 LIMIT 1";
constexpr const char *kFacts = "SELECT f.key_text,g.shape,g.page_size,g.lang,f.account,f.ttl_class,g.state "
                               "FROM feed f JOIN generation g USING(feed_id) WHERE f.hash=?1 AND g.gen=?2";
constexpr const char *kItem
    = "SELECT i.item_id FROM source s JOIN item i ON i.source_id=s.source_id AND i.type=?2 AND i.ext_id=?3 "
      "AND i.lang=?4 WHERE s.ext=?1";
constexpr const char *kDetails = "SELECT d.detail_id,d.body,d.raw_len,d.title_len,d.crc,d.fetched_at,"
                                 "d.cache_control,d.date,d.age,d.etag,d.last_modified,d.vary FROM source s "
                                 "JOIN item i ON i.source_id=s.source_id AND i.type=?2 AND i.ext_id=?3 AND i.lang=?4 "
                                 "JOIN detail d ON d.item_id=i.item_id AND d.kind=0 WHERE s.ext=?1";
constexpr const char *kFeeds
    = "SELECT f.key_text,f.account,f.ttl_class,f.adapt,f.active_gen,f.last_used,count(p.ix),coalesce(sum(p.new_n),0),"
      "min(p.fetched_at),max(p.fetched_at),max(p.validated_at),"
      "(SELECT coalesce(sum(length(i.lite)),0) FROM row r JOIN item i USING(item_id) WHERE r.feed_id=f.feed_id AND "
      "r.gen=f.active_gen) "
      "FROM feed f LEFT JOIN page p ON p.feed_id=f.feed_id AND p.gen=f.active_gen GROUP BY f.feed_id HAVING count(p.ix)>0 "
      "ORDER BY f.key_text";
constexpr const char *kCounts = "SELECT (SELECT count(*) FROM page),(SELECT count(*) FROM item),(SELECT count(*) FROM detail)";

void bindTitle(sql::Query &query, int first, const TitleId &title)
{
    query.bindText(first, title.source);
    query.bindText(first + 1, title.type);
    query.bindText(first + 2, title.extId);
}

std::optional<EndReason> endAt(const sql::Query &query, int column)
{
    return query.isNull(column) ? std::nullopt : std::optional(static_cast<EndReason>(query.integer(column)));
}

qint64 totalAt(const sql::Query &query, int column)
{
    return query.isNull(column) ? -1 : query.integer(column);
}

// An addressable list has a page before each but the first, kept or not.
std::optional<PageKey> previousOf(const sql::Query &query, int column, const PageKey &key)
{
    if (auto kept = keyAt(query, column))
        return kept;
    const auto *number = std::get_if<PageNo>(&key);
    return number != nullptr && number->number > 1 ? std::optional<PageKey>(PageNo{number->number - 1}) : std::nullopt;
}

QString sameText(QByteArrayView utf8, const QString &likely)
{
    const QUtf8StringView text(utf8.data(), utf8.size());
    return QAnyStringView(text) == QAnyStringView(likely) ? likely : text.toString();
}

FeedReport feedReportAt(const sql::Query &row)
{
    FeedReport feed;
    feed.key = row.text(0);
    feed.account = row.text(1);
    feed.freshness = static_cast<FreshnessClass>(row.number(2));
    feed.adapt = row.real(3);
    feed.generation = row.integer(4);
    feed.lastUsed = timeAt(row, 5);
    feed.pages = row.integer(6);
    feed.titles = row.integer(7);
    feed.oldestFetch = timeAt(row, 8);
    feed.newestFetch = timeAt(row, 9);
    feed.newestValidated = timeAt(row, 10);
    feed.bytes = row.integer(11);
    return feed;
}

} // namespace

const PageReader::Spelled &PageReader::spelled(const FeedKey &feed)
{
    if (m_spelled.hash.isEmpty() || m_spelled.feed != feed)
        m_spelled = {feed, feed.hash(), feed.text().toUtf8(), feed.source.toUtf8()};
    return m_spelled;
}

template <typename T>
Result<T> PageReader::read(const std::function<T()> &work)
{
    std::optional<T> out;
    auto done = m_db.run([&]() -> Result<void> {
        out.emplace(work());
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return *std::move(out);
}

Result<std::optional<StoredFeed>> PageReader::stored(const FeedKey &feed, std::optional<Generation> generation)
{
    return read<std::optional<StoredFeed>>([&]() -> std::optional<StoredFeed> {
        const Spelled &key = spelled(feed);
        const auto row = m_statements.use(kFeed);
        row->bindBlob(1, key.hash);
        row->bindOptional(2, generation ? std::optional(generation->value) : std::nullopt);
        if (!row->step() || row->bytes(1) != key.text)
            return {};
        StoredFeed found;
        found.generation = {row->integer(2)};
        found.shape = static_cast<FeedShape>(row->number(3));
        found.pageSize = row->number(4);
        found.total = totalAt(*row, 5);
        found.end = endAt(*row, 6);
        found.drift = row->number(7) != 0;
        found.adapt = row->real(8);
        found.pages = pagesOf(row->integer(0), found.generation);
        return found;
    });
}

std::vector<StoredPage> PageReader::pagesOf(qint64 feedId, Generation generation)
{
    std::vector<StoredPage> pages;
    const auto row = m_statements.use(kPages);
    row->bind(1, feedId);
    row->bind(2, generation.value);
    while (row->step()) {
        StoredPage &page = pages.emplace_back();
        page.ix = row->number(0);
        page.key = keyAt(*row, 1).value_or(FirstPage());
        page.next = keyAt(*row, 3);
        page.rows = row->number(5);
        page.fetchedAt = timeAt(*row, 6);
        page.validatedAt = timeAt(*row, 7);
        page.validators = validatorsAt(*row, 8);
    }
    return pages;
}

Result<std::optional<PackedPage>> PageReader::page(const FeedKey &feed, Generation generation, int ix)
{
    return read<std::optional<PackedPage>>([&]() -> std::optional<PackedPage> {
        // Not reset before the rows are read: both see one state of the file, and its lock is taken once.
        const Spelled &key = spelled(feed);
        const auto row = m_statements.use(kPage);
        row->bindBlob(1, key.hash);
        row->bind(2, generation.value);
        row->bind(3, ix);
        row->bindUtf8(4, key.source);
        if (!row->step() || row->bytes(1) != key.text)
            return {};
        std::optional<PackedPage> found(std::in_place);
        Page &page = found->page;
        page.key = keyAt(*row, 2).value_or(FirstPage());
        page.next = keyAt(*row, 4);
        if (ix > 0)
            page.previous = previousOf(*row, 6, page.key);
        page.duplicates = row->number(9);
        page.total = totalAt(*row, 10);
        if (!page.next)
            page.end = endAt(*row, 11);
        readRows(found->packed, *row, generation, ix);
        return found;
    });
}

void PageReader::readRows(PackedRows &packed, const sql::Query &page, Generation generation, int ix)
{
    const auto expected = std::clamp(page.integer(8), qint64(0), kMostExpected);
    packed.blobs.reserve(kTypicalPageBytes);
    packed.rows.reserve(static_cast<std::size_t>(expected));
    const auto row = m_statements.use(kRows);
    row->bind(1, page.integer(0));
    row->bind(2, generation.value);
    row->bind(3, ix);
    row->bind(4, page.isNull(12) ? -1 : page.integer(12));
    TextBlock ids(expected * kTypicalIdBytes);
    QString type;
    while (row->step()) {
        type = sameText(row->bytes(1), type);
        const QByteArrayView id = row->bytes(2);
        const QByteArrayView lite = row->bytes(3);
        packed.rows.push_back({ItemId{row->integer(0)},
            {row->isNull(5) ? m_spelled.feed.source : row->text(5), type, ids.holds(id) ? ids.text(id) : QString::fromUtf8(id)},
            packed.blobs.size(), lite.size(), static_cast<quint32>(row->integer(4))});
        packed.blobs.append(lite);
    }
}

Result<std::optional<qint64>> PageReader::rowOf(const FeedKey &feed, Generation generation, const TitleId &title)
{
    return read<std::optional<qint64>>([&]() -> std::optional<qint64> {
        const Spelled &key = spelled(feed);
        const auto list = m_statements.use(kFeed);
        list->bindBlob(1, key.hash);
        list->bind(2, generation.value);
        if (!list->step() || list->bytes(1) != key.text)
            return {};
        const auto row = m_statements.use(kPlace);
        row->bind(1, list->integer(0));
        row->bind(2, generation.value);
        bindTitle(*row, 3, title);
        row->bind(6, list->number(3) == static_cast<int>(FeedShape::Addressable) ? 1 : 0);
        row->bind(7, list->integer(4));
        return row->step() ? row->integer(2) + row->integer(1) : -1;
    });
}

Result<std::optional<GenerationFacts>> PageReader::facts(const FeedKey &feed, Generation generation)
{
    return read<std::optional<GenerationFacts>>([&]() -> std::optional<GenerationFacts> {
        const Spelled &key = spelled(feed);
        const auto row = m_statements.use(kFacts);
        row->bindBlob(1, key.hash);
        row->bind(2, generation.value);
        if (!row->step() || row->bytes(0) != key.text)
            return {};
        GenerationFacts facts;
        facts.traits.shape = static_cast<FeedShape>(row->number(1));
        facts.traits.pageSize = row->number(2);
        facts.traits.language = row->text(3);
        facts.traits.account = row->text(4);
        facts.traits.freshness = static_cast<FreshnessClass>(row->number(5));
        const auto state = static_cast<GenerationState>(row->number(6));
        facts.isActive = state == GenerationState::Active;
        facts.isDead = state == GenerationState::Dead;
        return facts;
    });
}

Result<std::optional<ItemId>> PageReader::itemOf(const TitleId &title, const QString &language)
{
    return read<std::optional<ItemId>>([&]() -> std::optional<ItemId> {
        const auto row = m_statements.use(kItem);
        bindTitle(*row, 1, title);
        row->bindText(4, language);
        return row->step() ? std::optional(ItemId{row->integer(0)}) : std::nullopt;
    });
}

Result<Generation> PageReader::lastGeneration(const FeedKey &feed)
{
    return read<Generation>([&]() -> Generation {
        const auto row = m_statements.use("SELECT last_gen FROM feed WHERE hash=?1");
        row->bindBlob(1, spelled(feed).hash);
        return row->step() ? Generation{row->integer(0)} : Generation();
    });
}

Result<std::optional<PackedDetails>> PageReader::details(const TitleId &title, const QString &language)
{
    return read<std::optional<PackedDetails>>([&]() -> std::optional<PackedDetails> {
        const auto row = m_statements.use(kDetails);
        bindTitle(*row, 1, title);
        row->bindText(4, language);
        if (!row->step())
            return {};
        PackedDetails found;
        found.title = title;
        found.detailId = row->integer(0);
        found.body = row->bytes(1).toByteArray();
        found.rawLength = row->integer(2);
        found.titleLength = row->integer(3);
        found.crc = static_cast<quint32>(row->integer(4));
        found.fetchedAt = timeAt(*row, 5);
        found.validators = validatorsAt(*row, 6);
        return found;
    });
}

Result<PageStoreReport> PageReader::report()
{
    return read<PageStoreReport>([&] {
        PageStoreReport report;
        report.path = m_db.path();
        const auto counts = m_statements.use(kCounts);
        if (counts->step()) {
            report.pages = counts->integer(0);
            report.titles = counts->integer(1);
            report.details = counts->integer(2);
        }
        report.usedBytes = m_db.usedBytes();
        report.feeds = feeds();
        return report;
    });
}

std::vector<FeedReport> PageReader::feeds()
{
    std::vector<FeedReport> feeds;
    const auto row = m_statements.use(kFeeds);
    while (row->step())
        feeds.push_back(feedReportAt(*row));
    return feeds;
}

} // namespace matinee

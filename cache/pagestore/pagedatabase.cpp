// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/pagedatabase.h"

#include <QFileInfo>
#include <QJsonObject>

#include <algorithm>

#include "cache/pagestore/pageschema.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {
namespace {

// store.md 7.4: recency is written in bundles.
constexpr auto kUseFlushedEvery = 60s;
constexpr qsizetype kUseFlushedAt = 500;
// store.md 7.5: single flipped bytes are met row by row; several have the file looked over.
constexpr std::size_t kDamageToCheck = 5;
constexpr auto kDamageWithin = 1h;
// Titles a slice takes into the search index: some 20 ms.
constexpr int kIndexSlice = 200;
// Titles that only memory knows: far above every id a file gives.
constexpr qint64 kFirstItemInMemory = qint64(1) << 50;

// The page is none of the disk's any more, or the caller's fault: memory would not know better.
bool isFinal(const Error &error)
{
    return error.kind == ErrorKind::InvalidArgument || error.kind == ErrorKind::Cancelled;
}

} // namespace

PageDatabase::PageDatabase(const PageStoreOptions &options, Clock &clock, TraceSink &trace, std::function<void()> onReplaced)
    : m_options(options),
      m_clock(clock),
      m_trace(trace),
      m_disk(options, clock, trace, std::move(onReplaced)),
      m_useFlushedAt(clock.steady())
{
}

void PageDatabase::stopWaiting()
{
    m_disk.stopWaiting();
}

void PageDatabase::finish()
{
    flushUse();
    m_disk.finish();
}

Result<PageTables *> PageDatabase::memoryTables()
{
    if (m_memory)
        return m_memory.get();
    auto db = sql::Database::openInMemory(pageStoreMigrations());
    if (!db)
        return tl::unexpected(db.error());
    m_memory = std::make_unique<PageTables>(*std::move(db), m_clock, kFirstItemInMemory, m_options.memoryBudgetBytes);
    // One title has one id, wherever it is kept: lists on screen are compared by it.
    m_memory->items.askElsewhere([this](const TitleId &title, const QString &language) -> std::optional<ItemId> {
        PageTables *disk = m_disk.opened();
        return disk == nullptr ? std::nullopt : disk->reader.itemOf(title, language).value_or(std::nullopt);
    });
    return m_memory.get();
}

PageTables *PageDatabase::memoryWith(const FeedKey &feed, Generation generation)
{
    if (!m_memory)
        return nullptr;
    const auto facts = m_memory->reader.facts(feed, generation);
    return facts && *facts && !(*facts)->isDead ? m_memory.get() : nullptr;
}

bool PageDatabase::isInMemory(const FeedKey &feed)
{
    return m_memory && m_memory->reader.lastGeneration(feed).value_or(Generation()) > Generation();
}

std::optional<GenerationFacts> PageDatabase::factsOf(const FeedKey &feed, Generation generation)
{
    if (PageTables *disk = m_disk.opened()) {
        if (const auto facts = disk->reader.facts(feed, generation).value_or(std::nullopt); facts && !facts->isDead)
            return facts;
    }
    const auto begun = m_begun.constFind(feed.hash());
    if (begun == m_begun.constEnd() || begun->generation != generation || begun->isOver)
        return {};
    return GenerationFacts{begun->traits, begun->isActive, false};
}

Result<PageTables *> PageDatabase::moveToMemory(const FeedKey &feed, Generation generation)
{
    const auto facts = factsOf(feed, generation);
    if (!facts)
        return fail(ErrorKind::NotFound, u"this copy of the list is not kept any more"_s, feed.text());
    auto memory = memoryTables();
    if (!memory)
        return memory;
    if (auto begun = (*memory)->pages.begin(feed, facts->traits, generation, facts->isActive, now()); !begun)
        return tl::unexpected(begun.error());
    if (PageTables *disk = m_disk.opened())
        copyPages(*disk, **memory, feed, generation, facts->traits.language);
    m_trace.event(
        u"page-in-memory"_s, QJsonObject{{u"feed"_s, feed.text()}, {u"generation"_s, static_cast<qint64>(generation.value)}});
    return memory;
}

// As far as they can be read: what is missing is asked for again.
void PageDatabase::copyPages(
    PageTables &from, PageTables &to, const FeedKey &feed, Generation generation, const QString &language)
{
    const auto stored = from.reader.stored(feed, generation).value_or(std::nullopt);
    if (!stored)
        return;
    for (const StoredPage &page : stored->pages) {
        auto packed = from.reader.page(feed, generation, page.ix).value_or(std::nullopt);
        if (!packed)
            return;
        std::vector<ItemId> damaged;
        Page read = unpackStoredPage(*std::move(packed), damaged);
        PageWrite write{feed, generation, page.ix, page.key, {}, language, stored->drift, read.end};
        write.page.next = page.next;
        write.page.total = stored->total;
        write.page.validators = page.validators;
        write.page.fetchedAt = page.validatedAt;
        for (Row &row : read.rows)
            write.page.titles.push_back(std::move(row.title));
        if (!to.pages.write(write, now()))
            return;
    }
}

Result<Generation> PageDatabase::begin(const FeedKey &feed, const FeedTraits &traits)
{
    // Numbers that this run has given are never given again, not even after the file was made anew.
    Generation above = m_begun.value(feed.hash()).generation;
    if (m_memory)
        above = std::max(above, m_memory->reader.lastGeneration(feed).value_or(Generation()));
    auto begun = m_disk.attempt<Generation>([&](PageTables &disk) { return disk.pages.begin(feed, traits, above, now()); });
    if (!begun) {
        if (auto memory = memoryTables())
            begun = (*memory)->pages.begin(feed, traits, above, now());
    }
    if (begun)
        m_begun[feed.hash()] = {*begun, traits};
    return begun;
}

Result<Page> PageDatabase::write(const PageWrite &write)
{
    m_checkpointDue = true;
    if (PageTables *memory = memoryWith(write.feed, write.generation))
        return memory->pages.write(write, now());
    if (!write.page.noStore) {
        auto done = m_disk.attempt<Page>([&](PageTables &disk) {
            disk.eviction.trustAges();
            return disk.pages.write(write, now());
        });
        if (done || isFinal(done.error()))
            return done;
    }
    auto memory = moveToMemory(write.feed, write.generation);
    if (!memory)
        return tl::unexpected(memory.error());
    return (*memory)->pages.write(write, now());
}

Result<void> PageDatabase::validated(const FeedKey &feed, Generation generation, int ix, const FetchedPage &page)
{
    m_checkpointDue = true;
    PageTables *memory = memoryWith(feed, generation);
    Result<void> inMemory;
    if (memory != nullptr)
        inMemory = memory->pages.validated(feed, generation, ix, page, now());
    if (page.noStore)
        return inMemory;
    auto onDisk = m_disk.attempt<void>([&](PageTables &disk) {
        disk.eviction.trustAges();
        return disk.pages.validated(feed, generation, ix, page, now());
    });
    return memory != nullptr ? inMemory : onDisk;
}

Result<void> PageDatabase::adapt(const FeedKey &feed, double factor)
{
    const bool known = isInMemory(feed);
    if (known && !m_memory->pages.adapt(feed, factor))
        return fail(ErrorKind::Storage, u"the list's freshness could not be noted"_s, feed.text());
    auto onDisk = m_disk.attempt<void>([&](PageTables &disk) { return disk.pages.adapt(feed, factor); });
    return known ? Result<void>() : onDisk;
}

bool PageDatabase::hasPages(PageTables &tables, const FeedKey &feed, Generation generation)
{
    const auto stored = tables.reader.stored(feed, generation).value_or(std::nullopt);
    return stored && !stored->pages.empty();
}

Result<void> PageDatabase::activate(const FeedKey &feed, Generation generation)
{
    if (const auto begun = m_begun.find(feed.hash()); begun != m_begun.end() && begun->generation == generation)
        begun->isActive = true;
    PageTables *memory = memoryWith(feed, generation);
    if (memory == nullptr) {
        auto done = m_disk.attempt<void>([&](PageTables &disk) { return disk.pages.activate(feed, generation, now()); });
        if (done && m_memory)
            return m_memory->pages.retire(feed);
        if (done || done.error().kind == ErrorKind::NotFound)
            return done;
        // The disk took its pages but not this: it is shown from memory, the disk's own goes on after the next start.
        auto moved = moveToMemory(feed, generation);
        if (!moved)
            return tl::unexpected(moved.error());
        return (*moved)->pages.activate(feed, generation, now());
    }
    // What the disk has of it is shown at the next start, unless that is nothing: then the earlier one is.
    [[maybe_unused]] const auto onDisk = m_disk.attempt<void>([&](PageTables &disk) {
        return hasPages(disk, feed, generation) ? disk.pages.activate(feed, generation, now())
                                                : disk.pages.discard(feed, generation);
    });
    return memory->pages.activate(feed, generation, now());
}

void PageDatabase::endBegun(const QByteArray &hash, std::optional<Generation> generation)
{
    const auto begun = m_begun.find(hash);
    if (begun != m_begun.end() && (!generation || begun->generation == *generation))
        begun->isOver = true;
}

Result<void> PageDatabase::discard(const FeedKey &feed, Generation generation)
{
    endBegun(feed.hash(), generation);
    if (PageTables *memory = memoryWith(feed, generation)) {
        if (auto done = memory->pages.discard(feed, generation); !done)
            return done;
    }
    return m_disk.attempt<void>([&](PageTables &disk) { return disk.pages.discard(feed, generation); });
}

Result<void> PageDatabase::keepTitles(const std::vector<Title> &titles, const QString &language)
{
    m_checkpointDue = true;
    return m_disk.attempt<void>([&](PageTables &disk) { return disk.pages.keepTitles(titles, language, now()); });
}

Result<void> PageDatabase::keepDetails(const FetchedDetails &details, const QString &language)
{
    m_checkpointDue = true;
    if (!details.noStore) {
        auto done = m_disk.attempt<void>([&](PageTables &disk) { return disk.details.keep(details, language, now()); });
        if (done && m_memory)
            return m_memory->details.remove(details.details.title.id, language);
        if (done)
            return done;
    }
    auto memory = memoryTables();
    if (!memory)
        return tl::unexpected(memory.error());
    return (*memory)->details.keep(details, language, now());
}

Result<void> PageDatabase::detailsValidated(const TitleId &title, const QString &language, const FetchedDetails &details)
{
    if (m_memory && m_memory->details.validated(title, language, details, now()))
        return {};
    return m_disk.attempt<void>([&](PageTables &disk) { return disk.details.validated(title, language, details, now()); });
}

void PageDatabase::rowsDamaged(const FeedKey &feed, Generation generation, int ix, const std::vector<ItemId> &items)
{
    m_damagedRows += static_cast<qint64>(items.size());
    const auto since = m_clock.steady() - kDamageWithin;
    m_damage.insert(m_damage.end(), items.size(), m_clock.steady());
    std::erase_if(m_damage, [&](std::chrono::nanoseconds at) { return at < since; });
    if (m_damage.size() >= kDamageToCheck)
        m_disk.wantCheck();
    m_trace.event(
        u"row-damaged"_s, QJsonObject{{u"feed"_s, feed.text()}, {u"page"_s, ix}, {u"rows"_s, static_cast<int>(items.size())}});
    [[maybe_unused]] const auto done
        = m_disk.attempt<void>([&](PageTables &disk) { return disk.pages.distrust(feed, generation, ix, items); });
}

void PageDatabase::detailsDamaged(const TitleId &title, const QString &language)
{
    ++m_damagedRows;
    m_trace.event(u"row-damaged"_s, QJsonObject{{u"title"_s, title.localText()}});
    [[maybe_unused]] const auto done
        = m_disk.attempt<void>([&](PageTables &disk) { return disk.details.remove(title, language); });
}

void PageDatabase::indexDamaged()
{
    [[maybe_unused]] const auto done = m_disk.attempt<void>([&](PageTables &disk) { return disk.index.startAnew(); });
}

void PageDatabase::used(const FeedKey &feed)
{
    m_usedFeeds.insert(feed.hash());
    if (m_usedFeeds.size() + m_usedDetails.size() >= kUseFlushedAt)
        flushUse();
}

void PageDatabase::detailsUsed(qint64 detailId)
{
    m_usedDetails.insert(detailId);
    if (m_usedFeeds.size() + m_usedDetails.size() >= kUseFlushedAt)
        flushUse();
}

void PageDatabase::flushUse()
{
    m_useFlushedAt = m_clock.steady();
    const auto feeds = std::exchange(m_usedFeeds, {});
    const auto details = std::exchange(m_usedDetails, {});
    if (feeds.isEmpty() && details.isEmpty())
        return;
    // One that is lost only makes something seem older than it is.
    [[maybe_unused]] const auto done
        = m_disk.attempt<void>([&](PageTables &disk) { return disk.pages.touch(feeds, details, now()); });
}

void PageDatabase::setExempt(const std::vector<FeedKey> &feeds)
{
    QSet<QByteArray> hashes;
    for (const FeedKey &feed : feeds)
        hashes.insert(feed.hash());
    m_disk.setExempt(hashes);
    if (m_memory)
        m_memory->eviction.setExempt(hashes);
}

Result<PageStoreReport> PageDatabase::report()
{
    PageStoreReport report;
    if (PageTables *disk = m_disk.tables()) {
        auto read = disk->reader.report();
        if (!read)
            return read;
        report = *std::move(read);
        report.bytes = QFileInfo(report.path).size() + QFileInfo(report.path + u"-wal"_s).size();
    }
    report.path = QFileInfo(m_options.path).absoluteFilePath();
    report.budgetBytes = m_disk.budget();
    report.memoryOnly = m_disk.unavailable();
    report.damagedRows = m_damagedRows;
    if (!m_memory)
        return report;
    auto memory = m_memory->reader.report();
    if (!memory)
        return memory;
    report.memoryBytes = memory->usedBytes;
    report.pages += memory->pages;
    report.details += memory->details;
    for (FeedReport &feed : memory->feeds) {
        feed.inMemory = true;
        std::erase_if(report.feeds, [&](const FeedReport &other) { return other.key == feed.key; });
        report.feeds.push_back(std::move(feed));
    }
    return report;
}

Result<PageClearing> PageDatabase::clear(const std::optional<FeedKey> &feed)
{
    const QList<QByteArray> hashes = feed ? QList<QByteArray>{feed->hash()} : m_begun.keys();
    for (const QByteArray &hash : hashes)
        endBegun(hash, std::nullopt);
    if (m_memory) {
        if (auto done = feed ? m_memory->pages.retire(*feed) : m_memory->eviction.clear(); !done)
            return tl::unexpected(done.error());
    }
    return m_disk.attempt<PageClearing>([&](PageTables &disk) -> Result<PageClearing> {
        const auto before = disk.reader.report();
        if (!before)
            return tl::unexpected(before.error());
        if (auto done = feed ? disk.pages.retire(*feed) : disk.eviction.clear(); !done)
            return tl::unexpected(done.error());
        disk.eviction.shrink();
        for (Result<bool> more = true; !more || *more;) {
            more = disk.eviction.step();
            if (!more)
                return tl::unexpected(more.error());
        }
        const auto after = disk.reader.report();
        if (!after)
            return tl::unexpected(after.error());
        return PageClearing{before->pages - after->pages, before->usedBytes - after->usedBytes};
    });
}

bool PageDatabase::noted(const PageTables &tables, const Result<bool> &done)
{
    if (!done && done.error().kind == ErrorKind::Corrupt && &tables == m_disk.opened())
        m_disk.replaceDamaged(done.error(), m_disk.incarnation());
    return done.value_or(false);
}

bool PageDatabase::choreOf(PageTables &tables)
{
    if (tables.index.isBroken() && !tables.index.startAnew())
        return false;
    const bool evicts = noted(tables, tables.eviction.step());
    if (evicts || (&tables != m_disk.opened() && &tables != m_memory.get()))
        return evicts; // more to do, or the file was replaced just now
    return noted(tables, tables.index.fill(kIndexSlice));
}

bool PageDatabase::chore(const std::atomic_bool &closing)
{
    if (m_memory && choreOf(*m_memory))
        return true;
    PageTables *disk = m_disk.opened();
    if (disk == nullptr || !m_options.maintains || closing)
        return false;
    if (choreOf(*disk))
        return true;
    if (m_clock.steady() >= m_useFlushedAt + kUseFlushedEvery)
        flushUse();
    if (m_disk.takeCheckDue()) {
        m_disk.check(closing);
        return m_disk.opened() != nullptr && m_disk.opened()->index.isBroken();
    }
    if (std::exchange(m_checkpointDue, false) && m_disk.opened() != nullptr)
        m_disk.opened()->db->handle().tryExec("PRAGMA wal_checkpoint(PASSIVE)");
    return false;
}

} // namespace matinee

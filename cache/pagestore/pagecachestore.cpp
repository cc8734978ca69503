// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/pagecachestore.h"

#include <QJsonObject>

#include <functional>

#include "cache/pagestore/pagedatabase.h"
#include "cache/pagestore/pagereading.h"
#include "cache/pagestore/pageschema.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Unpacking a page takes some 30 us: one thread keeps up with any scrolling, the second with a jump meanwhile.
constexpr int kUnpackThreads = 2;

QString placeOf(const FeedKey &feed)
{
    return u"feed "_s + feed.text();
}

QString placeOf(const TitleId &title)
{
    return u"title "_s + title.source + u' ' + title.localText();
}

tl::unexpected<Error> cancelled()
{
    return fail(ErrorKind::Cancelled, u"nobody waits for it any more"_s);
}

} // namespace

// One question, on its way over the threads. `read` answers nothing where the connection has it not.
template <typename P, typename T>
struct PageCacheStore::Look {
    QString place;
    CancelToken cancel;
    std::function<Result<std::optional<P>>(PageSight)> read;
    std::function<Result<T>(std::optional<P>)> finish; // on the pool
    Reply<T> reply;
    bool onPool = true;
};

PageCacheStore::PageCacheStore(const PageStoreOptions &options, Mailbox &mailbox, Clock &clock, TraceSink &trace)
    : m_options(options),
      m_mailbox(mailbox),
      m_clock(clock),
      m_trace(trace),
      m_database(
          std::make_unique<PageDatabase>(options, clock, trace, [this] { m_readWorker.post([this] { m_reading.reset(); }); })),
      m_chores(m_writing, options.idleAfter, [this] { return m_database->chore(m_closing); })
{
    m_pool.setMaxThreadCount(kUnpackThreads);
    m_writing.post([this] {
        m_database->warmUp();
        m_chores.want();
        m_mailbox.post([this, life = std::weak_ptr(m_life), open = m_database->hasDisk()] {
            if (!life.expired())
                m_diskIsOpen = open;
        });
    });
}

PageCacheStore::~PageCacheStore()
{
    close();
}

void PageCacheStore::close()
{
    if (m_closing.exchange(true))
        return;
    m_chores.stop();
    m_writing.post([this] {
        m_database->stopWaiting();
        m_database->finish();
    });
    m_writing.finish();
    m_readWorker.post([this] { m_reading.reset(); });
    m_readWorker.finish();
    m_pool.waitForDone();
    m_database.reset(); // the last connection takes the emptied WAL away
}

// ---- changes -------------------------------------------------------------------------------------------------------

// Runs `work(PageDatabase &)` on the store thread and brings its result back. `place`: whom it is about.
template <typename T, typename Work>
void PageCacheStore::change(const QString &place, Reply<T> reply, Work work)
{
    if (m_closing) {
        if (reply)
            m_mailbox.post([reply = std::move(reply)] { reply(fail(ErrorKind::Cancelled, u"the store is closed"_s)); });
        return;
    }
    ++m_pending[place];
    m_writing.post([this, place, reply = std::move(reply), work = std::move(work)] {
        Q_ASSERT(m_writing.isCurrent());
        if (m_closing)
            m_database->stopWaiting();
        Result<T> result = work(*m_database);
        m_chores.worked();
        if (!result && !reply && result.error().kind != ErrorKind::NotFound)
            trace(result.error());
        m_mailbox.post([this, life = std::weak_ptr(m_life), place, reply, result = std::move(result),
                           inMemory = m_database->memory() != nullptr] {
            if (!life.expired())
                settled(place, inMemory);
            if (reply)
                reply(result);
        });
    });
}

// Main thread, before the asker learns of it.
void PageCacheStore::settled(const QString &place, bool inMemory)
{
    if (inMemory)
        m_inMemory.insert(place); // perhaps: looking there first costs little
    if (--m_pending[place] == 0)
        m_pending.remove(place);
}

void PageCacheStore::begin(const FeedKey &feed, const FeedTraits &traits, Reply<Generation> reply)
{
    change(placeOf(feed), std::move(reply), [feed, traits](PageDatabase &db) { return db.begin(feed, traits); });
}

void PageCacheStore::write(PageWrite write, Reply<Page> reply)
{
    const QString place = placeOf(write.feed);
    change(place, std::move(reply), [write = std::move(write)](PageDatabase &db) { return db.write(write); });
}

void PageCacheStore::validated(const FeedKey &feed, Generation generation, int ix, const FetchedPage &page)
{
    change(placeOf(feed), Reply<void>(),
        [feed, generation, ix, page](PageDatabase &db) { return db.validated(feed, generation, ix, page); });
}

void PageCacheStore::adapt(const FeedKey &feed, double factor)
{
    change(placeOf(feed), Reply<void>(), [feed, factor](PageDatabase &db) { return db.adapt(feed, factor); });
}

void PageCacheStore::activate(const FeedKey &feed, Generation generation, Reply<void> reply)
{
    change(placeOf(feed), std::move(reply), [feed, generation](PageDatabase &db) { return db.activate(feed, generation); });
}

void PageCacheStore::discard(const FeedKey &feed, Generation generation)
{
    change(placeOf(feed), Reply<void>(), [feed, generation](PageDatabase &db) { return db.discard(feed, generation); });
}

void PageCacheStore::keepTitles(const std::vector<Title> &titles, const QString &language)
{
    change(QString(), Reply<void>(), [titles, language](PageDatabase &db) { return db.keepTitles(titles, language); });
}

void PageCacheStore::keepDetails(const FetchedDetails &details, const QString &language)
{
    change(placeOf(details.details.title.id), Reply<void>(),
        [details, language](PageDatabase &db) { return db.keepDetails(details, language); });
}

void PageCacheStore::detailsValidated(const TitleId &title, const QString &language, const FetchedDetails &details)
{
    change(placeOf(title), Reply<void>(),
        [title, language, details](PageDatabase &db) { return db.detailsValidated(title, language, details); });
}

void PageCacheStore::setExempt(const std::vector<FeedKey> &feeds)
{
    m_writing.post([this, feeds] { m_database->setExempt(feeds); });
}

void PageCacheStore::setBudget(qint64 bytes)
{
    m_writing.post([this, bytes] {
        m_database->setBudget(bytes);
        m_chores.want();
    });
}

void PageCacheStore::report(Reply<PageStoreReport> reply)
{
    change(QString(), std::move(reply), [](PageDatabase &db) { return db.report(); });
}

void PageCacheStore::clear(const std::optional<FeedKey> &feed, Reply<PageClearing> reply)
{
    change(feed ? placeOf(*feed) : QString(), std::move(reply), [feed](PageDatabase &db) { return db.clear(feed); });
}

// ---- questions -----------------------------------------------------------------------------------------------------

// By way of the store thread where the answer may be there; else straight to the reading one.
template <typename P, typename T>
void PageCacheStore::look(std::shared_ptr<Look<P, T>> job)
{
    if (m_closing) {
        m_mailbox.post([reply = job->reply] { reply(fail(ErrorKind::Cancelled, u"the store is closed"_s)); });
        return;
    }
    if (!m_diskIsOpen || m_pending.contains(job->place) || m_inMemory.contains(job->place))
        m_writing.post([this, job] { lookInMemory(job); });
    else
        m_readWorker.post([this, job] { lookOnDisk(job); });
}

template <typename P, typename T>
void PageCacheStore::lookInMemory(const std::shared_ptr<Look<P, T>> &job)
{
    if (PageTables *memory = m_database->memory(); memory != nullptr && !job->cancel.isCancelled()) {
        if (auto found = job->read({memory->reader, memory->index}); !found || *found)
            return answer(job, std::move(found));
    }
    m_readWorker.post([this, job] { lookOnDisk(job); });
}

template <typename P, typename T>
void PageCacheStore::lookOnDisk(const std::shared_ptr<Look<P, T>> &job)
{
    Q_ASSERT(m_readWorker.isCurrent());
    if (job->cancel.isCancelled())
        return answer(job, Result<std::optional<P>>(cancelled()));
    PageReading *open = reading();
    if (!open)
        return m_writing.post([this, job] { lookWhereItIsWritten(job); });
    Result<std::optional<P>> found = job->read({open->reader, open->index});
    if (!found && reports(found.error()))
        found = std::nullopt;
    answer(job, std::move(found));
}

// The file could not be opened a second time, which says nothing of the connection that has it open. Without one, nothing is
// kept.
template <typename P, typename T>
void PageCacheStore::lookWhereItIsWritten(const std::shared_ptr<Look<P, T>> &job)
{
    Result<std::optional<P>> found;
    if (PageTables *disk = m_database->onDisk(); disk != nullptr && !job->cancel.isCancelled())
        found = job->read({disk->reader, disk->index});
    answer(job, std::move(found));
}

template <typename P, typename T>
void PageCacheStore::answer(const std::shared_ptr<Look<P, T>> &job, Result<std::optional<P>> found)
{
    auto finish = [this, job, found = std::move(found)]() mutable {
        Result<T> result = cancelled();
        if (!found)
            result = tl::unexpected(found.error());
        else if (!job->cancel.isCancelled())
            result = job->finish(*std::move(found));
        m_mailbox.post([job, result = std::move(result)] { job->reply(result); });
    };
    if (job->onPool)
        m_pool.start(std::move(finish));
    else
        finish();
}

// Reading thread. Null: there is no file to read (yet), which is no failure.
PageReading *PageCacheStore::reading()
{
    if (m_reading)
        return m_reading.get();
    const int incarnation = m_database->incarnation();
    auto db = sql::Database::open({.path = m_options.path,
        .applicationId = kPageStoreApplicationId,
        .migrations = pageStoreMigrations(),
        .readOnly = true,
        .notOursKind = ErrorKind::Corrupt});
    if (!db)
        return nullptr; // the store thread, which opens it first, has told why
    m_reading = std::make_unique<PageReading>(*std::move(db), incarnation);
    return m_reading.get();
}

// Reading thread. Whether the damage was told to whom it concerns, so that the question is answered as a miss.
bool PageCacheStore::reports(const Error &error)
{
    if (error.kind != ErrorKind::Corrupt || !m_reading)
        return false;
    const bool isIndex = m_reading->index.isBroken();
    m_writing.post([this, error, isIndex, incarnation = m_reading->incarnation] {
        if (isIndex)
            m_database->indexDamaged();
        else
            m_database->fileDamaged(error, incarnation);
        m_chores.want();
    });
    m_reading.reset();
    return !isIndex;
}

void PageCacheStore::find(const FeedKey &feed, Reply<std::optional<StoredFeed>> reply)
{
    using Found = std::optional<StoredFeed>;
    const auto job = std::make_shared<Look<StoredFeed, Found>>();
    job->place = placeOf(feed);
    job->read = [feed](PageSight sight) { return sight.reader.find(feed); };
    job->finish = [](Found found) { return found; };
    job->onPool = false;
    job->reply = std::move(reply);
    look(job);
    m_writing.post([this, feed] { m_database->used(feed); });
}

void PageCacheStore::read(const FeedKey &feed, Generation generation, int ix, CancelToken cancel, Reply<Page> reply)
{
    const auto job = std::make_shared<Look<PackedPage, Page>>();
    job->place = placeOf(feed);
    job->cancel = std::move(cancel);
    job->read = [feed, generation, ix](PageSight sight) { return sight.reader.page(feed, generation, ix); };
    job->finish = [this, feed, generation, ix](std::optional<PackedPage> found) -> Result<Page> {
        if (!found)
            return fail(ErrorKind::NotFound, u"page %1 is not kept"_s.arg(ix + 1), feed.text());
        std::vector<ItemId> damaged;
        Page page = unpackStoredPage(*std::move(found), damaged);
        if (!damaged.empty())
            m_writing.post([=, this] { m_database->rowsDamaged(feed, generation, ix, damaged); });
        return page;
    };
    job->reply = std::move(reply);
    look(job);
}

void PageCacheStore::rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply)
{
    const auto job = std::make_shared<Look<qint64, qint64>>();
    job->place = placeOf(feed);
    job->read = [feed, generation, title](PageSight sight) { return sight.reader.rowOf(feed, generation, title); };
    job->finish = [](std::optional<qint64> found) { return found.value_or(-1); };
    job->onPool = false;
    job->reply = std::move(reply);
    look(job);
}

void PageCacheStore::details(const TitleId &title, const QString &language, Reply<std::optional<StoredDetails>> reply)
{
    using Found = std::optional<StoredDetails>;
    const auto job = std::make_shared<Look<PackedDetails, Found>>();
    job->place = placeOf(title);
    job->read = [title, language](PageSight sight) { return sight.reader.details(title, language); };
    job->finish = [this, title, language](std::optional<PackedDetails> found) -> Result<Found> {
        if (!found)
            return Found();
        m_writing.post([this, id = found->detailId] { m_database->detailsUsed(id); });
        auto details = unpackStoredDetails(*found);
        if (details)
            return Found(*std::move(details));
        m_writing.post([this, title, language] { m_database->detailsDamaged(title, language); });
        return Found(); // a miss: it is asked for again
    };
    job->reply = std::move(reply);
    look(job);
}

void PageCacheStore::searchStored(const QString &text, int limit, const CancelToken &cancel, Reply<std::vector<Title>> reply)
{
    const auto job = std::make_shared<Look<PackedRows, std::vector<Title>>>();
    job->place = u"search"_s;
    job->cancel = cancel;
    job->read = [text, limit](PageSight sight) -> Result<std::optional<PackedRows>> {
        auto found = sight.index.search(text, limit);
        if (!found)
            return tl::unexpected(found.error());
        return found->rows.empty() ? std::nullopt : std::optional(*std::move(found));
    };
    job->finish = [](std::optional<PackedRows> found) {
        std::vector<ItemId> damaged;
        std::vector<Title> titles;
        if (found) {
            for (Row &row : unpackRows(*std::move(found), damaged))
                titles.push_back(std::move(row.title));
        }
        return titles;
    };
    job->reply = std::move(reply);
    look(job);
}

void PageCacheStore::indexKept(Reply<void> reply)
{
    change<bool>(
        u"search"_s,
        [this, life = std::weak_ptr(m_life), reply = std::move(reply)](const Result<bool> &more) {
            if (!life.expired() && more && *more)
                return indexKept(reply); // a slice at a time: whoever asks for something else comes in between
            reply(more ? Result<void>() : tl::unexpected(more.error()));
        },
        [this](PageDatabase &db) -> Result<bool> { return db.chore(m_closing); });
}

void PageCacheStore::find(const std::vector<TitleClue> &clues, Reply<std::vector<FoundTitle>> reply)
{
    using Found = std::vector<FoundTitle>;
    const auto job = std::make_shared<Look<Found, Found>>();
    job->place = u"search"_s;
    job->read = [clues](PageSight sight) -> Result<std::optional<Found>> {
        Found found;
        for (const TitleClue &clue : clues) {
            auto one = sight.index.find(clue);
            if (!one)
                return tl::unexpected(one.error());
            found.push_back(*std::move(one));
        }
        return found;
    };
    // Without a file there is nothing to be found.
    job->finish = [count = clues.size()](std::optional<Found> found) { return found ? *std::move(found) : Found(count); };
    job->reply = std::move(reply);
    look(job);
}

void PageCacheStore::trace(const Error &error)
{
    m_trace.event(
        u"error"_s, QJsonObject{{u"kind"_s, errorKindName(error.kind)}, {u"where"_s, error.where}, {u"detail"_s, error.detail}});
}

} // namespace matinee

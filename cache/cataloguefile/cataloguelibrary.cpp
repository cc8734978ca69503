// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/cataloguelibrary.h"

#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// A page unpacks in about 0.1 ms: two threads keep up with any scrolling and leave the machine to the others.
constexpr int kUnpackThreads = 2;
// paging.md rule 24: the whole program closes within 2 s.
constexpr int kCloseMs = 1500;

Error cancelled()
{
    return {ErrorKind::Cancelled, u"nobody waits for it any more"_s, QString()};
}

Error replaced(const QString &sourceId)
{
    return {ErrorKind::Cancelled, u"the catalogue has new content"_s, sourceId};
}

bool dependsOnFavorites(const FeedKey &feed)
{
    return feed.feed == "favorites"_L1 || feed.feed == "for-you"_L1;
}

} // namespace

CatalogueLibrary::CatalogueLibrary(
    CatalogueLibraryOptions options, Mailbox &mailbox, UserData &userData, Clock &clock, TraceSink &trace)
    : m_userData(userData), m_clock(clock), m_trace(trace), m_sources(std::move(options), mailbox, clock, trace)
{
    m_pool.setMaxThreadCount(kUnpackThreads);
}

CatalogueLibrary::~CatalogueLibrary()
{
    close();
}

void CatalogueLibrary::close()
{
    m_sources.close();
    m_pool.clear();
    m_pool.waitForDone(kCloseMs);
}

// Any thread. Rows of a content that adopt() has replaced meanwhile are no answer.
template <typename T>
void CatalogueLibrary::answer(const QString &sourceId, Generation generation, const Reply<T> &reply, Result<T> result)
{
    if (!result && result.error().kind == ErrorKind::Corrupt)
        m_sources.reportDamage(sourceId, result.error());
    m_sources.onMain([this, sourceId, generation, reply, result = std::move(result)] {
        if (m_sources.generation(sourceId) == generation)
            reply(result);
        else
            reply(tl::unexpected(replaced(sourceId)));
    });
}

template <typename T>
CatalogueLibrary::Failed CatalogueLibrary::failing(const Reply<T> &reply)
{
    return [this, reply](const Error &error) { m_sources.onMain([reply, error] { reply(tl::unexpected(error)); }); };
}

void CatalogueLibrary::read(Request request, Job job, Failed failed)
{
    m_sources.whenOpen(request.feed.source, [=, this](const Result<Generation> &opened) {
        if (!opened)
            return failed(opened.error());
        if (request.generation && *request.generation != *opened)
            return failed(replaced(request.feed.source));
        if (!dependsOnFavorites(request.feed))
            return readWith(request, *opened, {{}, m_clock.now()}, job, failed);
        const auto then = [=, this, generation = *opened](const Result<std::vector<Favorite>> &favorites) {
            if (favorites)
                readWith(request, generation, {*favorites, m_clock.now()}, job, failed);
            else
                failed(favorites.error());
        };
        m_userData.favorites(request.feed.source, m_sources.whileAlive<std::vector<Favorite>>(then));
    });
}

void CatalogueLibrary::readWith(const Request &request, Generation generation, const ListContext &context, Job job, Failed failed)
{
    const auto withIndex = [=](CatalogueIndex &index) {
        if (request.cancel.isCancelled())
            failed(cancelled());
        else
            job(index, context, generation);
    };
    // A damaged index was taken away since: asked again, it is made again.
    const auto gone = [=, this] { m_sources.onMain([=, this] { read(request, job, failed); }); };
    m_sources.read(request.feed.source, withIndex, gone);
}

void CatalogueLibrary::open(const FeedKey &feed, Reply<FeedOpening> reply)
{
    const Reply<FeedOpening> orAgain = [=, this](const Result<FeedOpening> &opening) {
        if (!opening && opening.error().kind == ErrorKind::Cancelled)
            open(feed, reply); // adopt() came in between: what it brought is what is asked for
        else
            reply(opening);
    };
    const auto job = [=, this](CatalogueIndex &index, const ListContext &context, Generation generation) {
        const auto size = index.size(feed, context);
        answer<FeedOpening>(feed.source, generation, orAgain, size.map([&](CatalogueIndex::Size of) {
            return FeedOpening{generation, FeedShape::Addressable, of.pageSize, of.total, {}};
        }));
    };
    read({feed, std::nullopt, {}}, job, failing(reply));
}

void CatalogueLibrary::page(
    const FeedKey &feed, Generation generation, const PageKey &key, Priority /*priority*/, CancelToken cancel, Reply<Page> reply)
{
    const auto job = [=, this](CatalogueIndex &index, const ListContext &context, Generation current) {
        auto raw = index.page(feed, key, context);
        if (!raw)
            return answer<Page>(feed.source, current, reply, tl::unexpected(raw.error()));
        unpack(*std::move(raw), cancel,
            [=, this](Result<Page> page) { answer<Page>(feed.source, current, reply, std::move(page)); });
    };
    read({feed, generation, cancel}, job, failing(reply));
}

void CatalogueLibrary::onPool(std::function<void()> task)
{
    // The answer travels by the mailbox; dropping the future neither waits nor cancels.
    [[maybe_unused]] const auto future = QtConcurrent::run(&m_pool, std::move(task));
}

void CatalogueLibrary::unpack(RawPage raw, const CancelToken &cancel, const std::function<void(Result<Page>)> &done)
{
    onPool([=, this, raw = std::move(raw)] {
        if (cancel.isCancelled())
            return done(tl::unexpected(cancelled()));
        Page page = unpackPage(raw);
        if (page.badRows > 0)
            m_trace.event(u"error"_s,
                {{u"what"_s, u"damaged rows left out"_s}, {u"rows"_s, page.badRows}, {u"key"_s, pageKeyText(page.key)}});
        done(std::move(page));
    });
}

void CatalogueLibrary::rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply)
{
    const auto job = [=, this](CatalogueIndex &index, const ListContext &context, Generation current) {
        answer<qint64>(feed.source, current, reply, index.rowOf(feed, title, context));
    };
    read({feed, generation, {}}, job, failing(reply));
}

void CatalogueLibrary::rowOfText(const FeedKey &feed, Generation generation, const QString &text, Reply<qint64> reply)
{
    const auto job = [=, this](CatalogueIndex &index, const ListContext &context, Generation current) {
        answer<qint64>(feed.source, current, reply, index.rowOfText(feed, text, context));
    };
    read({feed, generation, {}}, job, failing(reply));
}

void CatalogueLibrary::details(const TitleId &title, Reply<TitleDetails> reply)
{
    const auto job = [=, this](CatalogueIndex &index, const ListContext & /*context*/, Generation current) {
        auto raw = index.details(title);
        if (!raw && raw.error().kind == ErrorKind::NotFound)
            return m_sources.onMain([=, this, error = raw.error()] { detailsFromFavorite(title, reply, error); });
        if (!raw)
            return answer<TitleDetails>(title.source, current, reply, tl::unexpected(raw.error()));
        onPool([=, this, raw = *std::move(raw)] { answer<TitleDetails>(title.source, current, reply, unpackRawDetails(raw)); });
    };
    read({FeedKey::of(title.source, u"all"_s), std::nullopt, {}}, job, failing(reply));
}

void CatalogueLibrary::detailsFromFavorite(const TitleId &title, const Reply<TitleDetails> &reply, const Error &notFound)
{
    m_userData.favorites(title.source, [=](const Result<std::vector<Favorite>> &favorites) {
        if (favorites) {
            for (const Favorite &favorite : *favorites) {
                if (favorite.title.id != title)
                    continue;
                TitleDetails details;
                details.title = favorite.title;
                return reply(std::move(details));
            }
        }
        reply(tl::unexpected(notFound));
    });
}

void CatalogueLibrary::describe(
    const QString &sourceId, Reply<SourceDescriptor> reply, std::function<void(SourceProgress)> progress)
{
    m_sources.describe(sourceId, std::move(reply), std::move(progress));
}

void CatalogueLibrary::adopt(const QString &sourceId, Reply<SourceDescriptor> reply)
{
    m_sources.adopt(sourceId, std::move(reply));
}

void CatalogueLibrary::storage(Reply<std::vector<SourceStorage>> reply)
{
    m_sources.storage([=, this](const Result<std::vector<IndexRecord>> &records) {
        std::vector<SourceStorage> sources;
        for (const IndexRecord &record : records.value_or(std::vector<IndexRecord>()))
            sources.push_back({m_sources.idOf(record.path), record.titles, record.bytes});
        reply(std::move(sources));
    });
}

void CatalogueLibrary::find(const std::vector<TitleClue> &clues, Reply<std::vector<FoundTitle>> reply)
{
    findIn(sourceIds(), clues, std::vector<FoundTitle>(clues.size()), reply);
}

void CatalogueLibrary::findIn(QStringList sources, const std::vector<TitleClue> &clues, std::vector<FoundTitle> found,
    const Reply<std::vector<FoundTitle>> &reply)
{
    if (sources.isEmpty())
        return reply(std::move(found));
    const QString source = sources.takeFirst();
    const Reply<std::vector<FoundTitle>> next = [=, this](const Result<std::vector<FoundTitle>> &here) {
        std::vector<FoundTitle> all = found;
        if (here) {
            for (std::size_t i = 0; i < all.size(); ++i)
                all[i].takeFrom((*here)[i]);
        }
        findIn(sources, clues, std::move(all), reply);
    };
    const auto job = [=, this](CatalogueIndex &index, const ListContext & /*context*/, Generation current) {
        answer<std::vector<FoundTitle>>(source, current, next, index.find(clues));
    };
    read({FeedKey::of(source, u"all"_s), std::nullopt, {}}, job, failing(next));
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/cataloguesources.h"

#include <QFileInfo>

#include "cache/cataloguefile/index/cataloguefeeds.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr QLatin1StringView kFilePrefix{"file:"};

SourceDescriptor descriptorOf(const CatalogueOrigin &origin, const CatalogueFacts &facts)
{
    return {origin.id, origin.name, catalogueFeeds(facts), facts.titles, origin.embedded ? QString() : origin.path,
        facts.faultCount, facts.faults, facts.bytes};
}

} // namespace

CatalogueSources::CatalogueSources(CatalogueLibraryOptions options, Mailbox &mailbox, Clock &clock, TraceSink &trace)
    : m_options(std::move(options)),
      m_mailbox(mailbox),
      m_clock(clock),
      m_trace(trace),
      m_directory(m_options.indexDirectory),
      m_maker(m_directory, clock, trace)
{
    QObject::connect(&m_watcher, &SourceWatcher::mayHaveChanged, &m_watcher, [this](const QString &path) { check(path); });
}

CatalogueSources::~CatalogueSources()
{
    close();
}

void CatalogueSources::close()
{
    m_closing.cancel();
    m_watcher.stop();
    m_importing.stop();
    m_reading.stop();
    m_indexes.clear(); // their thread has ended
}

void CatalogueSources::onMain(std::function<void()> call)
{
    m_mailbox.post([life = std::weak_ptr(m_life), call = std::move(call)] {
        if (!life.expired())
            call();
    });
}

QStringList CatalogueSources::ids() const
{
    QStringList ids;
    for (const EmbeddedCatalogue &catalogue : m_options.embedded)
        ids.append(catalogue.id);
    return ids + m_opened;
}

QString CatalogueSources::nameOf(const QString &sourceId) const
{
    for (const EmbeddedCatalogue &catalogue : m_options.embedded) {
        if (catalogue.id == sourceId)
            return catalogue.name;
    }
    return QFileInfo(sourceId).fileName();
}

QString CatalogueSources::idOf(const QString &sourcePath) const
{
    for (const EmbeddedCatalogue &catalogue : m_options.embedded) {
        if (catalogue.resourcePath == sourcePath)
            return catalogue.id;
    }
    return kFilePrefix + sourcePath;
}

CatalogueSources::Source *CatalogueSources::source(const QString &sourceId)
{
    if (const auto known = m_sources.find(sourceId); known != m_sources.end())
        return &known->second;
    const auto add = [&](const QString &name, const QString &path, bool embedded) {
        Source &added = m_sources[sourceId];
        added.origin = {sourceId, name, path, embedded};
        return &added;
    };
    for (const EmbeddedCatalogue &catalogue : m_options.embedded) {
        if (catalogue.id == sourceId)
            return add(catalogue.name, catalogue.resourcePath, true);
    }
    const QString path = sourceId.mid(kFilePrefix.size());
    if (!sourceId.startsWith(kFilePrefix) || path.isEmpty())
        return nullptr;
    return add(QFileInfo(path).fileName(), path, false);
}

void CatalogueSources::describe(const QString &sourceId, Reply<SourceDescriptor> reply, Progress progress)
{
    wait(
        sourceId,
        [this, sourceId, reply = std::move(reply)](const Result<Generation> &opened) {
            reply(opened ? Result<SourceDescriptor>(m_sources[sourceId].descriptor) : tl::unexpected(opened.error()));
        },
        std::move(progress));
}

void CatalogueSources::whenOpen(const QString &sourceId, Opened then)
{
    const Source *known = source(sourceId);
    if (known && known->state == Source::State::Open)
        return then(known->generation);
    wait(sourceId, std::move(then), {});
}

void CatalogueSources::wait(const QString &sourceId, Opened then, Progress progress)
{
    Source *known = source(sourceId);
    if (!known) {
        return onMain([then = std::move(then), sourceId] {
            then(fail(ErrorKind::NotFound, u"there is no source \"%1\""_s.arg(sourceId.left(200)), u"source"_s));
        });
    }
    if (known->state == Source::State::Open)
        return onMain([then = std::move(then), generation = known->generation] { then(generation); });
    known->waiters.push_back({std::move(then), std::move(progress)});
    if (known->state == Source::State::Opening)
        return;
    known->state = Source::State::Opening;
    openKnown(known->origin);
}

void CatalogueSources::openKnown(const CatalogueOrigin &origin)
{
    m_reading.post([this, origin, keep = openPaths()] {
        if (const auto found = m_maker.find(origin)) {
            auto opening = openIndex(origin.id, *found);
            if (opening)
                return onMain([this, origin, opening = *std::move(opening)] { finishOpening(origin.id, opening); });
            if (opening.error().kind == ErrorKind::Corrupt)
                m_maker.discardDamaged(found->path, opening.error());
        }
        importAndOpen(origin, keep);
    });
}

void CatalogueSources::importAndOpen(const CatalogueOrigin &origin, const QSet<QString> &keep)
{
    m_importing.post([this, origin, keep] {
        const auto progress = [this, id = origin.id](SourceProgress done) {
            onMain([this, id, done] { tellProgress(id, done); });
            return !m_closing.isCancelled();
        };
        auto made = m_maker.make(origin, progress);
        if (!made)
            return onMain([this, id = origin.id, error = made.error()] { finishOpening(id, tl::unexpected(error)); });
        m_directory.removeUnused(QSet<QString>(keep) << made->path, m_clock.now());
        m_reading.post([this, id = origin.id, made = *std::move(made)] {
            auto opening = openIndex(id, made);
            onMain([this, id, opening = std::move(opening)] { finishOpening(id, opening); });
        });
    });
}

// Catalogue thread. What was open under the id stays open unless this succeeds.
Result<CatalogueSources::Opening> CatalogueSources::openIndex(const QString &sourceId, const MadeIndex &made)
{
    Q_ASSERT(m_reading.isCurrent());
    m_directory.touch(made.path, m_clock.now());
    auto index = CatalogueIndex::open(made.path, sourceId);
    if (!index)
        return tl::unexpected(index.error());
    Opening opening{made, (*index)->facts()};
    m_indexes[sourceId] = *std::move(index);
    return opening;
}

void CatalogueSources::finishOpening(const QString &sourceId, const Result<Opening> &opening)
{
    Source &source = m_sources[sourceId];
    source.state = opening ? Source::State::Open : Source::State::Closed;
    if (opening)
        install(source, *opening);
    const auto waiters = std::exchange(source.waiters, {});
    const Generation generation = source.generation;
    for (const Waiter &waiter : waiters)
        waiter.then(opening ? Result<Generation>(generation) : tl::unexpected(opening.error()));
}

void CatalogueSources::install(Source &source, const Opening &opening)
{
    // The same content read again has the same rows in the same places: lists on screen may go on.
    if (source.index.contentHash != opening.index.contentHash)
        source.generation = source.generation.next();
    source.index = opening.index;
    source.descriptor = descriptorOf(source.origin, opening.facts);
    if (source.origin.embedded)
        return;
    if (!m_opened.contains(source.origin.id))
        m_opened.append(source.origin.id);
    m_watcher.watch(source.origin.path);
}

void CatalogueSources::tellProgress(const QString &sourceId, SourceProgress progress)
{
    const auto waiters = m_sources[sourceId].waiters;
    for (const Waiter &waiter : waiters) {
        if (waiter.progress)
            waiter.progress(progress);
    }
}

Generation CatalogueSources::generation(const QString &sourceId) const
{
    const auto known = m_sources.find(sourceId);
    return known == m_sources.end() ? Generation() : known->second.generation;
}

void CatalogueSources::read(const QString &sourceId, ReadJob job, std::function<void()> gone)
{
    m_reading.post([this, sourceId, job = std::move(job), gone = std::move(gone)] {
        const auto index = m_indexes.find(sourceId);
        if (index == m_indexes.end())
            gone();
        else
            job(*index->second);
    });
}

void CatalogueSources::reportDamage(const QString &sourceId, const Error &error)
{
    m_reading.post([this, sourceId, error] {
        const auto index = m_indexes.find(sourceId);
        if (index == m_indexes.end())
            return; // several pages of one list found it damaged
        const QString path = index->second->path();
        m_indexes.erase(index);
        m_maker.discardDamaged(path, error);
        onMain([this, sourceId] {
            Source &source = m_sources[sourceId];
            if (source.state == Source::State::Open)
                source.state = Source::State::Closed;
        });
    });
}

void CatalogueSources::storage(Reply<std::vector<IndexRecord>> reply)
{
    m_reading.post([this, reply = std::move(reply)] { onMain([reply, records = m_directory.records()] { reply(records); }); });
}

QSet<QString> CatalogueSources::openPaths() const
{
    QSet<QString> paths;
    for (const auto &[id, source] : m_sources) {
        if (source.state == Source::State::Open)
            paths.insert(source.index.path);
    }
    return paths;
}

void CatalogueSources::traceError(const QString &what, const Error &error)
{
    m_trace.event(u"error"_s,
        {{u"what"_s, what}, {u"kind"_s, errorKindName(error.kind)}, {u"detail"_s, error.detail}, {u"where"_s, error.where}});
}

void CatalogueSources::check(const QString &path)
{
    Source &source = m_sources[idOf(path)];
    if (source.isChecking || source.state != Source::State::Open) {
        source.checkAgain = source.isChecking;
        return;
    }
    source.isChecking = true;
    const FileStamp known = source.changed ? source.changed->stamp : source.index.stamp;
    m_importing.post([this, origin = source.origin, known] {
        const FileStamp now = FileStamp::of(origin.path);
        // Gone, or a neighbor in its folder changed: the index goes on serving.
        if (now.bytes < 0 || (now == known && now.isSettled(m_clock.now())))
            return onMain([this, id = origin.id] { m_sources[id].isChecking = false; });
        auto made = m_maker.make(origin, [this](SourceProgress) { return !m_closing.isCancelled(); });
        onMain([this, id = origin.id, made = std::move(made)] { finishCheck(id, made); });
    });
}

void CatalogueSources::finishCheck(const QString &sourceId, const Result<MadeIndex> &made)
{
    Source &source = m_sources[sourceId];
    source.isChecking = false;
    if (std::exchange(source.checkAgain, false))
        check(source.origin.path);
    if (!made) // half-written, perhaps: the next change is looked at again
        return traceError(u"changed file not read"_s, made.error());
    if (made->contentHash == source.index.contentHash) {
        source.index.stamp = made->stamp;
        source.changed.reset();
        return;
    }
    const bool isNews = !source.changed || source.changed->contentHash != made->contentHash;
    source.changed = *made;
    if (!isNews)
        return;
    for (const auto &listener : m_listeners)
        listener(sourceId);
}

void CatalogueSources::adopt(const QString &sourceId, Reply<SourceDescriptor> reply)
{
    Source *known = source(sourceId);
    if (!known || !known->changed)
        return describe(sourceId, std::move(reply), {});
    m_reading.post([this, sourceId, made = *known->changed, reply = std::move(reply)] {
        auto opening = openIndex(sourceId, made);
        onMain([this, sourceId, opening = std::move(opening), reply] {
            Source &source = m_sources[sourceId];
            source.changed.reset();
            if (!opening)
                return reply(tl::unexpected(opening.error()));
            install(source, *opening);
            reply(source.descriptor);
        });
    });
}

} // namespace matinee

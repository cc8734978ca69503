// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>

#include "cache/cataloguefile/cataloguesources.h"
#include "models/catalog/feedstore.h"
#include "models/catalog/sourceregistry.h"
#include "models/catalog/titlefinder.h"
#include "models/catalog/userdata.h"

namespace matinee {

/// What a source's index takes, for reports.
struct SourceStorage {
    QString id;
    qint64 titles = 0;
    qint64 bytes = 0;
};

/// Catalogue files as sources: embedded ones by their id, any other file as `file:PATH` (absolute and clean). Their
/// indexes are the lists' store. Main thread; SQL runs on the catalogue thread, imports on one of their own, unpacking
/// and checksums on a pool. A list asked for before its source is open opens it first.
class CatalogueLibrary final : public FeedStore, public TitleStore, public SourceRegistry, public TitleFinder
{
public:
    CatalogueLibrary(CatalogueLibraryOptions options, Mailbox &mailbox, UserData &userData, Clock &clock, TraceSink &trace);
    ~CatalogueLibrary() override;

    void open(const FeedKey &feed, Reply<FeedOpening> reply) override;
    /// Cancelled for a generation that adopt() has replaced.
    void page(const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel,
        Reply<Page> reply) override;
    void rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply) override;
    void rowOfText(const FeedKey &feed, Generation generation, const QString &text, Reply<qint64> reply) override;
    /// A favorite that its catalogue has no more is answered from the snapshot kept with it.
    void details(const TitleId &title, Reply<TitleDetails> reply) override;

    [[nodiscard]] QStringList sourceIds() const override { return m_sources.ids(); }
    [[nodiscard]] QString sourceName(const QString &sourceId) const override { return m_sources.nameOf(sourceId); }
    void describe(
        const QString &sourceId, Reply<SourceDescriptor> reply, std::function<void(SourceProgress)> progress = {}) override;
    void onChanged(std::function<void(const QString &sourceId)> listener) override { m_sources.onChanged(std::move(listener)); }
    void adopt(const QString &sourceId, Reply<SourceDescriptor> reply) override;

    /// In every catalogue that is known, the embedded ones first. One that cannot be opened finds nothing.
    void find(const std::vector<TitleClue> &clues, Reply<std::vector<FoundTitle>> reply) override;

    /// Every source whose index is on the disk, open or not.
    void storage(Reply<std::vector<SourceStorage>> reply);
    /// Stops the threads and the pool, in at most 1.5 s beside a hash or a query that cannot be broken off. What was
    /// asked and not answered is dropped. Idempotent.
    void close();

private:
    struct Request {
        FeedKey feed;
        std::optional<Generation> generation; ///< nothing: whatever is current
        CancelToken cancel;
    };
    using Job = std::function<void(CatalogueIndex &index, const ListContext &context, Generation generation)>;
    using Failed = std::function<void(const Error &error)>; // any thread
    void read(Request request, Job job, Failed failed);
    void readWith(const Request &request, Generation generation, const ListContext &context, Job job, Failed failed);
    template <typename T>
    void answer(const QString &sourceId, Generation generation, const Reply<T> &reply, Result<T> result);
    template <typename T>
    [[nodiscard]] Failed failing(const Reply<T> &reply);
    void onPool(std::function<void()> task);
    void unpack(RawPage raw, const CancelToken &cancel, const std::function<void(Result<Page>)> &done);
    void findIn(QStringList sources, const std::vector<TitleClue> &clues, std::vector<FoundTitle> found,
        const Reply<std::vector<FoundTitle>> &reply);
    void detailsFromFavorite(const TitleId &title, const Reply<TitleDetails> &reply, const Error &notFound);

    UserData &m_userData;
    Clock &m_clock;
    TraceSink &m_trace;
    CatalogueSources m_sources;
    QThreadPool m_pool;
};

} // namespace matinee

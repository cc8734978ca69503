// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <map>
#include <memory>

#include "cache/cataloguefile/index/catalogueindex.h"
#include "cache/cataloguefile/indexmaker.h"
#include "cache/cataloguefile/sourcewatcher.h"
#include "cache/core/worker.h"
#include "models/catalog/canceltoken.h"
#include "models/catalog/mailbox.h"
#include "models/catalog/reply.h"
#include "models/catalog/strongint.h"

namespace matinee {

/// A catalogue that is part of the program.
struct EmbeddedCatalogue {
    QString id;
    QString name;         ///< translated
    QString resourcePath; ///< `:/...`
};

struct CatalogueLibraryOptions {
    QString indexDirectory;                  ///< made when needed
    std::vector<EmbeddedCatalogue> embedded; ///< the default source first
};

/// The catalogues that are open: finds or makes their indexes, keeps each open on the catalogue thread, watches the
/// files, switches to new content when told to. Main thread; what it calls back is on the main thread and from the
/// event loop, but for whenOpen() of a source that is open already.
class CatalogueSources
{
public:
    CatalogueSources(CatalogueLibraryOptions options, Mailbox &mailbox, Clock &clock, TraceSink &trace);
    ~CatalogueSources();
    CatalogueSources(const CatalogueSources &) = delete;
    CatalogueSources &operator=(const CatalogueSources &) = delete;

    using Progress = std::function<void(SourceProgress)>;
    using Opened = std::function<void(Result<Generation>)>;
    using ReadJob = std::function<void(CatalogueIndex &index)>;

    [[nodiscard]] QStringList ids() const;
    /// An embedded catalogue's name, else the file's name.
    [[nodiscard]] QString nameOf(const QString &sourceId) const;
    void describe(const QString &sourceId, Reply<SourceDescriptor> reply, Progress progress);
    void onChanged(std::function<void(const QString &)> listener) { m_listeners.push_back(std::move(listener)); }
    void adopt(const QString &sourceId, Reply<SourceDescriptor> reply);

    /// Opens the source first where it must be. The generation is that of the content read from now on.
    void whenOpen(const QString &sourceId, Opened then);
    /// Of a source that has been open; grows when its content is replaced.
    [[nodiscard]] Generation generation(const QString &sourceId) const;
    /// Runs `job` on the catalogue thread with the source's index, or `gone` there when it has none any more.
    void read(const QString &sourceId, ReadJob job, std::function<void()> gone);
    /// Any thread: the index turned out to be damaged while it was read. It is made again when next asked for.
    void reportDamage(const QString &sourceId, const Error &error);
    /// Every source whose index is on the disk, open or not.
    void storage(Reply<std::vector<IndexRecord>> reply);

    [[nodiscard]] const IndexDirectory &directory() const { return m_directory; }
    [[nodiscard]] QString idOf(const QString &sourcePath) const;
    /// Any thread: runs `call` on the main thread unless this object is gone by then.
    void onMain(std::function<void()> call);
    /// Main thread: a reply that does nothing once this object is gone.
    template <typename T>
    [[nodiscard]] Reply<T> whileAlive(std::function<void(const Result<T> &)> reply) const
    {
        return [life = std::weak_ptr(m_life), reply = std::move(reply)](const Result<T> &result) {
            if (!life.expired())
                reply(result);
        };
    }
    /// Stops both threads; imports that run are given up. Idempotent.
    void close();

private:
    struct Waiter {
        Opened then;
        Progress progress;
    };
    struct Source {
        enum class State { Closed, Opening, Open };
        CatalogueOrigin origin;
        State state = State::Closed;
        SourceDescriptor descriptor;
        MadeIndex index;
        Generation generation;
        std::vector<Waiter> waiters;
        std::optional<MadeIndex> changed; ///< the new content, ready for adopt()
        bool isChecking = false;
        bool checkAgain = false;
    };
    struct Opening {
        MadeIndex index;
        CatalogueFacts facts;
    };

    [[nodiscard]] Source *source(const QString &sourceId);
    void wait(const QString &sourceId, Opened then, Progress progress);
    void openKnown(const CatalogueOrigin &origin);
    void importAndOpen(const CatalogueOrigin &origin, const QSet<QString> &keep);
    [[nodiscard]] Result<Opening> openIndex(const QString &sourceId, const MadeIndex &made);
    void finishOpening(const QString &sourceId, const Result<Opening> &opening);
    void install(Source &source, const Opening &opening);
    void tellProgress(const QString &sourceId, SourceProgress progress);
    void check(const QString &path);
    void finishCheck(const QString &sourceId, const Result<MadeIndex> &made);
    [[nodiscard]] QSet<QString> openPaths() const;
    void traceError(const QString &what, const Error &error);

    CatalogueLibraryOptions m_options;
    Mailbox &m_mailbox;
    Clock &m_clock;
    TraceSink &m_trace;
    IndexDirectory m_directory;
    IndexMaker m_maker;
    CancelToken m_closing;
    std::vector<std::function<void(const QString &)>> m_listeners;
    std::map<QString, Source> m_sources; // main thread only
    QStringList m_opened;                // files, in the order they were opened first
    SourceWatcher m_watcher;
    std::map<QString, std::unique_ptr<CatalogueIndex>> m_indexes; // catalogue thread only
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
    Worker m_reading{QStringLiteral("catalogue")};
    /// Apart, so that browsing goes on while a file is indexed. Last, so that they end before what they use.
    Worker m_importing{QStringLiteral("catalogue-import")};
};

} // namespace matinee

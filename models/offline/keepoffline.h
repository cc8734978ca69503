// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <deque>
#include <memory>
#include <optional>

#include "models/catalog/feedstore.h"
#include "models/catalog/imagesource.h"
#include "models/catalog/pindata.h"

namespace matinee {

/// How far a list that is to be kept offline is.
struct KeptList {
    Pin pin;
    enum class State {
        Waiting, ///< for its turn, or for a network
        Running,
        Complete, ///< all that was wanted is here
        Failed,   ///< see `error`; asked for again it goes on where it was
    };
    State state = State::Waiting;
    int pages = 0; ///< here by now
    int titles = 0;
    int pictures = 0;
    qint64 bytes = 0; ///< of pages and pictures; known once it was looked through
    std::optional<Error> error = std::nullopt;
};

/// Lists the person keeps offline: their pages and posters are fetched behind everything else, one list after the other,
/// and no eviction takes them until they are released. Goes on where it was after a restart and when a network is back. GUI
/// thread; what it works with outlives it.
class KeepOffline : public QObject
{
    Q_OBJECT
public:
    struct Ports {
        FeedStore &feeds;
        PinData &pins;
        ImageSource &images;
    };
    struct Tools {
        std::function<bool(const QString &sourceId)> isOffline;
        std::function<void(const std::vector<FeedKey> &)> exemptPages;     ///< from eviction: these and no others
        std::function<void(const std::vector<ImageKey> &)> exemptPictures; ///< likewise
        /// What the pages of a list take, bytes.
        std::function<void(const FeedKey &, std::function<void(qint64)>)> pageBytes;
    };
    KeepOffline(const Ports &ports, Tools tools, QObject *parent = nullptr);

    /// What of a list of so many pages is to be expected, bytes: a poster of 20 KB a title, which is what they take on the
    /// average at the width that is kept.
    [[nodiscard]] static qint64 estimate(int pages, int pageSize) { return qint64(pages) * pageSize * 20 * 1024; }

    /// Reads what was wanted and looks through it.
    void load();
    [[nodiscard]] const std::vector<KeptList> &lists() const { return m_lists; }
    [[nodiscard]] const KeptList *find(const FeedKey &feed) const;
    /// `pages` from the first on, 0 for all; more or fewer than before is another wish.
    void keep(const FeedKey &feed, int pages);
    /// What is kept of it is evicted like everything else from now on.
    void release(const FeedKey &feed);
    /// There may be a way to servers again.
    void goOn();

Q_SIGNALS:
    void changed();
    /// A wish could not be kept.
    void failed(const matinee::Error &error);

private:
    struct Run {
        FeedKey feed;
        int pagesLeft = 0; // 0: all
        Generation generation;
        KeptList result;
        std::vector<ImageKey> pictures;
        std::deque<ImageKey> left;
        std::optional<PageKey> next;
        int inFlight = 0;
        bool isLastPage = false;
    };
    using RunPtr = std::shared_ptr<Run>;
    [[nodiscard]] KeptList *at(const FeedKey &feed);
    void startNext();
    void askPage(const RunPtr &run, const PageKey &key);
    void onPage(const RunPtr &run, const Page &page);
    void fetchPictures(const RunPtr &run);
    void finish(const RunPtr &run, const std::optional<Error> &error);
    void show(const RunPtr &run, KeptList::State state);
    void tellExempt();

    Ports m_ports;
    Tools m_tools;
    std::vector<KeptList> m_lists;
    std::vector<std::pair<FeedKey, std::vector<ImageKey>>> m_pictures; // of lists that were looked through
    RunPtr m_run;
    CancelToken m_closing;
};

} // namespace matinee

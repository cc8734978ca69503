// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QDateTime>

#include <memory>
#include <optional>

#include "models/catalog/feedkey.h"
#include "models/catalog/loadstate.h"
#include "models/catalog/title.h"
#include "models/catalog/userdata.h"
#include "models/favorites.h"

namespace matinee {

class Feed;

/// What a page shows around the rows of a feed (paging.md 4.2).
struct FeedStatus {
    LoadState refresh;
    LoadState append;
    bool opened = false;                       ///< the size of the list is known
    qint64 total = 0;                          ///< titles in the list, -1 where its source does not count them
    qint64 rows = 0;                           ///< rows there are now: all of an addressable list, of a chain what came so far
    qint64 loaded = 0;                         ///< rows whose titles are in memory or known to the engine
    QDateTime savedAt;                         ///< invalid where it means nothing
    bool mayLookFurther = false;               ///< it ended because pages brought nothing new: retry() reads on
    std::optional<int> offered = std::nullopt; ///< another list waits to be shown, with so many new titles on its first page
};

/// One feed as an item model: grid, shelves and lists share it. GUI thread. Rows whose titles are not loaded yet
/// are placeholders (LoadedRole false, empty text); asking for one loads nothing: setViewport() does.
class FeedModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        TitlePointerRole = Qt::UserRole, ///< `const Title *`, null for a placeholder; valid until the next model signal
        TitleIdRole,                     ///< TitleId
        LoadedRole,                      ///< bool
        FavoriteRole,                    ///< int(Favorites::State)
        YearRole,
        RatingRole,
        VotesRole,
        RuntimeRole,
        GenresRole,
        OverviewRole,
        PosterRole,
        GapRole, ///< bool: the row holds no title and will not; an empty cell, neither skeleton nor text
    };

    FeedModel(std::shared_ptr<Feed> feed, Favorites &favorites, QObject *parent = nullptr);
    ~FeedModel() override;

    [[nodiscard]] const FeedKey &key() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /// Qt::DisplayRole is the title, Qt::AccessibleTextRole the sentence a screen reader speaks
    /// ("Metropolis, 1927, rated 8.3, in favorites, 14 of 312").
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    /// Of a chain that may grow now. Never for an addressable list: every row is there from the start, and its titles
    /// come by setViewport().
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    /// A hint; harmless at any time.
    void fetchMore(const QModelIndex &parent) override;

    /// Opens the list, around the anchor when one is given; placeFound() tells the row to show.
    void open(const std::optional<Anchor> &anchor = std::nullopt);
    /// Rows visible now, inclusive; drives all loading. `rowsPerSecond` is signed: negative scrolls up.
    void setViewport(int first, int last, double rowsPerSecond);
    /// The row to keep in place if the rows change underneath, and its y in logical px from the top of the viewport.
    /// Tell it whenever the view came to rest; placeFound() gives the same y back. Never told: the first visible row
    /// at y 0. Forgotten when the row leaves the viewport.
    void setAnchor(int row, int y);
    /// Only an active (visible) feed loads pages.
    void setActive(bool active);
    void retry();
    void refresh();
    /// Shows the list that status().offered speaks of.
    void showOffer();
    /// Type-to-jump; placeFound() with y 0 answers where the list has such a title.
    void jumpToText(const QString &text);
    [[nodiscard]] const Title *titleAt(int row) const;
    /// The loaded row of a title, -1 when it is not loaded.
    [[nodiscard]] int rowOf(const TitleId &title) const;
    [[nodiscard]] FeedStatus status() const;

Q_SIGNALS:
    void statusChanged();
    /// Scroll so that `row` stands at `y` logical px from the top of the viewport. After open() with an anchor,
    /// after a jump, and after the rows changed underneath (the view is told before it paints).
    void placeFound(int row, int y);

private:
    class Observer;
    [[nodiscard]] QString spokenText(int row, const Title *title) const;
    [[nodiscard]] QVariant titleData(const Title &title, int role) const;
    void onFavoriteChanged(const TitleId &title);

    std::shared_ptr<Feed> m_feed;
    Favorites &m_favorites;
    std::unique_ptr<Observer> m_observer;
};

} // namespace matinee

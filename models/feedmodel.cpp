// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feedmodel.h"

#include <QLocale>
#include <QThread>

#include "models/feed/feed.h"

using namespace Qt::StringLiterals;

namespace matinee {

/// Turns what the feed tells into what an item model says; both begin and end around the same change.
class FeedModel::Observer final : public FeedObserver
{
public:
    explicit Observer(FeedModel &model) : m_model(model) { }

    void rowsAboutToBeInserted(int first, int last) override
    {
        assertThread();
        m_model.beginInsertRows({}, first, last);
    }
    void rowsInserted() override { m_model.endInsertRows(); }
    void rowsAboutToBeRemoved(int first, int last) override
    {
        assertThread();
        m_model.beginRemoveRows({}, first, last);
    }
    void rowsRemoved() override { m_model.endRemoveRows(); }
    void aboutToReset() override
    {
        assertThread();
        m_model.beginResetModel();
    }
    void reset() override { m_model.endResetModel(); }
    void rowsAboutToMove() override
    {
        assertThread();
        Q_EMIT m_model.layoutAboutToBeChanged();
    }
    void rowsMoved(const std::function<int(int)> &newRow) override
    {
        const QModelIndexList before = m_model.persistentIndexList();
        QModelIndexList after;
        for (const QModelIndex &index : before) {
            const int row = newRow(index.row());
            after.append(row >= 0 ? m_model.index(row) : QModelIndex());
        }
        m_model.changePersistentIndexList(before, after);
        Q_EMIT m_model.layoutChanged();
    }
    void rowsChanged(int first, int last) override { Q_EMIT m_model.dataChanged(m_model.index(first), m_model.index(last)); }
    void statusChanged() override { Q_EMIT m_model.statusChanged(); }
    void placeFound(int row, int y) override { Q_EMIT m_model.placeFound(row, y); }

private:
    void assertThread() const { Q_ASSERT(QThread::currentThread() == m_model.thread()); }

    FeedModel &m_model;
};

FeedModel::FeedModel(std::shared_ptr<Feed> feed, Favorites &favorites, QObject *parent)
    : QAbstractListModel(parent), m_feed(std::move(feed)), m_favorites(favorites), m_observer(std::make_unique<Observer>(*this))
{
    m_feed->attach(*m_observer);
    connect(&m_favorites, &Favorites::stateChanged, this, &FeedModel::onFavoriteChanged);
}

FeedModel::~FeedModel()
{
    m_feed->detach(*m_observer);
}

const FeedKey &FeedModel::key() const
{
    return m_feed->key();
}

int FeedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_feed->rows();
}

QVariant FeedModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_feed->rows())
        return {};
    const Title *title = titleAt(index.row());
    switch (role) {
    case LoadedRole: return title != nullptr;
    case TitlePointerRole: return QVariant::fromValue(title);
    case GapRole: return m_feed->kindOf(index.row()) == RowKind::Gap;
    case Qt::AccessibleTextRole: return spokenText(index.row(), title);
    case Qt::DisplayRole: return title ? title->title : QString();
    default: return title ? titleData(*title, role) : QVariant();
    }
}

QVariant FeedModel::titleData(const Title &title, int role) const
{
    const auto orNothing = [](const auto &value) { return value ? QVariant(*value) : QVariant(); };
    switch (role) {
    case TitleIdRole: return QVariant::fromValue(title.id);
    case FavoriteRole: return static_cast<int>(m_favorites.state(title.id));
    case YearRole: return orNothing(title.year);
    case RatingRole: return orNothing(title.rating);
    case VotesRole: return orNothing(title.votes);
    case RuntimeRole: return orNothing(title.runtime);
    case GenresRole: return title.genres;
    case OverviewRole: return title.overview;
    case PosterRole: return title.poster;
    default: return {};
    }
}

QString FeedModel::spokenText(int row, const Title *title) const
{
    const QLocale locale;
    const qint64 total = std::max<qint64>(m_feed->total(), rowCount());
    const QString place = tr("%1 of %2", "position in a list").arg(locale.toString(row + 1), locale.toString(total));
    if (m_feed->kindOf(row) == RowKind::Gap)
        return tr("Empty, %1", "a cell without a film, then its position").arg(place);
    if (!title)
        return tr("Loading, %1", "a film that is not there yet, then its position").arg(place);
    QStringList parts = {title->title};
    if (title->year)
        parts.append(QString::number(*title->year));
    if (title->rating)
        parts.append(tr("rated %1").arg(locale.toString(*title->rating, 'f', 1)));
    if (m_favorites.isWanted(title->id))
        parts.append(tr("in favorites"));
    parts.append(place);
    return parts.join(tr(", ", "between the parts of a spoken sentence"));
}

QHash<int, QByteArray> FeedModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{TitlePointerRole, "titlePointer"}, {TitleIdRole, "titleId"}, {LoadedRole, "loaded"},
        {FavoriteRole, "favorite"}, {YearRole, "year"}, {RatingRole, "rating"}, {VotesRole, "votes"}, {RuntimeRole, "runtime"},
        {GenresRole, "genres"}, {OverviewRole, "overview"}, {PosterRole, "poster"}, {GapRole, "gap"}});
    return names;
}

bool FeedModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_feed->canGrow();
}

void FeedModel::fetchMore(const QModelIndex &parent)
{
    if (!parent.isValid())
        m_feed->hint();
}

void FeedModel::open(const std::optional<Anchor> &anchor)
{
    m_feed->open(*m_observer, anchor);
}

void FeedModel::setViewport(int first, int last, double rowsPerSecond)
{
    const bool isShown = first >= 0 && last >= first;
    m_feed->setViewport(*m_observer, isShown ? Viewport{first, last, rowsPerSecond} : Viewport{});
}

void FeedModel::setAnchor(int row, int y)
{
    m_feed->setAnchor(*m_observer, row, y);
}

void FeedModel::setActive(bool active)
{
    m_feed->setActive(*m_observer, active);
}

void FeedModel::retry()
{
    m_feed->retry();
}

void FeedModel::refresh()
{
    m_feed->refresh();
}

void FeedModel::showOffer()
{
    m_feed->showOffer();
}

void FeedModel::jumpToText(const QString &text)
{
    m_feed->jumpToText(*m_observer, text);
}

const Title *FeedModel::titleAt(int row) const
{
    return row >= 0 && row < m_feed->rows() ? m_feed->titleAt(row) : nullptr;
}

int FeedModel::rowOf(const TitleId &title) const
{
    return m_feed->rowOf(title);
}

FeedStatus FeedModel::status() const
{
    return {m_feed->refreshState(), m_feed->appendState(), m_feed->isOpened(), m_feed->total(), m_feed->rows(),
        m_feed->knownRows(), m_feed->savedAt(), m_feed->canLookFurther(), m_feed->offeredTitles()};
}

void FeedModel::onFavoriteChanged(const TitleId &title)
{
    const int row = rowOf(title);
    if (row >= 0)
        Q_EMIT dataChanged(index(row), index(row), {FavoriteRole, Qt::AccessibleTextRole});
}

} // namespace matinee

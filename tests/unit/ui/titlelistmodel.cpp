// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ui/titlelistmodel.h"

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

const QStringList kNames{u"Metropolis"_s, u"Nosferatu"_s, u"The General"_s, u"Sherlock Jr."_s, u"Safety Last!"_s,
    u"The Cabinet of Dr. Caligari"_s, u"A Trip to the Moon"_s, u"The Phantom of the Opera"_s, u"The Gold Rush"_s, u"Faust"_s,
    u"Wings"_s, u"Sunrise"_s, u"The Lost World"_s, u"Häxan"_s, u"The Kid"_s, u"Battleship Potemkin"_s, u"Nanook of the North"_s,
    u"The Mark of Zorro"_s, u"Intolerance"_s, u"The Thief of Bagdad"_s};

} // namespace

TitleListModel::TitleListModel(int rows, QObject *parent) : QAbstractListModel(parent), m_rows(rows) { }

int TitleListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

const Title &TitleListModel::titleAt(int row) const
{
    const int serial = serialOf(row);
    const auto known = m_titles.find(serial);
    if (known != m_titles.end())
        return known->second;
    Title title;
    title.id = {u"test"_s, u"movie"_s, QString::number(serial)};
    const auto count = static_cast<int>(kNames.size());
    title.title = kNames.at(((serial % count) + count) % count);
    title.year = 1902 + ((serial % 29) + 29) % 29;
    title.runtime = 75;
    if (serial % 3 != 0)
        title.rating = 7.0 + (serial % 20) * 0.1;
    return m_titles.emplace(serial, title).first->second;
}

QVariant TitleListModel::data(const QModelIndex &index, int role) const
{
    const int row = index.row();
    asked.insert(row);
    const bool placeholder = m_placeholders.contains(row);
    switch (role) {
    case Qt::DisplayRole: return placeholder ? QVariant() : titleAt(row).title;
    case Qt::AccessibleTextRole:
        return placeholder ? QVariant()
                           : u"%1, %2, %3 of %4"_s.arg(titleAt(row).title).arg(*titleAt(row).year).arg(row + 1).arg(m_rows);
    case FeedModel::TitlePointerRole: return placeholder ? QVariant() : QVariant::fromValue<const Title *>(&titleAt(row));
    case FeedModel::TitleIdRole: return QVariant::fromValue(titleAt(row).id);
    case FeedModel::LoadedRole: return !placeholder;
    case FeedModel::FavoriteRole: {
        const auto known = m_favorites.find(row);
        return int(known == m_favorites.end() ? Favorites::State::Off : known->second);
    }
    default: return {};
    }
}

void TitleListModel::setTitle(int row, const Title &title)
{
    m_titles[serialOf(row)] = title;
    Q_EMIT dataChanged(index(row), index(row));
}

void TitleListModel::setPlaceholder(int row, bool placeholder)
{
    if (placeholder)
        m_placeholders.insert(row);
    else
        m_placeholders.erase(row);
    Q_EMIT dataChanged(index(row), index(row));
}

void TitleListModel::setFavorite(int row, Favorites::State state)
{
    m_favorites[row] = state;
    Q_EMIT dataChanged(index(row), index(row), {FeedModel::FavoriteRole});
}

void TitleListModel::insertAbove(int count)
{
    beginInsertRows({}, 0, count - 1);
    m_rows += count;
    m_shift -= count;
    endInsertRows();
}

void TitleListModel::removeAbove(int count)
{
    beginRemoveRows({}, 0, count - 1);
    m_rows -= count;
    m_shift += count;
    endRemoveRows();
}

void TitleListModel::append(int count)
{
    beginInsertRows({}, m_rows, m_rows + count - 1);
    m_rows += count;
    endInsertRows();
}

void TitleListModel::resetTo(int rows)
{
    beginResetModel();
    m_rows = rows;
    m_shift = 0;
    m_placeholders.clear();
    m_favorites.clear();
    endResetModel();
}

void TitleListModel::reverse()
{
    Q_EMIT layoutAboutToBeChanged();
    m_reversed = !m_reversed;
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex &old : from)
        to << index(m_rows - 1 - old.row());
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged();
}

} // namespace matinee

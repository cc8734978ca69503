// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <map>
#include <set>

#include "models/feedmodel.h"

namespace matinee {

/// A list with FeedModel's roles whose titles are made up on demand: a million rows cost nothing.
class TitleListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    explicit TitleListModel(int rows, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    /// The number in the title of a row: stable while rows are inserted and removed above it.
    [[nodiscard]] int serialOf(int row) const { return m_shift + (m_reversed ? m_rows - 1 - row : row); }
    void setTitle(int row, const Title &title);
    void setPlaceholder(int row, bool placeholder);
    void setFavorite(int row, Favorites::State state);
    void insertAbove(int count);
    void removeAbove(int count);
    void append(int count);
    void resetTo(int rows);
    /// Last becomes first, as a sort would say it.
    void reverse();

    mutable std::set<int> asked; ///< rows whose data was asked for

private:
    [[nodiscard]] const Title &titleAt(int row) const;

    int m_rows;
    int m_shift = 0; // serial of row 0
    bool m_reversed = false;
    mutable std::map<int, Title> m_titles;       // by serial
    std::set<int> m_placeholders;                // rows
    std::map<int, Favorites::State> m_favorites; // rows
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/simulator/simulatedreader.h"

#include <algorithm>

namespace matinee::test {

SimulatedReader::SimulatedReader(
    FeedEngine &engine, Favorites &favorites, const FeedKey &key, const std::optional<Anchor> &anchor)
    : m_model(std::make_unique<FeedModel>(engine.feed(key), favorites)), m_probe(*m_model, true), m_rowsTold(m_model->rowCount())
{
    listen();
    m_model->setActive(true);
    m_model->open(anchor);
}

void SimulatedReader::listen()
{
    using Model = QAbstractItemModel;
    connect(m_model.get(), &Model::rowsAboutToBeInserted, this, &SimulatedReader::hold);
    connect(m_model.get(), &Model::rowsAboutToBeRemoved, this, &SimulatedReader::hold);
    connect(m_model.get(), &Model::layoutAboutToBeChanged, this, &SimulatedReader::hold);
    connect(m_model.get(), &Model::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        m_rowsTold += last - first + 1;
        release();
    });
    connect(m_model.get(), &Model::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
        m_rowsTold -= last - first + 1;
        release();
    });
    connect(m_model.get(), &Model::layoutChanged, this, [this] {
        ++m_exchanges;
        release();
    });
    connect(m_model.get(), &Model::modelReset, this, [this] {
        ++m_exchanges;
        m_rowsTold = m_model->rowCount();
        m_hasChanged = true;
        m_held = QPersistentModelIndex();
        m_scroll = 0;
    });
    connect(m_model.get(), &Model::dataChanged, this, [this] {
        ++m_pagesTold;
        m_hasChanged = true;
    });
    connect(m_model.get(), &FeedModel::placeFound, this, [this](int row, int y) {
        ++m_placesFound;
        m_wasTornAway = m_wasTornAway || (m_hasScrolled && m_exchanges == m_exchangesTold);
        scrollTo(row / m_columns * kTile - y);
    });
}

void SimulatedReader::hold()
{
    const int row = firstRow();
    m_held = row >= 0 ? QPersistentModelIndex(m_model->index(row)) : QPersistentModelIndex();
    m_heldY = row >= 0 ? yOf(row) : 0;
}

void SimulatedReader::release()
{
    m_hasChanged = true;
    scrollTo(m_held.isValid() ? m_held.row() / m_columns * kTile - m_heldY : m_scroll);
}

void SimulatedReader::scrollTo(int y)
{
    m_scroll = std::clamp(y, 0, maximum());
}

int SimulatedReader::maximum() const
{
    const int lines = (m_model->rowCount() + m_columns - 1) / m_columns;
    return std::max(0, lines * kTile - m_height);
}

void SimulatedReader::setShown(bool shown)
{
    m_isShown = shown;
    m_model->setActive(shown);
}

void SimulatedReader::scrollBy(int px, double rowsPerSecond)
{
    m_speed = rowsPerSecond;
    scrollTo(m_scroll + px);
}

void SimulatedReader::jumpTo(double place)
{
    m_speed = 0;
    scrollTo(static_cast<int>(place * maximum()));
}

void SimulatedReader::resize(int columns, int height)
{
    hold();
    m_columns = columns;
    m_height = height;
    release();
}

int SimulatedReader::rowAt(int y) const
{
    return (m_scroll + y) / kTile * m_columns;
}

int SimulatedReader::firstRow() const
{
    const int row = rowAt(kTile - 1); // the first line that is wholly visible
    return row < m_model->rowCount() ? row : rowAt(0) < m_model->rowCount() ? rowAt(0) : -1;
}

void SimulatedReader::tell()
{
    const int rows = m_model->rowCount();
    const int first = rowAt(0);
    const int last = std::min(rows - 1, rowAt(m_height - 1) + m_columns - 1);
    m_model->setViewport(rows > 0 ? first : -1, last, m_speed);
    m_hasScrolled = m_hasScrolled || (m_firstTold && rows > 0 && *m_firstTold != first);
    if (rows > 0)
        m_firstTold = first;
    m_exchangesTold = m_exchanges;
    if (const int row = firstRow(); row >= 0)
        m_model->setAnchor(row, yOf(row));
}

std::optional<Anchor> SimulatedReader::anchor() const
{
    const int row = firstRow();
    const Title *title = row >= 0 ? m_model->titleAt(row) : nullptr;
    return title ? std::optional(Anchor{title->id, yOf(row), row}) : std::nullopt;
}

std::map<QString, std::pair<int, int>> SimulatedReader::visible() const
{
    std::map<QString, std::pair<int, int>> places;
    const int last = std::min(m_model->rowCount() - 1, rowAt(m_height - 1) + m_columns - 1);
    for (int row = rowAt(0); row <= last; ++row) {
        if (const Title *title = m_model->titleAt(row))
            places.emplace(title->id.extId, std::pair(yOf(row), row % m_columns));
    }
    return places;
}

} // namespace matinee::test

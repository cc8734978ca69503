// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPersistentModelIndex>

#include <map>
#include <memory>

#include "models/feed/feedengine.h"
#include "models/feedmodel.h"
#include "tests/support/modelprobe.h"

namespace matinee::test {

/// A list on a screen without a screen: tiles in columns, a scroll position, and the rules a real grid has for keeping its
/// place. Coordinates are logical px. One thread.
class SimulatedReader : public QObject
{
    Q_OBJECT
public:
    static constexpr int kTile = 100; ///< px a row of tiles is high

    SimulatedReader(FeedEngine &engine, Favorites &favorites, const FeedKey &key, const std::optional<Anchor> &anchor);

    [[nodiscard]] FeedModel &model() { return *m_model; }
    [[nodiscard]] const FeedKey &key() const { return m_model->key(); }
    void setShown(bool shown);
    [[nodiscard]] bool isShown() const { return m_isShown; }
    void scrollBy(int px, double rowsPerSecond);
    /// The thumb dragged to a place from 0 to 1.
    void jumpTo(double place);
    void resize(int columns, int height);
    /// Tells the model what is visible, as a view does after each turn of the event loop.
    void tell();

    /// Where one is: the topmost title that is wholly visible.
    [[nodiscard]] std::optional<Anchor> anchor() const;
    /// The titles that are visible, by id, and the y and column each stands at.
    [[nodiscard]] std::map<QString, std::pair<int, int>> visible() const;
    [[nodiscard]] int firstRow() const;
    [[nodiscard]] int maximum() const;
    [[nodiscard]] int position() const { return m_scroll; }
    /// Changes as often as the rows became other ones.
    [[nodiscard]] int exchanges() const { return m_exchanges; }
    /// How often the model said where to stand, which it may until the reader has scrolled, and at each exchange.
    [[nodiscard]] int placesFound() const { return m_placesFound; }
    /// It said so afterwards.
    [[nodiscard]] bool wasTornAway() const { return m_wasTornAway; }
    /// Rows by what the model told.
    [[nodiscard]] int rowsTold() const { return m_rowsTold; }
    /// How often rows that were there were told to be other ones.
    [[nodiscard]] int pagesTold() const { return m_pagesTold; }
    /// What the model did between two looks: rows may have changed since.
    [[nodiscard]] bool takeChanged() { return std::exchange(m_hasChanged, false); }

private:
    void listen();
    void hold();
    void release();
    void scrollTo(int y);
    [[nodiscard]] int rowAt(int y) const;
    [[nodiscard]] int yOf(int row) const { return row / m_columns * kTile - m_scroll; }

    std::unique_ptr<FeedModel> m_model;
    ModelProbe m_probe; // Qt's own tester, fatal
    bool m_isShown = true;
    bool m_hasChanged = true;
    int m_columns = 5;
    int m_height = 430;
    int m_scroll = 0;
    double m_speed = 0;
    int m_rowsTold = 0;
    int m_pagesTold = 0;
    int m_exchanges = 0;
    int m_exchangesTold = 0;
    int m_placesFound = 0;
    std::optional<int> m_firstTold;
    bool m_hasScrolled = false;
    bool m_wasTornAway = false;
    QPersistentModelIndex m_held;
    int m_heldY = 0;
};

} // namespace matinee::test

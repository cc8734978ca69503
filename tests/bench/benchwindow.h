// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "app/composition.h"
#include "models/favorites.h"
#include "models/feed/feedengine.h"
#include "models/feedmodel.h"
#include "ui/grid/postercache.h"
#include "ui/grid/postergrid.h"
#include "ui/mainwindow.h"
#include "ui/preferences/preferences.h"
#include "ui/theme/theme.h"

namespace matinee::bench {

/// The real window over the real stores in a profile folder, as the program has it, with nobody reading its trace. Shown
/// by show().
class BenchWindow
{
public:
    /// `open`: a file or a link, as the command line takes it.
    BenchWindow(const QString &profileDir, const QString &open, const RemoteManner &manner = {});
    ~BenchWindow();
    BenchWindow(const BenchWindow &) = delete;
    BenchWindow &operator=(const BenchWindow &) = delete;

    void show();
    /// So that the grid has so many columns; the window is shown.
    void setColumns(int columns);

    [[nodiscard]] PosterGrid &grid() const { return m_grid; }
    [[nodiscard]] Theme &theme() { return m_theme; }
    [[nodiscard]] Composition &parts() { return m_parts; }
    [[nodiscard]] int rows() const { return m_grid.model() ? m_grid.model()->rowCount() : 0; }
    /// Whether there are visible rows and each shows its title: no skeleton anywhere.
    [[nodiscard]] bool isWhole() const;
    void waitUntilWhole() const;

private:
    Theme m_theme;
    Preferences m_preferences;
    Composition m_parts;
    FeedEngine m_engine;
    Favorites m_favorites;
    PosterCache m_posters;
    MainWindow m_window;
    PosterGrid &m_grid;
};

} // namespace matinee::bench

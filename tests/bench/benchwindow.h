// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "app/windowparts.h"
#include "models/feedmodel.h"
#include "ui/grid/postergrid.h"
#include "ui/mainwindow.h"

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
    [[nodiscard]] Theme &theme() { return m_parts.theme(); }
    [[nodiscard]] Composition &parts() { return m_parts.composition(); }
    [[nodiscard]] int rows() const { return m_grid.model() ? m_grid.model()->rowCount() : 0; }
    /// Whether there are visible rows and each shows its title: no skeleton anywhere.
    [[nodiscard]] bool isWhole() const;
    void waitUntilWhole() const;

private:
    WindowParts m_parts;
    MainWindow m_window;
    PosterGrid &m_grid;
};

} // namespace matinee::bench

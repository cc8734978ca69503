// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollBar>
#include <QTest>

#include "models/images/noimages.h"
#include "tests/unit/ui/titlelistmodel.h"
#include "ui/grid/postercache.h"
#include "ui/grid/postergrid.h"
#include "ui/theme/theme.h"

namespace matinee {

class StillLook final : public SystemLook
{
public:
    explicit StillLook(bool still) { setReducedMotion(still); }
};

// A shown grid over a made-up list. Without motion, so that a key's effect is there when the key returns.
struct Scene {
    explicit Scene(int rows = 1000, QSize size = {1200, 800}, bool still = true)
        : theme(std::make_unique<StillLook>(still)), posters(theme, images), model(rows), grid(theme, posters)
    {
        grid.setModel(&model);
        grid.resize(size);
        grid.show();
        grid.activateWindow();
        ok = QTest::qWaitForWindowActive(&grid);
        grid.setFocus();
    }

    int serialAt(const PosterGrid::Place &place) const { return model.serialOf(place.row); }
    int yOf(int row) const { return grid.visualRect(model.index(row, 0)).top(); }
    QPoint centerOf(int row) const { return grid.visualRect(model.index(row, 0)).center(); }
    void scrollTo(int value) { grid.verticalScrollBar()->setValue(value); }

    Theme theme;
    NoImages images;
    PosterCache posters;
    TitleListModel model;
    PosterGrid grid;
    bool ok = false;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchwindow.h"

#include "tests/bench/benchevents.h"
#include "ui/pages/feedpage.h"

using namespace Qt::StringLiterals;

namespace matinee::bench {
namespace {

constexpr QSize kSize(1600, 1000);

} // namespace

BenchWindow::BenchWindow(const QString &profileDir, const QString &open, const RemoteManner &manner)
    : m_parts(ProfilePaths::in(profileDir), std::make_unique<NullTrace>(), manner, std::make_unique<SystemLook>()),
      m_window(m_parts.ports([](const QUrl &) {})),
      m_grid(*m_window.findChild<FeedPage *>()->findChild<PosterGrid *>())
{
    theme().setMode(Theme::Mode::Dark);
    theme().apply();
    m_window.start({}, false);
    if (open.startsWith("matinee:"_L1))
        m_window.openLink(open);
    else
        m_window.openFile(open);
    m_parts.load();
    m_window.resize(kSize);
}

BenchWindow::~BenchWindow()
{
    m_parts.close();
}

void BenchWindow::show()
{
    m_window.show();
}

void BenchWindow::setColumns(int columns)
{
    for (int width = Preferences::kMostTileWidth; width >= Preferences::kLeastTileWidth; --width) {
        m_grid.setTileWidth(width);
        if (m_grid.layouter().columns() == columns)
            return;
    }
    die(u"the grid has never %1 columns"_s.arg(columns));
}

bool BenchWindow::isWhole() const
{
    if (!m_grid.isVisible() || !m_grid.model())
        return false;
    const RowRange visible = m_grid.visibleRows();
    for (int row = visible.first; row <= visible.last; ++row) {
        const QModelIndex index = m_grid.model()->index(row, 0);
        if (!index.data(FeedModel::LoadedRole).toBool() && !index.data(FeedModel::GapRole).toBool())
            return false;
    }
    return !visible.isEmpty();
}

void BenchWindow::waitUntilWhole() const
{
    spinUntil([this] { return isWhole(); }, "the visible rows");
}

} // namespace matinee::bench

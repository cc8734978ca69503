// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/postergridaccessible_p.h"

#include <QAccessibleWidget>
#include <QCoreApplication>

#include <map>
#include <utility>

#include "models/feedmodel.h"
#include "ui/grid/postergrid.h"

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

// A reader that walks a long list leaves its steps behind; past so many they are cleared away.
constexpr size_t kMostTiles = 2000;

QString words(const char *text)
{
    return QCoreApplication::translate("matinee::PosterGrid", text);
}

// One title, made when asked for. Speaks of the row, whatever title stands there now.
class TileInterface final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    TileInterface(PosterGrid &grid, int row) : m_grid(grid), m_row(row) { }

    bool isValid() const override { return index().isValid(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return parent() ? parent()->window() : nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(&m_grid); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    int row() const { return m_row; }

    QString text(QAccessible::Text kind) const override
    {
        if (!isValid() || kind != QAccessible::Name)
            return {};
        for (const int role : {int(Qt::AccessibleTextRole), int(Qt::DisplayRole)}) {
            if (const QString name = index().data(role).toString(); !name.isEmpty())
                return name;
        }
        return words(QT_TRANSLATE_NOOP("matinee::PosterGrid", "Loading"));
    }
    void setText(QAccessible::Text, const QString &) override { }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect tile = m_grid.visualRect(index());
        return {m_grid.viewport()->mapToGlobal(tile.topLeft()), tile.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        const bool current = m_grid.currentIndex().row() == m_row;
        state.selectable = state.focusable = true;
        state.focused = current && m_grid.hasFocus();
        state.active = current;
        state.selected = m_grid.selectionModel()->isSelected(index());
        state.busy = !index().data(FeedModel::LoadedRole).toBool();
        state.offscreen = !m_grid.viewport()->rect().intersects(m_grid.visualRect(index()));
        return state;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }

    QStringList actionNames() const override { return {pressAction(), toggleAction(), setFocusAction()}; }
    QString localizedActionDescription(const QString &name) const override
    {
        if (name == pressAction())
            return words(QT_TRANSLATE_NOOP("matinee::PosterGrid", "Opens the title"));
        if (name == toggleAction())
            return words(QT_TRANSLATE_NOOP("matinee::PosterGrid", "Adds to or removes from favorites"));
        return QAccessibleActionInterface::localizedActionDescription(name);
    }
    QStringList keyBindingsForAction(const QString &name) const override
    {
        if (name == toggleAction())
            return {u"F"_s};
        return name == pressAction() ? QStringList{u"Return"_s} : QStringList();
    }
    void doAction(const QString &name) override
    {
        if (!isValid())
            return;
        if (name == pressAction())
            Q_EMIT m_grid.activated(index());
        else if (name == toggleAction())
            Q_EMIT m_grid.favoriteToggleRequested(index());
        else if (name == setFocusAction())
            m_grid.setCurrentIndex(index());
    }

private:
    QModelIndex index() const { return m_grid.model() ? m_grid.model()->index(m_row, 0, m_grid.rootIndex()) : QModelIndex(); }

    PosterGrid &m_grid; // outlives this: its interface owns the tiles'
    int m_row;
};

class GridInterface final : public QAccessibleWidget
{
public:
    explicit GridInterface(PosterGrid *grid) : QAccessibleWidget(grid, QAccessible::List) { }
    GridInterface(const GridInterface &) = delete;
    GridInterface &operator=(const GridInterface &) = delete;
    ~GridInterface() override { forgetTiles(); }

    int childCount() const override { return grid()->model() ? grid()->model()->rowCount(grid()->rootIndex()) : 0; }

    QAccessibleInterface *child(int row) const override
    {
        if (row < 0 || row >= childCount())
            return nullptr;
        if (const auto known = m_tiles.find(row); known != m_tiles.end())
            return QAccessible::accessibleInterface(known->second);
        if (m_tiles.size() >= kMostTiles)
            forgetTiles();
        auto *tile = new TileInterface(*grid(), row);
        m_tiles.emplace(row, QAccessible::registerAccessibleInterface(tile));
        return tile;
    }

    QAccessibleInterface *childAt(int x, int y) const override
    {
        return child(grid()->indexAt(grid()->viewport()->mapFromGlobal(QPoint(x, y))).row());
    }

    QAccessibleInterface *focusChild() const override { return child(grid()->currentIndex().row()); }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *tile = dynamic_cast<const TileInterface *>(child);
        return tile ? tile->row() : -1;
    }

private:
    PosterGrid *grid() const { return static_cast<PosterGrid *>(widget()); }

    void forgetTiles() const
    {
        for (const auto &[row, id] : std::exchange(m_tiles, {}))
            QAccessible::deleteAccessibleInterface(id);
    }

    mutable std::map<int, QAccessible::Id> m_tiles; // by row
};

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    auto *grid = className == "matinee::PosterGrid"_L1 ? qobject_cast<PosterGrid *>(object) : nullptr;
    return grid ? new GridInterface(grid) : nullptr;
}

} // namespace

void installPosterGridAccessibility()
{
    QAccessible::installFactory(makeInterface); // a factory known already is not taken twice
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainactions.h"

#include <QAction>
#include <QKeySequence>
#include <QMenu>
#include <QShortcut>

namespace matinee {
namespace {

constexpr int kSizeStep = 20; // a step one sees, about ten from the smallest posters to the largest

} // namespace

MainActions::MainActions(QWidget *window) : QObject(window), m_window(window), m_menu(new QMenu(window))
{
    fillMenu();
    addKeys();
}

template <typename Slot>
void MainActions::addItem(const QString &text, const QKeySequence &keys, Slot slot)
{
    QAction *action = m_menu->addAction(text);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, slot);
    m_window->addAction(action); // its key works while the menu is closed
}

template <typename Slot>
void MainActions::on(const QKeySequence &keys, Slot slot)
{
    connect(new QShortcut(keys, m_window), &QShortcut::activated, this, slot);
}

void MainActions::fillMenu()
{
    addItem(tr("Open catalogue file…"), QKeySequence::Open, &MainActions::openRequested);
    addItem(tr("Add a source…"), {}, &MainActions::addSourceRequested);
    m_menu->addSeparator();
    addItem(tr("Import…"), {}, &MainActions::importRequested);
    addItem(tr("Export…"), {}, &MainActions::exportRequested);
    m_menu->addSeparator();
    m_offline = m_menu->addAction(tr("Work offline"));
    m_offline->setCheckable(true);
    connect(m_offline, &QAction::triggered, this, &MainActions::offlineToggled);
    addItem(tr("Preferences…"), QKeySequence(Qt::CTRL | Qt::Key_Comma), &MainActions::preferencesRequested);
    addItem(tr("Storage"), {}, &MainActions::storageRequested);
    addItem(tr("Keyboard shortcuts"), QKeySequence(Qt::Key_Question), &MainActions::shortcutsRequested);
    addItem(tr("About Matinee"), {}, &MainActions::aboutRequested);
    m_menu->addSeparator();
    addItem(tr("Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { m_window->close(); });
}

void MainActions::setOffline(bool offline)
{
    m_offline->setChecked(offline);
}

void MainActions::addKeys()
{
    on(QKeySequence(Qt::CTRL | Qt::Key_K), &MainActions::searchRequested);
    on(QKeySequence(QKeySequence::Find), &MainActions::searchRequested);
    on(QKeySequence(Qt::Key_Slash), &MainActions::searchRequested);
    on(QKeySequence(Qt::ALT | Qt::Key_Left), &MainActions::backRequested);
    on(QKeySequence(Qt::ALT | Qt::Key_Right), &MainActions::forwardRequested);
    on(QKeySequence(QKeySequence::Refresh), &MainActions::refreshRequested);
    on(QKeySequence(Qt::Key_Escape), &MainActions::escapePressed);
    on(QKeySequence(QKeySequence::ZoomIn), [this] { Q_EMIT sizeStepRequested(kSizeStep); });
    on(QKeySequence(Qt::CTRL | Qt::Key_Equal), [this] { Q_EMIT sizeStepRequested(kSizeStep); });
    on(QKeySequence(QKeySequence::ZoomOut), [this] { Q_EMIT sizeStepRequested(-kSizeStep); });
}

} // namespace matinee

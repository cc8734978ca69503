// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QKeySequence;
class QMenu;
class QWidget;

namespace matinee {

/// The window's menu and its keys, as wishes: what they do is the window's. GUI thread; a child of the window.
class MainActions : public QObject
{
    Q_OBJECT
public:
    explicit MainActions(QWidget *window);

    [[nodiscard]] QMenu *menu() const { return m_menu; }
    /// How the switch stands.
    void setOffline(bool offline);

Q_SIGNALS:
    void openRequested();
    void addSourceRequested();
    void importRequested();
    void exportRequested();
    void preferencesRequested();
    void storageRequested();
    void offlineToggled(bool offline);
    void shortcutsRequested();
    void aboutRequested();
    void searchRequested();
    void backRequested();
    void forwardRequested();
    void refreshRequested();
    /// Larger or smaller posters, logical px.
    void sizeStepRequested(int logicalPx);
    void escapePressed();

private:
    void fillMenu();
    void addKeys();
    template <typename Slot>
    void addItem(const QString &text, const QKeySequence &keys, Slot slot);
    template <typename Slot>
    void on(const QKeySequence &keys, Slot slot);

    QWidget *m_window;
    QMenu *m_menu;
    QAction *m_offline = nullptr;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/catalog/clock.h"
#include "models/catalog/sourceregistry.h"
#include "models/catalog/storage.h"

class QLabel;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace matinee {

class IconButton;
class Outbox;
class OutboxCard;
class KeepOffline;
class StorageCard;
class Theme;
class UsageBar;
class UseChart;

/// What is kept on this computer: how much, how much may be, what it saves, and ways to clear it. GUI thread.
class StoragePage : public QWidget
{
    Q_OBJECT
public:
    struct Ports {
        Storage &storage;
        SourceRegistry &sources;
        Theme &theme;
        Clock &clock;
        Outbox &outbox;
        KeepOffline *keepOffline = nullptr; ///< null: nothing is kept offline
    };
    explicit StoragePage(const Ports &ports, QWidget *parent = nullptr);

    /// Asks for everything anew, and goes on doing so while the page is shown.
    void refresh();
    /// Shown only where the sidebar is hidden.
    void setSidebarButtonVisible(bool visible);

Q_SIGNALS:
    void backRequested();
    void sidebarRequested();
    /// Lists of servers are no longer kept.
    void pagesCleared();
    void said(const QString &text);

private:
    enum class Kind { Art, Pages };
    QWidget *makeHeader();
    QWidget *makeFigures();
    QWidget *makeTables();
    QWidget *makeBudgets();
    QSpinBox *makeBudget(const QString &name, int megabytes);
    QTableWidget *makeTable(const QString &name, const QStringList &columns);
    void keepBudgets();
    void askToClear(Kind kind);
    void clear(Kind kind);
    void show(const StorageReport &report);
    void showUse(const StorageReport &report);
    void showLists(const std::vector<StoredList> &lists);
    [[nodiscard]] QString nameOf(const QString &key) const;
    void restyle();

    Ports m_ports;
    IconButton *m_sidebarButton = nullptr;
    QLabel *m_heading = nullptr;
    QLabel *m_rate = nullptr;
    QLabel *m_times = nullptr;
    QLabel *m_total = nullptr;
    UsageBar *m_bar = nullptr;
    QLabel *m_parts = nullptr;
    QLabel *m_own = nullptr;
    QSpinBox *m_artBudget = nullptr;
    QSpinBox *m_pagesBudget = nullptr;
    UseChart *m_chart = nullptr;
    OutboxCard *m_outbox = nullptr;
    QTableWidget *m_lists = nullptr;
    QTableWidget *m_slow = nullptr;
};

} // namespace matinee

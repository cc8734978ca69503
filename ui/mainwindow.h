// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/catalog/sourcedescriptor.h"
#include "models/catalog/sourceregistry.h"
#include "ui/navigation/history.h"
#include "ui/windowports.h"

class QStackedWidget;

namespace matinee {

struct UserDataRecovery;

class DetailPage;
class FeedPage;
class Sidebar;
class SourceMenu;
class OwnLists;
class SourceOpening;
class StoragePage;
class Toast;

/// The frame: sidebar and pages, and the way between them. It decides where the window is (History), has the source
/// opened, and hands the place to a page; what a page shows is the page's own business. GUI thread.
class MainWindow : public QWidget
{
    Q_OBJECT
public:
    explicit MainWindow(const WindowPorts &ports, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Where the window opens: with `restore` where it was closed, else the first feed of the source
    /// (of the default source when empty). Call once, before show().
    void start(const QString &sourceId, bool restore);
    /// Goes where a `matinee:` link points; a link that is none is said in a line.
    void openLink(const QString &link);
    /// Opens a catalogue file as a source; offers to add what a profile describes.
    void openFile(const QString &path);
    void comeToFront();
    /// What is the person's own was damaged: says what is left of it.
    void tellRecovery(const UserDataRecovery &recovery);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void connectPages();
    void connectSidebar();
    void connectActions();
    void connectOwnLists();

    void go(const Location &location);
    /// To its first list.
    void goToSource(const QString &sourceId);
    void openCatalogue(const QString &path) { goToSource(QStringLiteral("file:") + path); }
    void goBack() { step(&History::back); }
    void goForward() { step(&History::forward); }
    void step(bool (History::*way)());
    /// Replaces the place shown now (another filter, more letters of a search).
    void refine(const Location &location);
    /// Notes where the reader is before the page changes.
    void keepPlace();
    /// Shows the place the history stands at, and keeps the history for the next start.
    void showCurrent();
    void openCurrent();
    void showInSource(const Location &location);
    void showFeed(const Location &location);
    /// No place of the history: Back returns to the place that was left.
    void showStorage();
    void connectStorage();
    void onSource(const QString &sourceId, const Result<SourceDescriptor> &source);
    void showSourceProblem(const QString &sourceId, const Error &error);
    void onConnected(const SourceDescriptor &source);
    void adoptSource(const SourceDescriptor &source);
    void onSourceChanged(const QString &sourceId);
    void onFavoritesChanged(const QString &sourceId);
    void search(const QString &text);
    void layOut();
    [[nodiscard]] bool isNarrow() const;
    void setSidebarShown(bool shown);

    WindowPorts m_ports;
    History m_history;
    SourceDescriptor m_source; // of what is shown; empty id before the first
    int m_showing = 0;         // answers for an earlier place are dropped
    Sidebar *m_sidebar;
    QStackedWidget *m_pages;
    FeedPage *m_feedPage;
    DetailPage *m_detailPage;
    StoragePage *m_storagePage;
    Toast *m_toast;
    SourceOpening *m_opening;
    OwnLists *m_ownLists;
    SourceMenu *m_sourceMenu;
    bool m_sidebarShown = false; // over the page, in a narrow window
};

} // namespace matinee

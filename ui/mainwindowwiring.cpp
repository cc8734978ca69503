// SPDX-License-Identifier: GPL-3.0-or-later
// What each part of the window asks for, and who does it.
#include <QLocale>
#include <QMessageBox>
#include <QStackedWidget>

#include "models/catalog/userdata.h"
#include "models/connections.h"
#include "models/feed/feedengine.h"
#include "models/outbox/markpull.h"
#include "ui/detail/detailpage.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/importexport.h"
#include "ui/mainactions.h"
#include "ui/mainwindow.h"
#include "ui/ownlists.h"
#include "ui/pages/feedheader.h"
#include "ui/pages/feedpage.h"
#include "ui/pages/toast.h"
#include "ui/preferences/preferences.h"
#include "ui/preferences/preferencesdialog.h"
#include "ui/sidebar/searchfield.h"
#include "ui/sidebar/sidebar.h"
#include "ui/sidebar/sourcemenu.h"
#include "ui/sourceopening.h"
#include "ui/storage/storagepage.h"
#include "ui/theme/iconbutton.h"
#include "ui/theme/theme.h"
#include "ui/whilealive.h"

using namespace Qt::StringLiterals;

namespace matinee {

void MainWindow::connectPages()
{
    connect(&m_feedPage->header(), &FeedHeader::backRequested, this, &MainWindow::goBack);
    connect(&m_feedPage->header(), &FeedHeader::forwardRequested, this, &MainWindow::goForward);
    connect(&m_feedPage->header(), &FeedHeader::sidebarRequested, this, [this] { setSidebarShown(true); });
    connect(&m_feedPage->header(), &FeedHeader::keyChosen, this, [this](const FeedKey &key) { refine(Location::ofFeed(key)); });
    connect(m_feedPage, &FeedPage::keyChosen, this, [this](const FeedKey &key) { refine(Location::ofFeed(key)); });
    const auto openTitle = [this](const TitleId &title, const FeedKey &from) { go(Location::ofTitle(title, from)); };
    connect(m_feedPage, &FeedPage::titleChosen, this, openTitle);
    connect(m_feedPage, &FeedPage::sourceRetryRequested, this, &MainWindow::showCurrent);
    connect(m_feedPage, &FeedPage::connectRequested, m_opening, &SourceOpening::connectSource);
    connect(m_feedPage, &FeedPage::signInRequested, m_opening, &SourceOpening::signIn);
    connect(m_feedPage, &FeedPage::settled, this, &MainWindow::keepPlace); // a killed program comes back here too
    connect(m_detailPage, &DetailPage::backRequested, this, &MainWindow::goBack);
    connect(m_detailPage, &DetailPage::forwardRequested, this, &MainWindow::goForward);
    connect(m_detailPage, &DetailPage::sidebarRequested, this, [this] { setSidebarShown(true); });
    connect(m_detailPage, &DetailPage::titleChosen, this, openTitle);
    connect(m_detailPage, &DetailPage::neighbourChosen, this,
        [this](const TitleId &title, const FeedKey &from) { refine(Location::ofTitle(title, from)); });
    connect(m_detailPage, &DetailPage::feedChosen, this, [this](const FeedKey &feed) { go(Location::ofFeed(feed)); });
    connect(m_detailPage, &DetailPage::connectRequested, m_opening, &SourceOpening::connectSource);
    connect(m_detailPage, &DetailPage::said, m_toast, [this](const QString &text) { m_toast->say(text); });
}

void MainWindow::connectStorage()
{
    connect(m_storagePage, &StoragePage::backRequested, this, &MainWindow::goBack);
    connect(m_storagePage, &StoragePage::sidebarRequested, this, [this] { setSidebarShown(true); });
    connect(m_storagePage, &StoragePage::said, m_toast, [this](const QString &text) { m_toast->say(text); });
    connect(m_storagePage, &StoragePage::pagesCleared, this,
        [this] { m_ports.engine.invalidate([](const FeedKey &) { return true; }); });
    connect(&m_ports.pull, &MarkPull::keptYours, this, [this](const std::vector<Title> &titles) {
        m_toast->say(titles.size() == 1
                ? tr("Removed on another device after you added it: kept yours")
                : tr("%n titles were removed on another device after you added them: kept yours", nullptr, int(titles.size())));
    });
    connect(m_sidebar, &Sidebar::storageChosen, this, &MainWindow::showStorage);
}

void MainWindow::tellRecovery(const UserDataRecovery &recovery)
{
    QStringList words{tr("%n favorites were kept.", nullptr, recovery.kept)};
    if (recovery.fromBackup > 0)
        words += tr("%n more came from the backup of %1.", nullptr, recovery.fromBackup)
                     .arg(QLocale().toString(recovery.backupAt.toLocalTime().date(), QLocale::ShortFormat));
    else if (!recovery.backupAt.isValid())
        words += tr("There was no backup to look for more in.");
    words += tr("The damaged file is kept as %1.").arg(recovery.quarantined);
    auto *dialog = new QMessageBox(QMessageBox::Warning, tr("Your favorites"),
        tr("The file with your favorites and lists was damaged."), QMessageBox::Ok, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setTextFormat(Qt::PlainText);
    dialog->setInformativeText(words.join(u'\n'));
    dialog->open();
}

void MainWindow::showStorage()
{
    keepPlace();
    ++m_showing; // what is on its way for the place that is left
    setSidebarShown(false);
    m_sidebar->setStorageCurrent();
    m_storagePage->refresh();
    m_pages->setCurrentWidget(m_storagePage);
}

void MainWindow::connectSidebar()
{
    connect(
        m_sidebar, &Sidebar::feedChosen, this, [this](const QString &id) { go(Location::ofFeed(FeedKey::of(m_source.id, id))); });
    connect(&m_sidebar->search(), &SearchField::searched, this, &MainWindow::search);
    connect(&m_sidebar->search(), &SearchField::leftForResults, this, [this] {
        setSidebarShown(false);
        m_feedPage->focusGrid();
    });
    m_sidebar->setSourceMenu(m_sourceMenu);
    m_opening->serve(*m_sourceMenu);
    connect(m_sourceMenu, &SourceMenu::sourceChosen, this, &MainWindow::goToSource);
}

void MainWindow::connectOwnLists()
{
    m_ownLists->serve(*m_sidebar, *m_feedPage);
    connect(m_ownLists, &OwnLists::said, m_toast,
        [this](
            const QString &text, const QString &action, const std::function<void()> &act) { m_toast->say(text, action, act); });
    connect(m_ownLists, &OwnLists::marksChanged, this, [this] { m_ownLists->showCounts(*m_sidebar, m_source.id); });
    connect(m_ownLists, &OwnLists::removed, this, [this](const QString &feedId) {
        if (!m_history.isEmpty() && m_history.current().feed.feed == feedId)
            go(Location::ofFeed(FeedKey::of(m_source.id, u"favorites"_s)));
    });
    connect(m_ownLists, &OwnLists::listsChanged, this, [this] {
        m_ports.sources.describe(m_source.id, whileAlive(this, [this](const Result<SourceDescriptor> &source) {
            if (!source || source->id != m_source.id)
                return;
            adoptSource(*source);
            if (!m_history.isEmpty())
                m_sidebar->setCurrentFeed(m_history.current().feed.feed);
        }));
    });
}

void MainWindow::connectActions()
{
    auto *actions = new MainActions(this);
    m_sidebar->menuButton().setMenu(actions->menu());
    connect(actions, &MainActions::openRequested, m_opening, &SourceOpening::chooseFile);
    connect(actions, &MainActions::addSourceRequested, m_opening, [this] { m_opening->addSource(); });
    auto *files = new ImportExport(m_ports, this);
    connect(actions, &MainActions::importRequested, files, &ImportExport::chooseImport);
    connect(actions, &MainActions::exportRequested, files, &ImportExport::chooseExport);
    connect(files, &ImportExport::said, m_toast, [this](const QString &text) { m_toast->say(text); });
    connect(actions, &MainActions::preferencesRequested, this, [this] {
        PreferencesDialog dialog({m_ports.preferences, m_ports.network, m_ports.sources}, m_source.id, this);
        connect(&dialog, &PreferencesDialog::picturesChanged, m_feedPage, &FeedPage::onPictures);
        dialog.exec();
    });
    connect(actions, &MainActions::storageRequested, this, &MainWindow::showStorage);
    Connections *connections = &m_ports.connections;
    const auto showOffline = [actions, connections] { actions->setOffline(connections->isManual()); };
    connect(actions, &MainActions::offlineToggled, connections, &Connections::setManual);
    connect(connections, &Connections::changed, actions, showOffline);
    showOffline();
    connect(actions, &MainActions::shortcutsRequested, this, [this] { ShortcutsDialog(this).exec(); });
    const auto about = [this] { AboutDialog(m_ports.theme, m_ports.sources.attributions(), this).exec(); };
    connect(actions, &MainActions::aboutRequested, this, about);
    connect(actions, &MainActions::searchRequested, this, [this] {
        setSidebarShown(true);
        m_sidebar->search().begin();
    });
    connect(actions, &MainActions::backRequested, this, &MainWindow::goBack);
    connect(actions, &MainActions::forwardRequested, this, &MainWindow::goForward);
    connect(actions, &MainActions::refreshRequested, this, [this] { m_feedPage->refresh(); });
    connect(actions, &MainActions::sizeStepRequested, this,
        [this](int logicalPx) { m_ports.preferences.setTileWidth(m_ports.preferences.tileWidth() + logicalPx); });
    connect(actions, &MainActions::escapePressed, this, [this] {
        if (m_sidebarShown)
            setSidebarShown(false);
        else if (m_pages->currentWidget() != m_feedPage)
            goBack();
    });
}

} // namespace matinee

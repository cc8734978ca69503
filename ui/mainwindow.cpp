// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include <QCloseEvent>
#include <QJsonObject>
#include <QScreen>
#include <QStackedWidget>
#include <QStyle>

#include "models/catalog/tracesink.h"
#include "models/connections.h"
#include "models/favorites.h"
#include "models/feed/feedengine.h"
#include "models/feed/remote/warming.h"
#include "ui/detail/detailpage.h"
#include "ui/dialogs/faultsdialog.h"
#include "ui/ownlists.h"
#include "ui/pages/feedheader.h"
#include "ui/pages/feedpage.h"
#include "ui/pages/toast.h"
#include "ui/preferences/preferences.h"
#include "ui/sidebar/searchfield.h"
#include "ui/sidebar/sidebar.h"
#include "ui/sidebar/sourcemenu.h"
#include "ui/sourceopening.h"
#include "ui/storage/storagepage.h"
#include "ui/theme/theme.h"
#include "ui/whilealive.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {
constexpr int kNarrowWidth = 760; // logical px: below this the sidebar would leave less than three columns
constexpr QSize kUsualSize{1440, 900};
constexpr double kMostOfScreen = 0.95; // of its free area at first: the window's own frame is not in its size
constexpr QSize kLeastSize{360, 420};

} // namespace

MainWindow::MainWindow(const WindowPorts &ports, QWidget *parent)
    : QWidget(parent),
      m_ports(ports),
      m_sidebar(new Sidebar(ports.theme, this)),
      m_pages(new QStackedWidget(this)),
      m_feedPage(new FeedPage(ports)),
      m_detailPage(new DetailPage(ports)),
      m_storagePage(new StoragePage({ports.storage, ports.sources, ports.theme, ports.clock, ports.outbox, ports.keepOffline})),
      m_toast(new Toast(ports.theme, this)),
      m_opening(new SourceOpening(ports, this)),
      m_ownLists(new OwnLists(ports, this)),
      m_sourceMenu(new SourceMenu({ports.sources, ports.preferences, ports.accounts, ports.signIns, ports.installer}, this))
{
    setWindowTitle(u"Matinee"_s);
    setMinimumSize(kLeastSize);
    resize(kUsualSize.boundedTo(screen()->availableSize() * kMostOfScreen));
    restoreGeometry(ports.preferences.windowGeometry());
    m_pages->addWidget(m_feedPage);
    m_pages->addWidget(m_detailPage);
    m_pages->addWidget(m_storagePage);
    connectPages();
    connectStorage();
    connectSidebar();
    connectActions();
    connectOwnLists();
    connect(m_opening, &SourceOpening::fileChosen, this, &MainWindow::openCatalogue);
    connect(m_opening, &SourceOpening::removed, this, [this] { goToSource(m_ports.sources.sourceIds().constFirst()); });
    connect(m_opening, &SourceOpening::said, m_toast, [this](const QString &text) { m_toast->say(text); });
    connect(m_opening, &SourceOpening::connected, this, &MainWindow::onConnected);
    ports.sources.onChanged(whileAlive(this, [this](const QString &sourceId) { onSourceChanged(sourceId); }));
    connect(&ports.favorites, &Favorites::changed, this, &MainWindow::onFavoritesChanged);
    connect(&ports.favorites, &Favorites::failed, this, [this](const TitleId &title, const Error &error) {
        const QString what = title.isValid() ? tr("The favorite couldn't be kept. %1") : tr("Your favorites can't be read. %1");
        m_toast->say(what.arg(sentenceFor(error)));
    });
    connect(&ports.theme, &Theme::changed, this, &MainWindow::layOut);
}

MainWindow::~MainWindow() = default;

void MainWindow::start(const QString &sourceId, bool restore)
{
    m_history = History::fromJson(m_ports.preferences.history());
    const bool here = restore && !m_history.isEmpty() && (sourceId.isEmpty() || m_history.current().source() == sourceId);
    if (here) {
        m_history.setAnchor(std::nullopt); // user.db knows better: it was told at every rest, also before a kill
        return openCurrent();              // and leaves the settings alone: they hold this history
    }
    const QString id = sourceId.isEmpty() ? m_ports.sources.sourceIds().constFirst() : sourceId;
    m_history.visit(Location::ofFeed(FeedKey::of(id, u"all"_s)));
    showCurrent();
}

void MainWindow::openLink(const QString &link)
{
    const auto location = Location::parseLink(link);
    location ? go(*location) : m_toast->say(sentenceFor(location.error()));
}

void MainWindow::openFile(const QString &path)
{
    m_opening->openFile(path);
}

void MainWindow::goToSource(const QString &sourceId)
{
    go(Location::ofFeed(FeedKey::of(sourceId, u"all"_s)));
}

void MainWindow::comeToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::keepPlace() // while a list is on its way, the page still shows the one before
{
    if (m_history.isEmpty() || m_pages->currentWidget() != m_feedPage || m_feedPage->shownFeed() != m_history.current().feed)
        return;
    const auto anchor = m_feedPage->anchor();
    if (!anchor || m_history.current().kind != Location::Kind::Feed)
        return;
    m_history.setAnchor(anchor);
    m_ports.userData.saveAnchor(m_history.current().feed, *anchor);
}

void MainWindow::go(const Location &location)
{
    keepPlace();
    m_history.visit(location);
    showCurrent();
}

void MainWindow::refine(const Location &location)
{
    keepPlace();
    m_history.replace(location);
    showCurrent();
}

void MainWindow::step(bool (History::*way)())
{
    if (m_pages->currentWidget() == m_storagePage)
        return showCurrent();
    keepPlace();
    if ((m_history.*way)())
        showCurrent();
}

void MainWindow::showCurrent()
{
    m_ports.preferences.setHistory(m_history.toJson());
    openCurrent();
}

void MainWindow::openCurrent()
{
    const Location &location = m_history.current();
    const int showing = ++m_showing;
    if (location.source() == m_source.id)
        return showInSource(location);
    const QString id = location.source();
    const auto progress = whileAlive(this, [this, showing, id](const SourceProgress &at) {
        if (showing != m_showing)
            return;
        m_pages->setCurrentWidget(m_feedPage);
        m_feedPage->showReading(id, at);
    });
    const auto described = whileAlive(this, [this, showing, id](const Result<SourceDescriptor> &source) {
        if (showing == m_showing)
            onSource(id, source);
    });
    m_ports.sources.describe(id, described, progress);
}

void MainWindow::onSource(const QString &sourceId, const Result<SourceDescriptor> &source)
{
    if (!source)
        return showSourceProblem(sourceId, source.error());
    adoptSource(*source);
    if (!source->location.isEmpty())
        m_ports.preferences.rememberFile(source->location);
    if (source->faultCount > 0) {
        m_toast->say(tr("%n row(s) of %1 were left out.", nullptr, int(source->faultCount)).arg(source->name), tr("Details"),
            [this, shown = *source] { FaultsDialog(shown, this).exec(); });
    }
    showInSource(m_history.current());
}

void MainWindow::adoptSource(const SourceDescriptor &source)
{
    m_source = source;
    m_sidebar->setSource(source);
    m_sourceMenu->setSource(source);
    m_sidebar->setFeedCount(u"favorites"_s, m_ports.favorites.count(source.id));
    m_ownLists->showCounts(*m_sidebar, source.id);
    if (m_ports.warming)
        m_ports.warming->wish(source);
}

void MainWindow::onConnected(const SourceDescriptor &source)
{
    m_ports.accountChanged(source.id);
    if (m_source.id != source.id)
        return goToSource(source.id);
    adoptSource(source);
    showCurrent();
}

void MainWindow::showSourceProblem(const QString &sourceId, const Error &error)
{
    m_pages->setCurrentWidget(m_feedPage);
    m_feedPage->header().setNavigation(m_history.canGoBack(), m_history.canGoForward());
    m_feedPage->showSourceProblem(sourceId, error);
    m_ports.trace.event(
        u"error"_s, {{u"kind"_s, errorKindName(error.kind)}, {u"where"_s, error.where}, {u"detail"_s, error.detail}});
    if (m_source.id.isEmpty()) { // nothing to browse instead yet: the default source makes the sidebar usable
        m_ports.sources.describe(
            m_ports.sources.sourceIds().constFirst(), whileAlive(this, [this](const Result<SourceDescriptor> &source) {
                if (source && m_source.id.isEmpty())
                    adoptSource(*source);
            }));
    }
}

void MainWindow::showInSource(const Location &location)
{
    // "all" stands for a source's first list where it has none of that name: it is asked for before its lists are known.
    if (location.feed.feed == "all"_L1 && !m_source.feed(u"all") && location.kind == Location::Kind::Feed && m_source.firstFeed())
        return refine(Location::ofFeed(FeedKey::of(m_source.id, m_source.firstFeed()->id)));
    const bool isFeed = location.kind == Location::Kind::Feed;
    m_sidebar->setCurrentFeed(location.feed.source == m_source.id ? location.feed.feed : QString());
    m_sidebar->search().showText(isFeed && location.feed.feed == "search"_L1 ? location.feed.parameter(u"q") : QString());
    setSidebarShown(m_sidebarShown && m_sidebar->search().hasFocus());
    if (!isFeed) {
        m_detailPage->setNavigation(m_history.canGoBack(), m_history.canGoForward());
        m_detailPage->openTitle(m_source, location);
        if (m_ports.warming)
            m_ports.warming->wishLike(m_source, location.title);
        m_pages->setCurrentWidget(m_detailPage);
        return;
    }
    if (location.anchor || !m_source.feed(location.feed.feed))
        return showFeed(location);
    m_ports.userData.anchor(
        location.feed, whileAlive(this, [this, showing = m_showing](const Result<std::optional<Anchor>> &anchor) {
            if (showing != m_showing)
                return;
            Location known = m_history.current();
            known.anchor = anchor.value_or(std::nullopt); // an unreadable place is no place: the list opens at its top
            showFeed(known);
        }));
}

void MainWindow::showFeed(const Location &location)
{
    m_feedPage->header().setNavigation(m_history.canGoBack(), m_history.canGoForward());
    m_feedPage->openFeed(m_source, location);
    m_pages->setCurrentWidget(m_feedPage);
    if (!m_sidebar->search().hasFocus()) // someone typing a search goes on typing
        m_feedPage->focusGrid();
}

void MainWindow::onSourceChanged(const QString &sourceId)
{
    m_feedPage->offer(sourceId, tr("The file changed · Show"), [this, sourceId] {
        m_ports.sources.adopt(sourceId, whileAlive(this, [this, sourceId](const Result<SourceDescriptor> &source) {
            if (!source)
                return m_toast->say(sentenceFor(source.error()));
            keepPlace();
            m_ports.engine.invalidate([&](const FeedKey &key) { return key.source == sourceId; });
            if (sourceId != m_source.id)
                return; // the reader went elsewhere meanwhile
            adoptSource(*source);
            showCurrent();
        }));
    });
}

void MainWindow::onFavoritesChanged(const QString &sourceId)
{
    m_ports.engine.invalidate(
        [&](const FeedKey &key) { return key.source == sourceId && (key.feed == "favorites"_L1 || key.feed == "for-you"_L1); });
    if (sourceId == m_source.id)
        m_sidebar->setFeedCount(u"favorites"_s, m_ports.favorites.count(sourceId));
}

void MainWindow::search(const QString &text)
{
    const bool inSearch = !m_history.isEmpty() && m_history.current().kind == Location::Kind::Feed
        && (m_history.current().feed.feed == "search"_L1 || m_history.current().feed.feed == "found"_L1);
    if (text.isEmpty())
        return !inSearch            ? void()
            : m_history.canGoBack() ? goBack()
                                    : refine(Location::ofFeed(FeedKey::of(m_source.id, u"all"_s)));
    // Without a way to the server everything ever seen of it is searched instead.
    const bool isKept = m_source.isRemote && m_ports.connections.isOffline(m_source.id);
    const Location results = Location::ofFeed(FeedKey::of(m_source.id, isKept ? u"found"_s : u"search"_s, {{u"q"_s, text}}));
    inSearch ? refine(results) : go(results);
}

bool MainWindow::isNarrow() const
{
    return width() < m_ports.theme.px(kNarrowWidth);
}

void MainWindow::setSidebarShown(bool shown)
{
    m_sidebarShown = shown && isNarrow();
    layOut();
}

void MainWindow::layOut()
{
    const int side = m_ports.theme.px(Sidebar::kWidth);
    const bool narrow = isNarrow();
    m_sidebarShown = m_sidebarShown && narrow;
    const bool takesFocusAway = narrow && !m_sidebarShown && m_sidebar->isAncestorOf(focusWidget());
    m_sidebar->setVisible(!narrow || m_sidebarShown);
    if (takesFocusAway)
        m_feedPage->focusGrid();
    const QRect page = narrow ? rect() : rect().adjusted(side, 0, 0, 0);
    m_sidebar->setGeometry(QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, side, height())));
    m_pages->setGeometry(QStyle::visualRect(layoutDirection(), rect(), page));
    m_sidebar->raise(); // over the page, in a narrow window
    m_feedPage->header().setSidebarButtonVisible(narrow);
    m_detailPage->setSidebarButtonVisible(narrow);
    m_storagePage->setSidebarButtonVisible(narrow);
    m_toast->settleIn(m_pages->geometry());
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    keepPlace();
    m_ports.preferences.setHistory(m_history.toJson());
    m_ports.preferences.setWindowGeometry(saveGeometry());
    QWidget::closeEvent(event);
}

void MainWindow::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::BackButton)
        goBack();
    else if (event->button() == Qt::ForwardButton)
        goForward();
    else
        setSidebarShown(false);
}

} // namespace matinee

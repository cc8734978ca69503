// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/feedpage.h"

#include <QGuiApplication>
#include <QLocale>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

#include "models/catalog/accounts.h"
#include "models/catalog/clock.h"
#include "models/catalog/signin.h"
#include "models/connections.h"
#include "models/feed/feedengine.h"
#include "models/feed/own/ownfeeds.h"
#include "models/sourcewaits.h"
#include "ui/grid/postercache.h"
#include "ui/grid/postergrid.h"
#include "ui/pages/banner.h"
#include "ui/pages/feedfooter.h"
#include "ui/pages/feedheader.h"
#include "ui/pages/gridtrace.h"
#include "ui/pages/keepchip.h"
#include "ui/pages/pictureconsent.h"
#include "ui/pages/progressline.h"
#include "ui/pages/statemessage.h"
#include "ui/pages/statusline.h"
#include "ui/pages/welcometip.h"
#include "ui/preferences/preferences.h"
#include "ui/theme/pillbutton.h"
#include "ui/theme/theme.h"
#include "ui/whilealive.h"
#include "ui/words/feedwords.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {

namespace {

// What most servers give at a time; only an estimate is made of it.
constexpr int kUsualPageSize = 20;

} // namespace

FeedPage::FeedPage(const WindowPorts &ports, QWidget *parent)
    : QWidget(parent),
      m_ports(ports),
      m_header(new FeedHeader(ports.theme, ports.preferences, this)),
      m_banner(new Banner(ports.theme, this)),
      m_tip(new WelcomeTip(ports, this)),
      m_consent(new PictureConsent(ports, this)),
      m_body(new QStackedWidget(this)),
      m_grid(new PosterGrid(ports.theme, ports.posters, this)),
      m_trace(new GridTrace(*m_grid, ports.posters, ports.trace)),
      m_statusLine(new StatusLine(ports.theme, this)),
      m_message(new StateMessage(ports.theme, this)),
      m_footer(new FeedFooter(ports.theme)),
      m_pill(new PillButton(ports.theme, QString(), this)),
      m_progress(new ProgressLine(ports.theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addWidget(m_tip);
    column->addWidget(m_consent);
    m_body->addWidget(m_grid);
    m_body->addWidget(m_message);
    column->addWidget(m_body, 1);
    column->addWidget(m_statusLine);
    m_grid->setFooter(m_footer);
    m_grid->setTileWidth(ports.preferences.tileWidth());
    m_grid->setAccessibleName(tr("Titles"));
    m_keep = new KeepChip(ports.theme, ports.keepOffline);
    m_header->setExtra(m_keep);
    m_pill->hide();
    m_settle.setSingleShot(true);
    m_settle.setInterval(150ms); // a person's pause between two turns of the wheel is shorter
    connect(&m_settle, &QTimer::timeout, this, &FeedPage::onSettled);
    connect(&ports.preferences, &Preferences::tileWidthChanged, m_grid, &PosterGrid::setTileWidth);
    connectNotices();
    connectGrid();
}

FeedPage::~FeedPage() = default;

/// What is said beside the rows: instead of them, above them, over them.
void FeedPage::connectNotices()
{
    connect(m_message, &StateMessage::actionRequested, this, [this] {
        if (m_messageAct)
            m_messageAct();
    });
    connect(m_banner, &Banner::actionRequested, this, &FeedPage::retry);
    connect(m_tip, &WelcomeTip::connectRequested, this, &FeedPage::connectRequested);
    connect(m_consent, &PictureConsent::given, this, &FeedPage::onPictures);
    connect(m_pill, &QPushButton::clicked, this, &FeedPage::acceptOffer);
    m_countdown.setSingleShot(true);
    connect(&m_countdown, &QTimer::timeout, this, &FeedPage::onWaits);
    connect(&m_ports.waits, &SourceWaits::changed, this, &FeedPage::onWaits);
    connect(&m_ports.connections, &Connections::changed, this, &FeedPage::onWaits);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(2s); // paging.md 4.7.5
    connect(&m_quiet, &QTimer::timeout, this, &FeedPage::acceptQuietly);
}

void FeedPage::connectGrid()
{
    connect(m_grid, &PosterGrid::viewportChanged, this, &FeedPage::onViewport);
    connect(m_grid, &PosterGrid::favoriteToggleRequested, this, &FeedPage::toggleFavorite);
    connect(m_grid, &PosterGrid::menuRequested, this, &FeedPage::openMenu);
    connect(m_grid, &PosterGrid::jumpRequested, this, [this](const QString &text) {
        m_jumping = true;
        m_model->jumpToText(text);
    });
    connect(m_grid, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        if (const Title *title = m_model->titleAt(index.row()))
            Q_EMIT titleChosen(title->id, m_model->key());
    });
    connect(m_footer, &FeedFooter::retryRequested, this, &FeedPage::retry);
}

void FeedPage::openFeed(const SourceDescriptor &source, const Location &location)
{
    const FeedKey &key = location.feed;
    const FeedDescriptor *feed = source.feed(key.feed);
    m_isRemote = source.isRemote;
    m_setting = {key, source.name, source.secret.has_value()};
    m_setting.needsAccount = !m_ports.signIns.ways(source.id).empty() && (!m_setting.needsSecret || (feed && feed->needsAccount));
    m_tip->setSource(source);
    m_consent->setSource(source);
    if (!feed) {
        closeFeed();
        m_header->setHeading(source.name);
        showMessage(u"warning"_s, tr("%1 has no such list").arg(source.name), key.text(), {}, {});
        return;
    }
    m_keep->setFeed(key, source.isRemote && !OwnFeeds::isOwn(key) && feed->per != FeedDescriptor::Per::Text, kUsualPageSize);
    m_header->setFeed(*feed, key);
    m_unfiltered = key;
    for (const FeedParameter &parameter : feed->parameters) {
        if (parameter.kind == FeedParameter::Kind::Filter)
            m_unfiltered = m_unfiltered.with(parameter.name, {});
    }
    m_setting.isFiltered = m_unfiltered != key;
    nameFeed(*feed, key);
    m_body->setCurrentWidget(m_grid);
    m_grid->setJumpEnabled(key.feed == "all"_L1); // the one list in an order that letters name
    auto model = std::make_unique<FeedModel>(m_ports.engine.feed(key), m_ports.favorites);
    m_grid->setModel(model.get());
    m_model = std::move(model); // the earlier model goes after the view let go of it
    connectModel();
    m_currentTitle = {};
    m_returnTitle = location.anchor ? location.anchor->title : TitleId();
    m_jumping = m_staysAtTop = false;
    m_model->setActive(isVisible());
    m_model->open(location.anchor);
    showOffer();
    onStatus();
}

void FeedPage::connectModel()
{
    connect(m_model.get(), &FeedModel::statusChanged, this, &FeedPage::onStatus);
    connect(m_model.get(), &FeedModel::placeFound, this, &FeedPage::onPlaceFound);
    connect(m_model.get(), &QAbstractItemModel::dataChanged, &m_settle, qOverload<>(&QTimer::start));
    const auto keepCurrent = [this] {
        if (m_currentTitle.isValid())
            m_returnTitle = m_currentTitle;
    };
    connect(m_model.get(), &QAbstractItemModel::modelAboutToBeReset, this, keepCurrent);
    connect(m_model.get(), &QAbstractItemModel::layoutAboutToBeChanged, this, keepCurrent);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.data(FeedModel::LoadedRole).toBool())
            m_currentTitle = current.data(FeedModel::TitleIdRole).value<TitleId>();
        tellAnchor();
    });
}

void FeedPage::closeFeed()
{
    m_grid->setModel(nullptr);
    m_model.reset();
    m_header->setCountText({});
    m_banner->say({}, {});
    m_progress->setBusy(false);
    showOffer();
}

/// The current row is the title that was current before, or where the view stands if that one is gone.
void FeedPage::onPlaceFound(int row, int y)
{
    if (m_returnTitle.isValid() || m_jumping) {
        const int kept = m_jumping ? -1 : m_model->rowOf(m_returnTitle);
        m_grid->setAutoScroll(false); // the place below says where to stand
        m_grid->setCurrentIndex(m_model->index(kept >= 0 ? kept : row));
        m_grid->setAutoScroll(true);
        m_jumping = false;
        m_returnTitle = {};
    }
    if (std::exchange(m_staysAtTop, false))
        m_grid->scrollToTop();
    else
        m_grid->restorePlace(row, y);
}

void FeedPage::nameFeed(const FeedDescriptor &feed, const FeedKey &key)
{
    m_header->setHeading(key.feed == "search"_L1 ? tr("Results for “%1”").arg(key.parameter(u"q")) : feed.title);
    m_header->setCountText({});
    const auto about = TitleId::parse(key.source, key.parameter(u"title"));
    if (feed.per != FeedDescriptor::Per::Title || !about)
        return;
    m_ports.titles.details(*about, whileAlive(this, [this, key](const Result<TitleDetails> &details) {
        if (details && m_model && m_model->key() == key)
            m_header->setHeading(tr("More like %1").arg(details->title.title));
    }));
}

void FeedPage::showReading(const QString &sourceId, const SourceProgress &progress)
{
    const int percent = progress.bytesTotal > 0 ? int(progress.bytesRead * 100 / progress.bytesTotal) : 0;
    closeFeed();
    m_header->setHeading(m_ports.sources.sourceName(sourceId));
    showMessage(u"films"_s, tr("Reading the catalogue"),
        tr("%1 titles, %2 %").arg(QLocale().toString(progress.titles)).arg(percent), {}, {});
}

void FeedPage::showSourceProblem(const QString &sourceId, const Error &error)
{
    closeFeed();
    m_header->setHeading(m_ports.sources.sourceName(sourceId));
    showMessage(u"warning"_s, tr("This catalogue can't be opened"), sentenceFor(error), tr("Try again"),
        [this] { Q_EMIT sourceRetryRequested(); });
}

void FeedPage::showMessage(
    const QString &icon, const QString &headline, const QString &detail, const QString &action, std::function<void()> act)
{
    m_messageAct = std::move(act);
    m_message->show(icon, headline, detail, action);
    m_statusLine->setPlace({});
    m_statusLine->setStanding({});
    m_body->setCurrentWidget(m_message);
}

void FeedPage::offer(const QString &sourceId, const QString &text, std::function<void()> accept)
{
    m_offers.insert(sourceId, {text, std::move(accept)});
    showOffer();
}

void FeedPage::showOffer()
{
    const auto offer = m_offers.constFind(shownFeed().source);
    const QString text = offer != m_offers.cend() ? offer->text : m_words.pill;
    m_pill->setVisible(m_model && !text.isEmpty());
    if (!m_model || text.isEmpty())
        return;
    m_pill->setText(text);
    m_pill->raise();
    placeOverlays();
    m_quiet.start();
}

void FeedPage::acceptOffer()
{
    tellAnchor();
    const auto offer = m_offers.constFind(shownFeed().source);
    m_pill->hide();
    if (offer != m_offers.cend())
        m_offers.take(shownFeed().source).accept();
    else
        m_model->showOffer();
}

/// A list that changed is shown by itself only where nobody can be in the middle of anything: at the very top, at rest,
/// nothing chosen or pointed at (paging.md 4.7.5).
void FeedPage::acceptQuietly()
{
    const auto place = m_grid->place();
    const bool isAtTop
        = place && place->row == 0 && m_grid->verticalScrollBar()->value() == m_grid->verticalScrollBar()->minimum();
    const bool isPointedAt = m_grid->viewport()->underMouse();
    if (m_model && isVisible() && m_model->status().offered && isAtTop && !isPointedAt
        && !m_grid->selectionModel()->hasSelection() && QGuiApplication::mouseButtons() == Qt::NoButton
        && !m_offers.contains(shownFeed().source)) {
        m_staysAtTop = true; // what is new is what somebody looks for there
        acceptOffer();
    }
}

void FeedPage::onPictures()
{
    m_consent->refresh();
    m_ports.posters.forgetFailures(); // and asks for those on screen
}

void FeedPage::refresh()
{
    tellAnchor();
    if (!m_model || !isVisible())
        return;
    if (m_isRemote && m_ports.connections.isOffline(shownFeed().source))
        return m_ports.connections.askNow(shownFeed().source); // what waits goes on by itself
    m_ports.posters.forgetFailures();
    m_model->refresh();
}

/// The rows and the pictures that failed; whoever asks again does not mean to look at drawn posters.
/// Does what brings a source without a way to its server back; true where there is one.
void FeedPage::focusGrid()
{
    m_grid->setFocus(Qt::OtherFocusReason);
    if (m_model && !m_grid->currentIndex().isValid() && !m_returnTitle.isValid() && m_model->rowCount() > 0)
        m_grid->setCurrentIndex(m_model->index(0));
}

FeedKey FeedPage::shownFeed() const
{
    return m_model ? m_model->key() : FeedKey();
}

std::optional<Anchor> FeedPage::anchor() const
{
    const auto place = m_grid->place();
    const Title *title = m_model && place ? m_model->titleAt(place->row) : nullptr;
    if (!title)
        return std::nullopt;
    return Anchor{title->id, place->y, place->row};
}

/// All that depends on the list's state and on the hour.
/// The list's; one whose server is left alone waits, also where nothing has been asked since.
void FeedPage::onViewport(int first, int last, double rowsPerSecond)
{
    m_model->setViewport(first, last, rowsPerSecond);
    m_staysAtTop = m_staysAtTop && first == 0; // scrolled away meanwhile
    if (m_pill->isVisible())
        m_quiet.start();
    tellAnchor();
    showStatusTexts();
    m_settle.start();
}

/// The list may change underneath at any moment: what is to stay in place is told before, not when the view rests.
void FeedPage::tellAnchor()
{
    const auto place = m_grid->place();
    if (m_model && place)
        m_model->setAnchor(place->row, place->y);
}

void FeedPage::onSettled()
{
    const RowRange rows = m_grid->visibleRows();
    if (!m_model || !isVisible() || rows.isEmpty())
        return;
    for (int row = rows.first; row <= rows.last; ++row) {
        if (!m_model->index(row).data(FeedModel::LoadedRole).toBool() && !m_model->index(row).data(FeedModel::GapRole).toBool())
            return; // the pages still on their way start the timer again
    }
    tellAnchor();
    m_trace->settled(*m_model, rows);
    Q_EMIT settled();
}

void FeedPage::toggleFavorite(const QModelIndex &index)
{
    if (const Title *title = m_model->titleAt(index.row()))
        m_ports.favorites.set(*title, !m_ports.favorites.isWanted(title->id));
}

void FeedPage::openMenu(const QModelIndex &index, const QPoint &globalPosition)
{
    const Title *title = index.isValid() ? m_model->titleAt(index.row()) : nullptr;
    if (!title)
        return;
    auto *menu = new TitleMenu(m_ports, *title, this);
    connect(menu, &TitleMenu::openRequested, this, [this](const TitleId &id) { Q_EMIT titleChosen(id, m_model->key()); });
    connect(menu, &TitleMenu::leavesList, this, &FeedPage::leavesList);
    const qint64 list = OwnFeeds::listOf(m_model->key().feed);
    if (list > 0 && m_model->key().parameter(u"sort"_s).isEmpty())
        menu->addListActions(m_ports.marks, *title, placeInList(list, index.row()));
    menu->popup(globalPosition);
}

TitleMenu::InList FeedPage::placeInList(qint64 list, int row) const
{
    const auto idAt = [this](int at) {
        const Title *title = at >= 0 && at < m_model->rowCount() ? m_model->titleAt(at) : nullptr;
        return title ? title->id : TitleId{};
    };
    return {list, idAt(0), idAt(row - 1), idAt(row + 1), idAt(row + 2), row + 1 >= m_model->rowCount()};
}

void FeedPage::placeOverlays()
{
    const QRect body(0, m_header->height(), width(), height() - m_header->height() - m_statusLine->height());
    m_progress->setGeometry(0, m_header->height(), width(), m_progress->sizeHint().height());
    const QSize pill = m_pill->sizeHint();
    m_pill->setGeometry((width() - pill.width()) / 2, m_header->height(), pill.width(), pill.height());
}

void FeedPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_tip->setRoom(height());
    placeOverlays();
}

void FeedPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    placeOverlays();
    if (!m_model)
        return;
    m_model->setActive(true);
    onWaits(); // the countdown stood while nobody saw it
}

void FeedPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_model)
        m_model->setActive(false);
}

} // namespace matinee

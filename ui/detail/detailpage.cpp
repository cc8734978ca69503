// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailpage.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QStyle>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

#include "models/connections.h"
#include "models/catalog/accounts.h"
#include "models/catalog/clock.h"
#include "models/feed/feedengine.h"
#include "models/feedmodel.h"
#include "models/marks.h"
#include "ui/detail/creditsection.h"
#include "ui/detail/detailhero.h"
#include "ui/pages/personalmenu.h"
#include "ui/pages/statemessage.h"
#include "ui/pages/statusline.h"
#include "ui/shelf/shelf.h"
#include "ui/theme/iconbutton.h"
#include "ui/theme/theme.h"
#include "ui/whilealive.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Two lines and one, in a usual window.
constexpr int kCastShown = 10;
constexpr int kCrewShown = 5;

} // namespace

DetailPage::DetailPage(const WindowPorts &ports, QWidget *parent)
    : QWidget(parent),
      m_ports(ports),
      m_body(new QStackedWidget(this)),
      m_scroll(new QScrollArea(this)),
      m_hero(new DetailHero(ports.theme, ports.posters, ports.images)),
      m_cast(new CreditSection(ports.theme, CreditSection::Kind::Cast, kCastShown)),
      m_crew(new CreditSection(ports.theme, CreditSection::Kind::Crew, kCrewShown)),
      m_recommended(new Shelf(ports, tr("Recommended"), tr("more like this"))),
      m_similar(new Shelf(ports, tr("Similar"), tr("by genre and theme"))),
      m_statusLine(new StatusLine(ports.theme, this)),
      m_previous(new QPushButton(tr("← previous"), this)),
      m_next(new QPushButton(this)),
      m_message(new StateMessage(ports.theme, this)),
      m_sidebarButton(new IconButton(ports.theme, u"menu"_s, tr("Show the sidebar"), IconButton::Look::Filled, this)),
      m_back(new IconButton(ports.theme, u"chevron-left"_s, tr("Back"), IconButton::Look::Filled, this)),
      m_forward(new IconButton(ports.theme, u"chevron-right"_s, tr("Forward"), IconButton::Look::Filled, this))
{
    buildContent();
    QSizePolicy keepsRoom = m_body->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    m_body->setSizePolicy(keepsRoom);
    m_body->hide(); // until there is a title to show
    connectHero();
    connectPage();
    m_sidebarButton->hide();
    restyle();
}

DetailPage::~DetailPage() = default;

void DetailPage::connectPage()
{
    connect(m_back, &QAbstractButton::clicked, this, &DetailPage::backRequested);
    connect(m_forward, &QAbstractButton::clicked, this, &DetailPage::forwardRequested);
    connect(m_sidebarButton, &QAbstractButton::clicked, this, &DetailPage::sidebarRequested);
    connect(m_message, &StateMessage::actionRequested, this, [this] { doAct(m_act); });
    for (const Shelf *shelf : {m_recommended, m_similar}) {
        connect(shelf, &Shelf::titleChosen, this, &DetailPage::titleChosen);
        connect(shelf, &Shelf::wholeListRequested, this, &DetailPage::feedChosen);
    }
    for (const CreditSection *people : {m_cast, m_crew})
        connect(people, &CreditSection::heightChanged, this, &DetailPage::fitHeights);
    connect(m_previous, &QPushButton::clicked, this, [this] { goToNeighbour(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { goToNeighbour(1); });
    connect(new QShortcut(Qt::Key_F, this), &QShortcut::activated, m_hero, &DetailHero::favoriteRequested);
    connect(new QShortcut(Qt::Key_BracketLeft, this), &QShortcut::activated, m_previous, &QPushButton::click);
    connect(new QShortcut(Qt::Key_BracketRight, this), &QShortcut::activated, m_next, &QPushButton::click);
    connect(&m_ports.theme, &Theme::changed, this, &DetailPage::restyle);
    connect(&m_ports.favorites, &Favorites::stateChanged, this, [this](const TitleId &title) {
        if (title == m_title)
            m_hero->setFavorite(m_ports.favorites.state(title));
    });
    connect(&m_ports.connections, &Connections::changed, this, [this](const QString &sourceId) {
        const bool isMine = sourceId.isEmpty() || sourceId == m_title.source;
        if (m_isCutOff && isMine && !m_ports.connections.isOffline(m_title.source))
            load();
    });
}

void DetailPage::buildContent()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_ports.theme.tokens().spaceM);
    column->addWidget(m_hero);
    column->addWidget(m_cast);
    column->addWidget(m_crew);
    column->addWidget(m_recommended);
    column->addWidget(m_similar);
    column->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->viewport()->installEventFilter(this);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    m_body->addWidget(m_scroll);
    m_body->addWidget(m_message);
    page->addWidget(m_body, 1);
    page->addWidget(m_statusLine);
    for (QPushButton *button : {m_previous, m_next}) {
        button->setFlat(true);
        button->hide();
        m_statusLine->addEndWidget(button);
    }
}

void DetailPage::connectHero()
{
    connect(m_hero, &DetailHero::favoriteRequested, this, [this] {
        if (!m_details)
            return; // another title's page is on its way
        m_ports.favorites.set(m_details->title, !m_ports.favorites.isWanted(m_title));
        m_hero->setFavorite(m_ports.favorites.state(m_title));
    });
    m_personal = new PersonalMenu(m_ports, this);
    m_hero->setMoreMenu(m_personal);
    connect(m_hero, &DetailHero::watchlistRequested, this, [this] {
        const bool isOn = m_ports.marks.isSet(MarkKind::Watchlist, m_title);
        m_hero->setOnWatchlist(isOn); // filled when it is kept, and not before
        if (m_details)
            m_ports.marks.set(MarkKind::Watchlist, m_details->title, isOn ? std::nullopt : std::optional(1.0));
    });
    connect(&m_ports.marks, &Marks::changed, this,
        [this] { m_hero->setOnWatchlist(m_ports.marks.isSet(MarkKind::Watchlist, m_title)); });
    connect(m_hero, &DetailHero::watchRequested, this, [this](const QString &text) {
        const QUrl url(text);
        if (url.scheme() != "https"_L1 || !QDesktopServices::openUrl(url))
            Q_EMIT said(tr("The browser couldn't be opened."));
    });
    connect(m_hero, &DetailHero::copyLinkRequested, this, [this] {
        QGuiApplication::clipboard()->setText(Location::ofTitle(m_title).link());
        Q_EMIT said(tr("Link copied."));
    });
}

void DetailPage::restyle()
{
    const Tokens &tokens = m_ports.theme.tokens();
    for (QPushButton *button : {m_previous, m_next})
        button->setFont(m_ports.theme.font(tokens.textS));
    fitHeights();
    placeOverlays();
}

void DetailPage::openTitle(const SourceDescriptor &source, const Location &location)
{
    m_title = location.title;
    m_source = source;
    followList(source, location.feed);
    load();
}

void DetailPage::load()
{
    m_details.reset();
    m_isCutOff = false;
    m_ports.titles.details(m_title, whileAlive(this, [this, asked = m_title](const Result<TitleDetails> &details) {
        if (m_title != asked)
            return;
        if (details)
            showDetails(*details);
        else
            showProblem(details.error());
    }));
    openShelves();
}

void DetailPage::openShelves()
{
    for (const auto &[shelf, feed] : {std::pair(m_recommended, u"recommended"_s), std::pair(m_similar, u"similar"_s)}) {
        if (m_source.feed(feed))
            shelf->openFeed(FeedKey::of(m_title.source, feed, {{u"title"_s, m_title.localText()}}));
        else
            shelf->closeFeed();
    }
}

void DetailPage::showDetails(const TitleDetails &details)
{
    m_details = details;
    m_body->setCurrentWidget(m_scroll);
    m_body->show();
    m_hero->setDetails(details);
    m_hero->setFavorite(m_ports.favorites.state(m_title));
    m_hero->setOnWatchlist(m_ports.marks.isSet(MarkKind::Watchlist, m_title));
    m_personal->setTitle(details.title);
    m_cast->setCredits(details.cast);
    m_crew->setCredits(details.crew);
    fitHeights();
    m_scroll->verticalScrollBar()->setValue(0);
    m_scroll->setFocus(Qt::OtherFocusReason); // neutral: the last title's button is not this one's
    m_statusLine->setPlace(m_source.isRemote ? QString() : tr("All of it is on this computer"));
    setAccessibleName(details.title.title);
}

void DetailPage::showProblem(const Error &error)
{
    m_details.reset();
    m_recommended->closeFeed();
    m_similar->closeFeed();
    m_body->setCurrentWidget(m_message);
    m_body->show();
    m_statusLine->setPlace({});
    const FeedSetting setting{{}, m_source.name, m_source.secret.has_value(), !m_ports.accounts.secret(m_source.id).isEmpty()};
    const FeedNotice notice = titleNotice(error, setting, m_ports.clock.now());
    m_act = notice.act;
    m_isCutOff
        = error.kind == ErrorKind::Offline || error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::CaptivePortal;
    m_message->show(notice.icon, notice.headline, notice.detail, notice.actText);
    placeOverlays();
}

void DetailPage::doAct(FeedNotice::Act act)
{
    switch (act) {
    case FeedNotice::Act::Retry: load(); break;
    case FeedNotice::Act::Connect: Q_EMIT connectRequested(m_source.id); break;
    case FeedNotice::Act::GoBack: Q_EMIT backRequested(); break;
    case FeedNotice::Act::None:
    case FeedNotice::Act::SignIn:
    case FeedNotice::Act::ResetFilters: break; // a list's only
    }
}

void DetailPage::followList(const SourceDescriptor &source, const FeedKey &from)
{
    m_list.reset();
    m_previous->hide();
    m_next->hide();
    const FeedDescriptor *feed = from.source == source.id ? source.feed(from.feed) : nullptr;
    if (!feed)
        return;
    m_listName = feed->title;
    m_list = std::make_unique<FeedModel>(m_ports.engine.feed(from), m_ports.favorites);
    connect(
        m_list.get(), &FeedModel::placeFound, this, [this](int row) { m_list->setViewport(std::max(0, row - 1), row + 1, 0); });
    connect(m_list.get(), &FeedModel::statusChanged, this, &DetailPage::updateNeighbours);
    connect(m_list.get(), &QAbstractItemModel::dataChanged, this, &DetailPage::updateNeighbours);
    m_list->setActive(true);
    m_list->open(Anchor{m_title, 0, 0});
    updateNeighbours();
}

void DetailPage::updateNeighbours()
{
    const int row = m_list->rowOf(m_title);
    m_previous->setVisible(row > 0 && m_list->titleAt(row - 1));
    const bool hasNext = row >= 0 && row + 1 < m_list->rowCount() && m_list->titleAt(row + 1);
    m_next->setVisible(hasNext);
    m_next->setText(tr("next in %1 →").arg(m_listName).replace(u'&', u"&&"_s));
}

void DetailPage::goToNeighbour(int step)
{
    const int row = m_list ? m_list->rowOf(m_title) : -1;
    const Title *title = row < 0 ? nullptr : m_list->titleAt(row + step);
    if (title)
        Q_EMIT neighbourChosen(TitleId(title->id), FeedKey(m_list->key())); // copies: answering replaces the list
}

void DetailPage::setNavigation(bool canGoBack, bool canGoForward)
{
    m_back->setEnabled(canGoBack);
    m_forward->setEnabled(canGoForward);
}

void DetailPage::setSidebarButtonVisible(bool visible)
{
    m_sidebarButton->setVisible(visible);
    placeOverlays();
}

void DetailPage::placeOverlays()
{
    const Tokens &tokens = m_ports.theme.tokens();
    int x = tokens.spaceXl;
    for (IconButton *button : {m_sidebarButton, m_back, m_forward}) {
        if (button->isHidden())
            continue;
        const QRect box(QPoint(x, tokens.spaceM), button->sizeHint());
        button->setGeometry(QStyle::visualRect(layoutDirection(), rect(), box));
        button->raise();
        x += box.width() + tokens.spaceS;
    }
}

void DetailPage::fitHeights()
{
    // A scroll area asks no widget how high it is at a width, so they are told.
    const int width = m_scroll->viewport()->width();

    m_hero->setFixedHeight(m_hero->heightForWidth(width));
    m_cast->fitTo(width);
    m_crew->fitTo(width);
}

bool DetailPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fitHeights();
    return QWidget::eventFilter(watched, event);
}

void DetailPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeOverlays();
}

void DetailPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_recommended->setActive(true);
    m_similar->setActive(true);
    if (m_list)
        m_list->setActive(true);
}

void DetailPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_recommended->setActive(false);
    m_similar->setActive(false);
    if (m_list)
        m_list->setActive(false);
}

} // namespace matinee

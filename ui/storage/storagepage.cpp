// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/storage/storagepage.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "models/catalog/feedkey.h"
#include "ui/storage/keptcard.h"
#include "ui/storage/outboxcard.h"
#include "ui/storage/storagecard.h"
#include "ui/storage/usagebar.h"
#include "ui/storage/usechart.h"
#include "ui/storage/usesums.h"
#include "ui/theme/iconbutton.h"
#include "ui/theme/theme.h"
#include "ui/whilealive.h"
#include "ui/words/feedwords.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr std::chrono::seconds kRefreshEvery{5};
constexpr int kMostSlow = 20; // the rest is in `matinee stats`

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1024 * 1024 ? 0 : 1, QLocale::DataSizeTraditionalFormat);
}

QString millisecondsText(double ms)
{
    return QLocale().toString(ms, 'f', ms < 10 ? 1 : 0);
}

QTableWidgetItem *cell(const QString &text)
{
    auto *item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

void setRow(QTableWidget *table, int row, const QStringList &texts)
{
    for (int column = 0; column < int(texts.size()); ++column)
        table->setItem(row, column, cell(texts[column]));
}

} // namespace

StoragePage::StoragePage(const Ports &ports, QWidget *parent) : QWidget(parent), m_ports(ports)
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    const Tokens &tokens = m_ports.theme.tokens();
    column->setContentsMargins(tokens.spaceXl, tokens.spaceM, tokens.spaceXl, tokens.spaceXl);
    column->setSpacing(tokens.spaceL);
    column->addWidget(makeHeader());
    column->addWidget(makeFigures());
    m_outbox = new OutboxCard(ports.outbox, ports.theme, ports.clock);
    connect(m_outbox, &OutboxCard::said, this, &StoragePage::said);
    column->addWidget(m_outbox);
    if (ports.keepOffline)
        column->addWidget(
            new KeptCard(*ports.keepOffline, ports.theme, [this](const FeedKey &feed) { return nameOf(feed.text()); }));
    column->addWidget(makeTables());
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    auto *again = new QTimer(this);
    again->setInterval(kRefreshEvery);
    connect(again, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
    again->start();
    connect(&ports.theme, &Theme::changed, this, &StoragePage::restyle);
    restyle();
}

QWidget *StoragePage::makeHeader()
{
    auto *header = new QWidget;
    auto *line = new QHBoxLayout(header);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(m_ports.theme.tokens().spaceS);
    m_sidebarButton = new IconButton(m_ports.theme, u"menu"_s, tr("Show the sidebar"), IconButton::Look::Filled, header);
    m_sidebarButton->hide();
    connect(m_sidebarButton, &QAbstractButton::clicked, this, &StoragePage::sidebarRequested);
    auto *back = new IconButton(m_ports.theme, u"chevron-left"_s, tr("Back"), IconButton::Look::Filled, header);
    connect(back, &QAbstractButton::clicked, this, &StoragePage::backRequested);
    m_heading = new QLabel(tr("Storage"), header);
    m_heading->setTextFormat(Qt::PlainText);
    line->addWidget(m_sidebarButton);
    line->addWidget(back);
    line->addWidget(m_heading, 1);
    for (const auto &[kind, text] : {std::pair(Kind::Art, tr("Clear art")), std::pair(Kind::Pages, tr("Clear pages"))}) {
        auto *button = new QPushButton(text, header);
        button->setObjectName(kind == Kind::Art ? u"clearArt"_s : u"clearPages"_s);
        connect(button, &QPushButton::clicked, this, [this, what = kind] { askToClear(what); });
        line->addWidget(button);
    }
    return header;
}

QWidget *StoragePage::makeFigures()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(m_ports.theme.tokens().spaceL);
    auto *rate = new StorageCard(m_ports.theme, tr("Answered from this computer, 30 days"));
    m_rate = rate->addFigure();
    m_times = rate->addLine();
    auto *disk = new StorageCard(m_ports.theme, tr("On disk"));
    m_total = disk->addFigure();
    m_bar = new UsageBar(m_ports.theme);
    disk->column()->addWidget(m_bar);
    m_parts = disk->addLine();
    disk->column()->addWidget(makeBudgets());
    auto *own = new StorageCard(m_ports.theme, tr("Your own"));
    m_own = own->addFigure();
    own->addLine()->setText(tr("Favorites, lists, ratings and notes. Clearing never touches them."));
    for (StorageCard *card : {rate, disk, own}) {
        card->column()->addStretch(1);
        line->addWidget(card, 1);
    }
    return row;
}

QWidget *StoragePage::makeBudgets()
{
    auto *budgets = new QWidget;
    auto *grid = new QGridLayout(budgets);
    grid->setContentsMargins(0, 0, 0, 0);
    const StorageBudgets now = m_ports.storage.budgets();
    m_artBudget = makeBudget(tr("Art may take"), now.artMb);
    m_pagesBudget = makeBudget(tr("Pages may take"), now.pagesMb);
    int row = 0;
    for (QSpinBox *box : {m_artBudget, m_pagesBudget}) {
        auto *label = new QLabel(box->accessibleName());
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(box);
        grid->addWidget(label, row, 0);
        grid->addWidget(box, row++, 1);
    }
    grid->setColumnStretch(0, 1);
    return budgets;
}

QSpinBox *StoragePage::makeBudget(const QString &name, int megabytes)
{
    auto *box = new QSpinBox;
    box->setRange(StorageBudgets::kLeast, StorageBudgets::kMost);
    box->setSingleStep(64);
    box->setSuffix(tr(" MB"));
    box->setValue(megabytes);
    box->setAccessibleName(name);
    box->setKeyboardTracking(false); // "1" on the way to "1024" would throw most of it away
    connect(box, &QSpinBox::valueChanged, this, &StoragePage::keepBudgets);
    return box;
}

QTableWidget *StoragePage::makeTable(const QString &name, const QStringList &columns)
{
    auto *table = new QTableWidget(0, int(columns.size()));
    table->setHorizontalHeaderLabels(columns);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false); // Tab leaves it
    table->setAccessibleName(name);
    table->setMinimumHeight(m_ports.theme.px(150));
    return table;
}

QWidget *StoragePage::makeTables()
{
    auto *rows = new QWidget;
    auto *grid = new QGridLayout(rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(m_ports.theme.tokens().spaceL);
    auto *chart = new StorageCard(m_ports.theme, tr("Pages a day: from this computer, and over the network above"));
    m_chart = new UseChart(m_ports.theme);
    chart->column()->addWidget(m_chart, 1);
    auto *lists = new StorageCard(m_ports.theme, tr("Lists that are kept"));
    m_lists = makeTable(tr("Lists that are kept"), {tr("List"), tr("Pages"), tr("Size"), tr("Oldest")});
    lists->column()->addWidget(m_lists, 1);
    auto *slow = new StorageCard(m_ports.theme, tr("Slow requests: over half a second"));
    m_slow = makeTable(tr("Slow requests"), {tr("Request"), tr("Times"), tr("On average")});
    slow->column()->addWidget(m_slow, 1);
    grid->addWidget(chart, 0, 0);
    grid->addWidget(lists, 0, 1);
    grid->addWidget(slow, 1, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return rows;
}

void StoragePage::setSidebarButtonVisible(bool visible)
{
    m_sidebarButton->setVisible(visible);
}

void StoragePage::refresh()
{
    m_outbox->refresh(); // how long is left
    m_ports.storage.report(whileAlive(this, [this](const Result<StorageReport> &report) {
        if (report)
            return show(*report);
        m_parts->setText(sentenceFor(report.error()));
    }));
}

void StoragePage::keepBudgets()
{
    m_ports.storage.setBudgets({m_artBudget->value(), m_pagesBudget->value()});
    refresh();
}

void StoragePage::askToClear(Kind kind)
{
    const QString what = kind == Kind::Art
        ? tr("Forget every saved picture? They are fetched again when they are seen.")
        : tr("Forget every saved list and title of your sources? Without a network they are gone until you are online.");
    auto *question = new QMessageBox(QMessageBox::Question, tr("Storage"), what, QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    const auto *yes = question->addButton(tr("Clear"), QMessageBox::AcceptRole);
    connect(yes, &QAbstractButton::clicked, this, [this, kind] { clear(kind); });
    question->open();
}

void StoragePage::clear(Kind kind)
{
    const auto done = whileAlive(this, [this, kind](const Result<void> &cleared) {
        Q_EMIT said(!cleared ? sentenceFor(cleared.error()) : kind == Kind::Art ? tr("Art cleared") : tr("Pages cleared"));
        if (cleared && kind == Kind::Pages)
            Q_EMIT pagesCleared();
        refresh();
    });
    kind == Kind::Art ? m_ports.storage.clearArt(done) : m_ports.storage.clearPages(done);
}

void StoragePage::show(const StorageReport &report)
{
    m_total->setText(sizeText(report.art.bytes + report.pages.bytes + report.catalogueBytes));
    m_bar->setParts({report.art.bytes, report.pages.bytes, report.catalogueBytes},
        report.art.budget + report.pages.budget + report.catalogueBytes);
    m_parts->setText(tr("Art %1 of %2 · pages %3 of %4 · catalogue files %5")
                         .arg(sizeText(report.art.bytes), sizeText(report.art.budget), sizeText(report.pages.bytes),
                             sizeText(report.pages.budget), sizeText(report.catalogueBytes)));
    m_own->setText(sizeText(report.ownBytes));
    showUse(report);
    showLists(report.lists);
}

void StoragePage::showUse(const StorageReport &report)
{
    const UseSums sums = UseSums::of(report.use, m_ports.clock.now().toLocalTime().date());
    const qint64 all = sums.here + sums.network;
    m_rate->setText(
        all == 0 ? tr("Nothing yet") : tr("%1 %").arg(QLocale().toString(100.0 * double(sums.here) / double(all), 'f', 1)));
    QStringList times;
    if (sums.here > 0)
        times += tr("%1 ms here").arg(millisecondsText(sums.hereMs));
    if (sums.networkMs > 0)
        times += tr("%1 ms over the network").arg(millisecondsText(sums.networkMs));
    m_times->setText(times.isEmpty() ? QString() : tr("%1, on average").arg(times.join(u" · "_s)));
    m_chart->setDays(sums.days);
    m_slow->setRowCount(int(std::min(sums.slow.size(), size_t(kMostSlow))));
    for (int row = 0; row < m_slow->rowCount(); ++row) {
        const UseSums::Slow &slow = sums.slow[size_t(row)];
        setRow(m_slow, row, {slow.what, QLocale().toString(slow.times), tr("%1 ms").arg(millisecondsText(slow.ms))});
    }
}

QString StoragePage::nameOf(const QString &key) const
{
    const auto feed = FeedKey::parse(key);
    if (!feed)
        return key;
    QStringList parts{m_ports.sources.sourceName(feed->source), feed->feed};
    for (const auto &[name, value] : feed->parameters) {
        if (!name.startsWith("account"_L1)) // its id says nothing to anybody
            parts += value;
    }
    return parts.join(u" · "_s);
}

void StoragePage::showLists(const std::vector<StoredList> &lists)
{
    m_lists->setRowCount(int(lists.size()));
    const QDateTime now = m_ports.clock.now();
    for (int row = 0; row < m_lists->rowCount(); ++row) {
        const StoredList &list = lists[size_t(row)];
        setRow(m_lists, row,
            {nameOf(list.key), QLocale().toString(list.pages), sizeText(list.bytes),
                list.oldest.isValid() ? ageText(list.oldest, now) : QString()});
    }
}

void StoragePage::restyle()
{
    const Tokens &tokens = m_ports.theme.tokens();
    m_heading->setFont(m_ports.theme.font(tokens.textXl, QFont::Bold));
    for (QTableWidget *table : {m_lists, m_slow}) {
        QPalette palette = table->palette();
        palette.setColor(QPalette::Base, tokens.surface);
        palette.setColor(QPalette::Button, tokens.surface);
        table->setPalette(palette);
    }
    update();
}

} // namespace matinee

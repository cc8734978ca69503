// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shelf/shelf.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/feed/feedengine.h"
#include "models/feedmodel.h"
#include "ui/grid/postergrid.h"
#include "ui/shelf/firstrows.h"
#include "ui/theme/theme.h"

namespace matinee {
namespace {

constexpr int kTileWidth = 124; // logical px at 100 %: smaller than a list's, the page is about another title

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

Shelf::Shelf(const WindowPorts &ports, const QString &heading, const QString &note, QWidget *parent)
    : QWidget(parent),
      m_ports(ports),
      m_heading(plainLabel(heading, this)),
      m_note(plainLabel(note, this)),
      m_all(new QPushButton(tr("See all ›"), this)),
      m_grid(new PosterGrid(ports.theme, ports.posters, this)),
      m_line(new FirstRows(this))
{
    m_all->setFlat(true);
    m_all->setAccessibleName(tr("See all of %1").arg(heading));
    m_grid->setAccessibleName(heading);
    m_grid->installEventFilter(this);
    m_grid->viewport()->installEventFilter(this);
    m_grid->setModel(m_line);
    m_grid->setTileWidth(kTileWidth);
    m_grid->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_grid->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *top = new QHBoxLayout;
    top->addWidget(m_heading);
    top->addWidget(m_note);
    top->addStretch(1);
    top->addWidget(m_all);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_grid);
    connectGrid();
    connect(&ports.theme, &Theme::changed, this, &Shelf::restyle);
    restyle();
    hide();
}

Shelf::~Shelf() = default;

void Shelf::connectGrid()
{
    connect(m_all, &QPushButton::clicked, this, [this] { Q_EMIT wholeListRequested(m_model->key()); });
    connect(m_grid, &PosterGrid::viewportChanged, this,
        [this](int first, int last, double speed) { m_model->setViewport(first, last, speed); });
    connect(m_grid, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        if (const Title *title = m_model->titleAt(index.row()))
            Q_EMIT titleChosen(title->id, m_model->key());
    });
    connect(m_grid, &PosterGrid::favoriteToggleRequested, this, [this](const QModelIndex &index) {
        if (const Title *title = m_model->titleAt(index.row()))
            m_ports.favorites.set(*title, !m_ports.favorites.isWanted(title->id));
    });
}

bool Shelf::eventFilter(QObject *watched, QEvent *event)
{
    // Here F means the poster one is at, whatever it means to the page around.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_F)
        event->setAccepted(m_grid->currentIndex().isValid());
    if (event->type() != QEvent::Wheel)
        return QWidget::eventFilter(watched, event);
    event->ignore(); // one line does not scroll; the page around it does
    return true;
}

void Shelf::restyle()
{
    const Tokens &tokens = m_ports.theme.tokens();
    // A flat button brings a margin of its own.
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    layout()->itemAt(0)->layout()->setContentsMargins(
        mirrored ? tokens.spaceM : tokens.spaceXl, 0, mirrored ? tokens.spaceXl : tokens.spaceM, 0);
    layout()->itemAt(0)->layout()->setSpacing(tokens.spaceS);
    m_heading->setFont(m_ports.theme.font(tokens.textL, QFont::DemiBold));
    m_note->setFont(m_ports.theme.font(tokens.textS));
    m_all->setFont(m_ports.theme.font(tokens.textS, QFont::Medium));
    for (QWidget *quiet : std::initializer_list<QWidget *>{m_note, m_all}) {
        QPalette palette = quiet->palette();
        palette.setColor(QPalette::WindowText, tokens.secondary);
        palette.setColor(QPalette::ButtonText, tokens.secondary);
        quiet->setPalette(palette);
    }
    fitOneLine();
}

void Shelf::openFeed(const FeedKey &key)
{
    auto model = std::make_unique<FeedModel>(m_ports.engine.feed(key), m_ports.favorites);
    m_line->setSourceModel(model.get());
    m_model = std::move(model);
    hide();
    connect(m_model.get(), &FeedModel::statusChanged, this, [this] {
        setVisible(m_model->rowCount() > 0);
        fitOneLine();
    });
    m_model->setActive(m_active);
    m_model->open();
    setVisible(m_model->rowCount() > 0); // the list may be in memory already
}

void Shelf::closeFeed()
{
    hide();
    m_line->setSourceModel(nullptr);
    m_model.reset();
}

void Shelf::setActive(bool active)
{
    m_active = active;
    if (m_model)
        m_model->setActive(active);
}

void Shelf::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitOneLine();
}

void Shelf::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        restyle();
}

void Shelf::fitOneLine()
{
    const GridLayouter &layouter = m_grid->layouter();
    const int top = layouter.metrics().margins.top();
    m_line->setCount(layouter.columns());
    m_grid->setFixedHeight(top + layouter.tileSize().height() + layouter.metrics().margins.bottom());
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/statusline.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include "ui/theme/theme.h"

namespace matinee {

StatusLine::StatusLine(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_place(new QLabel(this)), m_standing(new QLabel(this))
{
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_place);
    row->addStretch(1);
    row->addWidget(m_standing);
    for (QLabel *label : {m_place, m_standing}) {
        label->setTextFormat(Qt::PlainText);
        // A long text must not widen the window.
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        row->setStretchFactor(label, 1);
    }
    m_standing->hide();
    m_standing->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    connect(&theme, &Theme::changed, this, &StatusLine::restyle);
    restyle();
}

void StatusLine::restyle()
{
    const Tokens &tokens = m_theme.tokens();
    layout()->setContentsMargins(tokens.spaceXl, 0, tokens.spaceXl, 0);
    layout()->setSpacing(tokens.spaceM);
    setFixedHeight(m_theme.px(32));
    QPalette palette = m_place->palette();
    palette.setColor(QPalette::WindowText, tokens.secondary);
    for (QLabel *label : {m_place, m_standing}) {
        label->setFont(m_theme.font(tokens.textS));
        label->setPalette(palette);
    }
    update();
}

void StatusLine::setPlace(const QString &text)
{
    m_placeText = text;
    m_place->setAccessibleName(text);
    elide();
}

void StatusLine::setStanding(const QString &text)
{
    m_standingText = text;
    m_standing->setAccessibleName(text);
    m_standing->setVisible(!text.isEmpty()); // the place may have the whole line
    layout()->activate();
    elide();
}

void StatusLine::elide()
{
    const auto fit = [](QLabel *label, const QString &text) {
        label->setText(label->fontMetrics().elidedText(text, Qt::ElideRight, label->width()));
    };
    fit(m_place, m_placeText);
    fit(m_standing, m_standingText);
}

void StatusLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate(); // the labels' own widths
    elide();
}

void StatusLine::addEndWidget(QWidget *widget)
{
    layout()->addWidget(widget);
}

void StatusLine::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().canvas);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.tokens().line);
}

} // namespace matinee

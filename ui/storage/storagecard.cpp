// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/storage/storagecard.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace matinee {

StorageCard::StorageCard(const Theme &theme, const QString &heading, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this))
{
    const int inset = m_theme.px(18);
    m_column->setContentsMargins(inset, m_theme.tokens().spaceL, inset, m_theme.tokens().spaceL);
    m_column->setSpacing(m_theme.tokens().spaceS);
    addLine()->setText(heading);
    connect(&theme, &Theme::changed, this, &StorageCard::restyle);
}

QLabel *StorageCard::addLabel()
{
    auto *label = new QLabel(this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    m_column->addWidget(label);
    return label;
}

QLabel *StorageCard::addFigure()
{
    m_figures += addLabel();
    restyle();
    return m_figures.last();
}

QLabel *StorageCard::addLine()
{
    m_quiet += addLabel();
    restyle();
    return m_quiet.last();
}

void StorageCard::restyle()
{
    const Tokens &tokens = m_theme.tokens();
    for (QLabel *label : m_quiet) {
        label->setFont(m_theme.font(tokens.textS));
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, tokens.secondary);
        label->setPalette(palette);
    }
    for (QLabel *label : m_figures) {
        label->setFont(m_theme.font(tokens.textXl * 1.3, QFont::Bold));
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, tokens.text);
        label->setPalette(palette);
    }
    update();
}

void StorageCard::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &tokens = m_theme.tokens();
    painter.setPen(tokens.line);
    painter.setBrush(tokens.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens.radiusPoster, tokens.radiusPoster);
}

} // namespace matinee

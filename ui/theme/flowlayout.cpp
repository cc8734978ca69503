// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/flowlayout.h"

#include <QStyle>
#include <QWidget>

namespace matinee {

FlowLayout::FlowLayout(int columnGap, int lineGap, int linesShown, QWidget *parent)
    : QLayout(parent), m_columnGap(columnGap), m_lineGap(lineGap), m_linesShown(linesShown)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items += item;
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < m_items.size() ? m_items[index] : nullptr;
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

QSize FlowLayout::sizeHint() const
{
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize hint = item->sizeHint();
        size = QSize(size.width() + (size.width() == 0 ? 0 : m_columnGap) + hint.width(), std::max(size.height(), hint.height()));
    }
    return size.grownBy(contentsMargins());
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->minimumSize());
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect &outer, bool apply) const
{
    const QMargins margins = contentsMargins();
    const QRect rect = outer.marginsRemoved(margins);
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int x = rect.left();
    int y = rect.top();
    int lineHeight = 0;
    int line = 1;
    int height = 0;
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue; // hidden: neither room nor a gap
        const QSize size = item->sizeHint().boundedTo(QSize(rect.width(), item->sizeHint().height()));
        if (x > rect.left() && x + size.width() > rect.left() + rect.width()) {
            x = rect.left();
            y += lineHeight + m_lineGap;
            lineHeight = 0;
            ++line;
        }
        const bool shown = m_linesShown <= 0 || line <= m_linesShown;
        if (apply) // what is not shown stays where nothing paints it
            item->setGeometry(shown ? QStyle::visualRect(direction, rect, QRect(QPoint(x, y), size)) : QRect(-1, -1, 0, 0));
        x += size.width() + m_columnGap;
        lineHeight = std::max(lineHeight, size.height());
        if (shown)
            height = y + lineHeight - rect.top();
    }
    return height + margins.top() + margins.bottom();
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/storage/usechart.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

#include "ui/theme/theme.h"

namespace matinee {

UseChart::UseChart(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAccessibleName(tr("Pages a day"));
}

void UseChart::setDays(std::vector<DayUse> days)
{
    m_days = std::move(days);
    m_most = 1;
    QStringList told;
    for (const DayUse &day : m_days) {
        m_most = std::max(m_most, day.here + day.network);
        if (day.here + day.network > 0)
            told += dayText(day);
    }
    setAccessibleDescription(told.isEmpty() ? tr("Nothing yet") : told.join(u'\n'));
    update();
}

QString UseChart::dayText(const DayUse &day)
{
    return tr("%1: %2 from this computer, %3 over the network")
        .arg(QLocale().toString(day.day, QLocale::ShortFormat), QLocale().toString(day.here), QLocale().toString(day.network));
}

QSize UseChart::sizeHint() const
{
    return {m_theme.px(300), m_theme.px(130)};
}

QRect UseChart::plot() const
{
    const QFontMetrics metrics(m_theme.font(m_theme.tokens().textXs));
    const int side = metrics.horizontalAdvance(QLocale().toString(m_most)) + m_theme.tokens().spaceS;
    return QStyle::visualRect(
        layoutDirection(), rect(), rect().adjusted(side, metrics.height() / 2, 0, -metrics.height() - m_theme.tokens().spaceXs));
}

QRect UseChart::slot(size_t day) const
{
    const QRect area = plot();
    const int count = std::max(1, int(m_days.size()));
    const int left = area.width() * int(day) / count;
    const int right = area.width() * (int(day) + 1) / count;
    return QStyle::visualRect(layoutDirection(), area, QRect(area.left() + left, area.top(), right - left, area.height()));
}

void UseChart::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &tokens = m_theme.tokens();
    const QRect area = plot();
    painter.setPen(tokens.secondary);
    painter.setFont(m_theme.font(tokens.textXs));
    const int line = painter.fontMetrics().height();
    const QRect side
        = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, width() - area.width() - tokens.spaceS, height()));
    painter.drawText(QRect(side.left(), area.top() - line / 2, side.width(), line), Qt::AlignRight, QLocale().toString(m_most));
    painter.drawText(QRect(side.left(), area.bottom() - line / 2, side.width(), line), Qt::AlignRight, QLocale().toString(0));
    if (m_days.empty())
        return;
    const auto edge = [this](Qt::Alignment which) { return int(QStyle::visualAlignment(layoutDirection(), which)); };
    const QRect below(area.left(), area.bottom() + tokens.spaceXs, area.width(), line);
    painter.drawText(below, edge(Qt::AlignLeft), QLocale().toString(m_days.front().day, tr("MMM d")));
    painter.drawText(below, edge(Qt::AlignRight), tr("today"));
    painter.setPen(Qt::NoPen);
    for (size_t i = 0; i < m_days.size(); ++i) {
        const QRect room = slot(i);
        const int gap = std::max(1, room.width() / 6);
        const int here = int(m_days[i].here * area.height() / m_most);
        const int all = int((m_days[i].here + m_days[i].network) * area.height() / m_most);
        const QRect bar = room.adjusted(gap, 0, -gap, 0);
        painter.fillRect(QRect(bar.left(), area.bottom() - all, bar.width(), all - here), tokens.tertiary);
        painter.fillRect(QRect(bar.left(), area.bottom() - here, bar.width(), here), tokens.accent);
    }
    painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), tokens.line);
}

bool UseChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (size_t i = 0; i < m_days.size(); ++i) {
        if (slot(i).contains(help->pos()))
            QToolTip::showText(help->globalPos(), dayText(m_days[i]), this, slot(i));
    }
    return true;
}

} // namespace matinee

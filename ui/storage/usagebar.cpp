// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/storage/usagebar.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>
#include <array>
#include <numeric>

#include "ui/theme/theme.h"

namespace matinee {

UsageBar::UsageBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void UsageBar::setParts(const std::vector<qint64> &parts, qint64 whole)
{
    m_parts = parts;
    m_whole = std::max({qint64(1), whole, std::accumulate(parts.begin(), parts.end(), qint64(0))});
    update();
}

QSize UsageBar::sizeHint() const
{
    return {m_theme.px(120), m_theme.px(8)};
}

void UsageBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &tokens = m_theme.tokens();
    const std::array colors{tokens.accent, tokens.secondary, tokens.ok};
    QPainterPath shape;
    shape.addRoundedRect(rect(), height() / 2.0, height() / 2.0);
    painter.setClipPath(shape);
    painter.fillRect(rect(), tokens.raised);
    qint64 before = 0;
    for (size_t i = 0; i < m_parts.size(); ++i) {
        const int left = int(double(before) / double(m_whole) * width());
        before += m_parts[i];
        const int right = int(double(before) / double(m_whole) * width());
        painter.fillRect(
            QStyle::visualRect(layoutDirection(), rect(), QRect(left, 0, right - left, height())), colors[i % colors.size()]);
    }
}

} // namespace matinee

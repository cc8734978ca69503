// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/pillbutton.h"

#include <QPainter>

#include "ui/theme/controlpainting_p.h"
#include "ui/theme/theme.h"

namespace matinee {

namespace {

constexpr int kShadow = 3; // how far the pill's shadow reaches, logical px

} // namespace

PillButton::PillButton(const Theme &theme, const QString &text, QWidget *parent) : QPushButton(text, parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &PillButton::applyTheme);
    applyTheme();
}

void PillButton::applyTheme()
{
    setFont(m_theme.font(m_theme.tokens().textS, QFont::DemiBold));
    updateGeometry();
    update();
}

QSize PillButton::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2 * m_theme.tokens().spaceL + 2 * kShadow, m_theme.px(30) + 2 * kShadow};
}

void PillButton::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    const QRectF body = QRectF(rect()).adjusted(kShadow, kShadow, -kShadow, -kShadow);
    for (int reach = kShadow; reach > 0; --reach) {
        const QRectF shade = body.adjusted(-reach, 1 - reach, reach, reach);
        paintRounded(painter, shade, height(), QColor(0, 0, 0, 36), QColor());
    }
    QColor fill = tokens.accent;
    if (isDown())
        fill = blend(fill, tokens.canvas, 0.2);
    else if (underMouse())
        fill = blend(fill, tokens.text, 0.12);
    paintRounded(painter, body, height(), fill, hasFocus() ? tokens.text : QColor(), tokens.ringWidth);
    painter.setPen(tokens.onAccent);
    painter.drawText(body, Qt::AlignCenter, text());
}

} // namespace matinee

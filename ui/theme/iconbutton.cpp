// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/iconbutton.h"

#include <QPainter>

#include "ui/theme/controlpainting_p.h"
#include "ui/theme/theme.h"

namespace matinee {

namespace {

constexpr double kIconSize = 16; // the chevrons of the picture, logical px

} // namespace

IconButton::IconButton(const Theme &theme, const QString &icon, const QString &name, Look look, QWidget *parent)
    : QPushButton(parent), m_theme(theme), m_icon(icon), m_look(look)
{
    setName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::ArrowCursor);
    connect(&theme, &Theme::changed, this, &QWidget::updateGeometry);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void IconButton::setIconName(const QString &icon)
{
    m_icon = icon;
    update();
}

void IconButton::setName(const QString &name)
{
    setToolTip(name);
    setAccessibleName(name);
}

QSize IconButton::sizeHint() const
{
    const int side = m_theme.px(30);
    return {side, side};
}

void IconButton::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    QColor fill = m_look == Look::Filled ? tokens.surface : QColor();
    if (isDown() || isChecked())
        fill = blend(tokens.raised, tokens.text, 0.08);
    else if (isEnabled() && underMouse())
        fill = tokens.raised;
    if (fill.isValid())
        paintRounded(painter, rect(), tokens.radiusControl, fill, QColor());
    if (hasFocus())
        paintFocusRing(painter, rect(), tokens.radiusControl, tokens.accent, tokens.ringWidth);
    const int side = m_theme.px(kIconSize);
    const QRect target((width() - side) / 2, (height() - side) / 2, side, side);
    m_theme.icon(m_icon, tokens.text).paint(&painter, target, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
}

} // namespace matinee

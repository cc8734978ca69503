// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/navitem.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStyle>

namespace matinee {

NavItem::NavItem(Theme &theme, const QString &iconName, const QString &text, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_iconName(iconName)
{
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setAutoExclusive(false);
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void NavItem::setCount(int count)
{
    if (m_count == count)
        return;
    m_count = count;
    setAccessibleName(count < 0 ? text() : tr("%1, %n title(s)", nullptr, count).arg(text()));
    update();
}

QSize NavItem::sizeHint() const
{
    return {m_theme.px(200), m_theme.tokens().controlHeight};
}

void NavItem::paintEvent(QPaintEvent * /*event*/)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? tokens.raised : blend(tokens.surface, tokens.raised, 0.5));
        painter.drawRoundedRect(box, tokens.radiusControl, tokens.radiusControl);
    }
    const auto mirrored = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    if (isChecked()) {
        const QRect bar = mirrored(QRect(0, tokens.spaceXs, m_theme.px(3), height() - 2 * tokens.spaceXs));
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.accent);
        painter.drawRoundedRect(bar, bar.width() / 2.0, bar.width() / 2.0);
    }
    if (hasFocus()) {
        painter.setPen(QPen(tokens.accent, tokens.ringWidth));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), tokens.radiusControl - 1, tokens.radiusControl - 1);
    }
    const int iconSize = m_theme.px(16);
    const QRect icon = mirrored(QRect(m_theme.px(11), (height() - iconSize) / 2, iconSize, iconSize));
    m_theme.icon(m_iconName, isChecked() ? tokens.accent : tokens.secondary).paint(&painter, icon);

    const QString number = m_count < 0 ? QString() : QLocale().toString(m_count);
    painter.setFont(m_theme.font(tokens.textS));
    const int numberWidth = number.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(number) + tokens.spaceS;
    painter.setPen(tokens.tertiary);
    const int textLeft = m_theme.px(36);
    const QRect line = mirrored(QRect(textLeft, 0, width() - textLeft - m_theme.px(10), height()));
    const auto align = [this](Qt::Alignment a) {
        return int(QStyle::visualAlignment(layoutDirection(), a) | Qt::AlignVCenter) | Qt::TextSingleLine;
    };
    painter.drawText(line, align(Qt::AlignRight), number);

    painter.setFont(m_theme.font(tokens.textM, isChecked() ? QFont::DemiBold : QFont::Normal));
    painter.setPen(isChecked() ? tokens.text : tokens.secondary);
    const QString name = painter.fontMetrics().elidedText(text(), Qt::ElideRight, line.width() - numberWidth);
    painter.drawText(line, align(Qt::AlignLeft), name);
}

void NavItem::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down)
        focusNextChild();
    else if (event->key() == Qt::Key_Up)
        focusPreviousChild();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void NavItem::enterEvent(QEnterEvent *event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void NavItem::leaveEvent(QEvent *event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/searchfield.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QKeySequence>
#include <QPainter>
#include <QStyle>

#include <chrono>

using namespace std::chrono_literals;

namespace matinee {

SearchField::SearchField(Theme &theme, QWidget *parent) : QLineEdit(parent), m_theme(theme)
{
    setPlaceholderText(tr("Search"));
    setAccessibleName(tr("Search"));
    makeClearButton();
    connect(&m_theme, &Theme::changed, this, &SearchField::makeClearButton);
    setMaxLength(200); // longer than any title; keeps a pasted page out of the query
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(250ms); // product.md: search as you type, 250 ms after the last key
    connect(&m_debounce, &QTimer::timeout, this, &SearchField::report);
    connect(this, &QLineEdit::textEdited, this, [this] { m_debounce.start(); });
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty() && !m_reported.isEmpty())
            m_debounce.start(); // the clear button edits without textEdited
    });
}

void SearchField::makeClearButton()
{
    setClearButtonEnabled(false); // made anew, it takes the theme's color
    setClearButtonEnabled(true);
    for (QAbstractButton *clear : findChildren<QAbstractButton *>())
        clear->setAccessibleName(tr("Clear"));
}

void SearchField::showText(const QString &text)
{
    m_debounce.stop();
    m_reported = text.trimmed();
    if (text != this->text())
        setText(text);
}

void SearchField::begin()
{
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
}

void SearchField::report()
{
    m_debounce.stop();
    const QString wanted = text().trimmed();
    if (wanted == m_reported)
        return;
    m_reported = wanted;
    Q_EMIT searched(wanted);
}

bool SearchField::event(QEvent *event)
{
    // Escape clears first; only in an empty field is it the window's.
    if (event->type() == QEvent::ShortcutOverride && !text().isEmpty()
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QLineEdit::event(event);
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!text().isEmpty() || hasFocus())
        return;
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(tokens.textXs));
    const QString hint
        = QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText).replace(QLatin1Char('+'), QLatin1Char(' '));
    const int hintWidth = painter.fontMetrics().horizontalAdvance(hint) + tokens.spaceM;
    QRect box(width() - hintWidth - tokens.spaceS, (height() - m_theme.px(18)) / 2, hintWidth, m_theme.px(18));
    box = QStyle::visualRect(layoutDirection(), rect(), box);
    painter.setPen(tokens.line);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(tokens.tertiary);
    painter.drawText(box, Qt::AlignCenter, hint);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
    } else if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        report();
        Q_EMIT leftForResults();
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace matinee {

class Theme;

/// A line over the foot of the page that says what just happened and goes by itself; at most one at a time, the newest
/// wins. Stays while the pointer or the focus is on it. GUI thread.
class Toast : public QWidget
{
    Q_OBJECT
public:
    explicit Toast(Theme &theme, QWidget *parent);

    void say(const QString &text, const QString &action = {}, std::function<void()> act = {});
    /// Where it may stand, in the parent's logical px.
    void settleIn(const QRect &area);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();
    void place();

    Theme &m_theme;
    QLabel *m_text;
    QPushButton *m_action;
    std::function<void()> m_act;
    QRect m_area;
    QTimer m_life;
};

} // namespace matinee

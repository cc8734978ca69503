// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace matinee {

class Theme;

/// The line at the foot of a page: where the reader is at one end, how things stand at the other. GUI thread.
class StatusLine : public QWidget
{
    Q_OBJECT
public:
    explicit StatusLine(Theme &theme, QWidget *parent = nullptr);

    void setPlace(const QString &text);
    void setStanding(const QString &text);
    /// Puts a widget (buttons) at the end instead of the standing text.
    void addEndWidget(QWidget *widget);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void restyle();
    void elide();

    Theme &m_theme;
    QLabel *m_place;
    QLabel *m_standing;
    QString m_placeText;
    QString m_standingText;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace matinee {

class Theme;

/// What stands in the middle of a page that has nothing else to show: empty, failed, or busy; with one button where
/// one helps. Says one thing once, never a wall of errors. GUI thread.
class StateMessage : public QWidget
{
    Q_OBJECT
public:
    explicit StateMessage(Theme &theme, QWidget *parent = nullptr);

    /// `detail` may span lines; an empty `action` shows no button.
    void show(const QString &icon, const QString &headline, const QString &detail, const QString &action = {});

Q_SIGNALS:
    void actionRequested();

private:
    void restyle();

    Theme &m_theme;
    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_detail;
    QPushButton *m_action;
};

} // namespace matinee

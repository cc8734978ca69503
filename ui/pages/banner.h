// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace matinee {

class Theme;

/// One line above a list: how the whole of it stands (offline, not refreshed), with a button to try again. Hidden while
/// it has nothing to say. GUI thread.
class Banner : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(Theme &theme, QWidget *parent = nullptr);

    /// The icon before the text, of resources/icons.
    void setIconName(const QString &name);
    /// With a button that waves it away.
    void setDismissable();
    /// An empty text hides it. `action` empty: no button.
    void say(const QString &text, const QString &action);

Q_SIGNALS:
    void actionRequested();
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    Theme &m_theme;
    QString m_iconName = QStringLiteral("warning");
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_dismiss;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>
#include <QWidget>

#include "models/catalog/signin.h"

class QLabel;
class QPushButton;

namespace matinee {

class Theme;

/// What to do elsewhere while the program waits: a page to open, and a code to type there, large and to be copied.
/// GUI thread.
class WaitingForm : public QWidget
{
    Q_OBJECT
public:
    WaitingForm(const QString &sourceName, const Theme &theme, QWidget *parent = nullptr);

    void show(const SignInState &state);
    void focusPage();

Q_SIGNALS:
    void openRequested(const QUrl &page);

private:
    QWidget *makeCodeRow(const Theme &theme);

    QString m_sourceName;
    QUrl m_page;
    QLabel *m_about;
    QLabel *m_code;
    QWidget *m_codeRow;
    QPushButton *m_open;
    QLabel *m_end;
};

} // namespace matinee

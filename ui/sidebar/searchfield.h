// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

#include "ui/theme/theme.h"

namespace matinee {

/// The search box: says what is looked for when typing has paused. GUI thread.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(Theme &theme, QWidget *parent = nullptr);

    /// Shows a text without searching for it (coming back to a search by Back).
    void showText(const QString &text);
    /// Takes the focus, with the text ready to be replaced.
    void begin();

Q_SIGNALS:
    /// Trimmed; empty when the box was cleared.
    void searched(const QString &text);
    /// Down or Return: to the results.
    void leftForResults();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void report();
    void makeClearButton();

    Theme &m_theme;
    QTimer m_debounce;
    QString m_reported;
};

} // namespace matinee

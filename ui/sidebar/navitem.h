// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "ui/theme/theme.h"

namespace matinee {

/// One line of the sidebar: icon, name, and a quiet number at the end. Checkable; the checked one has the accent
/// bar. Up and Down move the focus along the sidebar. GUI thread.
class NavItem : public QAbstractButton
{
    Q_OBJECT
public:
    NavItem(Theme &theme, const QString &iconName, const QString &text, QWidget *parent = nullptr);

    /// The number at the end; negative shows none.
    void setCount(int count);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    Theme &m_theme;
    QString m_iconName;
    int m_count = -1;
};

} // namespace matinee

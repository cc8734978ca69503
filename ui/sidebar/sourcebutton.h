// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "ui/theme/theme.h"

class QMenu;

namespace matinee {

/// The source switcher at the foot of the sidebar: a dot, the source's name, and a menu of the others. GUI thread.
class SourceButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit SourceButton(Theme &theme, QWidget *parent = nullptr);

    void setMenu(QMenu *menu) { m_menu = menu; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void openMenu();

    Theme &m_theme;
    QMenu *m_menu = nullptr; // not owned
};

} // namespace matinee

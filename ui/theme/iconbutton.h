// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace matinee {

class Theme;

/// A square button that shows only an icon: back, forward, menu. Its name is its tool tip and what a screen reader
/// says. Mirrors nothing by itself: pass the icon that fits. GUI thread.
class IconButton : public QPushButton
{
    Q_OBJECT
public:
    enum class Look { Filled, Bare };

    IconButton(const Theme &theme, const QString &icon, const QString &name, Look look = Look::Filled, QWidget *parent = nullptr);

    /// Another of `:/icons/`, for a button with two meanings.
    void setIconName(const QString &icon);
    void setName(const QString &name);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_icon;
    Look m_look;
};

} // namespace matinee

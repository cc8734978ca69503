// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace matinee {

class Theme;

/// A rounded filter or sort button: plain, checkable, or with a menu (then a small triangle follows the words).
/// setActive() marks a filter that is on. GUI thread.
class Chip : public QPushButton
{
    Q_OBJECT
public:
    Chip(const Theme &theme, const QString &text, QWidget *parent = nullptr);

    /// Shown as on, in accent: "Genre: Comedy". A checked chip is active without it.
    void setActive(bool active);
    [[nodiscard]] bool isActive() const { return m_active || isChecked(); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();

    const Theme &m_theme;
    bool m_active = false;
};

} // namespace matinee

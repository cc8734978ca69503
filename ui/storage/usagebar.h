// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace matinee {

class Theme;

/// How a room is filled: parts side by side in a line, what is left free behind them. What it shows is said in words beside
/// it, so it has no name of its own. GUI thread.
class UsageBar : public QWidget
{
    Q_OBJECT
public:
    explicit UsageBar(const Theme &theme, QWidget *parent = nullptr);

    /// `parts` of `whole`, in any unit; at most three.
    void setParts(const std::vector<qint64> &parts, qint64 whole);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    std::vector<qint64> m_parts;
    qint64 m_whole = 1;
};

} // namespace matinee

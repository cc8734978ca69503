// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "ui/storage/usesums.h"

namespace matinee {

class Theme;

/// A bar a day: pages from this computer below, over the network above. Its numbers are in its accessible description and in
/// the tool tip of each bar. GUI thread.
class UseChart : public QWidget
{
    Q_OBJECT
public:
    explicit UseChart(const Theme &theme, QWidget *parent = nullptr);

    void setDays(std::vector<DayUse> days);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] QRect slot(size_t day) const;
    [[nodiscard]] static QString dayText(const DayUse &day);

    const Theme &m_theme;
    std::vector<DayUse> m_days;
    qint64 m_most = 1;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/theme/theme.h"

namespace matinee {

/// The half disc beside the program's name. GUI thread.
class BrandMark : public QWidget
{
    Q_OBJECT
public:
    explicit BrandMark(Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {m_theme.px(12), m_theme.px(18)}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
};

} // namespace matinee

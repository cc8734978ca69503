// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QList>

namespace matinee {

/// Widgets side by side, on further lines when a line is full, mirrored in right-to-left layouts. GUI thread.
class FlowLayout : public QLayout
{
    Q_OBJECT
public:
    /// Gaps in logical px; `linesShown` > 0 hides what would begin a further line.
    FlowLayout(int columnGap, int lineGap, int linesShown, QWidget *parent);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }
    /// All in one line.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    /// Returns the height needed, margins included; moves the widgets when `apply`.
    int arrange(const QRect &outer, bool apply) const;

    QList<QLayoutItem *> m_items;
    int m_columnGap;
    int m_lineGap;
    int m_linesShown;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QButtonGroup;

namespace matinee {

class Theme;

/// Two or three choices side by side of which one holds: "Today | This week". Arrow keys move between them;
/// a screen reader finds radio buttons. GUI thread.
class SegmentedControl : public QWidget
{
    Q_OBJECT
public:
    SegmentedControl(const Theme &theme, const QStringList &choices, QWidget *parent = nullptr);

    [[nodiscard]] int currentIndex() const;
    /// Says nothing: chosen() is for what a person does.
    void setCurrentIndex(int index);

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QButtonGroup *m_buttons;
};

} // namespace matinee

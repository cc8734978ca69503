// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QVariantAnimation>
#include <QWidget>

namespace matinee {

class Theme;

/// A thin line that says that a list with rows is being asked for anew. It lies over what is below and moves nothing; it
/// comes after 150 ms, so that what is quick does not flicker. Where motion is reduced it stands still. GUI thread.
class ProgressLine : public QWidget
{
    Q_OBJECT
public:
    explicit ProgressLine(Theme &theme, QWidget *parent);

    void setBusy(bool busy);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    Theme &m_theme;
    QTimer m_delay;
    QVariantAnimation m_sweep; // 0..1, again and again
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QEvent>
#include <QLayout>

namespace matinee {

/// A dialog that becomes taller when a line appears in it. QLayout holds a window to its minimum size without asking how
/// tall wrapped text is at this width, so a line that came later would squeeze the others. It never becomes smaller by
/// itself: a person may have made it larger.
class GrowingDialog : public QDialog
{
public:
    using QDialog::QDialog;

protected:
    bool event(QEvent *event) override
    {
        const bool isTaken = QDialog::event(event);
        if (event->type() == QEvent::LayoutRequest && layout() && isVisible()) {
            const int needed
                = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : layout()->totalSizeHint().height();
            if (needed > height())
                resize(width(), needed);
        }
        return isTaken;
    }
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "models/catalog/title.h"
#include "ui/windowports.h"

namespace matinee {

/// What can be done with a title where it is shown. Deletes itself when closed. GUI thread.
class TitleMenu : public QMenu
{
    Q_OBJECT
public:
    /// `title` is kept as it is: its row may be gone when an action is chosen.
    TitleMenu(const WindowPorts &ports, const Title &title, QWidget *parent);

Q_SIGNALS:
    void openRequested(const matinee::TitleId &title);
};

} // namespace matinee

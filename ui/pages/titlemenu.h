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
    /// What can be done with it where it stands in an own list.
    struct InList {
        qint64 list = 0;
        TitleId first;    ///< of the list
        TitleId above;    ///< the title before it; invalid: it is the first
        TitleId below;    ///< the title after it; invalid: it is the last
        TitleId twoBelow; ///< before which it stands after a step down; invalid: at the end
        bool isLast = false;
    };
    void addListActions(Marks &marks, const Title &title, const InList &place);

Q_SIGNALS:
    void openRequested(const matinee::TitleId &title);
    /// `below` stood after it; invalid: nothing did.
    void leavesList(qint64 list, const matinee::Title &title, const matinee::TitleId &below);
};

} // namespace matinee

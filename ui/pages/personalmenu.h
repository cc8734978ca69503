// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "models/catalog/title.h"
#include "ui/windowports.h"

namespace matinee {

/// What the person can make of a title beside a favorite: watchlist, watched, a rating, own lists, a note. Fills itself
/// when it opens, so that it always shows what is committed. GUI thread.
class PersonalMenu : public QMenu
{
    Q_OBJECT
public:
    PersonalMenu(const WindowPorts &ports, QWidget *parent);

    /// Of what title; it is kept as it is now.
    void setTitle(const Title &title) { m_title = title; }
    /// Adds the same to another menu, for `title`. What is chosen there works after `menu` is gone.
    static void addTo(QMenu &menu, const WindowPorts &ports, const Title &title);

private:
    const WindowPorts &m_ports;
    Title m_title;
};

/// Asks for a name and makes a list; with a title, puts it in.
void askForList(const WindowPorts &ports, const std::optional<Title> &title, QWidget *parent);

} // namespace matinee

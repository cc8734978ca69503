// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/titlemenu.h"

#include <QClipboard>
#include <QGuiApplication>

#include "models/favorites.h"
#include "ui/navigation/location.h"

namespace matinee {

TitleMenu::TitleMenu(const WindowPorts &ports, const Title &title, QWidget *parent) : QMenu(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    addAction(tr("Open"), this, [this, id = title.id] { Q_EMIT openRequested(id); });
    const bool wanted = ports.favorites.isWanted(title.id);
    addAction(wanted ? tr("Remove from favorites") : tr("Add to favorites"), this,
        [&favorites = ports.favorites, title, wanted] { favorites.set(title, !wanted); });
    addAction(tr("Copy link"), this, [id = title.id] { QGuiApplication::clipboard()->setText(Location::ofTitle(id).link()); });
}

} // namespace matinee

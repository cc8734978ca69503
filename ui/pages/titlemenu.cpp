// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/titlemenu.h"

#include <QClipboard>
#include <QGuiApplication>

#include "models/favorites.h"
#include "models/marks.h"
#include "ui/navigation/location.h"
#include "ui/pages/personalmenu.h"

namespace matinee {

TitleMenu::TitleMenu(const WindowPorts &ports, const Title &title, QWidget *parent) : QMenu(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    addAction(tr("Open"), this, [this, id = title.id] { Q_EMIT openRequested(id); });
    const bool wanted = ports.favorites.isWanted(title.id);
    addAction(wanted ? tr("Remove from favorites") : tr("Add to favorites"), this,
        [&favorites = ports.favorites, title, wanted] { favorites.set(title, !wanted); });
    PersonalMenu::addTo(*this, ports, title);
    addSeparator();
    addAction(tr("Copy link"), this, [id = title.id] { QGuiApplication::clipboard()->setText(Location::ofTitle(id).link()); });
}

void TitleMenu::addListActions(Marks &marks, const Title &title, const InList &place)
{
    addSeparator();
    const auto move = [&](const QString &text, const TitleId &before, bool isPossible) {
        addAction(text, &marks, [&marks, id = title.id, before, list = place.list] {
            marks.moveInList(list, id, before);
        })->setEnabled(isPossible);
    };
    move(tr("Move to the start"), place.first, place.above.isValid());
    move(tr("Move up"), place.above, place.above.isValid());
    move(tr("Move down"), place.twoBelow, !place.isLast);
    move(tr("Move to the end"), {}, !place.isLast);
    addAction(tr("Remove from this list"), this, [this, place, title] { Q_EMIT leavesList(place.list, title, place.below); });
}

} // namespace matinee

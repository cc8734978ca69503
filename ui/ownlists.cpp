// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ownlists.h"

#include <QInputDialog>
#include <QMenu>

#include <algorithm>

#include "models/feed/feedengine.h"
#include "models/feed/own/ownfeeds.h"
#include "models/marks.h"
#include "ui/pages/feedpage.h"
#include "ui/pages/personalmenu.h"
#include "ui/sidebar/sidebar.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;

namespace matinee {

OwnLists::OwnLists(const WindowPorts &ports, QWidget *window) : QObject(window), m_ports(ports), m_window(window)
{
    Marks *marks = &m_ports.marks;
    connect(marks, &Marks::changed, this, [this](MarkKind kind, const QString &sourceId) {
        invalidate(sourceId, OwnFeeds::feedOfMark(kind));
        Q_EMIT marksChanged();
    });
    connect(marks, &Marks::listsChanged, this, &OwnLists::listsChanged);
    connect(marks, &Marks::listChanged, this, [this](qint64 list) { invalidate({}, OwnFeeds::feedOfList(list)); });
    connect(marks, &Marks::failed, this,
        [this](const Error &error) { Q_EMIT said(tr("It couldn't be kept. %1").arg(sentenceFor(error)), {}, {}); });
}

void OwnLists::serve(Sidebar &sidebar, FeedPage &page)
{
    connect(&sidebar, &Sidebar::feedMenuRequested, this, &OwnLists::openMenu);
    connect(&page, &FeedPage::leavesList, this, &OwnLists::leave);
}

void OwnLists::showCounts(Sidebar &sidebar, const QString &sourceId) const
{
    for (const MarkKind kind : kMarkKinds) {
        if (kind != MarkKind::Favorite)
            sidebar.setFeedCount(OwnFeeds::feedOfMark(kind), m_ports.marks.count(kind, sourceId));
    }
    for (const OwnList &list : m_ports.marks.lists())
        sidebar.setFeedCount(OwnFeeds::feedOfList(list.id), static_cast<int>(list.size));
}

/// A list of ours is the same whatever source it is looked at from: then `sourceId` is empty.
void OwnLists::invalidate(const QString &sourceId, const QString &feedId)
{
    m_ports.engine.invalidate(
        [&](const FeedKey &key) { return key.feed == feedId && (sourceId.isEmpty() || key.source == sourceId); });
}

void OwnLists::openMenu(const QString &feedId, const QPoint &globalPosition)
{
    const qint64 list = OwnFeeds::listOf(feedId);
    auto *menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("New list\u2026"), this, [this] { askForList(m_ports, std::nullopt, m_window); });
    if (list > 0) {
        menu->addAction(tr("Rename\u2026"), this, [this, list] { askForName(list); });
        menu->addAction(tr("Delete list"), this, [this, list] { remove(list); });
    }
    menu->popup(globalPosition);
}

void OwnLists::askForName(qint64 list)
{
    const auto &lists = m_ports.marks.lists();
    const auto at = std::ranges::find(lists, list, &OwnList::id);
    if (at == lists.end())
        return;
    auto *dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename list"));
    dialog->setLabelText(tr("Name of the list"));
    dialog->setTextValue(at->name);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, list](const QString &name) {
        if (!name.trimmed().isEmpty())
            m_ports.marks.renameList(list, name);
    });
    dialog->open();
}

void OwnLists::remove(qint64 list)
{
    m_ports.marks.removeList(list, [this, list](const OwnListContent &content) {
        Q_EMIT removed(OwnFeeds::feedOfList(list));
        Q_EMIT said(
            tr("List deleted: %1").arg(content.list.name), tr("Undo"), [this, content] { m_ports.marks.undoList(content); });
    });
}

void OwnLists::leave(qint64 list, const Title &title, const TitleId &below)
{
    m_ports.marks.removeFromList(list, title.id);
    Q_EMIT said(tr("Removed from the list: %1").arg(title.title), tr("Undo"),
        [this, list, title, below] { m_ports.marks.putBack(list, title, below); });
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/catalog/title.h"
#include "ui/windowports.h"

class QWidget;

namespace matinee {

class FeedPage;
class Sidebar;

/// The person's own lists in the window: what is on screen of them follows every change, and they are made, renamed and
/// taken away here, with a way back. GUI thread.
class OwnLists : public QObject
{
    Q_OBJECT
public:
    OwnLists(const WindowPorts &ports, QWidget *window);

    void serve(Sidebar &sidebar, FeedPage &page);
    /// The numbers beside the lists of a source in the sidebar.
    void showCounts(Sidebar &sidebar, const QString &sourceId) const;

Q_SIGNALS:
    /// What a source offers is to be described anew: there are other lists.
    void listsChanged();
    /// The marks of a source, and so the numbers, are others.
    void marksChanged();
    /// A list on screen is gone.
    void removed(const QString &feedId);
    void said(const QString &text, const QString &action, std::function<void()> act);

private:
    void invalidate(const QString &sourceId, const QString &feedId);
    void openMenu(const QString &feedId, const QPoint &globalPosition);
    void askForName(qint64 list);
    void remove(qint64 list);
    void leave(qint64 list, const Title &title, const TitleId &below);

    const WindowPorts m_ports;
    QWidget *m_window;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/catalog/sourcedescriptor.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/windowports.h"

class QWidget;

namespace matinee {

class SourceMenu;

/// The ways by which a person brings another source in: a file chosen, a profile added, a server's key given, signing
/// in and out. GUI thread; lives as long as the window.
class SourceOpening : public QObject
{
    Q_OBJECT
public:
    SourceOpening(const WindowPorts &ports, QWidget *window);

    /// Does what this menu asks for, but for going to another source.
    void serve(SourceMenu &menu);
    void chooseFile();
    /// A profile is offered to be added, anything else is opened as a catalogue.
    void openFile(const QString &path);
    void addSource(const QByteArray &profile = {});
    /// Asks first.
    void removeSource(const SourceDescriptor &source);
    /// Asks for the source's key, tries it, keeps it. A source without a key is signed in at.
    void connectSource(const QString &sourceId) { ask(sourceId, ConnectDialog::Goal::Key); }
    void signIn(const QString &sourceId) { ask(sourceId, ConnectDialog::Goal::Account); }
    void signOut(const QString &sourceId, const QString &accountId);
    void useAccount(const QString &sourceId, const QString &accountId);
    void forgetKey(const QString &sourceId);

Q_SIGNALS:
    void fileChosen(const QString &path);
    /// The source can be browsed now, or by somebody else, and has these lists.
    void connected(const SourceDescriptor &source);
    /// The source is no more.
    void removed(const QString &sourceId);
    /// One sentence to tell.
    void said(const QString &text);

private:
    void ask(const QString &sourceId, ConnectDialog::Goal goal);
    void onAdded(const QString &sourceId, bool wantsSecret);
    void forgetSource(const SourceDescriptor &source);
    void openDialog(const SourceDescriptor &source, ConnectDialog::Goal goal);
    /// What was shown for one person is not shown to another.
    void onAccountsChanged(const QString &sourceId);
    [[nodiscard]] Reply<void> changed(const QString &sourceId);

    WindowPorts m_ports;
    QWidget *m_window;
};

} // namespace matinee

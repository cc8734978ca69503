// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/catalog/sourcedescriptor.h"
#include "ui/windowports.h"

class QWidget;

namespace matinee {

/// The ways by which a person brings another source in: a file chosen, a server's key given. GUI thread; lives as long
/// as the window.
class SourceOpening : public QObject
{
    Q_OBJECT
public:
    SourceOpening(const WindowPorts &ports, QWidget *window);

    void chooseFile();
    /// Asks for the source's key, tries it, keeps it.
    void connectSource(const QString &sourceId);

Q_SIGNALS:
    void fileChosen(const QString &path);
    void connected(const QString &sourceId);
    /// One sentence to tell.
    void said(const QString &text);

private:
    void askForKey(const SourceDescriptor &source);

    WindowPorts m_ports;
    QWidget *m_window;
};

} // namespace matinee

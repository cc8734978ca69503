// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/catalog/transfer.h"
#include "ui/windowports.h"

class QWidget;

namespace matinee {

/// The person's own data from and to files, as dialogs of the window. GUI thread; a child of the window.
class ImportExport : public QObject
{
    Q_OBJECT
public:
    ImportExport(const WindowPorts &ports, QWidget *window);

    void chooseImport();
    void chooseExport();
    /// Takes a file in and says what came of it.
    void import(const QString &path);

Q_SIGNALS:
    void said(const QString &text);

private:
    void tell(const QString &path, const ImportReport &report);
    void saveReport(const QString &path);
    void chooseFile(const ExportChoice &choice, const QString &name);

    const WindowPorts m_ports;
    QWidget *m_window;
};

} // namespace matinee

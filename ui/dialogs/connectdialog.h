// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "models/catalog/accounts.h"
#include "models/catalog/sourceconnector.h"
#include "models/catalog/sourcedescriptor.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace matinee {

class Theme;

/// Asks for the key of a source, tries it at once, and keeps it only when the server takes it. GUI thread.
class ConnectDialog : public QDialog
{
    Q_OBJECT
public:
    ConnectDialog(const SourceDescriptor &source, Accounts &accounts, SourceConnector &connector, const Theme &theme,
        QWidget *parent = nullptr);

Q_SIGNALS:
    /// The source can be browsed now.
    void connected(const QString &sourceId);
    /// One sentence for after the dialog has gone: where the key is kept.
    void said(const QString &text);

private:
    void tryOut();
    void onTried(const Result<void> &result);
    void setBusy(bool busy, const QString &text);

    QString m_sourceId;
    QString m_sourceName;
    Accounts &m_accounts;
    SourceConnector &m_connector;
    QLineEdit *m_secret;
    QLabel *m_state;
    QPushButton *m_connect;
};

} // namespace matinee

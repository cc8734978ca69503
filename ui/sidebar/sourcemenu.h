// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "models/catalog/sourcedescriptor.h"

class QActionGroup;

namespace matinee {

class AccountMenu;
class Accounts;
class Preferences;
class SignIns;
class SourceInstaller;
class SourceRegistry;

/// The sources to switch to: those there are, files opened before, and opening another; and the accounts at the one
/// that is shown. Filled when it opens. GUI thread.
class SourceMenu : public QMenu
{
    Q_OBJECT
public:
    struct Ports {
        SourceRegistry &sources;
        Preferences &preferences;
        const Accounts &accounts;
        const SignIns &signIns;
        const SourceInstaller &installer;
    };
    explicit SourceMenu(const Ports &ports, QWidget *parent = nullptr);

    /// The one that is shown.
    void setSource(const SourceDescriptor &source) { m_source = source; }

Q_SIGNALS:
    void sourceChosen(const QString &sourceId);
    void openRequested();
    void addRequested();
    void removeRequested(const matinee::SourceDescriptor &source);
    void accountChosen(const QString &sourceId, const QString &accountId);
    void signInRequested(const QString &sourceId);
    void signOutRequested(const QString &sourceId, const QString &accountId);
    void keyRequested(const QString &sourceId);
    void forgetKeyRequested(const QString &sourceId);

private:
    void fill();
    void addAccountMenu();

    Ports m_ports;
    SourceDescriptor m_source;
    QActionGroup *m_shown; ///< the sources: one of them is in the window
    AccountMenu *m_accountMenu = nullptr;
};

} // namespace matinee

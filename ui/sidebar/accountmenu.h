// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "models/catalog/sourcedescriptor.h"

namespace matinee {

class Accounts;
class SignIns;

/// Who is signed in at a source, and the way in and out. Made for one opening. GUI thread.
class AccountMenu : public QMenu
{
    Q_OBJECT
public:
    AccountMenu(const SourceDescriptor &source, const Accounts &accounts, const SignIns &signIns, QWidget *parent = nullptr);

    /// Whether a source has anything to choose here.
    [[nodiscard]] static bool isFor(const SourceDescriptor &source, const SignIns &signIns);

Q_SIGNALS:
    void accountChosen(const QString &accountId);
    void signInRequested();
    void signOutRequested(const QString &accountId);
    void keyRequested();
    void forgetKeyRequested();

private:
    void addAccounts(const SourceDescriptor &source, const Accounts &accounts);
    void addKey(const SourceDescriptor &source, const Accounts &accounts);
};

} // namespace matinee

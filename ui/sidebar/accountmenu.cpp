// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sidebar/accountmenu.h"

#include <QActionGroup>

#include "models/catalog/accounts.h"
#include "models/catalog/signin.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// Without the letters that menus underline.
QString plain(QString text)
{
    return text.replace(u'&', u"&&"_s);
}

bool isOurs(SecretPlace place)
{
    return place == SecretPlace::Keychain || place == SecretPlace::Memory;
}

} // namespace

AccountMenu::AccountMenu(const SourceDescriptor &source, const Accounts &accounts, const SignIns &signIns, QWidget *parent)
    : QMenu(tr("%1 account").arg(plain(source.name)), parent)
{
    addAccounts(source, accounts);
    const bool isKeyPersons = source.secret && source.secret->isPersons;
    if (isKeyPersons || !signIns.ways(source.id).empty()) {
        const bool isFirst = accounts.accounts(source.id).empty();
        connect(addAction(isFirst ? tr("Sign in…") : tr("Add another account…")), &QAction::triggered, this,
            &AccountMenu::signInRequested);
    }
    if (source.secret && !isKeyPersons)
        addKey(source, accounts);
}

bool AccountMenu::isFor(const SourceDescriptor &source, const SignIns &signIns)
{
    return source.secret || !signIns.ways(source.id).empty();
}

void AccountMenu::addAccounts(const SourceDescriptor &source, const Accounts &accounts)
{
    const std::optional<Account> current = accounts.current(source.id);
    auto *group = new QActionGroup(this);
    for (const Account &account : accounts.accounts(source.id)) {
        QAction *action = addAction(plain(account.name.isEmpty() ? account.id : account.name));
        action->setCheckable(true);
        action->setChecked(current && current->id == account.id);
        action->setActionGroup(group);
        connect(action, &QAction::triggered, this, [this, id = account.id] { Q_EMIT accountChosen(id); });
    }
    if (!current)
        return;
    addSeparator();
    if (isOurs(current->place)) {
        connect(addAction(tr("Sign out %1").arg(plain(current->name.isEmpty() ? current->id : current->name))),
            &QAction::triggered, this, [this, id = current->id] { Q_EMIT signOutRequested(id); });
    }
}

void AccountMenu::addKey(const SourceDescriptor &source, const Accounts &accounts)
{
    addSeparator();
    const SecretPlace place = accounts.placeOf(source.id);
    connect(addAction(place == SecretPlace::Nowhere ? tr("Enter a key…") : tr("Change the key…")), &QAction::triggered, this,
        &AccountMenu::keyRequested);
    if (isOurs(place))
        connect(addAction(tr("Forget the key")), &QAction::triggered, this, &AccountMenu::forgetKeyRequested);
}

} // namespace matinee

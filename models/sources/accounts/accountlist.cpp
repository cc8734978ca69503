// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/accounts/accountlist.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

Account accountOf(const QJsonObject &object)
{
    Account account{object.value(u"id"_s).toString(), object.value(u"name"_s).toString(), object.value(u"secret"_s).toString()};
    account.renewal = object.value(u"renewal"_s).toString();
    account.expiresAt = QDateTime::fromString(object.value(u"expires"_s).toString(), Qt::ISODate).toUTC();
    account.place = SecretPlace::Keychain;
    return account;
}

QJsonObject objectOf(const Account &account)
{
    QJsonObject object{{u"id"_s, account.id}, {u"name"_s, account.name}, {u"secret"_s, account.secret}};
    if (!account.renewal.isEmpty())
        object.insert(u"renewal"_s, account.renewal);
    if (account.expiresAt.isValid())
        object.insert(u"expires"_s, account.expiresAt.toString(Qt::ISODate));
    return object;
}

} // namespace

AccountList AccountList::fromText(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    AccountList list;
    for (const QJsonValue &value : object.value(u"accounts"_s).toArray()) {
        const Account account = accountOf(value.toObject());
        if (!account.id.isEmpty() && !account.secret.isEmpty())
            list.add(account);
    }
    if (!list.use(object.value(u"current"_s).toString()) && !list.m_accounts.empty())
        list.m_current = list.m_accounts.front().id;
    return list;
}

QString AccountList::toText() const
{
    QJsonArray kept;
    for (const Account &account : m_accounts) {
        if (account.place == SecretPlace::Keychain)
            kept.append(objectOf(account));
    }
    const QJsonObject object{{u"current"_s, m_current}, {u"accounts"_s, kept}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::vector<Account>::iterator AccountList::find(const QString &accountId)
{
    return std::ranges::find(m_accounts, accountId, &Account::id);
}

std::optional<Account> AccountList::current() const
{
    const auto found = std::ranges::find(m_accounts, m_current, &Account::id);
    return found == m_accounts.end() ? std::nullopt : std::optional(*found);
}

bool AccountList::isKept() const
{
    return std::ranges::any_of(m_accounts, [](const Account &account) { return account.place == SecretPlace::Keychain; });
}

void AccountList::add(const Account &account)
{
    if (const auto found = find(account.id); found != m_accounts.end())
        *found = account;
    else
        m_accounts.push_back(account);
    m_current = account.id;
}

bool AccountList::use(const QString &accountId)
{
    if (find(accountId) == m_accounts.end())
        return false;
    m_current = accountId;
    return true;
}

bool AccountList::remove(const QString &accountId)
{
    const auto found = find(accountId);
    if (found == m_accounts.end())
        return false;
    m_accounts.erase(found);
    if (m_current == accountId)
        m_current = m_accounts.empty() ? QString() : m_accounts.front().id;
    return true;
}

void AccountList::setPlace(const QString &accountId, SecretPlace place)
{
    if (const auto found = find(accountId); found != m_accounts.end())
        found->place = place;
}

} // namespace matinee

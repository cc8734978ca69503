// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/accounts/keychainaccounts.h"

#include <QCryptographicHash>
#include <QPointer>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// What a packager built in for a source; empty otherwise.
QString builtIn(const QString &sourceId)
{
#ifdef MATINEE_TMDB_TOKEN
    if (sourceId == "tmdb"_L1)
        return QStringLiteral(MATINEE_TMDB_TOKEN);
#endif
    Q_UNUSED(sourceId)
    return {};
}

QString accountsName(const QString &sourceId)
{
    return sourceId + "/accounts"_L1;
}

QString fromEnvironment(const QString &name)
{
    return qEnvironmentVariable(KeychainAccounts::variableFor(name).toUtf8().constData()).trimmed();
}

std::optional<Account> accountFromEnvironment(const QString &sourceId)
{
    const QString text = fromEnvironment(sourceId + "/account"_L1);
    const QString id = text.section(u':', 0, 0);
    const QString secret = text.section(u':', 1);
    if (id.isEmpty() || secret.isEmpty())
        return std::nullopt;
    Account account{id, {}, secret};
    account.place = SecretPlace::Environment;
    return account;
}

/// Whether nothing is left of it. Where nothing can be kept there never was anything, unless we had it from there.
Result<void> gone(const Result<void> &removed, bool wasKept)
{
    return removed || removed.error().kind == ErrorKind::NotFound || !wasKept ? Result<void>() : removed;
}

} // namespace

KeychainAccounts::KeychainAccounts(QString profile, SecretVault &vault, QObject *parent)
    : QObject(parent), m_profile(std::move(profile)), m_vault(vault)
{
}

KeychainAccounts::~KeychainAccounts() = default;

QString KeychainAccounts::variableFor(const QString &sourceId)
{
    QString name = u"MATINEE_"_s;
    for (const QChar c : sourceId.toUpper())
        name += (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ? c : QChar(u'_');
    return name + u"_TOKEN"_s;
}

QString KeychainAccounts::entryOf(const QString &name) const
{
    if (m_profile.isEmpty())
        return name;
    const QByteArray hash = QCryptographicHash::hash(m_profile.toUtf8(), QCryptographicHash::Sha256);
    return name + u'@' + QString::fromLatin1(hash.left(8).toHex());
}

template <typename T>
void KeychainAccounts::answer(const Reply<T> &reply, Result<T> result)
{
    QTimer::singleShot(0, this, [reply, result = std::move(result)] { reply(result); });
}

template <typename T>
Reply<T> KeychainAccounts::whileHere(std::function<void(const Result<T> &)> call)
{
    return [here = QPointer<QObject>(this), call = std::move(call)](const Result<T> &result) {
        if (!here.isNull())
            call(result);
    };
}

// ---- reading -----------------------------------------------------------------------------------------------------

void KeychainAccounts::load(const QString &sourceId, Reply<SecretPlace> reply)
{
    const Known &known = m_known[sourceId];
    if (known.isKeyRead && known.areAccountsRead)
        return answer<SecretPlace>(reply, known.place);
    loadKey(sourceId, [this, sourceId, reply = std::move(reply)] {
        loadAccounts(sourceId, [this, sourceId, reply] { answer<SecretPlace>(reply, placeOf(sourceId)); });
    });
}

void KeychainAccounts::loadKey(const QString &sourceId, const std::function<void()> &then)
{
    Known &known = m_known[sourceId];
    if (known.isKeyRead)
        return then();
    const QString built = builtIn(sourceId);
    known.key = built;
    known.place = built.isEmpty() ? SecretPlace::Nowhere : SecretPlace::Program;
    if (const QString told = fromEnvironment(sourceId); !told.isEmpty()) {
        known = {told, SecretPlace::Environment, known.accounts, true, known.areAccountsRead};
        return then();
    }
    m_vault.read(entryOf(sourceId), whileHere<QString>([this, sourceId, then](const Result<QString> &kept) {
        Known &now = m_known[sourceId];
        // What was kept or forgotten meanwhile is newer.
        if (!std::exchange(now.isKeyRead, true) && kept && !kept->isEmpty()) {
            now.key = *kept;
            now.place = SecretPlace::Keychain;
        }
        then();
    }));
}

void KeychainAccounts::loadAccounts(const QString &sourceId, const std::function<void()> &then)
{
    if (m_known[sourceId].areAccountsRead)
        return then();
    m_vault.read(entryOf(accountsName(sourceId)), whileHere<QString>([this, sourceId, then](const Result<QString> &kept) {
        Known &now = m_known[sourceId];
        if (!std::exchange(now.areAccountsRead, true)) {
            now.accounts = AccountList::fromText(kept.value_or(QString()));
            if (const auto told = accountFromEnvironment(sourceId))
                now.accounts.add(*told);
        }
        then();
    }));
}

void KeychainAccounts::findKeychain(Reply<bool> reply)
{
    // An entry nobody writes: a vault that works says that it is not there.
    m_vault.read(entryOf(u"is-there"_s), [reply = std::move(reply)](const Result<QString> &read) {
        reply(read.has_value() || read.error().kind == ErrorKind::NotFound);
    });
}

QString KeychainAccounts::secret(const QString &sourceId) const
{
    return m_known.value(sourceId).key;
}

SecretPlace KeychainAccounts::placeOf(const QString &sourceId) const
{
    return m_known.value(sourceId).place;
}

std::vector<Account> KeychainAccounts::accounts(const QString &sourceId) const
{
    return m_known.value(sourceId).accounts.all();
}

std::optional<Account> KeychainAccounts::current(const QString &sourceId) const
{
    return m_known.value(sourceId).accounts.current();
}

// ---- keeping -----------------------------------------------------------------------------------------------------

void KeychainAccounts::keep(const QString &sourceId, const QString &secret, Keeping keeping, Reply<SecretPlace> reply)
{
    Known &known = m_known[sourceId];
    known.key = secret;
    known.place = SecretPlace::Memory;
    known.isKeyRead = true;
    const auto finish = whileHere<void>([this, sourceId, secret, reply = std::move(reply)](const Result<void> &written) {
        Known &now = m_known[sourceId];
        if (written && now.key == secret)
            now.place = SecretPlace::Keychain;
        reply(written ? SecretPlace::Keychain : SecretPlace::Memory);
    });
    if (keeping == Keeping::Keychain)
        return m_vault.write(entryOf(sourceId), secret, finish);
    // An older one in the keychain would come back at the next start.
    m_vault.remove(entryOf(sourceId),
        [finish](const Result<void> &) { finish(fail(ErrorKind::Cancelled, u"only until the program closes"_s)); });
}

void KeychainAccounts::forget(const QString &sourceId, Reply<void> reply)
{
    Known &known = m_known[sourceId];
    const bool wasKept = known.place == SecretPlace::Keychain;
    known.key = builtIn(sourceId);
    known.place = known.key.isEmpty() ? SecretPlace::Nowhere : SecretPlace::Program;
    known.isKeyRead = true;
    m_vault.remove(
        entryOf(sourceId), [reply = std::move(reply), wasKept](const Result<void> &removed) { reply(gone(removed, wasKept)); });
}

void KeychainAccounts::writeAccounts(const QString &sourceId, bool wasKept, Reply<void> reply)
{
    const QString key = entryOf(accountsName(sourceId));
    const AccountList &list = m_known[sourceId].accounts;
    if (list.isKept())
        return m_vault.write(key, list.toText(), std::move(reply));
    m_vault.remove(key, [reply = std::move(reply), wasKept](const Result<void> &removed) { reply(gone(removed, wasKept)); });
}

void KeychainAccounts::addAccount(const QString &sourceId, const Account &account, Keeping keeping, Reply<SecretPlace> reply)
{
    // Those of earlier days must not be lost by being written over before they were read.
    loadAccounts(sourceId, [this, sourceId, account, keeping, reply = std::move(reply)] {
        Account added = account;
        added.place = keeping == Keeping::Keychain ? SecretPlace::Keychain : SecretPlace::Memory;
        AccountList &list = m_known[sourceId].accounts;
        const bool wasKept = list.isKept();
        list.add(added);
        writeAccounts(sourceId, wasKept, whileHere<void>([this, sourceId, added, reply](const Result<void> &written) {
            const SecretPlace place = written ? added.place : SecretPlace::Memory;
            m_known[sourceId].accounts.setPlace(added.id, place);
            reply(place);
        }));
    });
}

void KeychainAccounts::useAccount(const QString &sourceId, const QString &accountId, Reply<void> reply)
{
    AccountList &list = m_known[sourceId].accounts;
    if (!list.use(accountId))
        return answer<void>(reply, fail(ErrorKind::NotFound, u"nobody is signed in by this name"_s, u"account"_s));
    writeAccounts(sourceId, list.isKept(), std::move(reply));
}

void KeychainAccounts::removeAccount(const QString &sourceId, const QString &accountId, Reply<void> reply)
{
    AccountList &list = m_known[sourceId].accounts;
    const bool wasKept = list.isKept();
    if (!list.remove(accountId))
        return answer<void>(reply, fail(ErrorKind::NotFound, u"nobody is signed in by this name"_s, u"account"_s));
    writeAccounts(sourceId, wasKept, std::move(reply));
}

} // namespace matinee

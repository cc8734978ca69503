// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMap>
#include <QTest>

#include "models/sources/accounts/keychainaccounts.h"
#include "models/sources/accounts/keychainvault.h"
#include "tests/support/await.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::await;

namespace {

/// A keychain in memory; answers from the event loop, in order.
class MemoryVault final : public SecretVault
{
public:
    QMap<QString, QString> entries;
    bool isThere = true;
    bool takes = true;

    void read(const QString &key, Reply<QString> reply) override
    {
        Result<QString> result = gone();
        if (isThere && !entries.contains(key))
            result = fail(ErrorKind::NotFound, u"no such entry"_s);
        else if (isThere)
            result = entries.value(key);
        post<QString>(std::move(reply), result);
    }
    void write(const QString &key, const QString &text, Reply<void> reply) override
    {
        if (isThere && takes)
            entries.insert(key, text);
        post<void>(std::move(reply), isThere && takes ? Result<void>() : gone());
    }
    void remove(const QString &key, Reply<void> reply) override
    {
        if (isThere && takes)
            entries.remove(key);
        post<void>(std::move(reply), isThere && takes ? Result<void>() : gone());
    }

private:
    [[nodiscard]] static tl::unexpected<Error> gone() { return fail(ErrorKind::Storage, u"locked"_s, u"keychain"_s); }
    template <typename T>
    void post(Reply<T> reply, Result<T> result)
    {
        QMetaObject::invokeMethod(
            &m_loop, [reply = std::move(reply), result = std::move(result)] { reply(result); }, Qt::QueuedConnection);
    }
    QObject m_loop;
};

SecretPlace load(KeychainAccounts &accounts, const QString &source = u"tmdb"_s)
{
    return await<SecretPlace>([&](auto reply) { accounts.load(source, reply); }).value();
}

SecretPlace add(KeychainAccounts &accounts, const Account &account, Keeping keeping = Keeping::Keychain)
{
    return await<SecretPlace>([&](auto reply) { accounts.addAccount(u"tmdb"_s, account, keeping, reply); }).value();
}

SecretPlace keep(KeychainAccounts &accounts, const QString &secret, Keeping keeping = Keeping::Keychain)
{
    return await<SecretPlace>([&](auto reply) { accounts.keep(u"tmdb"_s, secret, keeping, reply); }).value();
}

const Account kAda{u"1"_s, u"Ada"_s, u"SECRET-ada"_s};
const Account kBob{u"2"_s, u"Bob"_s, u"SECRET-bob"_s, u"SECRET-next"_s, QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC)};

} // namespace

class TestKeychainAccounts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        // What a keychain of this computer holds is its own business: the real vault is tried without one, as cron does.
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
        qunsetenv("MATINEE_TMDB_TOKEN");
        qunsetenv("MATINEE_TMDB_ACCOUNT_TOKEN");
    }

    void theVariableIsNamedAfterTheSource_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("variable");
        QTest::newRow("letters") << u"tmdb"_s << u"MATINEE_TMDB_TOKEN"_s;
        QTest::newRow("a hyphen") << u"my-films2"_s << u"MATINEE_MY_FILMS2_TOKEN"_s;
        QTest::newRow("an account") << u"tmdb/account"_s << u"MATINEE_TMDB_ACCOUNT_TOKEN"_s;
    }
    void theVariableIsNamedAfterTheSource()
    {
        QFETCH(QString, source);
        QTEST(KeychainAccounts::variableFor(source), "variable");
    }

    void theEnvironmentComesFirst()
    {
        qputenv("MATINEE_TMDB_TOKEN", " SECRET-abc123\n");
        qputenv("MATINEE_TMDB_ACCOUNT_TOKEN", "77:SECRET-session");
        MemoryVault vault;
        vault.entries.insert(u"tmdb"_s, u"older"_s);
        KeychainAccounts accounts({}, vault);
        QCOMPARE(accounts.secret(u"tmdb"_s), QString());
        QCOMPARE(load(accounts), SecretPlace::Environment);
        QCOMPARE(accounts.secret(u"tmdb"_s), u"SECRET-abc123"_s);
        QCOMPARE(accounts.current(u"tmdb"_s)->id, u"77"_s);
        QCOMPARE(accounts.current(u"tmdb"_s)->secret, u"SECRET-session"_s);
        QCOMPARE(accounts.secret(u"trakt"_s), QString());
        // It is never written anywhere, whatever else is.
        (void)add(accounts, kAda);
        for (const QString &text : std::as_const(vault.entries))
            QVERIFY(!text.contains(u"SECRET-session"_s) && !text.contains(u"SECRET-abc123"_s));
    }

    void withoutAKeychainASecretLastsAsLongAsTheProgram()
    {
        KeychainVault vault;
        {
            KeychainAccounts accounts(u"/profile"_s, vault);
            QVERIFY(!await<bool>([&](auto reply) { accounts.findKeychain(reply); }).value());
            QCOMPARE(load(accounts), SecretPlace::Nowhere);
            QCOMPARE(keep(accounts, u"SECRET-abc123"_s), SecretPlace::Memory);
            QCOMPARE(accounts.secret(u"tmdb"_s), u"SECRET-abc123"_s);
            QCOMPARE(add(accounts, kAda), SecretPlace::Memory);
            QCOMPARE(accounts.current(u"tmdb"_s)->place, SecretPlace::Memory);
            QVERIFY(await<void>([&](auto reply) { accounts.useAccount(u"tmdb"_s, u"1"_s, reply); }));
            QVERIFY(await<void>([&](auto reply) { accounts.removeAccount(u"tmdb"_s, u"1"_s, reply); }));
            QVERIFY(!accounts.current(u"tmdb"_s));
            QVERIFY(await<void>([&](auto reply) { accounts.forget(u"tmdb"_s, reply); }));
            QCOMPARE(accounts.secret(u"tmdb"_s), QString());
            QCOMPARE(accounts.placeOf(u"tmdb"_s), SecretPlace::Nowhere);
            QCOMPARE(keep(accounts, u"SECRET-abc123"_s), SecretPlace::Memory);
        }
        KeychainAccounts again(u"/profile"_s, vault);
        QCOMPARE(load(again), SecretPlace::Nowhere);
    }

    void aKeychainKeepsKeyAndAccounts()
    {
        MemoryVault vault;
        {
            KeychainAccounts accounts({}, vault);
            QVERIFY(await<bool>([&](auto reply) { accounts.findKeychain(reply); }).value());
            QCOMPARE(keep(accounts, u"SECRET-abc123"_s), SecretPlace::Keychain);
            QCOMPARE(accounts.placeOf(u"tmdb"_s), SecretPlace::Keychain);
            QCOMPARE(add(accounts, kAda), SecretPlace::Keychain);
            QCOMPARE(add(accounts, kBob), SecretPlace::Keychain);
            QVERIFY(await<void>([&](auto reply) { accounts.useAccount(u"tmdb"_s, u"1"_s, reply); }));
        }
        KeychainAccounts again({}, vault);
        QCOMPARE(load(again), SecretPlace::Keychain);
        QCOMPARE(again.secret(u"tmdb"_s), u"SECRET-abc123"_s);
        const std::vector<Account> all = again.accounts(u"tmdb"_s);
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(again.current(u"tmdb"_s)->name, u"Ada"_s);
        Account bob = kBob;
        bob.place = SecretPlace::Keychain;
        QCOMPARE(all.back(), bob);
    }

    void signingInAgainReplacesTheAccount()
    {
        MemoryVault vault;
        KeychainAccounts accounts({}, vault);
        (void)add(accounts, kAda);
        (void)add(accounts, kBob);
        (void)add(accounts, {u"1"_s, u"Ada"_s, u"SECRET-new"_s});
        QCOMPARE(accounts.accounts(u"tmdb"_s).size(), std::size_t(2));
        QCOMPARE(accounts.current(u"tmdb"_s)->secret, u"SECRET-new"_s);
    }

    void signingOutLeavesTheOthers()
    {
        MemoryVault vault;
        KeychainAccounts accounts({}, vault);
        (void)add(accounts, kAda);
        (void)add(accounts, kBob);
        QVERIFY(await<void>([&](auto reply) { accounts.removeAccount(u"tmdb"_s, u"2"_s, reply); }));
        QCOMPARE(accounts.current(u"tmdb"_s)->id, u"1"_s);
        QVERIFY(!vault.entries.first().contains(u"SECRET-bob"_s));
        QVERIFY(await<void>([&](auto reply) { accounts.removeAccount(u"tmdb"_s, u"1"_s, reply); }));
        QVERIFY(vault.entries.isEmpty());
        const auto nobody = await<void>([&](auto reply) { accounts.removeAccount(u"tmdb"_s, u"1"_s, reply); });
        QCOMPARE(nobody.error().kind, ErrorKind::NotFound);
    }

    void onlyUntilClosedIsWrittenNowhere()
    {
        MemoryVault vault;
        KeychainAccounts accounts({}, vault);
        (void)keep(accounts, u"SECRET-older"_s);
        QCOMPARE(keep(accounts, u"SECRET-abc123"_s, Keeping::UntilClosed), SecretPlace::Memory);
        QCOMPARE(add(accounts, kAda, Keeping::UntilClosed), SecretPlace::Memory);
        QVERIFY(vault.entries.isEmpty()); // the older one neither: it would come back
        (void)add(accounts, kBob);
        QVERIFY(!vault.entries.first().contains(u"SECRET-ada"_s));
        QCOMPARE(accounts.accounts(u"tmdb"_s).size(), std::size_t(2));
    }

    void anAccountAddedBeforeAnythingWasReadJoinsTheEarlierOnes()
    {
        MemoryVault vault;
        {
            KeychainAccounts accounts({}, vault);
            (void)add(accounts, kAda);
        }
        KeychainAccounts again({}, vault);
        (void)add(again, kBob);
        QCOMPARE(again.accounts(u"tmdb"_s).size(), std::size_t(2));
        QVERIFY(vault.entries.first().contains(u"SECRET-ada"_s));
    }

    void whatIsForgottenWhileItIsReadStaysForgotten()
    {
        MemoryVault vault;
        vault.entries.insert(u"tmdb"_s, u"SECRET-abc123"_s);
        KeychainAccounts accounts({}, vault);
        bool isLoaded = false;
        accounts.load(u"tmdb"_s, [&](const Result<SecretPlace> &) { isLoaded = true; });
        QVERIFY(await<void>([&](auto reply) { accounts.forget(u"tmdb"_s, reply); }));
        QTRY_VERIFY(isLoaded);
        QCOMPARE(accounts.secret(u"tmdb"_s), QString());
    }

    void aKeychainThatRefusesToForgetIsToldOf()
    {
        MemoryVault vault;
        KeychainAccounts accounts({}, vault);
        (void)keep(accounts, u"SECRET-abc123"_s);
        (void)add(accounts, kAda);
        vault.takes = false;
        QVERIFY(!await<void>([&](auto reply) { accounts.forget(u"tmdb"_s, reply); }));
        const auto removed = await<void>([&](auto reply) { accounts.removeAccount(u"tmdb"_s, u"1"_s, reply); });
        QVERIFY(!removed);
        QVERIFY(!removed.error().sentence().contains(u"SECRET"_s));
        QCOMPARE(accounts.secret(u"tmdb"_s), QString()); // here it is gone all the same
    }

    void whatAnotherProgramWroteIsNobody_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no JSON") << u"hello"_s;
        QTest::newRow("another JSON") << u"[1,2]"_s;
        QTest::newRow("an account without a secret") << uR"({"current":"1","accounts":[{"id":"1"}]})"_s;
    }
    void whatAnotherProgramWroteIsNobody()
    {
        QFETCH(QString, text);
        MemoryVault vault;
        vault.entries.insert(u"tmdb/accounts"_s, text);
        KeychainAccounts accounts({}, vault);
        (void)load(accounts);
        QVERIFY(accounts.accounts(u"tmdb"_s).empty());
        QVERIFY(!accounts.current(u"tmdb"_s));
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestKeychainAccounts)
#include "tst_keychainaccounts.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "models/sources/accounts/keychainaccounts.h"
#include "tests/support/await.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::await;

class TestKeychainAccounts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // Run without a session bus, as cron does: what a keychain would hold is the keychain's own business.
    void init()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
        qunsetenv("MATINEE_TMDB_TOKEN");
    }

    void theVariableIsNamedAfterTheSource_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("variable");
        QTest::newRow("letters") << u"tmdb"_s << u"MATINEE_TMDB_TOKEN"_s;
        QTest::newRow("a hyphen") << u"my-films2"_s << u"MATINEE_MY_FILMS2_TOKEN"_s;
    }
    void theVariableIsNamedAfterTheSource()
    {
        QFETCH(QString, source);
        QTEST(KeychainAccounts::variableFor(source), "variable");
    }

    void theEnvironmentComesFirst()
    {
        qputenv("MATINEE_TMDB_TOKEN", " SECRET-abc123\n");
        KeychainAccounts accounts(u"/profile"_s);
        QCOMPARE(accounts.secret(u"tmdb"_s), QString());
        QCOMPARE(await<SecretPlace>([&](auto reply) { accounts.load(u"tmdb"_s, reply); }), SecretPlace::Environment);
        QCOMPARE(accounts.secret(u"tmdb"_s), u"SECRET-abc123"_s);
        QCOMPARE(accounts.secret(u"trakt"_s), QString());
    }

    void withoutAKeychainASecretLastsAsLongAsTheProgram()
    {
        KeychainAccounts accounts(u"/profile"_s);
        QCOMPARE(await<SecretPlace>([&](auto reply) { accounts.load(u"tmdb"_s, reply); }), SecretPlace::Nowhere);
        const auto kept = await<SecretPlace>([&](auto reply) { accounts.keep(u"tmdb"_s, u"SECRET-abc123"_s, reply); });
        QCOMPARE(kept, SecretPlace::Memory);
        QCOMPARE(accounts.secret(u"tmdb"_s), u"SECRET-abc123"_s);
        QVERIFY(await<void>([&](auto reply) { accounts.forget(u"tmdb"_s, reply); }));
        QCOMPARE(accounts.secret(u"tmdb"_s), QString());
        QCOMPARE(accounts.placeOf(u"tmdb"_s), SecretPlace::Nowhere);
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestKeychainAccounts)
#include "tst_keychainaccounts.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/networkpreferences.h"
#include "models/catalog/clock.h"
#include "tests/support/await.h"
#include "tests/support/recordingtrace.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

class MemoryVault final : public SecretVault
{
public:
    QHash<QString, QString> entries;
    bool isRunning = true;

    void read(const QString &key, Reply<QString> reply) override
    {
        if (entries.contains(key))
            reply(entries.value(key));
        else
            reply(fail(ErrorKind::NotFound, u"no entry"_s, key));
    }
    void write(const QString &key, const QString &text, Reply<void> reply) override
    {
        if (!isRunning)
            return reply(fail(ErrorKind::Storage, u"no keychain"_s));
        entries.insert(key, text);
        reply({});
    }
    void remove(const QString &key, Reply<void> reply) override
    {
        entries.remove(key);
        reply({});
    }
};

ProxySettings manual(const QString &host, int port, const QString &user = {})
{
    return {ProxySettings::Mode::Manual, ProxySettings::Kind::Http, host, port, user};
}

struct World {
    explicit World(const QString &settingsFile) : file(settingsFile)
    {
        for (const auto id : {"tmdb"_L1, "internet-archive"_L1})
            profiles.add(readProfileFile(shippedProfileFolder() + u'/' + id + ".json"_L1).reading.profile);
    }
    NetworkPreferences &open()
    {
        m_settings
            = std::make_unique<NetworkPreferences>(file, u"proxy"_s, NetworkPreferences::Parts{profiles, vault, http, mailbox});
        return *m_settings;
    }
    [[nodiscard]] Result<SecretPlace> set(const ProxySettings &proxy, const std::optional<QString> &password = {})
    {
        return await<SecretPlace>([&](Reply<SecretPlace> reply) { m_settings->setProxy(proxy, password, std::move(reply)); });
    }
    void writeDown()
    {
        m_settings.reset(); // the last QSettings of a file writes it
        QFile read(file);
        QVERIFY(read.open(QIODevice::ReadOnly));
        written = read.readAll();
    }

    QString file;
    QByteArray written;
    Mailbox mailbox;
    SystemClock clock;
    RecordingTrace trace;
    ProfileSet profiles;
    MemoryVault vault;
    HttpClient http{mailbox, clock, trace, {}};

private:
    std::unique_ptr<NetworkPreferences> m_settings;
};

} // namespace

class TestNetworkPreferences : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aProxyIsThereAfterARestartAndItsPasswordInTheKeychainOnly()
    {
        World world(path());
        world.open();
        QCOMPARE(world.set(manual(u"proxy.example"_s, 3128, u"ada"_s), u"SECRET-abc123"_s).value(), SecretPlace::Keychain);
        QCOMPARE(world.vault.entries.value(u"proxy"_s), u"SECRET-abc123"_s);
        world.writeDown();
        QVERIFY(world.written.contains("proxy.example"));
        QVERIFY(!world.written.contains("SECRET-abc123"));
        QCOMPARE(world.open().proxy(), manual(u"proxy.example"_s, 3128, u"ada"_s));
        HttpClientOptions options;
        NetworkPreferences::prepare(options, world.file);
        QCOMPARE(options.proxy.mode, HttpProxy::Mode::Manual);
        QCOMPARE(options.proxy.proxy.hostName(), u"proxy.example"_s);
        QVERIFY(options.waitsForProxy); // its password comes from the keychain first
    }

    void withoutAKeychainThePasswordIsKeptInMemoryAndThatIsSaid()
    {
        World world(path());
        world.vault.isRunning = false;
        world.open();
        QCOMPARE(world.set(manual(u"proxy.example"_s, 3128, u"ada"_s), u"SECRET-abc123"_s).value(), SecretPlace::Memory);
        world.writeDown();
        QVERIFY(!world.written.contains("SECRET-abc123"));
    }

    void aProxyThatCannotBeChangesNothing_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("where");
        QTest::newRow("no server") << QString() << 80 << u"host"_s;
        QTest::newRow("an address with a scheme") << u"http://proxy"_s << 80 << u"host"_s;
        QTest::newRow("a name with blanks") << u"my proxy"_s << 80 << u"host"_s;
        QTest::newRow("port 0") << u"proxy"_s << 0 << u"port"_s;
        QTest::newRow("a port too high") << u"proxy"_s << 65'536 << u"port"_s;
    }
    void aProxyThatCannotBeChangesNothing()
    {
        QFETCH(QString, host);
        QFETCH(int, port);
        QFETCH(QString, where);
        World world(path());
        NetworkPreferences &settings = world.open();
        const auto answer = world.set(manual(host, port), u"password"_s);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(answer.error().where, where);
        QCOMPARE(settings.proxy(), ProxySettings());
        QVERIFY(world.vault.entries.isEmpty());
    }

    void aDamagedFileIsAsTheSystemHasIt()
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[network]\nproxy=manual\nproxyHost=proxy\nproxyPort=99999\n");
        file.close();
        HttpClientOptions options;
        NetworkPreferences::prepare(options, path());
        QCOMPARE(options.proxy.mode, HttpProxy::Mode::System);
        QVERIFY(!options.waitsForProxy);
    }

    void thePageSizeKeepsToTheProfilesBounds()
    {
        World world(path());
        NetworkPreferences &settings = world.open();
        QVERIFY(!settings.pageSize(u"tmdb"_s)); // TMDB's own 20 cannot be chosen
        QVERIFY(!settings.pageSize(u"nobody"_s));
        const auto usual = settings.pageSize(u"internet-archive"_s);
        QVERIFY(usual);
        QCOMPARE(usual->value, 50);
        QCOMPARE(usual->most, 100);
        settings.setPageSize(u"internet-archive"_s, 30);
        QCOMPARE(settings.pageSize(u"internet-archive"_s)->value, 30);
        world.writeDown();
        world.profiles.setPageSize(u"internet-archive"_s, 0);
        NetworkPreferences &again = world.open();
        QCOMPARE(again.pageSize(u"internet-archive"_s)->value, 30);
        again.setPageSize(u"internet-archive"_s, 0);
        QCOMPARE(again.pageSize(u"internet-archive"_s)->value, 50);
    }

    void picturesOfTheArchiveWaitForAWord()
    {
        World world(path());
        NetworkPreferences &settings = world.open();
        QVERIFY(!settings.asksAboutPictures(u"tmdb"_s));
        QCOMPARE(settings.showsPictures(u"tmdb"_s), std::optional(true));
        QVERIFY(settings.asksAboutPictures(u"internet-archive"_s));
        QCOMPARE(settings.showsPictures(u"internet-archive"_s), std::nullopt);
        QVERIFY(!world.profiles.find(u"internet-archive"_s)->showsPictures());
        settings.setShowsPictures(u"internet-archive"_s, true);
        QVERIFY(world.profiles.find(u"internet-archive"_s)->showsPictures());
        world.writeDown();
        QCOMPARE(world.open().showsPictures(u"internet-archive"_s), std::optional(true));
    }

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"settings.ini"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace matinee::test

QTEST_GUILESS_MAIN(matinee::test::TestNetworkPreferences)
#include "tst_networkpreferences.moc"

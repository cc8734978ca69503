// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "models/sources/setup/profileinstaller.h"
#include "tests/support/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/scriptedtransport.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

/// A profile that asks films.test (or `base`) for one list.
QByteArray filmsProfile(const QString &base = u"https://films.test/api"_s, const QString &id = u"films"_s)
{
    QJsonObject profile = QJsonDocument::fromJson(R"({
        "matinee": 1, "name": "Films", "auth": {"kind": "none"},
        "pagination": {"pages": {"kind": "page", "param": "page", "items": "/results", "total": "/total"}},
        "title": {"id": "/id", "type": "movie", "name": "/title"},
        "feeds": [{"id": "all", "title": "All", "class": "trending", "freshFor": 3600, "path": "/films",
                   "pagination": "pages"}]})")
                              .object();
    profile.insert("id"_L1, id);
    profile.insert("base"_L1, base);
    return QJsonDocument(profile).toJson();
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct World {
    World()
    {
        profiles.add(readProfileFile(shippedProfileFolder() + "/tmdb.json"_L1).reading.profile);
        profiles.add(readProfileFile(shippedProfileFolder() + "/jellyfin.json"_L1).reading.profile);
    }

    [[nodiscard]] SourceProposal proposal(const QByteArray &profile) const
    {
        const auto checked = installer.check(profile);
        if (!checked)
            qFatal("%s", qPrintable(checked.error().front().pointer + ": "_L1 + checked.error().front().text));
        return *checked;
    }
    [[nodiscard]] Result<QString> install(const SourceProposal &what, const QString &name = {})
    {
        return await<QString>([&](Reply<QString> reply) { installer.install(what, name, std::move(reply)); });
    }
    [[nodiscard]] Result<void> remove(const QString &sourceId)
    {
        return await<void>([&](Reply<void> reply) { installer.remove(sourceId, std::move(reply)); });
    }
    [[nodiscard]] Result<SourceTrial> tryOut(const QByteArray &profile, const HttpResponse &answer)
    {
        transport.serve = [answer](const HttpRequest &) { return answer; };
        const SourceProposal what = proposal(profile);
        return await<SourceTrial>([&](Reply<SourceTrial> reply) { installer.tryOut(what, std::move(reply)); });
    }
    [[nodiscard]] QString fileOf(const QString &name) const { return folder.filePath("own/"_L1 + name); }
    [[nodiscard]] QStringList files() const { return QDir(folder.filePath(u"own"_s)).entryList(QDir::Files, QDir::Name); }

    QTemporaryDir folder;
    ProfileSet profiles;
    ScriptedTransport transport;
    FakeClock clock;
    Mailbox mailbox;
    QStringList forgotten;
    ProfileInstaller installer{profiles, folder.filePath(u"own"_s), {transport, clock, mailbox},
        [this](const QString &sourceId, const std::function<void()> &then) {
            forgotten += sourceId;
            then();
        }};
};

} // namespace

class TestProfileInstaller : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aProfileIsReadAsWhatItWouldAdd()
    {
        World world;
        const SourceProposal films = world.proposal(filmsProfile());
        QCOMPARE(films.id, u"films"_s);
        QCOMPARE(films.name, u"Films"_s);
        QCOMPARE(films.host, u"films.test"_s);
        QCOMPARE(films.lists, 1);
        QVERIFY(!films.replaces);
        QCOMPARE(world.proposal(filmsProfile(u"http://nas:8096"_s)).host, u"nas:8096"_s);
    }

    void everyFaultNamesItsPlace()
    {
        World world;
        QByteArray profile = filmsProfile(u"ftp://films.test"_s);
        profile.replace("\"page\"", "\"pgae\"");
        const auto checked = world.installer.check(profile);
        QVERIFY(!checked);
        QStringList places;
        for (const SourceFault &fault : checked.error())
            places += fault.pointer;
        QVERIFY2(places.contains(u"/base"_s), qPrintable(places.join(u' ')));
        QVERIFY2(places.contains(u"/pagination/pages/kind"_s), qPrintable(places.join(u' ')));
        QCOMPARE(world.installer.check("{").error().size(), 1U);
    }

    void anIdThatIsTakenGetsANumber()
    {
        World world;
        QCOMPARE(world.proposal(filmsProfile(u"https://films.test"_s, u"tmdb"_s)).id, u"tmdb-2"_s);
        QVERIFY(world.install(world.proposal(filmsProfile())));
        QCOMPARE(world.proposal(filmsProfile(u"https://other.test"_s)).id, u"films-2"_s);
        const QString longest(64, u'a');
        QVERIFY(world.install(world.proposal(filmsProfile(u"https://films.test"_s, longest))));
        QCOMPARE(world.proposal(filmsProfile(u"https://other.test"_s, longest)).id, QString(62, u'a') + u"-2"_s);
    }

    void theSameServerTakesTheOldOnesPlace()
    {
        World world;
        QVERIFY(world.install(world.proposal(filmsProfile())));
        const SourceProposal again = world.proposal(filmsProfile(u"https://films.test/api/v2"_s));
        QCOMPARE(again.id, u"films"_s);
        QVERIFY(again.replaces);
        QVERIFY(world.install(again, u"Films, better"_s));
        QCOMPARE(world.files(), QStringList{u"films.json"_s});
        QCOMPARE(world.profiles.find(u"films"_s)->profile->name, u"Films, better"_s);
        QCOMPARE(world.forgotten, QStringList{u"films"_s}); // what is kept of the same server's lists stays
    }

    void aTemplateIsMadeForAnAddress_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("base");
        QTest::newRow("without a scheme") << u" nas:8096 "_s << u"http://nas:8096"_s;
        QTest::newRow("with one, and a slash") << u"https://media.example/jellyfin/"_s << u"https://media.example/jellyfin"_s;
        QTest::newRow("copied from a browser") << u"http://nas:8096/web/#!/home"_s << u"http://nas:8096/web"_s;
        QTest::newRow("IPv6") << u"http://[fe80::1]:8096"_s << u"http://[fe80::1]:8096"_s;
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("another scheme") << u"file:///etc/passwd"_s << QString();
        QTest::newRow("no host") << u"http://"_s << QString();
        QTest::newRow("with a password") << u"http://me:secret@nas:8096"_s << QString();
    }
    void aTemplateIsMadeForAnAddress()
    {
        QFETCH(QString, typed);
        QFETCH(QString, base);
        World world;
        const auto made = world.installer.fromTemplate(u"jellyfin"_s, typed);
        QCOMPARE(made.has_value(), !base.isEmpty());
        if (!made) {
            QCOMPARE(made.error().where, u"address"_s);
            return;
        }
        const SourceProposal jellyfin = world.proposal(*made);
        QCOMPARE(jellyfin.id, u"jellyfin"_s); // the shipped one is of no use to anybody as it is
        QVERIFY(world.install(jellyfin));
        QCOMPARE(world.profiles.find(u"jellyfin"_s)->base.toString(), base);
        QCOMPARE(world.installer.fromTemplate(u"tmdb"_s, typed).error().kind, ErrorKind::NotFound);
    }

    void theFirstPageIsAskedForUnsignedAndNothingIsKept()
    {
        World world;
        const auto trial = world.tryOut(
            filmsProfile(), httpAnswer(200, R"({"results": [{"id": 1, "title": "M"}, {"title": "no id"}], "total": 3201})"));
        QVERIFY2(trial, qPrintable(trial ? QString() : trial.error().detail));
        QCOMPARE(trial->titles, 1);
        QCOMPARE(trial->total, 3201);
        QCOMPARE(trial->unusable, 1);
        QCOMPARE(std::ssize(world.transport.requests), 1);
        QCOMPARE(world.transport.requests.front().url.host(), u"films.test"_s);
        QVERIFY(!world.profiles.find(u"films"_s));
        QCOMPARE(world.files(), QStringList());
    }

    void whatTheServerSaysIsTold_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("wantsSecret");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("it wants to know who asks") << 401 << QByteArray("{}") << true << ErrorKind::Unauthorized;
        QTest::newRow("it wants somebody else") << 403 << QByteArray("{}") << true << ErrorKind::Unauthorized;
        QTest::newRow("there is no such list") << 404 << QByteArray("{}") << false << ErrorKind::NotFound;
        QTest::newRow("it is no service") << 200 << QByteArray("<html>") << false << ErrorKind::CaptivePortal;
        QTest::newRow("the fields are elsewhere")
            << 200 << QByteArray(R"({"results": [{"pk": 1, "label": "M"}]})") << false << ErrorKind::Malformed;
    }
    void whatTheServerSaysIsTold()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(bool, wantsSecret);
        QFETCH(ErrorKind, kind);
        World world;
        const auto trial = world.tryOut(filmsProfile(), httpAnswer(status, body));
        QCOMPARE(trial.has_value(), wantsSecret);
        if (trial)
            QVERIFY(trial->wantsSecret);
        else
            QCOMPARE(trial.error().kind, kind);
    }

    void itIsAddedUnderThePersonsNameAndThereAfterARestart()
    {
        World world;
        const SourceProposal films = world.proposal(filmsProfile());
        const auto id = world.install(films, u"  My   films "_s);
        QVERIFY(id);
        QCOMPARE(*id, u"films"_s);
        QCOMPARE(world.profiles.find(*id)->profile->name, u"My films"_s);
        QVERIFY(world.installer.isOwn(*id));
        QVERIFY(!world.installer.isOwn(u"tmdb"_s));
        QCOMPARE(world.forgotten, QStringList{u"films"_s}); // an earlier source of this name was another one
        const auto read = readProfileFolder(world.folder.filePath(u"own"_s));
        QCOMPARE(read.size(), 1U);
        QVERIFY(read.front().reading.profile);
        QCOMPARE(read.front().reading.profile->name, u"My films"_s);
    }

    void aProfileThatIsTakenAsItIsKeepsItsText()
    {
        World world;
        const QByteArray text = filmsProfile();
        QVERIFY(world.install(world.proposal(text)));
        QCOMPARE(bytesOf(world.fileOf(u"films.json"_s)), text);
    }

    void aFileWithFaultsOfTheSameNameIsLeft()
    {
        World world;
        QVERIFY(QDir(world.folder.path()).mkdir(u"own"_s));
        QFile half(world.fileOf(u"films.json"_s));
        QVERIFY(half.open(QIODevice::WriteOnly));
        half.write("half a pro");
        half.close();
        QVERIFY(world.install(world.proposal(filmsProfile())));
        QCOMPARE(world.files(), (QStringList{u"films-2.json"_s, u"films.json"_s}));
        QCOMPARE(bytesOf(world.fileOf(u"films.json"_s)), QByteArray("half a pro"));
    }

    void aFolderThatCannotBeWrittenIsNamedAndNothingIsAdded()
    {
        World world;
        QFile inTheWay(world.folder.filePath(u"own"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const auto id = world.install(world.proposal(filmsProfile()));
        QVERIFY(!id);
        QCOMPARE(id.error().kind, ErrorKind::Storage);
        QVERIFY(id.error().where.contains("own"_L1));
        QVERIFY(!world.profiles.find(u"films"_s));
    }

    void whatIsRemovedIsGoneForGood()
    {
        World world;
        QVERIFY(world.install(world.proposal(filmsProfile())));
        QVERIFY(world.remove(u"films"_s));
        QVERIFY(!world.profiles.find(u"films"_s));
        QCOMPARE(world.files(), QStringList());
        QCOMPARE(world.remove(u"films"_s).error().kind, ErrorKind::NotFound);
        QCOMPARE(world.remove(u"tmdb"_s).error().kind, ErrorKind::NotFound);
    }

    void removingOneMadeOfATemplateBringsTheTemplateBack()
    {
        World world;
        const QUrl before = world.profiles.find(u"jellyfin"_s)->base;
        QVERIFY(world.install(world.proposal(world.installer.fromTemplate(u"jellyfin"_s, u"nas:8096"_s).value())));
        QVERIFY(world.remove(u"jellyfin"_s));
        QCOMPARE(world.profiles.find(u"jellyfin"_s)->base, before);
        QVERIFY(!world.installer.isOwn(u"jellyfin"_s));
    }

    void aFileIsToldFromACatalogue()
    {
        World world;
        const auto read = [&world](const QByteArray &text) {
            const QString path = world.folder.filePath(u"file.json"_s);
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
                qFatal("no file");
            file.close();
            return await<ProfileText>([&](Reply<ProfileText> reply) { world.installer.read(path, std::move(reply)); }).value();
        };
        QVERIFY(read(filmsProfile()).isProfile);
        QVERIFY(read(R"({"base": 3, "feeds": {}})").isProfile);
        QVERIFY(!read(R"({"titles": []})").isProfile);
        QVERIFY(!read("[]").isProfile);
        QCOMPARE(read(QByteArray(kMostProfileBytes + 100, ' ')).text.size(), kMostProfileBytes + 1);
        const auto none = await<ProfileText>([&](Reply<ProfileText> reply) { world.installer.read(u"/no/such.json"_s, reply); });
        QCOMPARE(none.error().where, u"/no/such.json"_s);
    }
};

} // namespace matinee::test

QTEST_GUILESS_MAIN(matinee::test::TestProfileInstaller)
#include "tst_profileinstaller.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/SQLiteCpp.h>

#include "cache/userdata/userdatastore.h"
#include "tests/support/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/recordingtrace.h"
#include "tests/support/withoutprivileges.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace matinee;
using test::await;

namespace {

Title film(const QString &extId, const QString &source = u"tmdb"_s)
{
    Title title;
    title.id = {source, u"movie"_s, extId};
    title.title = u"Film "_s + extId;
    title.year = 1927;
    title.genres = {u"Drama"_s};
    return title;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

} // namespace

class TestUserDataStore : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    test::FakeClock m_clock;
    Mailbox m_mailbox;

    // What a test sees of one run of the program.
    struct Run {
        test::RecordingTrace trace;
        UserDataStore store;

        explicit Run(TestUserDataStore &test) : store(test.path(), test.m_mailbox, test.m_clock, trace) { }
        Result<void> set(const Title &title, bool wanted)
        {
            return await<void>([&](auto reply) { store.setFavorite(title, wanted, reply); });
        }
        Result<std::vector<Favorite>> favorites(const QString &source = {})
        {
            return await<std::vector<Favorite>>([&](auto reply) { store.favorites(source, reply); });
        }
        QStringList ids(const QString &source = {})
        {
            const auto found = favorites(source);
            if (!found)
                return {u"error: "_s + found.error().sentence()};
            QStringList ids;
            for (const Favorite &favorite : *found)
                ids.append(favorite.title.id.extId);
            return ids;
        }
        Result<std::optional<Anchor>> anchor(const FeedKey &feed)
        {
            return await<std::optional<Anchor>>([&](auto reply) { store.anchor(feed, reply); });
        }
        // A failure is a place no test saves.
        std::optional<Anchor> place(const FeedKey &feed) { return anchor(feed).value_or(Anchor{{}, -1, -1}); }
        Result<UserDataReport> report()
        {
            return await<UserDataReport>([&](auto reply) { store.report(reply); });
        }
    };

    [[nodiscard]] QString path() const { return m_dir->filePath(u"data/user.db"_s); }
    [[nodiscard]] QString folder() const { return m_dir->filePath(u"data"_s); }
    void change(const char *statement) const
    {
        SQLite::Database database(path().toStdString(), SQLite::OPEN_READWRITE);
        database.exec(statement);
    }
    void makeWithTwo()
    {
        Run run(*this);
        QVERIFY(run.set(film(u"1"_s), true));
        QVERIFY(run.set(film(u"2"_s), true));
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        test::makeWritable(m_dir->path()); // its own permissions would stop an ordinary user at the door
    }
    void cleanup()
    {
        test::makeWritable(folder());
        m_dir.reset();
    }

    void aFavoriteIsKeptWholeWithItsDate()
    {
        const Title title = film(u"603"_s);
        const QDateTime added = m_clock.now();
        {
            Run run(*this);
            QVERIFY(run.set(title, true));
        }
        m_clock.advance(24h);
        Run again(*this);
        const auto found = again.favorites();
        QVERIFY2(found.has_value(), found ? "" : qPrintable(found.error().sentence()));
        QCOMPARE(found->size(), std::size_t(1));
        QVERIFY(found->front().title == title);
        QCOMPARE(found->front().addedAt, added);
    }

    void newestComeFirst()
    {
        Run run(*this);
        QVERIFY(run.set(film(u"1"_s), true));
        QVERIFY(run.set(film(u"2"_s), true)); // in the same millisecond
        m_clock.advance(1s);
        QVERIFY(run.set(film(u"0"_s), true));
        QCOMPARE(run.ids(), QStringList({u"0"_s, u"2"_s, u"1"_s}));
    }

    void aClockSetBackLosesNothing()
    {
        Run run(*this);
        QVERIFY(run.set(film(u"1"_s), true));
        m_clock.setNow(m_clock.now().addYears(-20));
        QVERIFY(run.set(film(u"2"_s), true));
        QCOMPARE(run.ids(), QStringList({u"1"_s, u"2"_s}));
    }

    void settingAgainKeepsTheDateAndTakesTheNewerSnapshot()
    {
        Run run(*this);
        QVERIFY(run.set(film(u"1"_s), true));
        const QDateTime added = m_clock.now();
        m_clock.advance(1h);
        QVERIFY(run.set(film(u"2"_s), true));
        Title renamed = film(u"1"_s);
        renamed.title = u"A better name"_s;
        QVERIFY(run.set(renamed, true));
        QCOMPARE(run.ids(), QStringList({u"2"_s, u"1"_s}));
        const auto found = run.favorites();
        QCOMPARE(found->back().title.title, u"A better name"_s);
        QCOMPARE(found->back().addedAt, added);
    }

    void unsettingRemovesItAndItsSnapshotAndMayBeRepeated()
    {
        {
            Run run(*this);
            QVERIFY(run.set(film(u"1"_s), true));
            QVERIFY(run.set(film(u"2"_s), true));
            QVERIFY(run.set(film(u"1"_s), false));
            QVERIFY(run.set(film(u"1"_s), false));
            QVERIFY(run.set(film(u"never"_s), false));
            QCOMPARE(run.ids(), QStringList({u"2"_s}));
        }
        SQLite::Database database(path().toStdString());
        QCOMPARE(database.execAndGet("SELECT count(*) FROM title").getInt(), 1);
        QCOMPARE(database.execAndGet("SELECT count(*) FROM mark").getInt(), 1);
    }

    void aSnapshotThatANoteStillNeedsStays()
    {
        makeWithTwo();
        change("INSERT INTO note VALUES('tmdb','movie','1','seen it as a child',0)");
        {
            Run run(*this);
            QVERIFY(run.set(film(u"1"_s), false));
        }
        SQLite::Database database(path().toStdString());
        QCOMPARE(database.execAndGet("SELECT count(*) FROM title WHERE ext_id='1'").getInt(), 1);
    }

    void settingAfterUnsettingIsANewDate()
    {
        Run run(*this);
        QVERIFY(run.set(film(u"1"_s), true));
        QVERIFY(run.set(film(u"1"_s), false));
        m_clock.advance(1h);
        QVERIFY(run.set(film(u"1"_s), true));
        QCOMPARE(run.favorites()->front().addedAt, m_clock.now());
    }

    void idsThatLookAlikeAreDifferentTitles()
    {
        Run run(*this);
        Title show = film(u"603"_s);
        show.id.type = u"tv"_s;
        QVERIFY(run.set(film(u"603"_s), true));
        QVERIFY(run.set(show, true));
        QVERIFY(run.set(film(u"603"_s, u"trakt"_s), true));
        QCOMPARE(run.ids().size(), 3);
        QCOMPARE(run.ids(u"tmdb"_s).size(), 2);
        QCOMPARE(run.ids(u"trakt"_s).size(), 1);
        QCOMPARE(run.ids(u"nobody"_s), QStringList());
    }

    void textFromStrangersIsOnlyText()
    {
        Run run(*this);
        Title title = film(u"'; DROP TABLE mark; --"_s, u"file:/filme/ümlaut \"a\".json"_s);
        title.title = u"<b>\u202Bסרט</b>"_s;
        title.overview = u"x"_s.repeated(10'000);
        QVERIFY(run.set(title, true));
        QVERIFY(run.favorites(title.id.source)->front().title == title);
    }

    void aTitleWithoutAnIdIsRefused()
    {
        Run run(*this);
        const auto done = run.set(Title(), true);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(run.ids(), QStringList());
    }

    void aDamagedSnapshotStillIsAFavorite_data()
    {
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("wrong checksum") << QByteArray("UPDATE title SET snap_crc=snap_crc+1 WHERE ext_id='1'");
        QTest::newRow("other bytes") << QByteArray("UPDATE title SET snap=x'00' WHERE ext_id='1'");
        QTest::newRow("no bytes") << QByteArray("UPDATE title SET snap=x'' WHERE ext_id='1'");
        QTest::newRow("no snapshot") << QByteArray("DELETE FROM title WHERE ext_id='1'");
    }
    void aDamagedSnapshotStillIsAFavorite()
    {
        QFETCH(QByteArray, damage);
        makeWithTwo();
        change(damage.constData());
        Run run(*this);
        const auto found = run.favorites();
        QVERIFY(found.has_value());
        QCOMPARE(found->size(), std::size_t(2));
        QVERIFY(found->front().title == film(u"2"_s));
        QCOMPARE(found->back().title.id, film(u"1"_s).id);
        QCOMPARE(found->back().title.title, u"1"_s);
        const auto events = run.trace.events(u"error"_s);
        QCOMPARE(events.size(), std::size_t(1));
        QCOMPARE(events.front()[u"kind"_s].toString(), u"corrupt"_s);
        QCOMPARE(events.front()[u"detail"_s].toString(), u"details missing for 1 titles"_s);
        QVERIFY(run.set(film(u"1"_s), true)); // seeing the title again mends it
        QCOMPARE(run.favorites()->back().title.title, u"Film 1"_s);
    }

    void theReplyNeverComesFromInsideTheCall()
    {
        Run run(*this);
        bool replied = false;
        run.store.favorites({}, [&](const auto &) { replied = true; });
        QVERIFY(!replied);
        QTRY_VERIFY(replied);
        QVERIFY(QThread::currentThread() == m_mailbox.thread());
    }

    void placesAreKeptForEachList()
    {
        const FeedKey all = FeedKey::of(u"tmdb"_s, u"all"_s);
        const FeedKey byYear = all.with(u"sort"_s, u"year"_s);
        const Anchor place{film(u"a:b/c"_s).id, -37, 5'000'000'000};
        {
            Run run(*this);
            run.store.saveAnchor(all, {film(u"1"_s).id, 0, 0});
            run.store.saveAnchor(all, place);
            run.store.saveAnchor(byYear, {film(u"2"_s).id, 1, 2});
            QCOMPARE(run.place(all), std::optional(place));
        }
        Run again(*this);
        QCOMPARE(again.place(all), std::optional(place));
        QCOMPARE(again.place(byYear), std::optional(Anchor{film(u"2"_s).id, 1, 2}));
        QCOMPARE(again.place(all.with(u"genre"_s, u"Drama"_s)), std::optional<Anchor>());
        again.store.saveAnchor(all, Anchor());
        QCOMPARE(again.place(all), std::optional<Anchor>());
    }

    void onlyTheLastThousandPlacesAreKept()
    {
        Run run(*this);
        const auto search = [](int n) { return FeedKey::of(u"tmdb"_s, u"search"_s, {{u"q"_s, QString::number(n)}}); };
        for (int n = 0; n < 1003; ++n) {
            m_clock.advance(1ms);
            run.store.saveAnchor(search(n), {film(u"1"_s).id, 0, n});
        }
        QCOMPARE(run.place(search(2)), std::optional<Anchor>());
        QCOMPARE(run.place(search(3)), std::optional(Anchor{film(u"1"_s).id, 0, 3}));
        QCOMPARE(run.place(search(1002)), std::optional(Anchor{film(u"1"_s).id, 0, 1002}));
    }

    void theReportCounts()
    {
        makeWithTwo();
        Run run(*this);
        const auto report = run.report();
        QVERIFY(report.has_value());
        QCOMPARE(report->favorites, qint64(2));
        QCOMPARE(report->path, path());
        QVERIFY(report->bytes >= QFileInfo(path()).size());
        QVERIFY(report->bytes > 0);
        QVERIFY(!report->readOnly);
    }

    void closingEmptiesTheWalAndMayBeRepeated()
    {
        Run run(*this);
        bool kept = false;
        run.store.setFavorite(film(u"1"_s), true, [&](const Result<void> &done) { kept = done.has_value(); });
        run.store.close();
        run.store.close();
        QVERIFY(!QFileInfo::exists(path() + u"-wal"_s));
        QTRY_VERIFY(kept); // what was asked before is done, not dropped
        const auto late = run.set(film(u"2"_s), true);
        QVERIFY(!late);
        QCOMPARE(late.error().kind, ErrorKind::Cancelled);
        Run again(*this);
        QCOMPARE(again.ids(), QStringList({u"1"_s}));
    }

    void withoutWritePermissionFavoritesAreReadAndChangesRefused()
    {
        makeWithTwo();
        test::makeReadOnly(folder());
        {
            const test::WithoutPrivileges ordinary;
            Run run(*this);
            QCOMPARE(run.ids(), QStringList({u"2"_s, u"1"_s}));
            const auto done = run.set(film(u"3"_s), true);
            QVERIFY(!done);
            QCOMPARE(done.error().kind, ErrorKind::ReadOnly);
            QCOMPARE(done.error().where, path());
            QVERIFY(run.report()->readOnly.has_value());
            QCOMPARE(run.trace.events(u"error"_s).size(), std::size_t(1));
        }
        test::makeWritable(folder());
        Run run(*this);
        QVERIFY(run.set(film(u"3"_s), true));
    }

    void permissionThatComesBackIsUsedWithoutARestart()
    {
        makeWithTwo();
        test::makeReadOnly(folder());
        std::optional<test::WithoutPrivileges> ordinary(std::in_place);
        Run run(*this);
        QVERIFY(!run.set(film(u"3"_s), true));
        ordinary.reset();
        test::makeWritable(folder());
        ordinary.emplace();
        QVERIFY(run.set(film(u"3"_s), true));
        QCOMPARE(run.ids().size(), 3);
        QVERIFY(!run.report()->readOnly);
    }

    void whereNothingCanBeMadeEveryCallSaysSo()
    {
        QVERIFY(QDir().mkpath(folder()));
        test::makeReadOnly(folder());
        const test::WithoutPrivileges ordinary;
        Run run(*this);
        const auto found = run.favorites();
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::ReadOnly);
        QCOMPARE(found.error().where, path());
        const auto done = run.set(film(u"1"_s), true);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::ReadOnly);
        QVERIFY(!run.anchor(FeedKey::of(u"tmdb"_s, u"all"_s)));
        QVERIFY(!run.report());
    }

    void aNewerVersionsFileIsReadAndNotChanged()
    {
        makeWithTwo();
        change("PRAGMA user_version=99");
        const QByteArray before = contentOf(path());
        Run run(*this);
        QCOMPARE(run.ids(), QStringList({u"2"_s, u"1"_s}));
        const auto done = run.set(film(u"3"_s), true);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::ReadOnly);
        QVERIFY(done.error().detail.contains(u"newer version"));
        run.store.close();
        QCOMPARE(contentOf(path()), before);
    }

    void aDamagedFileIsToldAndNeverReplaced_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("text") << QByteArray("not a database at all ").repeated(1000) << ErrorKind::Corrupt;
        QTest::newRow("half a header") << QByteArray("SQLite form") << ErrorKind::Corrupt;
    }
    void aDamagedFileIsToldAndNeverReplaced()
    {
        QFETCH(QByteArray, content);
        QFETCH(ErrorKind, kind);
        QVERIFY(QDir().mkpath(folder()));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        Run run(*this);
        const auto found = run.favorites();
        QVERIFY(!found);
        QCOMPARE(found.error().kind, kind);
        QCOMPARE(found.error().where, path());
        QCOMPARE(run.set(film(u"1"_s), true).error().kind, kind);
        run.store.close();
        QCOMPARE(contentOf(path()), content);
        QCOMPARE(run.trace.events(u"error"_s).size(), std::size_t(1));
    }

    void anotherProgramsFileIsRefused()
    {
        QVERIFY(QDir().mkpath(folder()));
        {
            SQLite::Database foreign(path().toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            foreign.exec("CREATE TABLE t(x)");
        }
        Run run(*this);
        QVERIFY(!run.favorites());
        QVERIFY(run.set(film(u"1"_s), true).error().detail.contains(u"another program"));
    }

    void aLockedFileIsWaitedForThenBusyAndUsableAfterwards()
    {
        makeWithTwo();
        Run run(*this);
        QCOMPARE(run.ids().size(), 2);
        SQLite::Database other(path().toStdString(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        QElapsedTimer timer;
        timer.start();
        const auto busy = run.set(film(u"3"_s), true);
        QVERIFY2(timer.elapsed() > 1500, "the lock was hardly waited for");
        QVERIFY(!busy);
        QCOMPARE(busy.error().kind, ErrorKind::Busy);
        QCOMPARE(run.ids().size(), 2);
        other.exec("COMMIT");
        QVERIFY(run.set(film(u"3"_s), true));
        QCOMPARE(run.ids().size(), 3);
    }

    void closingDoesNotWaitForALockAgainAndAgain()
    {
        makeWithTwo();
        Run run(*this);
        QCOMPARE(run.ids().size(), 2);
        SQLite::Database other(path().toStdString(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        int refused = 0;
        for (int n = 0; n < 40; ++n)
            run.store.setFavorite(film(QString::number(n)), true, [&](const Result<void> &done) { refused += done ? 0 : 1; });
        QElapsedTimer timer;
        timer.start();
        run.store.close();
        QVERIFY2(timer.elapsed() < 10'000, "40 locks of 2 s each were waited for");
        QTRY_COMPARE(refused, 40);
    }
};

QTEST_GUILESS_MAIN(TestUserDataStore)
#include "tst_userdatastore.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/withoutprivileges.h"
#include "tests/unit/cache/pagestoreworld.h"

using namespace std::chrono_literals;
using namespace matinee;
using namespace matinee::test;

class TestPageStoreFaults : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    FakeClock m_clock;
    Mailbox m_mailbox;
    qint64 m_mostFileBytes = 0;

    [[nodiscard]] QString folder() const { return m_dir->filePath(u"cache"_s); }
    [[nodiscard]] QString path() const { return folder() + u"/cache.db"_s; }
    [[nodiscard]] QString copy() const { return path() + u".damaged"_s; }
    std::unique_ptr<PageRun> run(bool maintains = true)
    {
        PageStoreOptions options;
        options.path = path();
        options.idleAfter = 5ms;
        options.maintains = maintains;
        options.mostFileBytes = m_mostFileBytes;
        return std::make_unique<PageRun>(options, m_mailbox, m_clock);
    }
    // Begins, writes, reads, finds and places two pages: lists work.
    void useAList(PageRun &now, const FeedKey &feed)
    {
        const Generation generation = now.fill(feed, 2, 1);
        QVERIFY(generation.value > 0);
        const auto stored = now.find(feed);
        QVERIFY(stored);
        QCOMPARE(stored->generation, generation);
        QCOMPARE(stored->pages.size(), std::size_t(2));
        const auto read = now.read(feed, generation, 1);
        QVERIFY(read);
        QCOMPARE(read->rows.size(), std::size_t(20));
        QCOMPARE(now.rowOf(feed, generation, film(25).id), 24);
        now.store.adapt(feed, 2.0);
        QCOMPARE(now.find(feed)->adapt, 2.0);
    }
    static QStringList kinds(const PageRun &run)
    {
        QStringList kinds;
        for (const QJsonObject &event : run.trace.events(u"error"_s))
            kinds.append(event[u"kind"_s].toString());
        return kinds;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        makeWritable(m_dir->path());
        m_mostFileBytes = 0;
    }
    void cleanup()
    {
        makeWritable(folder());
        m_dir.reset();
    }

    void whatMustNotBeStoredIsKeptInMemory()
    {
        auto now = run();
        const Generation old = now->fill(feedKey(), 1, 500);
        const Generation generation = now->begin(feedKey());
        PageWrite secret = pageWrite(feedKey(), generation, 0, films(1, 20));
        secret.page.noStore = true;
        const auto written = now->write(secret);
        QVERIFY(written);
        QCOMPARE(written->rows.size(), std::size_t(20));
        QVERIFY(now->write(pageWrite(feedKey(), generation, 1, {film(20), film(21)}))->duplicates == 1);
        QVERIFY(now->activate(feedKey(), generation));
        QCOMPARE(now->find(feedKey())->generation, generation);
        QVERIFY(now->read(feedKey(), generation, 0));
        QCOMPARE(now->rowOf(feedKey(), generation, film(21).id), 20);
        QVERIFY(now->report().memoryBytes > 0);
        QVERIFY(!now->report().memoryOnly);
        QCOMPARE(countIn(path(), "SELECT count(*) FROM item WHERE ext_id='1'"), 0);
        now.reset();
        now = run();
        QCOMPARE(now->find(feedKey())->generation, old); // of the disk
    }

    void aTitleHasOneIdWhereverItIsKept()
    {
        const auto now = run();
        const Generation old = now->fill(feedKey(), 1, 1);
        const auto onDisk = now->read(feedKey(), old, 0);
        const Generation generation = now->begin(feedKey());
        QVERIFY(now->write(pageWrite(feedKey(), generation, 0, films(1, 10)))); // on disk until the next is not
        PageWrite secret = pageWrite(feedKey(), generation, 1, films(11, 30));
        secret.page.noStore = true;
        const auto second = now->write(secret);
        QVERIFY(now->activate(feedKey(), generation));
        const auto first = now->read(feedKey(), generation, 0);
        QVERIFY(first && second);
        QCOMPARE(first->rows.size(), std::size_t(10));
        for (std::size_t i = 0; i < 10; ++i) {
            QCOMPARE(first->rows[i].item, onDisk->rows[i].item);
            QCOMPARE(second->rows[i].item, onDisk->rows[i + 10].item);
        }
        QVERIFY(second->rows[29].item > onDisk->rows[19].item);
    }

    void detailsThatMustNotBeStoredAreKeptInMemory()
    {
        auto now = run();
        FetchedDetails secret;
        secret.details.title = film(1);
        secret.details.tagline = u"old"_s;
        secret.noStore = true;
        now->store.keepDetails(secret, u"en-US"_s);
        QCOMPARE(now->details(film(1).id)->details.tagline, u"old"_s);
        secret.noStore = false;
        secret.details.tagline = u"new"_s;
        now->store.keepDetails(secret, u"en-US"_s);
        QCOMPARE(now->details(film(1).id)->details.tagline, u"new"_s);
        now.reset();
        QCOMPARE(run()->details(film(1).id)->details.tagline, u"new"_s);
    }

    void aReadOnlyFolderIsWorkedWithoutInMemory_data()
    {
        QTest::addColumn<bool>("kept");
        QTest::newRow("that was empty") << false;
        QTest::newRow("with pages from before, which are shown") << true;
    }
    void aReadOnlyFolderIsWorkedWithoutInMemory()
    {
        QFETCH(bool, kept);
        const FeedKey before = feedKey(u"tmdb/before"_s);
        QDir().mkpath(folder());
        if (kept)
            run()->fill(before, 1);
        const WithoutPrivileges ordinary;
        makeReadOnly(folder());
        const auto now = run();
        useAList(*now, feedKey());
        QCOMPARE(now->find(before).has_value(), kept);
        if (kept)
            QCOMPARE(now->read(before, now->find(before)->generation, 0)->rows.size(), std::size_t(20));
        QVERIFY(now->report().memoryOnly);
        QCOMPARE(kinds(*now), QStringList{u"read-only"_s}); // said once
        QVERIFY(now->report().pages >= 2);
    }

    void aFullDiskMovesTheListToMemory()
    {
        m_mostFileBytes = 600'000;
        auto now = run();
        const Generation generation = now->begin(feedKey());
        constexpr int kPages = 60; // several times what fits
        for (int ix = 0; ix < kPages; ++ix) {
            const auto written = now->write(pageWrite(feedKey(), generation, ix, films(1 + ix * 20, 20)));
            QVERIFY2(written, qPrintable(u"page %1"_s.arg(ix)));
            QCOMPARE(written->rows.size(), std::size_t(20));
        }
        QVERIFY(now->activate(feedKey(), generation));
        QCOMPARE(now->find(feedKey())->pages.size(), std::size_t(kPages));
        for (const int ix : {0, 30, kPages - 1})
            QCOMPARE(idsOf(now->read(feedKey(), generation, ix)->rows).front(), QString::number(1 + ix * 20));
        QCOMPARE(now->rowOf(feedKey(), generation, film(1000).id), 999);
        QVERIFY(QFileInfo(path()).size() <= m_mostFileBytes);
        QVERIFY(!QFile::exists(copy()));
        now.reset();
        now = run();
        // What the disk took is whole, and the list goes on from there.
        const auto stored = now->find(feedKey());
        QVERIFY(stored && !stored->pages.empty());
        QVERIFY(stored->pages.size() < std::size_t(kPages));
        QVERIFY(stored->pages.back().next.has_value() && !stored->end);
        for (const StoredPage &page : stored->pages)
            QCOMPARE(now->read(feedKey(), stored->generation, page.ix)->rows.size(), std::size_t(20));
    }

    void aFullDiskGetsRoomFromOtherLists()
    {
        m_mostFileBytes = 600'000;
        const auto now = run();
        for (int list = 0; list < 12; ++list) {
            m_clock.advance(2h);
            QVERIFY(now->fill(feedKey(u"tmdb/list%1"_s.arg(list)), 5, 1 + list * 100).value > 0);
        }
        QCOMPARE(now->report().memoryBytes, 0);
        QCOMPARE(now->find(feedKey(u"tmdb/list11"_s))->pages.size(), std::size_t(5));
        QVERIFY(now->find(feedKey(u"tmdb/list0"_s))->pages.size() < 5);
    }

    void aLockedFileIsWaitedForThenDoneWithout()
    {
        auto now = run();
        const Generation before = now->fill(feedKey(u"tmdb/before"_s), 1);
        SQLite::Database other(path().toStdString(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        useAList(*now, feedKey());
        QVERIFY(now->read(feedKey(u"tmdb/before"_s), before, 0)); // readers are not locked out
        other.exec("ROLLBACK");
        QVERIFY(!QFile::exists(copy())); // never taken for damage
        QVERIFY(!now->report().memoryOnly);
        const Generation later = now->fill(feedKey(u"tmdb/later"_s), 1);
        now.reset();
        now = run();
        QVERIFY(!now->find(feedKey()));
        QCOMPARE(now->find(feedKey(u"tmdb/later"_s))->generation, later);
    }

    void closingDoesNotWaitForALock()
    {
        const auto now = run();
        const Generation generation = now->fill(feedKey(), 1);
        SQLite::Database other(path().toStdString(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        for (int ix = 1; ix < 20; ++ix)
            now->store.write(pageWrite(feedKey(), generation, ix, films(1 + ix * 20, 20)), [](const Result<Page> &) {});
        QElapsedTimer timer;
        timer.start();
        now->store.close();
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
    }

    void aFileThatIsNoneIsMovedAwayAndMadeAnew_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("sql");
        QTest::newRow("text") << QByteArray("this is no database at all, whatever its name says").repeated(40) << QString();
        QTest::newRow("of a newer version") << QByteArray() << u"PRAGMA user_version=99"_s;
        QTest::newRow("of another program") << QByteArray() << u"PRAGMA application_id=12345"_s;
        QTest::newRow("overwritten at its beginning") << QByteArray(200, '\xff') << QString();
    }
    void aFileThatIsNoneIsMovedAwayAndMadeAnew()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, sql);
        run()->fill(feedKey(), 2);
        if (sql.isEmpty()) {
            QFile file(path());
            QVERIFY(file.open(QIODevice::ReadWrite));
            QCOMPARE(file.write(content), content.size());
        } else {
            SQLite::Database(path().toStdString(), SQLite::OPEN_READWRITE).exec(sql.toStdString());
        }
        const auto now = run();
        QVERIFY(!now->find(feedKey()));
        useAList(*now, feedKey());
        QCOMPARE(now->report().memoryBytes, 0);
        QVERIFY(!now->report().memoryOnly);
        QVERIFY(QFile::exists(copy()));
        QCOMPARE(kinds(*now), QStringList{u"corrupt"_s});
        QCOMPARE(now->trace.events(u"cache-rebuilt"_s).size(), std::size_t(1));
    }

    void oneDamagedCopyIsKeptADay()
    {
        run()->fill(feedKey(), 1);
        const auto spoil = [&](char with) {
            QFile file(path());
            return file.open(QIODevice::WriteOnly) && file.write(QByteArray(4096, with)) == 4096;
        };
        QVERIFY(spoil('a'));
        run()->find(feedKey());
        QVERIFY(spoil('b'));
        m_clock.advance(1h);
        run()->find(feedKey());
        QFile file(copy());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.read(1), QByteArray("a")); // the first of this day
        QVERIFY(spoil('c'));
        m_clock.advance(24h);
        run()->find(feedKey());
        QFile later(copy());
        QVERIFY(later.open(QIODevice::ReadOnly));
        QCOMPARE(later.read(1), QByteArray("c"));
        QCOMPARE(QDir(folder()).entryList({u"*damaged"_s}).size(), 1);
    }

    void aTruncatedFileIsMadeAnewWhenItIsMet()
    {
        {
            const auto now = run();
            now->fill(feedKey(), 60);
        }
        QVERIFY(QFile::resize(path(), QFileInfo(path()).size() / 2 / 8192 * 8192));
        const auto now = run();
        // Read until the missing part is met; every answer is a page or a miss.
        if (const auto stored = now->find(feedKey())) {
            for (const StoredPage &page : stored->pages) {
                const auto read = now->read(feedKey(), stored->generation, page.ix);
                QVERIFY(read || read.error().kind == ErrorKind::NotFound);
            }
        }
        QTRY_VERIFY(QFile::exists(copy()));
        useAList(*now, feedKey(u"tmdb/after"_s));
        QVERIFY(!now->report().memoryOnly);
    }

    void overwrittenPagesAreFoundOutByReading()
    {
        run()->fill(feedKey(), 60);
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 at = 8192 * 4; at + 8192 < file.size(); at += 8192) {
            QVERIFY(file.seek(at));
            QCOMPARE(file.write(QByteArray(8192, 'x')), 8192);
        }
        file.close();
        const auto now = run();
        const auto stored = now->find(feedKey());
        if (stored) [[maybe_unused]]
            const auto read = now->read(feedKey(), stored->generation, 30);
        const auto written = now->begin(feedKey(u"tmdb/after"_s));
        QVERIFY(written.value > 0); // in memory at the worst
        QTRY_VERIFY(QFile::exists(copy()));
        useAList(*now, feedKey(u"tmdb/later"_s));
    }

    void numbersAreNotGivenAgainAfterTheFileWasMadeAnew()
    {
        const auto now = run();
        const Generation generation = now->fill(feedKey(), 3);
        const auto before = now->read(feedKey(), generation, 0);
        QVERIFY(before);
        m_clock.advance(1min);
        QVERIFY(QDir(folder()).removeRecursively()); // F25: the folder is emptied while the program runs
        const Generation next = now->begin(feedKey());
        QVERIFY(next > generation);
        const auto written = now->write(pageWrite(feedKey(), next, 0, films(1, 20)));
        QVERIFY(written);
        for (const Row &row : written->rows) {
            for (const Row &earlier : before->rows)
                QVERIFY(row.item != earlier.item);
        }
        QVERIFY(now->activate(feedKey(), next));
        QVERIFY(QFile::exists(path()));
        QCOMPARE(now->find(feedKey())->generation, next);
        QVERIFY(!now->read(feedKey(), generation, 1));
        QCOMPARE(now->report().memoryBytes, 0);
    }

    void aListGoesOnInMemoryWhenItsFileIsGone()
    {
        const auto now = run();
        const Generation generation = now->fill(feedKey(), 3);
        QVERIFY(QDir(folder()).removeRecursively());
        QVERIFY(now->write(pageWrite(feedKey(), generation, 3, films(61, 20))));
        QCOMPARE(now->read(feedKey(), generation, 3)->rows.size(), std::size_t(20));
        QCOMPARE(now->find(feedKey())->generation, generation);
    }

    void anUncleanEndHasTheFileLookedOver()
    {
        run()->fill(feedKey(), 60);
        {
            SQLite::Database other(path().toStdString(), SQLite::OPEN_READWRITE);
            other.exec("UPDATE meta SET v=0 WHERE k='clean_shutdown'; PRAGMA writable_schema=ON");
            other.exec("UPDATE sqlite_schema SET rootpage=(SELECT rootpage FROM sqlite_schema WHERE name='detail') "
                       "WHERE name='detail_lru'");
        }
        const auto now = run();
        QTRY_VERIFY(QFile::exists(copy()));
        useAList(*now, feedKey(u"tmdb/after"_s));
    }

    void aCommandBesideTheWindowLeavesItsFileAlone()
    {
        const auto window = run();
        const Generation shown = window->fill(feedKey(), 1);
        const Generation staged = window->begin(feedKey());
        QVERIFY(window->write(pageWrite(feedKey(), staged, 0, films(101, 20))));
        {
            const auto command = run(false);
            QCOMPARE(command->find(feedKey())->generation, shown);
            QVERIFY(command->write(pageWrite(feedKey(), shown, 1, films(21, 20))));
        }
        QVERIFY(window->activate(feedKey(), staged));
        QCOMPARE(countIn(path(), "SELECT v FROM meta WHERE k='clean_shutdown'"), 0);
    }

    void aFolderInItsPlaceIsWorkedWithoutInMemory()
    {
        QVERIFY(QDir().mkpath(path()));
        const auto now = run();
        useAList(*now, feedKey());
        QVERIFY(now->report().memoryOnly);
    }
};

QTEST_GUILESS_MAIN(TestPageStoreFaults)
#include "tst_pagestorefaults.moc"

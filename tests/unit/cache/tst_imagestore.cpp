// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/SQLiteCpp.h>

#include "cache/imagestore/imagecachestore.h"
#include "cache/imagestore/imagedatabase.h"
#include "tests/support/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/recordingtrace.h"
#include "tests/support/withoutprivileges.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace matinee;
using namespace matinee::test;

namespace {

constexpr int kPosterBytes = 40'000;

ImageKey poster(int n)
{
    return {u"tmdb"_s, u"/poster%1.jpg"_s.arg(n), u"w342"_s};
}

QByteArray jpeg(int n, int bytes = kPosterBytes)
{
    QByteArray data = QByteArray("\xff\xd8\xff") + QByteArray::number(n) + ' ';
    return data + QByteArray(bytes - data.size() - 2, static_cast<char>('a' + n % 20)) + QByteArray("\xff\xd9");
}

} // namespace

class TestImageStore : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    FakeClock m_clock;
    Mailbox m_mailbox;
    ImageStoreOptions m_options;

    struct Run {
        RecordingTrace trace;
        ImageCacheStore store;

        explicit Run(TestImageStore &test) : store(test.m_options, test.m_mailbox, test.m_clock, trace) { }
        std::optional<QByteArray> read(const ImageKey &key)
        {
            return await<std::optional<QByteArray>>([&](auto reply) {
                store.read(key, {}, reply);
            }).value_or(QByteArray("no answer"));
        }
        ImageStoreReport report()
        {
            return await<ImageStoreReport>([&](auto reply) { store.report(reply); }).value_or(ImageStoreReport{});
        }
        // Which of the first `count` posters are kept.
        QList<int> kept(int count)
        {
            QList<int> kept;
            for (int n = 0; n < count; ++n) {
                if (read(poster(n)))
                    kept.append(n);
            }
            return kept;
        }
    };
    [[nodiscard]] QString folder() const { return m_dir->filePath(u"cache"_s); }
    [[nodiscard]] qint64 count() const
    {
        return SQLite::Database(m_options.path.toStdString()).execAndGet("SELECT count(*) FROM img").getInt64();
    }
    void change(const char *sql) const { SQLite::Database(m_options.path.toStdString(), SQLite::OPEN_READWRITE).exec(sql); }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        makeWritable(m_dir->path());
        m_options = {};
        m_options.path = folder() + u"/images.db"_s;
        m_options.idleAfter = 5ms;
    }
    void cleanup()
    {
        makeWritable(folder());
        m_dir.reset();
    }

    void aPictureComesBackByItsWholeKey()
    {
        {
            Run now(*this);
            QVERIFY(!now.read(poster(1)));
            now.store.write(poster(1), jpeg(1));
            QCOMPARE(now.read(poster(1)), jpeg(1));
            now.store.write(poster(1), jpeg(2));
            QCOMPARE(now.read(poster(1)), jpeg(2));
        }
        Run now(*this);
        QCOMPARE(now.read(poster(1)), jpeg(2));
        for (const ImageKey &other :
            {ImageKey{u"other"_s, u"/poster1.jpg"_s, u"w342"_s}, ImageKey{u"tmdb"_s, u"/poster1.jpg"_s, {}},
                ImageKey{u"tmdb"_s, u"/poster1.jpgw342"_s, {}}, ImageKey{u"tmdb"_s, u"/poster1.jp"_s, u"gw342"_s}})
            QVERIFY(!now.read(other));
    }

    void onlyWhatIsAPictureOfAModestSizeIsKept_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("kept");
        QTest::newRow("a JPEG") << jpeg(1) << true;
        QTest::newRow("a PNG") << QByteArray("\x89PNG\r\n\x1a\n and so on") << true;
        QTest::newRow("a WebP") << QByteArray("RIFF....WEBPVP8 ") << true;
        QTest::newRow("another RIFF") << QByteArray("RIFF....WAVEfmt ") << false;
        QTest::newRow("a short RIFF") << QByteArray("RIFF") << false;
        QTest::newRow("a web page") << QByteArray("<html>This network wants you to sign in") << false;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("512 KiB") << jpeg(1, 512 * 1024) << true;
        QTest::newRow("a byte more") << jpeg(1, 512 * 1024 + 1) << false;
    }
    void onlyWhatIsAPictureOfAModestSizeIsKept()
    {
        QFETCH(QByteArray, bytes);
        Run now(*this);
        now.store.write(poster(1), bytes);
        QTEST(now.read(poster(1)).has_value(), "kept");
    }

    void aFlippedByteIsAMiss()
    {
        {
            Run now(*this);
            now.store.write(poster(1), jpeg(1));
            now.store.write(poster(2), jpeg(2));
        }
        change("UPDATE img SET bytes=CAST(substr(bytes,1,30000)||x'00'||substr(bytes,30002) AS BLOB) WHERE path='/poster1.jpg'");
        Run now(*this);
        QVERIFY(!now.read(poster(1)));
        QCOMPARE(now.read(poster(2)), jpeg(2));
        QTRY_COMPARE(count(), 1);
        QCOMPARE(now.report().damaged, 1);
    }

    void thoseUsedLongestAgoGoAndTheFileShrinks()
    {
        constexpr int kPosters = 100;
        {
            Run now(*this);
            for (int n = 0; n < kPosters; ++n) {
                m_clock.advance(1min);
                now.store.write(poster(n), jpeg(n));
            }
            QCOMPARE(now.report().images, kPosters);
            m_clock.advance(2h);
            QVERIFY(now.read(poster(0)) && now.read(poster(3)));
        } // recency is written at the end
        m_options.budgetBytes = kPosters * kPosterBytes / 2;
        Run now(*this);
        now.store.setBudget(m_options.budgetBytes);
        QTRY_VERIFY(now.report().usedBytes <= m_options.budgetBytes * 85 / 100);
        QTRY_VERIFY2(QFileInfo(m_options.path).size() <= m_options.budgetBytes,
            qPrintable(QString::number(QFileInfo(m_options.path).size())));
        QVERIFY(now.report().usedBytes > m_options.budgetBytes * 75 / 100); // and no more than needed
        const QList<int> kept = now.kept(kPosters);
        QCOMPARE(kept.first(2), QList<int>({0, 3}));
        QCOMPARE(kept.last(), kPosters - 1);
        QCOMPARE(kept[2], kPosters - static_cast<int>(kept.size()) + 2);
    }

    void recencyIsWrittenToTheHour()
    {
        const auto lastUsed
            = [&] { return SQLite::Database(m_options.path.toStdString()).execAndGet("SELECT last_used FROM img").getInt64(); };
        {
            Run now(*this);
            now.store.write(poster(1), jpeg(1));
            QVERIFY(now.read(poster(1)));
        }
        const qint64 first = lastUsed();
        m_clock.advance(59min);
        QVERIFY(Run(*this).read(poster(1)));
        QCOMPARE(lastUsed(), first);
        m_clock.advance(2min);
        Run now(*this);
        QVERIFY(now.read(poster(1)));
        m_clock.advance(1min); // since the store was opened: the bundle is due
        QVERIFY(now.read(poster(1)));
        QTRY_COMPARE(lastUsed(), first + 62 * 60'000);
    }

    void aDamagedFileIsMadeAnew_data()
    {
        QTest::addColumn<QString>("damage");
        QTest::newRow("overwritten at its beginning") << u"beginning"_s;
        QTest::newRow("cut in half") << u"half"_s;
        QTest::newRow("of a newer version") << u"PRAGMA user_version=9"_s;
        QTest::newRow("of another program") << u"PRAGMA application_id=9"_s;
    }
    void aDamagedFileIsMadeAnew()
    {
        QFETCH(QString, damage);
        {
            Run now(*this);
            for (int n = 0; n < 50; ++n)
                now.store.write(poster(n), jpeg(n));
        }
        QFile file(m_options.path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (damage == u"half")
            QVERIFY(file.resize(file.size() / 2 / 8192 * 8192));
        else if (damage == u"beginning")
            QCOMPARE(file.write(QByteArray(300, 'x')), 300);
        else
            change(qPrintable(damage));
        file.close();
        Run now(*this);
        for (int n = 0; n < 50; ++n) {
            const auto found = now.read(poster(n));
            QVERIFY(!found || *found == jpeg(n));
        }
        QTRY_VERIFY(QFile::exists(m_options.path + u".damaged"_s));
        now.store.write(poster(7), jpeg(7));
        QCOMPARE(now.read(poster(7)), jpeg(7));
        QVERIFY(!now.report().unavailable);
    }

    void aReadOnlyFolderIsReadFrom_data()
    {
        QTest::addColumn<bool>("kept");
        QTest::newRow("that has pictures") << true;
        QTest::newRow("that is empty") << false;
    }
    void aReadOnlyFolderIsReadFrom()
    {
        QFETCH(bool, kept);
        QDir().mkpath(folder());
        if (kept)
            Run(*this).store.write(poster(1), jpeg(1));
        const WithoutPrivileges ordinary;
        makeReadOnly(folder());
        Run now(*this);
        now.store.write(poster(2), jpeg(2));
        QVERIFY(!now.read(poster(2)));
        QCOMPARE(now.read(poster(1)).has_value(), kept);
        QCOMPARE(now.trace.events(u"error"_s).size(), std::size_t(1)); // said once
        QCOMPARE(now.report().unavailable.has_value(), !kept);
    }

    void aFullDiskMakesRoomForTheNewest()
    {
        m_options.mostFileBytes = 1'000'000;
        Run now(*this);
        for (int n = 0; n < 60; ++n) {
            m_clock.advance(2h);
            now.store.write(poster(n), jpeg(n));
        }
        QCOMPARE(now.read(poster(59)), jpeg(59));
        QVERIFY(!now.read(poster(0)));
        QVERIFY(QFileInfo(m_options.path).size() <= m_options.mostFileBytes);
        QVERIFY(now.trace.events(u"error"_s).empty());
    }

    void aLockedFileIsNotTakenForDamage()
    {
        Run now(*this);
        now.store.write(poster(1), jpeg(1));
        QCOMPARE(now.read(poster(1)), jpeg(1));
        SQLite::Database other(m_options.path.toStdString(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        now.store.write(poster(2), jpeg(2));
        QVERIFY(!now.read(poster(2)));
        QCOMPARE(now.read(poster(1)), jpeg(1));
        other.exec("ROLLBACK");
        now.store.write(poster(3), jpeg(3));
        QCOMPARE(now.read(poster(3)), jpeg(3));
        QVERIFY(!QFile::exists(m_options.path + u".damaged"_s));
    }

    void aDeletedFolderIsMadeAgain()
    {
        Run now(*this);
        now.store.write(poster(1), jpeg(1));
        QVERIFY(now.read(poster(1)));
        QVERIFY(QDir(folder()).removeRecursively());
        QVERIFY(!now.read(poster(1)));
        now.store.write(poster(2), jpeg(2));
        QCOMPARE(now.read(poster(2)), jpeg(2));
        QVERIFY(QFile::exists(m_options.path));
    }

    void everythingIsCleared()
    {
        Run now(*this);
        for (int n = 0; n < 50; ++n)
            now.store.write(poster(n), jpeg(n));
        QVERIFY(await<void>([&](auto reply) { now.store.clear(reply); }));
        QCOMPARE(now.report().images, 0);
        QVERIFY(QFileInfo(m_options.path).size() < 200'000);
        QVERIFY(!now.read(poster(1)));
    }

    void closingFinishesWhatWasAsked()
    {
        Run now(*this);
        for (int n = 0; n < 40; ++n)
            now.store.write(poster(n), jpeg(n));
        int answers = 0;
        for (int n = 0; n < 40; ++n)
            now.store.read(poster(n), {}, [&](const Result<std::optional<QByteArray>> &found) { answers += found && *found; });
        QElapsedTimer timer;
        timer.start();
        now.store.close();
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
        QTRY_COMPARE(answers, 40);
        QVERIFY(!QFile::exists(m_options.path + u"-wal"_s));
        QCOMPARE(count(), 40);
        const auto late = await<std::optional<QByteArray>>([&](auto reply) { now.store.read(poster(1), {}, reply); });
        QVERIFY(!late);
        QCOMPARE(late.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestImageStore)
#include "tst_imagestore.moc"

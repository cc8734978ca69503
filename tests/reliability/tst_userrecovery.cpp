// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include "cache/userdata/userdatastore.h"
#include "cache/userdata/userrecovery.h"
#include "tests/support/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/recordingtrace.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using test::await;

namespace {

Title film(int number)
{
    Title title;
    title.id = {u"tmdb"_s, u"movie"_s, QString::number(number)};
    title.title = u"Film "_s + QString::number(number);
    title.overview = u"A long story. "_s.repeated(40); // some hundred bytes: several to a page
    return title;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

// A damaged user.db: what can be read is kept, the backup gives the rest, the damaged file stays.
class TestUserRecovery : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<UserDataStore> m_store;
    test::FakeClock m_clock;
    Mailbox m_mailbox;
    test::RecordingTrace m_trace;
    std::optional<UserDataRecovery> m_told;

    [[nodiscard]] QString path() const { return m_dir->filePath(u"user.db"_s); }
    void open(bool maintains = true)
    {
        m_told.reset();
        m_store = std::make_unique<UserDataStore>(path(), m_mailbox, m_clock, m_trace, maintains);
        m_store->onRecovered([this](const UserDataRecovery &recovery) { m_told = recovery; });
    }
    void add(int from, int to)
    {
        PersonalContent content;
        for (int i = from; i < to; ++i)
            content.marks.push_back({MarkKind::Favorite, {film(i), 1, {}}});
        const auto taken = await<TakenContent>([&](auto reply) { m_store->takeIn(content, reply); });
        QVERIFY2(taken, qPrintable(taken ? QString() : taken.error().sentence()));
    }
    Result<std::vector<Favorite>> favorites()
    {
        return await<std::vector<Favorite>>([&](auto reply) { m_store->favorites({}, reply); });
    }
    void backUp()
    {
        m_store->backUp();
        QVERIFY(favorites()); // after it
    }
    void setDamage(qint64 at, qint64 size, char with)
    {
        QByteArray bytes = bytesOf(path());
        QVERIFY(bytes.size() > at);
        std::fill(bytes.begin() + at, bytes.begin() + std::min<qsizetype>(bytes.size(), at + size), with);
        write(path(), bytes);
    }
    [[nodiscard]] QStringList quarantined() const
    {
        return QDir(m_dir->path()).entryList({u"user.db.damaged-*"_s}, QDir::Files, QDir::Name);
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        m_store.reset();
        m_dir.reset();
    }

    void aCopyIsMadeOnceADayAndTwoAreKept()
    {
        open();
        add(0, 3);
        backUp();
        const QByteArray first = bytesOf(userrecovery::backupPath(path(), 0));
        QVERIFY(!first.isEmpty());
        add(3, 6);
        backUp();
        QCOMPARE(bytesOf(userrecovery::backupPath(path(), 0)), first); // not due
        QFile made(userrecovery::backupPath(path(), 0));
        QVERIFY(made.open(QIODevice::ReadWrite));
        QVERIFY(made.setFileTime(m_clock.now().addDays(-2), QFileDevice::FileModificationTime));
        made.close();
        backUp();
        QVERIFY(bytesOf(userrecovery::backupPath(path(), 0)) != first);
        QCOMPARE(bytesOf(userrecovery::backupPath(path(), 1)), first);
    }

    void whatIsNoDatabaseComesBackFromTheBackup()
    {
        open();
        add(0, 50);
        backUp();
        add(50, 60);
        m_store.reset();
        const QByteArray garbage = QByteArray("not a database at all ").repeated(1000);
        write(path(), garbage);
        open();
        QCOMPARE(favorites().value().size(), std::size_t(50));
        QVERIFY(m_told);
        QCOMPARE(m_told->kept, 0);
        QCOMPARE(m_told->fromBackup, 50);
        QVERIFY(m_told->backupAt.isValid());
        QCOMPARE(bytesOf(m_told->quarantined), garbage);
        add(60, 61); // and it is a file like any other
        m_store.reset();
        open();
        QCOMPARE(favorites().value().size(), std::size_t(51));
        QVERIFY(!m_told);
    }

    void nothingIsStartedAnewWithoutSayingSo()
    {
        write(path(), QByteArray("SQLite form"));
        open();
        QCOMPARE(favorites().value().size(), std::size_t(0));
        QVERIFY(m_told);
        QCOMPARE(m_told->kept, 0);
        QVERIFY(!m_told->backupAt.isValid());
        QCOMPARE(quarantined().size(), 1);
    }

    void withoutTheLockADamagedFileIsLeftAlone()
    {
        const QByteArray garbage = QByteArray("not a database at all ").repeated(1000);
        write(path(), garbage);
        open(false);
        QCOMPARE(favorites().error().kind, ErrorKind::Corrupt);
        QCOMPARE(bytesOf(path()), garbage);
        QVERIFY(quarantined().isEmpty());
    }

    void zeroedPagesLoseNothingThatTheBackupHas_data()
    {
        QTest::addColumn<int>("page");
        for (int page = 1; page < 40; page += 3)
            QTest::addRow("page %d", page) << page;
    }
    void zeroedPagesLoseNothingThatTheBackupHas()
    {
        QFETCH(int, page);
        open();
        add(0, 200);
        backUp();
        m_store.reset();
        constexpr int kPage = 8192;
        QVERIFY(bytesOf(path()).size() >= (page + 1) * kPage);
        setDamage(page * kPage, kPage, '\0');
        open();
        add(200, 201); // whatever page is hit by it
        const auto kept = favorites();
        QVERIFY2(kept, qPrintable(kept ? QString() : kept.error().sentence()));
        QCOMPARE(kept->size(), std::size_t(201));
    }

    void aTruncatedFileKeepsWhatIsBeforeTheCut()
    {
        open();
        add(0, 400);
        m_store.reset();
        const QByteArray whole = bytesOf(path());
        write(path(), whole.first(whole.size() * 3 / 4));
        open();
        const auto kept = favorites();
        QVERIFY(kept);
        QVERIFY(m_told);
        QCOMPARE(std::size_t(m_told->kept), kept->size());
        QVERIFY(kept->size() > 0);
        QCOMPARE(bytesOf(m_told->quarantined).size(), whole.size() * 3 / 4);
    }

    void whatStandsInTheJournalAloneIsReadToo()
    {
        open();
        add(0, 30);
        // As a killed program leaves it: nearly everything is in the WAL, which then is as damaged as the file.
        QTemporaryDir killed;
        for (const QString &part : {QString(), u"-wal"_s})
            QVERIFY(QFile::copy(path() + part, killed.filePath(u"user.db"_s) + part));
        m_store.reset();
        for (const QString &part : {QString(), u"-wal"_s, u"-shm"_s})
            QFile::remove(path() + part);
        for (const QString &part : {QString(), u"-wal"_s})
            QVERIFY(QFile::copy(killed.filePath(u"user.db"_s) + part, path() + part));
        const auto recovered = userrecovery::recover(path(), m_clock.now());
        QVERIFY(recovered);
        QCOMPARE(recovered->kept, 30);
        QVERIFY(QFile::exists(recovered->quarantined + u"-wal"_s));
        open();
        QCOMPARE(favorites().value().size(), std::size_t(30));
    }

    void randomBytesNeverCrashAndAlwaysEndInAUsableFile()
    {
        QRandomGenerator chance(6);
        for (int round = 0; round < 25; ++round) {
            init();
            open();
            add(0, 60);
            backUp();
            m_store.reset();
            QByteArray bytes = bytesOf(path());
            for (int hit = 0; hit < 200; ++hit)
                bytes[chance.bounded(int(bytes.size()))] = char(chance.bounded(256));
            write(path(), bytes);
            open();
            const auto kept = favorites();
            if (!kept) // the damage looks like another program's file: that is refused, and left alone
                QVERIFY2(kept.error().kind != ErrorKind::Corrupt, qPrintable(kept.error().sentence()));
            else
                add(1000, 1001);
            m_store.reset();
        }
    }
};

QTEST_GUILESS_MAIN(TestUserRecovery)
#include "tst_userrecovery.moc"

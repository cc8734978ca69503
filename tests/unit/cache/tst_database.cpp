// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <sqlite3.h>
#include <thread>
#include <vector>

#include "cache/sql/database.h"
#include "tests/support/withoutprivileges.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using namespace matinee::sql;

namespace {

constexpr std::int32_t kOurId = 0x4d745465; // "MtTe"
constexpr std::array kOneStep{Migration{"CREATE TABLE film(n INTEGER PRIMARY KEY, name TEXT) STRICT"}};
constexpr std::array kTwoSteps{
    kOneStep[0], Migration{"ALTER TABLE film ADD COLUMN year INTEGER; INSERT INTO film VALUES(1,'Nosferatu',1922)"}};
constexpr std::array kBrokenStep{kOneStep[0], Migration{"CREATE TABLE person(n INTEGER); INSERT INTO nowhere VALUES(1)"}};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

int count(Database &database, const char *from)
{
    return database.handle().execAndGet(std::string("SELECT count(*) FROM ") + from).getInt();
}

int pragma(Database &database, const char *name)
{
    return database.handle().execAndGet(std::string("PRAGMA ") + name).getInt();
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;

    [[nodiscard]] QString path() const { return m_dir->filePath(u"film.db"_s); }
    [[nodiscard]] OpenOptions options(std::span<const Migration> migrations = kOneStep) const
    {
        return {.path = path(), .applicationId = kOurId, .migrations = migrations};
    }
    [[nodiscard]] OpenOptions reading() const
    {
        OpenOptions read = options();
        read.readOnly = true;
        return read;
    }
    void makeFile() const
    {
        const auto database = Database::open(options());
        QVERIFY2(database.has_value(), database ? "" : qPrintable(database.error().sentence()));
        (*database)->handle().exec("INSERT INTO film VALUES(1,'Nosferatu')");
    }
    static void expectError(
        const Result<std::unique_ptr<Database>> &opened, ErrorKind kind, const QString &path, QStringView clause)
    {
        QVERIFY(!opened);
        QVERIFY2(opened.error().kind == kind, qPrintable(opened.error().sentence()));
        QCOMPARE(opened.error().where, path);
        QVERIFY2(opened.error().detail.contains(clause), qPrintable(opened.error().detail));
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        test::makeWritable(m_dir->path());
        m_dir.reset();
    }

    void aNewFileHasEveryRuleOfTheOpenSequence_data()
    {
        QTest::addColumn<bool>("fullSync");
        QTest::newRow("a cache") << false;
        QTest::newRow("the person's own data") << true;
    }
    void aNewFileHasEveryRuleOfTheOpenSequence()
    {
        QFETCH(bool, fullSync);
        OpenOptions wanted = options();
        wanted.fullSync = fullSync;
        wanted.busyTimeout = std::chrono::milliseconds(1234);
        for (const char *when : {"new", "again"}) {
            auto opened = Database::open(wanted);
            QVERIFY2(opened.has_value(), when);
            Database &database = **opened;
            QCOMPARE(pragma(database, "page_size"), 8192);
            QCOMPARE(pragma(database, "auto_vacuum"), 2);
            QCOMPARE(pragma(database, "application_id"), kOurId);
            QCOMPARE(pragma(database, "user_version"), 1);
            QCOMPARE(database.handle().execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
            QCOMPARE(pragma(database, "synchronous"), fullSync ? 2 : 1);
            QCOMPARE(pragma(database, "foreign_keys"), 1);
            QCOMPARE(pragma(database, "trusted_schema"), 0);
            QCOMPARE(pragma(database, "cell_size_check"), 1);
            QCOMPARE(pragma(database, "temp_store"), 2);
            QCOMPARE(pragma(database, "journal_size_limit"), 4 * 1024 * 1024);
            QCOMPARE(pragma(database, "busy_timeout"), 1234);
            if (!fullSync)
                QCOMPARE(pragma(database, "secure_delete"), 0);
            QCOMPARE(database.path(), path());
        }
    }

    void theFolderIsMade()
    {
        OpenOptions deep = options();
        deep.path = m_dir->filePath(u"a/b c/%20#ü?.db"_s);
        QVERIFY(Database::open(deep).has_value());
        QVERIFY(QFileInfo::exists(deep.path));
        deep.readOnly = true;
        QVERIFY(Database::open(deep).has_value());
    }

    void aForeignFileIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("another program's id") << QByteArray("PRAGMA application_id=1; CREATE TABLE t(x)");
        QTest::newRow("no id") << QByteArray("CREATE TABLE t(x)");
    }
    void aForeignFileIsLeftAlone()
    {
        QFETCH(QByteArray, script);
        {
            SQLite::Database foreign(path().toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            foreign.exec(script.constData());
        }
        const QByteArray before = contentOf(path());
        expectError(Database::open(options()), ErrorKind::Storage, path(), u"another program");
        expectError(Database::open(reading()), ErrorKind::Storage, path(), u"another program");
        QCOMPARE(contentOf(path()), before);
        QVERIFY(!QFileInfo::exists(path() + u"-wal"_s));
    }

    void aNewerFileIsLeftAloneAndCanBeReadOnRequest()
    {
        QVERIFY(Database::open(options(kTwoSteps)).has_value());
        const QByteArray before = contentOf(path());
        expectError(Database::open(options()), ErrorKind::Storage, path(), u"newer version");
        expectError(Database::open(reading()), ErrorKind::Storage, path(), u"newer version");
        OpenOptions newer = reading();
        newer.allowNewer = true;
        auto opened = Database::open(newer);
        QVERIFY(opened.has_value());
        QCOMPARE(count(**opened, "film"), 1);
        newer.readOnly = false;
        expectError(Database::open(newer), ErrorKind::Storage, path(), u"newer version");
        QCOMPARE(contentOf(path()), before);
    }

    void whatIsNoDatabaseIsCorruptAndLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("Shopping list: ").repeated(1000);
        QTest::newRow("a few bytes") << QByteArray("SQL");
        QTest::newRow("zeros") << QByteArray(20'000, '\0');
    }
    void whatIsNoDatabaseIsCorruptAndLeftAlone()
    {
        QFETCH(QByteArray, content);
        writeFile(path(), content);
        expectError(Database::open(options()), ErrorKind::Corrupt, path(), u"damaged");
        expectError(Database::open(reading()), ErrorKind::Corrupt, path(), u"damaged");
        QCOMPARE(contentOf(path()), content);
    }

    void aDamagedPageIsCorrupt()
    {
        makeFile();
        QByteArray content = contentOf(path());
        content.replace(8192 * 2, 8192, QByteArray(8192, '\x55')); // the table's own page; 1 is the header, 2 the pointer map
        writeFile(path(), content);
        auto opened = Database::open(options());
        QVERIFY(opened.has_value());
        const auto done = (*opened)->run([&]() -> Result<void> {
            count(**opened, "film WHERE name <> ''");
            return {};
        });
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Corrupt);
        QCOMPARE(done.error().where, path());
    }

    void anEmptyFileIsANewOne()
    {
        writeFile(path(), {});
        expectError(Database::open(reading()), ErrorKind::Storage, path(), u"empty");
        makeFile();
    }

    void aFileWhoseMakingWasCutShortIsMadeWhole()
    {
        {
            SQLite::Database cut(path().toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            cut.exec("PRAGMA page_size=8192; PRAGMA auto_vacuum=INCREMENTAL");
        }
        QVERIFY(QFileInfo(path()).size() > 0);
        expectError(Database::open(reading()), ErrorKind::Storage, path(), u"empty");
        makeFile();
        auto opened = Database::open(options());
        QVERIFY(opened.has_value());
        QCOMPARE(pragma(**opened, "application_id"), kOurId);
        QCOMPARE(pragma(**opened, "auto_vacuum"), 2);
    }

    void readingAFileThatIsNotThereFails()
    {
        expectError(Database::open(reading()), ErrorKind::NotFound, path(), u"no such file");
        QVERIFY(!QFileInfo::exists(path()));
    }

    void readingAnOlderSchemaFails()
    {
        makeFile();
        OpenOptions older = options(kTwoSteps);
        older.readOnly = true;
        expectError(Database::open(older), ErrorKind::Storage, path(), u"older version");
    }

    void aFolderInItsPlaceIsAnError()
    {
        QVERIFY(QDir(m_dir->path()).mkdir(u"film.db"_s));
        expectError(Database::open(options()), ErrorKind::Storage, path(), u"folder");
        expectError(Database::open(reading()), ErrorKind::Storage, path(), u"folder");
    }

    void aReadOnlyConnectionCannotWrite()
    {
        makeFile();
        auto opened = Database::open(reading());
        QVERIFY(opened.has_value());
        QCOMPARE(count(**opened, "film"), 1);
        const auto done = (*opened)->transaction([&]() -> Result<void> {
            (*opened)->handle().exec("DELETE FROM film");
            return {};
        });
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::ReadOnly);
    }

    void withoutWritePermissionItCanStillBeRead_data()
    {
        QTest::addColumn<bool>("folderToo");
        QTest::newRow("the file alone") << false;
        QTest::newRow("the file and its folder") << true;
    }
    void withoutWritePermissionItCanStillBeRead()
    {
        QFETCH(bool, folderToo);
        makeFile();
        test::makeReadOnly(m_dir->path());
        if (!folderToo)
            QFile::setPermissions(m_dir->path(), QFile::Permissions(0x7777));
        const test::WithoutPrivileges ordinary;
        expectError(Database::open(options()), ErrorKind::ReadOnly, path(), u"cannot be written");
        auto opened = Database::open(reading());
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().sentence()));
        QCOMPARE(count(**opened, "film"), 1);
    }

    void aWalThatCannotBeReadIsNotPassedOver()
    {
        auto writer = Database::open(options());
        QVERIFY(writer.has_value());
        (*writer)->handle().exec("INSERT INTO film VALUES(1,'Nosferatu')");
        QTemporaryDir crashed;
        const QString copy = crashed.filePath(u"film.db"_s);
        QVERIFY(QFile::copy(path(), copy));
        QVERIFY(QFile::copy(path() + u"-wal"_s, copy + u"-wal"_s));
        test::makeReadOnly(crashed.path());
        {
            const test::WithoutPrivileges ordinary;
            OpenOptions read = reading();
            read.path = copy;
            expectError(Database::open(read), ErrorKind::ReadOnly, copy, u"cannot be written or opened");
        }
        test::makeWritable(crashed.path());
    }

    void aFolderWithoutWritePermissionRefusesANewFile()
    {
        test::makeReadOnly(m_dir->path());
        const test::WithoutPrivileges ordinary;
        expectError(Database::open(options()), ErrorKind::ReadOnly, path(), u"cannot be");
        OpenOptions deeper = options();
        deeper.path = m_dir->filePath(u"sub/film.db"_s);
        expectError(Database::open(deeper), ErrorKind::ReadOnly, deeper.path, u"folder cannot be made");
    }

    void aFileBeingMadeElsewhereIsBusyAndUntouched()
    {
        SQLite::Database other(path().toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        other.exec("BEGIN EXCLUSIVE; CREATE TABLE t(x)");
        OpenOptions impatient = options();
        impatient.busyTimeout = std::chrono::milliseconds(10);
        expectError(Database::open(impatient), ErrorKind::Busy, path(), u"another program is using");
        other.exec("COMMIT");
        QCOMPARE(other.execAndGet("SELECT count(*) FROM t").getInt(), 0);
    }

    void aWriterElsewhereMakesWritesBusyAndReadsGoOn()
    {
        makeFile();
        SQLite::Database other(path().toStdString(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        OpenOptions impatient = options();
        impatient.busyTimeout = std::chrono::milliseconds(10);
        auto opened = Database::open(impatient);
        QVERIFY(opened.has_value());
        const auto work = [&]() -> Result<void> {
            (*opened)->handle().exec("INSERT INTO film VALUES(2,'Faust')");
            return {};
        };
        const auto busy = (*opened)->transaction(work);
        QVERIFY(!busy);
        QCOMPARE(busy.error().kind, ErrorKind::Busy);
        QCOMPARE(count(**opened, "film"), 1);
        other.exec("COMMIT");
        QVERIFY((*opened)->transaction(work).has_value());
        QCOMPARE(count(**opened, "film"), 2);
    }

    void twoThatMakeTheFileAtOnceBothSucceed()
    {
        for (int round = 0; round < 20; ++round) {
            OpenOptions patient = options(kTwoSteps);
            patient.path = m_dir->filePath(u"race%1.db"_s.arg(round));
            patient.busyTimeout = std::chrono::milliseconds(5000);
            std::array<QString, 2> faults;
            {
                std::vector<std::jthread> makers;
                for (QString &fault : faults) {
                    makers.emplace_back([&] {
                        if (auto opened = Database::open(patient); !opened)
                            fault = opened.error().sentence();
                    });
                }
            }
            QCOMPARE(faults[0], QString());
            QCOMPARE(faults[1], QString());
            auto opened = Database::open(patient);
            QVERIFY(opened.has_value());
            QCOMPARE(count(**opened, "film"), 1);
            QCOMPARE(pragma(**opened, "auto_vacuum"), 2);
        }
    }

    void migrationsRunFromWhereTheFileIs()
    {
        QVERIFY(Database::open(options()).has_value());
        auto opened = Database::open(options(kTwoSteps));
        QVERIFY(opened.has_value());
        QCOMPARE(pragma(**opened, "user_version"), 2);
        QCOMPARE(count(**opened, "film WHERE year=1922"), 1);
    }

    void aFailingStepLeavesTheStepsBeforeIt()
    {
        const auto broken = Database::open(options(kBrokenStep));
        expectError(broken, ErrorKind::Storage, path(), u"schema step 2 failed");
        auto opened = Database::open(options());
        QVERIFY(opened.has_value());
        QCOMPARE(pragma(**opened, "user_version"), 1);
        QCOMPARE(count(**opened, "sqlite_master WHERE name='person'"), 0);
    }

    void aTransactionThatFailsOrThrowsChangesNothing_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("the work fails") << 0;
        QTest::newRow("SQLite throws") << 1;
        QTest::newRow("something else throws") << 2;
    }
    void aTransactionThatFailsOrThrowsChangesNothing()
    {
        QFETCH(int, way);
        makeFile();
        auto opened = Database::open(options());
        QVERIFY(opened.has_value());
        Database &database = **opened;
        const auto done = database.transaction([&]() -> Result<void> {
            database.handle().exec("DELETE FROM film");
            if (way == 0)
                return fail(ErrorKind::InvalidArgument, u"no"_s);
            if (way == 1)
                database.handle().exec("SELECT nonsense");
            throw std::runtime_error("thrown");
        });
        QVERIFY(!done);
        QCOMPARE(done.error().kind, way == 0 ? ErrorKind::InvalidArgument : ErrorKind::Storage);
        QCOMPARE(count(database, "film"), 1);
        QVERIFY(database.transaction([]() -> Result<void> { return {}; }).has_value());
    }

    void aFullDiskIsToldAndTheConnectionStaysUsable()
    {
        makeFile();
        auto opened = Database::open(options());
        QVERIFY(opened.has_value());
        Database &database = **opened;
        database.handle().exec("PRAGMA max_page_count=" + std::to_string(pragma(database, "page_count") + 2));
        const auto full = database.transaction([&]() -> Result<void> {
            database.handle().exec("DELETE FROM film; INSERT INTO film VALUES(2, printf('%.100000c','x'))");
            return {};
        });
        QVERIFY(!full);
        QCOMPARE(full.error().kind, ErrorKind::DiskFull);
        QVERIFY(full.error().detail.contains(u"disk is full"));
        QCOMPARE(count(database, "film WHERE name='Nosferatu'"), 1);
        QVERIFY(database.transaction([]() -> Result<void> { return {}; }).has_value());
    }

    void resultCodesHaveTheKindOfTheErrorMap_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("BUSY") << SQLITE_BUSY << ErrorKind::Busy;
        QTest::newRow("BUSY_SNAPSHOT") << SQLITE_BUSY_SNAPSHOT << ErrorKind::Busy;
        QTest::newRow("BUSY_RECOVERY") << SQLITE_BUSY_RECOVERY << ErrorKind::Busy;
        QTest::newRow("LOCKED") << SQLITE_LOCKED << ErrorKind::Busy;
        QTest::newRow("FULL") << SQLITE_FULL << ErrorKind::DiskFull;
        QTest::newRow("READONLY") << SQLITE_READONLY << ErrorKind::ReadOnly;
        QTest::newRow("READONLY_DIRECTORY") << SQLITE_READONLY_DIRECTORY << ErrorKind::ReadOnly;
        QTest::newRow("CANTOPEN") << SQLITE_CANTOPEN << ErrorKind::ReadOnly;
        QTest::newRow("PERM") << SQLITE_PERM << ErrorKind::ReadOnly;
        QTest::newRow("CORRUPT") << SQLITE_CORRUPT << ErrorKind::Corrupt;
        QTest::newRow("CORRUPT_INDEX") << SQLITE_CORRUPT_INDEX << ErrorKind::Corrupt;
        QTest::newRow("NOTADB") << SQLITE_NOTADB << ErrorKind::Corrupt;
        QTest::newRow("NOMEM") << SQLITE_NOMEM << ErrorKind::Storage;
        QTest::newRow("IOERR_READ") << SQLITE_IOERR_READ << ErrorKind::Storage;
        QTest::newRow("IOERR_CORRUPTFS") << SQLITE_IOERR_CORRUPTFS << ErrorKind::Storage;
        QTest::newRow("CONSTRAINT") << SQLITE_CONSTRAINT << ErrorKind::Storage;
        QTest::newRow("INTERRUPT") << SQLITE_INTERRUPT << ErrorKind::Cancelled;
    }
    void resultCodesHaveTheKindOfTheErrorMap()
    {
        QFETCH(int, code);
        QFETCH(ErrorKind, kind);
        QCOMPARE(errorKindOf(code), kind);
    }
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"

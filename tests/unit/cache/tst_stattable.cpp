// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/SQLiteCpp.h>

#include "cache/userdata/userdatastore.h"
#include "tests/support/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/recordingtrace.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using test::await;

// What was counted a day, through the store that keeps it.
class TestStatTable : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<UserDataStore> m_store;
    test::FakeClock m_clock;
    Mailbox m_mailbox;
    test::RecordingTrace m_trace;

    [[nodiscard]] QString path() const { return m_dir->filePath(u"user.db"_s); }
    void restart()
    {
        m_store.reset();
        m_store = std::make_unique<UserDataStore>(path(), m_mailbox, m_clock, m_trace);
    }
    [[nodiscard]] QDate today() const { return m_clock.now().toLocalTime().date(); }
    std::vector<UseCount> kept()
    {
        return await<std::vector<UseCount>>([&](auto reply) { m_store->use(reply); }).value();
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_clock.setNow(QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC));
        restart();
    }
    void cleanup() { m_store.reset(); }

    void countsOfADayAddUpAcrossRestarts()
    {
        m_store->addUse(
            {{today(), u"tmdb/popular"_s, UseKind::Hit, 3, 1.5}, {today(), u"tmdb/popular"_s, UseKind::Miss, 1, 200}});
        restart();
        m_store->addUse({{today(), u"tmdb/popular"_s, UseKind::Hit, 2, 0.5}});
        const std::vector<UseCount> wanted{
            {today(), u"tmdb/popular"_s, UseKind::Hit, 5, 2}, {today(), u"tmdb/popular"_s, UseKind::Miss, 1, 200}};
        QCOMPARE(kept(), wanted);
    }

    void everyKindComesBackAsItself()
    {
        std::vector<UseCount> all;
        for (const UseKind kind : {UseKind::Bytes, UseKind::Failed, UseKind::Hit, UseKind::Miss, UseKind::Request,
                 UseKind::Slow}) // as their names sort
            all.push_back({today(), u"x"_s, kind, 1 + qint64(kind), double(kind)});
        m_store->addUse(all);
        QCOMPARE(kept(), all);
    }

    void thirtyDaysAreKept()
    {
        const QDate first = today();
        m_store->addUse({{first, u"a/b"_s, UseKind::Hit, 1, 0}});
        m_clock.setNow(m_clock.now().addDays(29));
        m_store->addUse({{today(), u"a/b"_s, UseKind::Hit, 1, 0}});
        QCOMPARE(kept().size(), 2u);
        m_clock.setNow(m_clock.now().addDays(1));
        QCOMPARE(kept().size(), 1u); // not shown any more
        m_store->addUse({{today(), u"a/b"_s, UseKind::Hit, 1, 0}});
        QCOMPARE(kept().size(), 2u);
        m_store.reset();
        SQLite::Database db(path().toStdString(), SQLite::OPEN_READONLY);
        QCOMPARE(db.execAndGet("SELECT count(*) FROM stat_day").getInt(), 2); // nor kept
    }

    void aKindOfALaterVersionIsLeftOut()
    {
        m_store->addUse({{today(), u"a/b"_s, UseKind::Hit, 1, 0}});
        m_store.reset();
        {
            SQLite::Database db(path().toStdString(), SQLite::OPEN_READWRITE);
            db.exec("INSERT INTO stat_day SELECT day,feed,'later',n,ms FROM stat_day");
        }
        restart();
        QCOMPARE(kept().size(), 1u);
    }

    void countsThatCannotBeKeptAreLostQuietly()
    {
        m_store->close();
        m_store->addUse({{today(), u"a/b"_s, UseKind::Hit, 1, 0}});
        restart();
        QVERIFY(kept().empty());
    }
};

QTEST_GUILESS_MAIN(TestStatTable)
#include "tst_stattable.moc"

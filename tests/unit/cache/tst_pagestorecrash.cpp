// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

#include "tests/unit/cache/pagestoreworld.h"

using namespace matinee;
using namespace matinee::test;

namespace {

constexpr auto kChildArgument = "--write-pages";
constexpr int kKills = 20;
constexpr int kPageSize = 20;

// The child: opens the list, goes on where it ends, and for ever appends pages, keeps details and now and then
// exchanges the list for a new generation. Prints a dot for each page that was acknowledged.
class EndlessScroll
{
public:
    explicit EndlessScroll(PageCacheStore &store) : m_store(store) { }

    void start()
    {
        m_store.find(feedKey(), [this](const Result<std::optional<StoredFeed>> &found) {
            if (found && *found) {
                m_generation = (*found)->generation;
                m_ix = static_cast<int>((*found)->pages.size());
                next();
            } else {
                exchange();
            }
        });
    }

private:
    void exchange()
    {
        m_store.begin(feedKey(), {}, [this](const Result<Generation> &begun) {
            m_generation = begun.value_or(Generation());
            m_ix = 0;
            next();
        });
    }

    void next()
    {
        const int first = 1 + m_ix * kPageSize + static_cast<int>(m_generation.value) * 7;
        m_store.write(pageWrite(feedKey(), m_generation, m_ix, films(first, kPageSize)), [this](const Result<Page> &page) {
            if (!page) {
                std::fprintf(stderr, "%s\n", qPrintable(page.error().sentence()));
                QCoreApplication::exit(1);
                return;
            }
            std::printf(".\n");
            std::fflush(stdout);
            FetchedDetails details;
            details.details.title = page->rows.front().title;
            details.details.tagline = details.details.title.title;
            m_store.keepDetails(details, u"en-US"_s);
            if (++m_ix % 15 == 3)
                m_store.activate(feedKey(), m_generation, [](const Result<void> &) {});
            if (m_ix > 40)
                exchange();
            else
                next();
        });
    }

    PageCacheStore &m_store;
    Generation m_generation;
    int m_ix = 0;
};

PageStoreOptions optionsFor(const QString &path)
{
    PageStoreOptions options;
    options.path = path;
    options.idleAfter = std::chrono::milliseconds(0);
    options.budgetBytes = 700'000; // evicts while it writes
    return options;
}

int runChild(const QString &path)
{
    Mailbox mailbox;
    SystemClock clock;
    NullTrace trace;
    PageCacheStore store(optionsFor(path), mailbox, clock, trace);
    EndlessScroll scroll(store);
    scroll.start();
    return QCoreApplication::exec();
}

} // namespace

class TestPageStoreCrash : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;

    [[nodiscard]] QString path() const { return m_dir.filePath(u"cache.db"_s); }

    void runAndKillAfter(int pages) const
    {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(kChildArgument), path()});
        QVERIFY(child.waitForStarted());
        QByteArray output;
        while (output.count('\n') < pages) {
            QVERIFY2(child.waitForReadyRead(kAwaitMs), "the child stopped by itself");
            output += child.readAll();
        }
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    }

    // Whether the file agrees with itself; what the program checks at a start after a crash, and more.
    void lookOver() const
    {
        SQLite::Database file(path().toStdString(), SQLite::OPEN_READWRITE);
        QCOMPARE(file.execAndGet("PRAGMA integrity_check").getString(), std::string("ok"));
        SQLite::Statement foreign(file, "PRAGMA foreign_key_check");
        QVERIFY(!foreign.executeStep());
        const auto none = [&](const char *sql) { QCOMPARE(file.execAndGet(sql).getInt(), 0); };
        none("SELECT count(*) FROM page p WHERE new_n<>(SELECT count(*) FROM row r "
             "WHERE r.feed_id=p.feed_id AND r.gen=p.gen AND r.ix=p.ix)");
        none("SELECT count(*) FROM row WHERE item_id NOT IN (SELECT item_id FROM item)");
        none("SELECT count(*) FROM row r WHERE NOT EXISTS(SELECT 1 FROM page p "
             "WHERE p.feed_id=r.feed_id AND p.gen=r.gen AND p.ix=r.ix)");
        none("SELECT count(*) FROM item WHERE item_id<=(SELECT v FROM meta WHERE k='indexed_to') "
             "AND item_id NOT IN (SELECT item_id FROM item_text)");
        none("SELECT count(*) FROM item_text WHERE item_id NOT IN (SELECT item_id FROM item)");
        none("SELECT max(item_id)>=(SELECT v FROM meta WHERE k='next_item') FROM item");
        file.exec("INSERT INTO fts(fts,rank) VALUES('integrity-check',0)");
    }

private Q_SLOTS:
    void storedPagesAreWholeAfterKill9()
    {
        QRandomGenerator dice(20260301);
        Mailbox mailbox;
        SystemClock clock;
        int seen = 0;
        for (int kill = 0; kill < kKills; ++kill) {
            runAndKillAfter(1 + dice.bounded(40));
            lookOver();
            if (QTest::currentTestFailed())
                return;
            PageStoreOptions options = optionsFor(path());
            options.budgetBytes = 1'000'000'000; // nothing goes while it is looked at
            PageRun now(options, mailbox, clock);
            const auto stored = now.find(feedKey());
            if (!stored)
                continue;
            for (const StoredPage &page : stored->pages) {
                const auto read = now.read(feedKey(), stored->generation, page.ix);
                QVERIFY2(read.has_value(), qPrintable(u"after kill %1, page %2"_s.arg(kill).arg(page.ix)));
                QCOMPARE(read->badRows, 0);
                QCOMPARE(read->rows.size(), std::size_t(kPageSize));
                for (const Row &row : read->rows)
                    QVERIFY(row.title == film(row.title.id.extId.toInt()));
                ++seen;
            }
            QVERIFY(now.trace.events(u"error"_s).empty());
        }
        QVERIFY(seen > kKills);
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == QLatin1String(kChildArgument))
        return runChild(arguments[2]);
    TestPageStoreCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pagestorecrash.moc"

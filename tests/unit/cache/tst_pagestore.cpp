// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include "cache/pagestore/pageschema.h"
#include "cache/pagestore/pagetables.h"
#include "tests/unit/cache/pagestoreworld.h"

using namespace std::chrono_literals;
using namespace matinee;
using namespace matinee::test;

namespace {

Title fullTitle()
{
    Title title = film(603, u"Metropolis"_s);
    title.originalTitle = u"Metropolis – Schicksal"_s;
    title.date = u"1927-01-10"_s;
    title.votes = 2'000'000'000;
    title.runtime = 153;
    title.backdrop = u"/b.jpg"_s;
    title.popularity = 1e-9;
    return title;
}

Title bareTitle()
{
    Title title;
    title.id = {u"other"_s, u"tv"_s, u"slug/with:signs"_s};
    title.title = u"?"_s;
    return title;
}

FetchedDetails fullDetails(int n)
{
    FetchedDetails fetched;
    TitleDetails &details = fetched.details;
    details.title = film(n, u"As its own page names it"_s);
    details.countries = {u"DE"_s};
    details.directors = {u"Fritz Lang"_s};
    details.cast = {{u"Brigitte Helm"_s, u"Maria"_s}, {u"Gustav Fröhlich"_s, u""_s}};
    details.crew = {{u"Karl Freund"_s, u"Camera"_s}};
    details.videos = {{u"Trailer"_s, u"Trailer"_s, u"https://example.org/1"_s}};
    details.certification = u"FSK 6"_s;
    details.language = u"de"_s;
    details.tagline = u"The mediator must be the heart"_s;
    details.watchUrl = u"https://example.org/watch"_s;
    fetched.validators.etag = u"W/\"d\""_s;
    fetched.fetchedAt = QDateTime(QDate(2026, 3, 1), QTime(10, 0), Qt::UTC);
    return fetched;
}

} // namespace

class TestPageStore : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    FakeClock m_clock;
    Mailbox m_mailbox;

    [[nodiscard]] PageStoreOptions options() const { return {.path = m_dir->filePath(u"cache/cache.db"_s), .idleAfter = 5ms}; }
    std::unique_ptr<PageRun> run() { return std::make_unique<PageRun>(options(), m_mailbox, m_clock); }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void aPageComesBackWholeAfterARestart_data()
    {
        QTest::addColumn<bool>("restart");
        QTest::newRow("in the same run") << false;
        QTest::newRow("after a restart") << true;
    }
    void aPageComesBackWholeAfterARestart()
    {
        QFETCH(bool, restart);
        auto now = run();
        const FeedKey feed = feedKey();
        FeedTraits traits = traitsOf(FeedShape::Chained, FreshnessClass::Trending, u"anna"_s);
        traits.pageSize = 30;
        const Generation generation = now->begin(feed, traits);
        PageWrite first = pageWrite(feed, generation, 0, {fullTitle(), bareTitle(), film(2)});
        first.key = FirstPage();
        first.page.badCount = 1;
        first.page.next = PageCursor{QByteArray("\0\xff=", 3)};
        first.page.validators = {u"W/\"1\""_s, u"Sun, 01 Mar 2026 11:00:00 GMT"_s, u"max-age=60"_s, u"Accept-Language"_s,
            QDateTime(QDate(2026, 3, 1), QTime(11, 0, 1), Qt::UTC), 7s};
        QVERIFY(now->write(first));
        PageWrite last = pageWrite(feed, generation, 1, {film(3)});
        last.key = *first.page.next;
        last.page.next.reset();
        last.end = EndReason::NoNextKey;
        QVERIFY(now->write(last));
        QVERIFY(now->activate(feed, generation));
        now->store.adapt(feed, 1.5);
        if (restart) {
            now.reset();
            now = run();
        }

        const auto stored = now->find(feed);
        QVERIFY(stored);
        QCOMPARE(stored->generation, generation);
        QCOMPARE(stored->shape, FeedShape::Chained);
        QCOMPARE(stored->pageSize, 30);
        QCOMPARE(stored->total, 1000);
        QCOMPARE(stored->adapt, 1.5);
        QVERIFY(stored->end == EndReason::NoNextKey);
        QVERIFY(!stored->drift);
        QCOMPARE(stored->pages.size(), std::size_t(2));
        const StoredPage &page = stored->pages[0];
        QCOMPARE(page.ix, 0);
        QVERIFY(page.key == first.key);
        QVERIFY(page.next == first.page.next);
        QCOMPARE(page.rows, 3);
        QCOMPARE(page.fetchedAt, first.page.fetchedAt);
        QCOMPARE(page.validatedAt, first.page.fetchedAt);
        QVERIFY(page.validators == first.page.validators);
        QVERIFY(!stored->pages[1].next);
    }

    void rowsComeBackWholeAfterARestart()
    {
        auto now = run();
        const FeedKey feed = feedKey();
        const Generation generation = now->begin(feed);
        PageWrite first = pageWrite(feed, generation, 0, {fullTitle(), bareTitle(), film(2)});
        first.key = FirstPage();
        first.page.badCount = 1;
        first.page.next = PageCursor{QByteArray("\0\xff=", 3)};
        const auto written = now->write(first);
        QVERIFY(written);
        QCOMPARE(written->badRows, 1);
        PageWrite last = pageWrite(feed, generation, 1, {film(3)});
        last.key = *first.page.next;
        last.page.next.reset();
        last.end = EndReason::NoNextKey;
        QVERIFY(now->write(last));
        QVERIFY(now->activate(feed, generation));
        now.reset();
        now = run();

        const auto read = now->read(feed, generation, 0);
        QVERIFY(read);
        QVERIFY(read->key == first.key);
        QVERIFY(read->next == first.page.next);
        QVERIFY(!read->previous && !read->end);
        QCOMPARE(read->total, 1000);
        QCOMPARE(read->badRows, 0);
        QCOMPARE(read->rows.size(), std::size_t(3));
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(read->rows[i].title == first.page.titles[i]);
            QCOMPARE(read->rows[i].item, written->rows[i].item);
        }
        const auto readLast = now->read(feed, generation, 1);
        QVERIFY(readLast && !readLast->next);
        QVERIFY(readLast->previous == first.key);
        QVERIFY(readLast->end == EndReason::NoNextKey);
    }

    void everyKindOfKeyComesBack_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("first") << 0;
        QTest::newRow("number") << 1;
        QTest::newRow("offset") << 2;
        QTest::newRow("cursor with any bytes") << 3;
        QTest::newRow("empty cursor") << 4;
        QTest::newRow("url") << 5;
    }
    void everyKindOfKeyComesBack()
    {
        QFETCH(int, which);
        const std::array<PageKey, 6> keys{FirstPage(), PageNo{7}, PageOffset{140}, PageCursor{QByteArray("a\0b", 3)},
            PageCursor{}, PageUrl{u"https://example.org/ä?page=2"_s}};
        const auto now = run();
        const Generation generation = now->begin(feedKey());
        PageWrite write = pageWrite(feedKey(), generation, 3, films(1, 2));
        write.key = keys[std::size_t(which)];
        write.page.next = write.key;
        QVERIFY(now->write(write));
        const auto read = now->read(feedKey(), generation, 3);
        QVERIFY(read && read->key == write.key && read->next == write.key);
    }

    void aTitleStandsOnceInAGeneration()
    {
        const auto now = run();
        const Generation generation = now->begin(feedKey());
        auto written = now->write(pageWrite(feedKey(), generation, 0, {film(1), film(2), film(1)}));
        QVERIFY(written);
        QCOMPARE(idsOf(written->rows), QStringList({u"1"_s, u"2"_s}));
        QCOMPARE(written->duplicates, 1);
        QVERIFY(now->activate(feedKey(), generation));
        QVERIFY(!now->find(feedKey())->drift); // twice on one page is no overlap of two
        written = now->write(pageWrite(feedKey(), generation, 1, {film(2), film(3), film(4)}));
        QCOMPARE(idsOf(written->rows), QStringList({u"3"_s, u"4"_s}));
        QCOMPARE(written->duplicates, 1);
        const auto read = now->read(feedKey(), generation, 1);
        QCOMPARE(idsOf(read->rows), QStringList({u"3"_s, u"4"_s}));
        QCOMPARE(read->duplicates, 1);
        const auto stored = now->find(feedKey());
        QVERIFY(stored->drift);
        QCOMPARE(stored->pages[0].rows, 2);
        QCOMPARE(stored->pages[1].rows, 2);
        // Another list has the same title under the same id.
        const FeedKey other = feedKey(u"tmdb/top"_s);
        const Generation otherGeneration = now->begin(other);
        QCOMPARE(now->write(pageWrite(other, otherGeneration, 0, {film(4)}))->rows.front().item, read->rows[1].item);
    }

    void aPageWrittenAgainReplacesItsRows()
    {
        const auto now = run();
        const Generation generation = now->begin(feedKey());
        QVERIFY(now->write(pageWrite(feedKey(), generation, 0, films(1, 5))));
        QVERIFY(now->write(pageWrite(feedKey(), generation, 1, films(6, 5))));
        Title better = film(3, u"With a new name"_s);
        const auto written = now->write(pageWrite(feedKey(), generation, 0, {film(2), better, film(6), film(9000)}));
        QVERIFY(written);
        QCOMPARE(idsOf(written->rows), QStringList({u"2"_s, u"3"_s, u"9000"_s}));
        const auto read = now->read(feedKey(), generation, 0);
        QCOMPARE(idsOf(read->rows), QStringList({u"2"_s, u"3"_s, u"9000"_s}));
        QVERIFY(read->rows[1].title == better);
        QCOMPARE(idsOf(now->read(feedKey(), generation, 1)->rows).size(), 5);
        QCOMPARE(countIn(options().path, "SELECT count(*) FROM item WHERE ext_id IN ('1','4','5')"), 0); // on no list now
    }

    void anotherPageWithTheSameKeyIsRefused()
    {
        const auto now = run();
        const Generation generation = now->begin(feedKey());
        QVERIFY(now->write(pageWrite(feedKey(), generation, 0, films(1, 5))));
        PageWrite twin = pageWrite(feedKey(), generation, 1, films(6, 5));
        twin.key = PageNo{1};
        const auto refused = now->write(twin);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(now->read(feedKey(), generation, 0)->rows.size(), std::size_t(5));
        QVERIFY(!now->read(feedKey(), generation, 1));
        QVERIFY(!now->report().memoryBytes);
    }

    void anAnswerWithTheSamePayloadWritesNoTitle()
    {
        const auto now = run();
        const Generation generation = now->begin(feedKey());
        QVERIFY(now->write(pageWrite(feedKey(), generation, 0, films(1, 2))));
        const qint64 before = countIn(options().path, "SELECT sum(updated_at) FROM item");
        m_clock.advance(1h);
        QVERIFY(now->write(pageWrite(feedKey(), generation, 0, films(1, 2))));
        QCOMPARE(countIn(options().path, "SELECT sum(updated_at) FROM item"), before);
        Title rated = film(2);
        rated.rating = 9.1;
        QVERIFY(now->write(pageWrite(feedKey(), generation, 0, {film(1), rated})));
        QCOMPARE(countIn(options().path, "SELECT sum(updated_at) FROM item"), before + 3'600'000);
        QCOMPARE(countIn(options().path, "SELECT count(*) FROM item WHERE rating=9.1 AND year=1922 AND genres='|Drama|War|'"), 1);
    }

    void theEndBelongsToItsPage()
    {
        const auto now = run();
        const Generation generation = now->begin(feedKey());
        PageWrite last = pageWrite(feedKey(), generation, 1, films(21, 3));
        last.page.next.reset();
        last.end = EndReason::NothingNew;
        QVERIFY(now->write(last));
        QVERIFY(now->write(pageWrite(feedKey(), generation, 0, films(1, 3)))); // an earlier page says nothing of the end
        QVERIFY(now->activate(feedKey(), generation));
        QVERIFY(now->find(feedKey())->end == EndReason::NothingNew);
        QVERIFY(now->read(feedKey(), generation, 1)->end == EndReason::NothingNew);
        QVERIFY(!now->read(feedKey(), generation, 0)->end);
        QVERIFY(now->write(pageWrite(feedKey(), generation, 2, films(31, 3)))); // looked further: it goes on
        QVERIFY(!now->find(feedKey())->end);
    }

    void aMovedTotalIsDrift_data()
    {
        QTest::addColumn<qint64>("total");
        QTest::addColumn<bool>("isHint");
        QTest::addColumn<bool>("drift");
        QTest::addColumn<qint64>("kept");
        QTest::newRow("the same") << qint64(1000) << false << false << qint64(1000);
        QTest::newRow("another") << qint64(1001) << false << true << qint64(1001);
        QTest::newRow("only a hint") << qint64(1001) << true << false << qint64(1001);
        QTest::newRow("not said this time") << qint64(-1) << false << false << qint64(1000);
    }
    void aMovedTotalIsDrift()
    {
        QFETCH(qint64, total);
        QFETCH(bool, isHint);
        const auto now = run();
        const Generation generation = now->begin(feedKey());
        QVERIFY(now->write(pageWrite(feedKey(), generation, 0, films(1, 3))));
        PageWrite second = pageWrite(feedKey(), generation, 1, films(4, 3));
        second.page.total = total;
        second.page.totalIsHint = isHint;
        QVERIFY(now->write(second));
        QVERIFY(now->activate(feedKey(), generation));
        QTEST(now->find(feedKey())->drift, "drift");
        QTEST(now->find(feedKey())->total, "kept");
    }

    void rowsAreFoundByTheirTitle_data()
    {
        QTest::addColumn<bool>("addressable");
        QTest::addColumn<qint64>("row");
        QTest::newRow("a chain counts the rows before") << false << qint64(4);
        QTest::newRow("an addressable list has a place for every row") << true << qint64(2 * 20 + 1);
    }
    void rowsAreFoundByTheirTitle()
    {
        QFETCH(bool, addressable);
        const auto now = run();
        const Generation generation = now->begin(feedKey(), traitsOf(addressable ? FeedShape::Addressable : FeedShape::Chained));
        QVERIFY(now->write(pageWrite(feedKey(), generation, 0, films(1, 3))));
        QVERIFY(now->write(pageWrite(feedKey(), generation, 2, {film(41), film(42)})));
        QTEST(now->rowOf(feedKey(), generation, film(42).id), "row");
        QCOMPARE(now->rowOf(feedKey(), generation, film(1).id), 0);
        QCOMPARE(now->rowOf(feedKey(), generation, film(99).id), -1);
        QCOMPARE(now->rowOf(feedKey(), generation, {u"never seen"_s, u"movie"_s, u"1"_s}), -1);
        QCOMPARE(now->rowOf(feedKey(), Generation{77}, film(1).id), -1);
        const auto read = now->read(feedKey(), generation, 2);
        QVERIFY(read && read->previous == PageKey(PageNo{2}));
    }

    void anUnchangedPageIsYoungAgain()
    {
        const auto now = run();
        const Generation generation = now->begin(feedKey());
        PageWrite write = pageWrite(feedKey(), generation, 0, films(1, 3));
        write.page.validators.etag = u"\"1\""_s;
        write.page.validators.vary = u"Accept"_s;
        QVERIFY(now->write(write));
        QVERIFY(now->activate(feedKey(), generation));
        FetchedPage unchanged;
        unchanged.notModified = true;
        unchanged.fetchedAt = write.page.fetchedAt.addSecs(600);
        unchanged.validators.etag = u"\"1b\""_s;
        now->store.validated(feedKey(), generation, 0, unchanged);
        StoredPage page = now->find(feedKey())->pages.front();
        QCOMPARE(page.fetchedAt, write.page.fetchedAt);
        QCOMPARE(page.validatedAt, unchanged.fetchedAt);
        QCOMPARE(page.validators.etag, u"\"1b\""_s);
        QCOMPARE(page.validators.vary, u"Accept"_s); // a 304 does not repeat it
        FetchedPage same;
        Title rated = film(2);
        rated.rating = 9.9;
        same.titles = {film(1), rated, film(3)};
        same.total = 1200;
        same.fetchedAt = write.page.fetchedAt.addSecs(1200);
        now->store.validated(feedKey(), generation, 0, same);
        page = now->find(feedKey())->pages.front();
        QCOMPARE(page.fetchedAt, same.fetchedAt);
        QVERIFY(!page.validators.canAsk());
        QCOMPARE(now->find(feedKey())->total, 1200);
        const auto read = now->read(feedKey(), generation, 0);
        QCOMPARE(idsOf(read->rows), QStringList({u"1"_s, u"2"_s, u"3"_s}));
        QVERIFY(read->rows[1].title == rated);
    }

    void detailsComeBackAsTheyWere()
    {
        auto now = run();
        const FetchedDetails kept = fullDetails(603);
        QVERIFY(!now->details(kept.details.title.id));
        now->store.keepDetails(kept, u"en-US"_s);
        now.reset();
        now = run();
        // The list knows it by another name; its own page keeps what it said.
        const Generation generation = now->begin(feedKey());
        QVERIFY(now->write(pageWrite(feedKey(), generation, 0, {film(603)})));
        auto found = now->details(kept.details.title.id);
        QVERIFY(found);
        QVERIFY(found->details == kept.details);
        QCOMPARE(found->fetchedAt, kept.fetchedAt);
        QVERIFY(found->validators == kept.validators);
        QVERIFY(!now->details(kept.details.title.id, u"de-DE"_s));
        FetchedDetails unchanged;
        unchanged.notModified = true;
        unchanged.fetchedAt = kept.fetchedAt.addDays(1);
        now->store.detailsValidated(kept.details.title.id, u"en-US"_s, unchanged);
        found = now->details(kept.details.title.id);
        QCOMPARE(found->fetchedAt, unchanged.fetchedAt);
        QCOMPARE(found->validators.etag, kept.validators.etag);
        QVERIFY(found->details == kept.details);
    }

    void damagedDetailsAreAMissAndGo()
    {
        auto now = run();
        const FetchedDetails kept = fullDetails(603);
        now->store.keepDetails(kept, u"en-US"_s);
        now.reset();
        {
            SQLite::Database other(options().path.toStdString(), SQLite::OPEN_READWRITE);
            other.exec("UPDATE detail SET body=CAST(substr(body,1,length(body)-9)||x'00'||substr(body,length(body)-7) AS BLOB)");
        }
        now = run();
        QVERIFY(!now->details(kept.details.title.id));
        QTRY_COMPARE(countIn(options().path, "SELECT count(*) FROM detail"), 0);
        QCOMPARE(now->report().damagedRows, 1);
    }

    void lateTitlesAreKept()
    {
        const auto now = run();
        now->store.keepTitles({film(7)}, u"en-US"_s);
        QCOMPARE(now->report().titles, 1);
    }

    void aPageIsReadWithTwoStatements()
    {
        auto now = run();
        const Generation generation = now->fill(feedKey(), 3);
        now.reset();
        auto db = sql::Database::open({.path = options().path,
            .applicationId = kPageStoreApplicationId,
            .migrations = pageStoreMigrations(),
            .readOnly = true});
        QVERIFY(db);
        PageReader reader(**db);
        int statements = 0;
        sqlite3_trace_v2((*db)->handle().getHandle(), SQLITE_TRACE_STMT,
            [](unsigned, void *count, void *, void *) { return ++*static_cast<int *>(count), 0; }, &statements);
        for (const int ix : {1, 2}) {
            statements = 0;
            const auto page = reader.page(feedKey(), generation, ix);
            QVERIFY(page && *page);
            QCOMPARE((*page)->packed.rows.size(), std::size_t(20));
            QVERIFY2(statements >= 1 && statements <= 2, qPrintable(QString::number(statements)));
        }
    }

    void oneFlippedByteCostsOneRow()
    {
        auto now = run();
        const Generation generation = now->begin(feedKey());
        PageWrite write = pageWrite(feedKey(), generation, 0, films(1, 20));
        write.page.validators.etag = u"\"1\""_s;
        QVERIFY(now->write(write));
        QVERIFY(now->activate(feedKey(), generation));
        now.reset();
        {
            SQLite::Database other(options().path.toStdString(), SQLite::OPEN_READWRITE);
            other.exec("UPDATE item SET lite=CAST(x'01ff'||substr(lite,3) AS BLOB) WHERE ext_id='7'");
        }
        now = run();
        const auto read = now->read(feedKey(), generation, 0);
        QVERIFY(read);
        QCOMPARE(read->rows.size(), std::size_t(19));
        QCOMPARE(read->badRows, 1);
        QVERIFY(!idsOf(read->rows).contains(u"7"_s));
        // The next answer comes whole, and mends it though its payload is the one that was there.
        QTRY_VERIFY(!now->find(feedKey())->pages.front().validators.canAsk());
        QCOMPARE(now->report().damagedRows, 1);
        QVERIFY(now->write(write));
        QCOMPARE(now->read(feedKey(), generation, 0)->rows.size(), std::size_t(20));
    }

    void aCancelledReadIsAnsweredOnce()
    {
        const auto now = run();
        const Generation generation = now->fill(feedKey(), 1);
        const CancelToken cancel;
        cancel.cancel();
        const auto read = await<Page>([&](auto reply) { now->store.read(feedKey(), generation, 0, cancel, reply); });
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestPageStore)
#include "tst_pagestore.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "app/countedfeedstore.h"
#include "app/countedtrace.h"
#include "tests/support/fakeclock.h"
#include "tests/support/recordingtrace.h"
#include "tests/support/scriptedstore.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace matinee;

// What is counted of lists and requests, and when it is handed over.
class TestUseCounting : public QObject
{
    Q_OBJECT
private:
    test::FakeClock m_clock;
    std::vector<std::vector<UseCount>> m_bundles;
    std::unique_ptr<UseCounter> m_counter;
    std::unique_ptr<test::ScriptedStore> m_store;
    std::unique_ptr<CountedFeedStore> m_counted;
    const FeedKey m_feed = FeedKey::of(u"tmdb"_s, u"search"_s, {{u"q"_s, u"secret wish"_s}});

    void ask(int page)
    {
        m_counted->page(
            m_feed, m_store->generation, m_store->keyOf(page), Priority::VisiblePage, {}, [](const Result<Page> &) {});
    }
    void answer(int page, PageOrigin origin, std::chrono::milliseconds took)
    {
        ask(page);
        m_clock.advance(took);
        Page whole = m_store->truePage(page);
        whole.origin = origin;
        QVERIFY(m_store->answerPageWith(page, whole));
    }
    void fail(int page, ErrorKind kind)
    {
        ask(page);
        QVERIFY(m_store->answerPageWith(page, tl::unexpected(Error{kind, u"no"_s, {}})));
    }
    std::vector<UseCount> counts()
    {
        m_counter->flush();
        std::vector<UseCount> all;
        for (const auto &bundle : m_bundles)
            all.insert(all.end(), bundle.begin(), bundle.end());
        return all;
    }
    [[nodiscard]] UseCount sum(UseKind kind, const QString &subject, qint64 n, double ms) const
    {
        return {m_clock.now().toLocalTime().date(), subject, kind, n, ms};
    }

private Q_SLOTS:
    void init()
    {
        m_bundles.clear();
        m_counter = std::make_unique<UseCounter>(
            m_clock, [this](std::vector<UseCount> bundle) { m_bundles.push_back(std::move(bundle)); });
        m_store = std::make_unique<test::ScriptedStore>(100);
        m_counted = std::make_unique<CountedFeedStore>(*m_store, *m_counter, m_clock);
    }

    void pagesAreToldByWhereTheyCameFromAndListsByTheirNameOnly()
    {
        answer(1, PageOrigin::Store, 2ms);
        answer(2, PageOrigin::Store, 4ms);
        answer(3, PageOrigin::Network, 300ms);
        fail(4, ErrorKind::Offline);
        const std::vector<UseCount> wanted{sum(UseKind::Hit, u"tmdb/search"_s, 2, 6),
            sum(UseKind::Miss, u"tmdb/search"_s, 1, 300), sum(UseKind::Failed, u"tmdb/search"_s, 1, 0)};
        QCOMPARE(counts(), wanted);
    }

    void aPageNobodyWantedAnyMoreIsNotCounted()
    {
        fail(1, ErrorKind::Cancelled);
        QVERIFY(counts().empty());
    }

    void theFirstPageOfAListJustFetchedIsNoHit()
    {
        m_store->savedAt = m_clock.now();
        m_counted->open(m_feed, [](const Result<FeedOpening> &) {});
        m_store->answerOpen();
        answer(0, PageOrigin::Store, 1ms);
        answer(0, PageOrigin::Store, 1ms); // the second time it is one
        const std::vector<UseCount> wanted{sum(UseKind::Hit, u"tmdb/search"_s, 1, 1), sum(UseKind::Miss, u"tmdb/search"_s, 1, 1)};
        QCOMPARE(counts(), wanted);
    }

    void theFirstPageOfAKeptListIsAHit()
    {
        m_store->savedAt = m_clock.now().addSecs(-1);
        m_counted->open(m_feed, [](const Result<FeedOpening> &) {});
        m_store->answerOpen();
        answer(0, PageOrigin::Store, 1ms);
        QCOMPARE(counts(), std::vector{sum(UseKind::Hit, u"tmdb/search"_s, 1, 1)});
    }

    void sumsAreHandedOverOnceAMinute()
    {
        for (int n = 0; n < 59; ++n) {
            m_counter->count(UseKind::Hit, u"a/b"_s, 1, 0);
            m_clock.advance(1s);
        }
        QVERIFY(m_bundles.empty());
        m_clock.advance(1s);
        m_counter->count(UseKind::Hit, u"a/b"_s, 1, 0);
        QCOMPARE(m_bundles.size(), 1u);
        QCOMPARE(m_bundles.front(), std::vector{sum(UseKind::Hit, u"a/b"_s, 60, 0)});
        m_counter->flush();
        QCOMPARE(m_bundles.size(), 1u);
    }

    void manySumsDoNotWaitForTheMinute()
    {
        for (int n = 0; n < 500; ++n)
            m_counter->count(UseKind::Slow, QString::number(n), 1, 0);
        QCOMPARE(m_bundles.size(), 1u);
        QCOMPARE(m_bundles.front().size(), 500u);
    }

    void aDayEndsAtMidnight()
    {
        m_counter->count(UseKind::Hit, u"a/b"_s, 1, 0);
        const QDate day = m_clock.now().toLocalTime().date();
        m_clock.setNow(m_clock.now().addDays(1));
        m_counter->count(UseKind::Hit, u"a/b"_s, 1, 0);
        const auto all = counts();
        QCOMPARE(all.size(), 2u);
        QCOMPARE(all[0].day, day);
        QCOMPARE(all[1].day, day.addDays(1));
    }

    void requestsAreCountedByHostAndSlowOnesByPath()
    {
        test::RecordingTrace trace;
        CountedTrace counted(trace, *m_counter);
        const QJsonObject about{{u"host"_s, u"h"_s}, {u"path"_s, u"/p"_s}, {u"ms"_s, 700}, {u"bytes"_s, 5000}};
        counted.event(u"http.slow"_s, about);
        counted.event(u"http.request"_s, about);
        counted.event(u"http.request"_s, about);
        const std::vector<UseCount> wanted{
            sum(UseKind::Request, u"h"_s, 2, 1400), sum(UseKind::Bytes, u"h"_s, 10000, 0), sum(UseKind::Slow, u"h/p"_s, 1, 700)};
        QCOMPARE(counts(), wanted);
        QCOMPARE(trace.events(u"http.request"_s).size(), 2u);
    }

    void nothingIsToldToATraceNobodyReads()
    {
        NullTrace nobody;
        CountedTrace counted(nobody, *m_counter);
        counted.event(u"http.request"_s, {{u"host"_s, u"h"_s}, {u"ms"_s, 1}, {u"bytes"_s, 2}});
        QCOMPARE(counts().size(), 2u);
    }
};

QTEST_GUILESS_MAIN(TestUseCounting)
#include "tst_usecounting.moc"

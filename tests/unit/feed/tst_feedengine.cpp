// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/feed/feedengine.h"
#include "models/feed/feedlimits.h"
#include "tests/unit/feed/feedworld.h"

using namespace Qt::StringLiterals;

namespace matinee {

class TestFeedEngine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneKeyIsOneFeed();
    void feedsNobodyShowsAreForgottenOldestFirst();
    void onlyTheListsConcernedAreReadAnew();
    void whatIsSomebodyElsesIsOpenedAnew();
    void theDumpHoldsEveryFeedByKey();

private:
    [[nodiscard]] static FeedKey keyOf(const QString &feed) { return FeedKey::of(u"scripted"_s, feed); }

    test::FakeClock m_clock;
    NullTrace m_trace;
};

void TestFeedEngine::oneKeyIsOneFeed()
{
    test::ScriptedStore store(10);
    FeedEngine engine(store, m_clock, m_trace);
    const auto feed = engine.feed(FeedKey::parse(u"scripted/all?b=2&a=1").value());
    QCOMPARE(engine.feed(FeedKey::parse(u"scripted/all?a=1&b=2").value()), feed);
    QVERIFY(engine.feed(keyOf(u"all"_s)) != feed);
}

void TestFeedEngine::feedsNobodyShowsAreForgottenOldestFirst()
{
    test::ScriptedStore store(10);
    FeedEngine engine(store, m_clock, m_trace);
    const auto shown = engine.feed(keyOf(u"shown"_s));
    const test::MirrorView view(*shown);
    const std::weak_ptr<Feed> oldest = engine.feed(keyOf(u"oldest"_s));
    const std::weak_ptr<Feed> older = engine.feed(keyOf(u"older"_s));
    for (int i = 2; i < kIdleFeeds; ++i)
        (void)engine.feed(keyOf(u"feed%1"_s.arg(i)));
    QVERIFY(!oldest.expired());
    (void)engine.feed(keyOf(u"oldest"_s));
    for (int i = 0; i < 2; ++i)
        (void)engine.feed(keyOf(u"more%1"_s.arg(i)));
    QVERIFY(older.expired());
    QVERIFY(!oldest.expired());
    QCOMPARE(engine.feed(keyOf(u"shown"_s)), shown);
}

void TestFeedEngine::onlyTheListsConcernedAreReadAnew()
{
    test::ScriptedStore store(10);
    FeedEngine engine(store, m_clock, m_trace);
    const auto favorites = engine.feed(keyOf(u"favorites"_s));
    const auto all = engine.feed(keyOf(u"all"_s));
    const std::weak_ptr<Feed> unseen = engine.feed(keyOf(u"favorites"_s).with(u"page_size"_s, u"5"_s));
    test::MirrorView first(*favorites);
    test::MirrorView second(*all);
    for (const auto &[feed, view] : {std::pair(favorites, &first), std::pair(all, &second)}) {
        feed->setActive(*view, true);
        feed->open(*view, {});
    }
    store.answerAll();
    engine.invalidate([](const FeedKey &key) { return key.feed == u"favorites"_s; });
    QCOMPARE(store.opens.size(), std::size_t(1));
    QCOMPARE(store.opens.front().feed, keyOf(u"favorites"_s));
    QVERIFY(unseen.expired());
}

void TestFeedEngine::whatIsSomebodyElsesIsOpenedAnew()
{
    test::ScriptedStore store(10);
    FeedEngine engine(store, m_clock, m_trace);
    const auto watchlist = engine.feed(keyOf(u"watchlist"_s));
    const auto all = engine.feed(keyOf(u"all"_s));
    test::MirrorView view(*watchlist);
    watchlist->setActive(view, true);
    watchlist->open(view, {});
    store.answerAll();
    QCOMPARE(watchlist->rows(), 10);
    engine.forget([](const FeedKey &key) { return key.feed == u"watchlist"_s; });
    const auto anew = engine.feed(keyOf(u"watchlist"_s));
    QVERIFY(anew != watchlist);
    QCOMPARE(anew->rows(), 0);
    QCOMPARE(watchlist->rows(), 10); // until its view goes elsewhere
    QCOMPARE(engine.feed(keyOf(u"all"_s)), all);
}

void TestFeedEngine::theDumpHoldsEveryFeedByKey()
{
    test::ScriptedStore store(10);
    FeedEngine engine(store, m_clock, m_trace);
    const auto second = engine.feed(keyOf(u"b"_s));
    const auto first = engine.feed(keyOf(u"a"_s));
    const QJsonArray dump = engine.dump();
    QCOMPARE(dump.size(), 2);
    QCOMPARE(dump.at(0).toObject().value(u"key"_s).toString(), u"scripted/a"_s);
    QCOMPARE(dump.at(1).toObject().value(u"key"_s).toString(), u"scripted/b"_s);
    QCOMPARE(dump.at(0).toObject().value(u"generation"_s).toInt(), -1);
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeedEngine)
#include "tst_feedengine.moc"

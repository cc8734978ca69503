// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "models/feed/feedlimits.h"
#include "tests/unit/feed/feedworld.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::FeedWorld;
using test::filmId;
using test::filmRow;

namespace {

/// A feed in a world that does anything in any order. After each event the invariants of paging.md 4.17 that an
/// addressable list has are checked; the first breach is named.
class Walk
{
public:
    explicit Walk(unsigned seed) : m_random(seed), m_world(0)
    {
        m_world.store.pageSize = 7;
        m_world.store.films = someFilms();
    }

    /// What is wrong after this event, empty when nothing is.
    QString step(int number)
    {
        m_event = u"event %1"_s.arg(number);
        const std::vector<QString> before = m_world.view->shown;
        const int resets = m_world.view->lists();
        const std::size_t asked = m_world.store.pagesAsked.size();
        m_mayMove = m_mayShrink = true;
        act();
        followPlaces();
        if (m_world.view->lists() != resets)
            m_failed.clear(); // another list: each of its pages may be asked for
        QString breach = invariants();
        if (breach.isEmpty() && m_world.view->lists() == resets)
            breach = comparedWith(before);
        if (breach.isEmpty())
            breach = newRequests(asked);
        return breach.isEmpty() ? QString() : m_event + u": "_s + breach;
    }

    /// Every loading ends (I17): when the store answers all, nothing is left loading.
    QString finish()
    {
        m_world.feed->setActive(*m_world.view, true);
        m_world.feed->open(*m_world.view, {});
        m_world.store.answerAll();
        const bool isStill
            = m_world.feed->refreshState().is(LoadState::Kind::Idle) && !m_world.feed->appendState().is(LoadState::Kind::Loading);
        return isStill ? invariants() : u"something loads for ever"_s;
    }
    [[nodiscard]] int lateAnswers() const { return m_lateAnswers; }
    [[nodiscard]] int resets() const { return m_world.view->lists(); }

private:
    int pick(int below) { return std::uniform_int_distribution(0, below - 1)(m_random); }

    std::vector<Row> someFilms()
    {
        std::vector<Row> films;
        const int count = pick(8) == 0 ? pick(10) : 200 + pick(300);
        const int from = pick(40);
        for (int n = 0; n < count; ++n)
            films.push_back(filmRow(pick(25) == 0 ? pick(count + from) : n + from));
        return films;
    }

    void act()
    {
        switch (pick(16)) {
        case 0: return scroll(pick(std::max(1, m_world.feed->rows())));
        case 1:
        case 2:
        case 3: return scroll(m_first + pick(30) - 12);
        case 4: return refuse();
        case 5: return changeList();
        case 6: return answerLate();
        case 7: return ask();
        default: return answer();
        }
    }

    void scroll(int first)
    {
        m_event += u" scrolls to %1"_s.arg(first);
        m_first = std::max(0, first);
        m_world.show(m_first, m_first + 9 + pick(20), pick(200) - 100.0);
        if (pick(3) == 0)
            m_world.feed->setAnchor(*m_world.view, m_first + pick(5), pick(100) - 50);
    }

    /// Does what a view does when it is told where to stand.
    void followPlaces()
    {
        if (m_world.view->places.empty())
            return;
        m_first = m_world.view->places.back().first;
        m_world.view->places.clear();
        m_mayMove = true;
        m_world.show(m_first, m_first + 20);
    }

    void ask()
    {
        const int what = pick(7);
        m_event += u" asks %1"_s.arg(what);
        switch (what) {
        case 0: return m_world.feed->setActive(*m_world.view, false);
        case 1: return m_world.feed->refresh();
        case 2: return m_world.feed->hint();
        case 3: return m_world.feed->jumpToText(*m_world.view, u"Film %1"_s.arg(pick(300)));
        case 4: m_failed.clear(); return m_world.feed->retry();
        case 5: m_failed.clear(); return m_world.feed->open(*m_world.view, Anchor{filmId(pick(400)), 3, pick(400)});
        default: return m_world.feed->setActive(*m_world.view, true);
        }
    }

    void changeList()
    {
        if (pick(4) != 0)
            return ask();
        m_event += u" changes the list"_s;
        keepLateAnswers();
        m_world.exchangeFilms(someFilms());
        m_world.feed->invalidate();
        // A hidden list waits; what the store answers meanwhile is of the old rows, which it no longer has.
        m_world.feed->setActive(*m_world.view, true);
        if (m_world.feed->refreshState().is(LoadState::Kind::Idle))
            m_world.feed->open(*m_world.view, {});
        m_failed.clear();
    }

    /// The store forgets what it was asked before; the answers may still come at any time.
    void keepLateAnswers()
    {
        std::ranges::move(m_world.store.pages, std::back_inserter(m_late));
        m_world.store.pages.clear();
        m_world.store.opens.clear();
        m_world.store.rows.clear();
    }

    void answerLate()
    {
        if (m_late.empty())
            return;
        m_event += u" answers late"_s;
        m_mayMove = m_mayShrink = false;
        ++m_lateAnswers;
        const std::vector<QString> before = m_world.view->shown;
        Page page;
        page.rows = {filmRow(9'999)};
        page.total = 1;
        m_late.front().reply(page);
        m_late.pop_front();
        m_lateChangedRows = m_world.view->shown != before;
    }

    void refuse()
    {
        auto &store = m_world.store;
        m_mayShrink = false;
        if (!store.pages.empty()) {
            const int page = store.pages[static_cast<std::size_t>(pick(int(store.pages.size())))].page;
            m_event += u" refuses page %1"_s.arg(page);
            const auto asked = std::ranges::find(store.pages, page, &test::ScriptedStore::PageAsk::page);
            if (!asked->cancel.isCancelled() && m_world.feed->refreshState().is(LoadState::Kind::Idle))
                m_failed.insert(page);
            store.answerPageWith(page, fail(ErrorKind::Storage, u"refused"_s));
        } else if (!store.opens.empty()) {
            m_event += u" refuses to open"_s;
            store.failOpen(fail(ErrorKind::Busy, u"locked"_s).value());
        }
    }

    void answer()
    {
        auto &store = m_world.store;
        if (!store.opens.empty())
            return store.answerOpen();
        if (!store.rows.empty() && pick(2) == 0)
            return store.answerRow();
        if (store.pages.empty())
            return;
        const int page = store.pages[static_cast<std::size_t>(pick(int(store.pages.size())))].page;
        m_event += u" answers page %1"_s.arg(page);
        m_mayMove = false;
        store.answerPage(page);
    }

    QString invariants()
    {
        if (std::exchange(m_lateChangedRows, false))
            return u"I11, a late answer changed rows"_s;
        if (!m_world.view->agrees())
            return u"I2, the view was not told what there is"_s;
        std::set<QString> titles;
        for (const QString &title : m_world.view->shown) {
            if (!title.isEmpty() && title != u"-" && !titles.insert(title).second)
                return u"I1, twice: "_s + title;
        }
        std::vector<int> awaited = m_world.store.awaitedPages();
        std::ranges::sort(awaited);
        if (awaited.size() > std::size_t(kPagesInFlight) || std::ranges::adjacent_find(awaited) != awaited.end())
            return u"I4, too much in flight"_s;
        return {};
    }

    QString comparedWith(const std::vector<QString> &before) const
    {
        const std::vector<QString> &now = m_world.view->shown;
        if (!m_mayShrink && now.size() < before.size())
            return u"I9, rows went because of an error"_s;
        for (std::size_t row = std::size_t(m_first); !m_mayMove && row < std::min(before.size(), std::size_t(m_first) + 9);
             ++row) {
            if (!before[row].isEmpty() && before[row] != u"-" && (row >= now.size() || now[row] != before[row]))
                return u"I7, a visible title moved: "_s + before[row];
        }
        return {};
    }

    QString newRequests(std::size_t from) const
    {
        const bool isLive = m_world.feed->refreshState().is(LoadState::Kind::Idle);
        const auto &asked = m_world.store.pagesAsked;
        for (std::size_t i = from; isLive && i < asked.size(); ++i) {
            if (m_failed.contains(asked[i]))
                return u"I5, page %1 asked again though it failed"_s.arg(asked[i]);
        }
        return {};
    }

    std::mt19937 m_random;
    FeedWorld m_world;
    std::deque<test::ScriptedStore::PageAsk> m_late;
    std::set<int> m_failed;
    QString m_event;
    int m_first = 0;
    int m_lateAnswers = 0;
    bool m_mayMove = true;
    bool m_mayShrink = true;
    bool m_lateChangedRows = false;
};

} // namespace

class TestFeedWalk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyOrderOfEventsKeepsTheInvariants_data();
    void anyOrderOfEventsKeepsTheInvariants();
    void everyPageIsAskedOnce();
};

void TestFeedWalk::anyOrderOfEventsKeepsTheInvariants_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestFeedWalk::anyOrderOfEventsKeepsTheInvariants()
{
    QFETCH(unsigned, seed);
    Walk walk(seed);
    for (int number = 0; number < 2'500; ++number) {
        const QString breach = walk.step(number);
        QVERIFY2(breach.isEmpty(), qPrintable(breach));
    }
    const QString breach = walk.finish();
    QVERIFY2(breach.isEmpty(), qPrintable(breach));
    QVERIFY2(walk.lateAnswers() > 0 && walk.resets() > 3, "the walk met too little");
}

void TestFeedWalk::everyPageIsAskedOnce()
{
    std::mt19937 random(7);
    FeedWorld world(1'500); // fewer than are kept, so that nothing is read again
    world.open();
    int first = 0;
    for (int i = 0; i < 2'000; ++i) {
        first = std::clamp(first + std::uniform_int_distribution(-15, 20)(random), 0, 1'470);
        world.show(first, first + 29);
        if (!world.store.pages.empty() && i % 2 == 0)
            world.store.answerPage(world.store.pages.back().page);
    }
    world.store.answerAll();
    std::map<int, int> asked;
    for (const int page : world.store.pagesAsked)
        ++asked[page];
    for (const auto &[page, times] : asked)
        QVERIFY2(times == 1, qPrintable(u"page %1 was asked %2 times"_s.arg(page).arg(times)));
    QVERIFY(asked.size() > 10);
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeedWalk)
#include "tst_feedwalk.moc"

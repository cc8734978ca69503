// SPDX-License-Identifier: GPL-3.0-or-later
// engine.event of performance.md: what one event costs the feed engine in a long list and in a short one. Prints one JSON
// object a line; judges nothing. Usage: bench_engine [NAME].
#include <QCoreApplication>

#include <memory>

#include "models/catalog/clock.h"
#include "models/feed/feed.h"
#include "tests/bench/benchprint.h"
#include "tests/support/endlessstore.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPairs = 41;
constexpr int kLong = 1'000'000;
constexpr int kShort = 1000;
constexpr int kLine = 8;     // rows a step of the viewport
constexpr int kVisible = 40; // rows of the viewport
constexpr int kWalk = 960;   // rows a sample walks over: all that a short list has
constexpr int kAppends = 50; // pages a sample adds to a chain

class IdleView final : public FeedObserver
{
public:
    void rowsAboutToBeInserted(int, int) override { }
    void rowsInserted() override { }
    void rowsAboutToBeRemoved(int, int) override { }
    void rowsRemoved() override { }
    void aboutToReset() override { }
    void reset() override { }
    void rowsAboutToMove() override { }
    void rowsMoved(const std::function<int(int)> & /*newRow*/) override { }
    void rowsChanged(int, int) override { }
    void statusChanged() override { }
    void placeFound(int, int) override { }
};

/// Answers until nothing is asked, or so many pages; the ms that took the feed, and how many pages it were.
std::pair<double, int> answerAll(test::EndlessStore &store, int atMost = std::numeric_limits<int>::max())
{
    double ms = 0;
    int answered = 0;
    for (; answered < atMost; ++answered) {
        const auto answer = store.nextAnswer();
        if (!answer)
            break;
        ms += bench::timed(answer);
    }
    return {ms, answered};
}

/// An open feed with one view.
class Stage
{
public:
    Stage(FeedShape shape, int rows) : m_store(shape, rows)
    {
        m_feed = std::make_shared<Feed>(FeedKey::of(u"bench"_s, u"all"_s), m_store, m_clock, m_trace);
        m_feed->attach(m_view);
        m_feed->setActive(m_view, true);
        m_feed->open(m_view, {});
        m_store.answerOpenings();
    }
    ~Stage() { m_feed->detach(m_view); }

    /// Goes there and lets everything around it come; not measured.
    void jump(int row)
    {
        m_feed->setViewport(m_view, {row, row + kVisible - 1, 0});
        (void)answerAll(m_store);
    }

    struct Times {
        double viewport = 0; // ms an event
        double page = 0;
    };
    /// kWalk rows down from `from`, line by line, as a scroll has it.
    Times walk(int from)
    {
        Times times;
        int steps = 0;
        int pages = 0;
        for (int row = from; row + kVisible <= from + kWalk; row += kLine) {
            times.viewport += bench::timed([&] { m_feed->setViewport(m_view, {row, row + kVisible - 1, 100}); });
            ++steps;
            const auto [ms, answered] = answerAll(m_store);
            times.page += ms;
            pages += answered;
        }
        return {times.viewport / steps, times.page / std::max(1, pages)};
    }

    /// ms a page that a chain grows by.
    double append()
    {
        double ms = 0;
        int pages = 0;
        while (pages < kAppends) {
            const int end = m_feed->rows();
            m_feed->setViewport(m_view, {end - kVisible, end - 1, 100});
            const auto [took, answered] = answerAll(m_store, 1);
            ms += took;
            pages += answered;
        }
        return ms / pages;
    }

private:
    SystemClock m_clock;
    NullTrace m_trace;
    test::EndlessStore m_store;
    IdleView m_view;
    std::shared_ptr<Feed> m_feed;
};

void print(const QString &name, const bench::Samples &many, const bench::Samples &few, const QString &note)
{
    bench::print(name, {bench::median(many) * 1000, bench::median(few) * 1000}, 1.5, u"us"_s, note);
}

void benchWalk(FeedShape shape, const QString &suffix, const QString &what)
{
    Stage large(shape, kLong);
    bench::Samples viewports[2];
    bench::Samples pages[2];
    for (int pair = -1; pair < kPairs; ++pair) { // the first warms up
        const int from = kLong / 2 + (pair + 1) * 2 * kWalk;
        large.jump(from);
        const Stage::Times many = large.walk(from);
        Stage small(shape, kShort);
        const Stage::Times few = small.walk(0);
        if (pair < 0)
            continue;
        viewports[0].push_back(many.viewport);
        viewports[1].push_back(few.viewport);
        pages[0].push_back(many.page);
        pages[1].push_back(few.page);
    }
    print(u"engine.event.viewport"_s + suffix, viewports[0], viewports[1], u"a step of the viewport in %1"_s.arg(what));
    print(u"engine.event.page"_s + suffix, pages[0], pages[1], u"a page arrives in %1, with dropping far ones"_s.arg(what));
}

void benchAppend()
{
    Stage large(FeedShape::Chained, kLong);
    bench::Samples many;
    bench::Samples few;
    for (int pair = 0; pair < kPairs; ++pair) {
        Stage small(FeedShape::Chained, kShort);
        many.push_back(large.append());
        few.push_back(small.append());
    }
    print(u"engine.event.append"_s, many, few, u"a page is added to a chain"_s);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const auto all = [] {
        benchWalk(FeedShape::Addressable, {}, u"an addressable list"_s);
        benchWalk(FeedShape::Chained, u".chain"_s, u"a chain"_s);
        benchAppend();
    };
    bench::run({{u"engine.event"_s, all}}, QCoreApplication::arguments().value(1));
    return 0;
}

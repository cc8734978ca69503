// SPDX-License-Identifier: GPL-3.0-or-later
// prefetch.blank, gui.block and offline.open of performance.md, and the scroll whose memory grid.memory compares: the real
// window. Prints one JSON object a line; judges nothing.
// Usage: bench_window [NAME], or bench_window scroll CATALOGUE PROFILE
#include <QApplication>
#include <QFile>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTimer>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/bigblocks.h"
#include "tests/bench/benchevents.h"
#include "tests/bench/benchprint.h"
#include "tests/bench/benchwindow.h"
#include "tests/bench/benchremote.h"
#include "tests/support/faultserver/faultserver.h"

using namespace matinee;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bench::BenchWindow;

namespace {

constexpr auto kFrame = 16ms;
constexpr int kColumns = 8;
constexpr int kTitles = 10'000; // as many as TMDB gives of a list
const QString kLink = u"matinee:feed/tmdb/top_rated"_s;

constexpr auto kServerLatency = 200ms;
constexpr int kSpeed = 2000; // px/s
constexpr int kWay = 60'000; // px: half a minute

constexpr int kBlockPairs = 5;              // eight seconds each
constexpr int kBlockPages = 200;            // 4 000 rows: half of them stay in memory
constexpr int kBlockStep = 480;             // px a frame: half a screen
constexpr qint64 kSmallBudget = 256 * 1024; // a few dozen pages of cache.db: eviction has work all the time

constexpr int kOpenPairs = 9;

constexpr int kPageRows = 20;
constexpr int kDrags = 200;
constexpr int kScrolledPages = 2000;
constexpr auto kRest = 3s;

using bench::against;

/// Calls `frame` sixty times a second from the event loop until it returns false.
void runFrames(const std::function<bool()> &frame)
{
    QEventLoop loop;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    timer.setInterval(kFrame);
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        if (!frame())
            loop.quit();
    });
    timer.start();
    loop.exec();
}

void rest(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

void benchBlank()
{
    test::FaultServer server({.titles = kTitles, .faults = {.latency = kServerLatency}});
    bench::must(server.start());
    const QTemporaryDir profile;
    BenchWindow window(profile.path(), kLink, against(server));
    window.show();
    window.setColumns(kColumns);
    window.waitUntilWhole();
    rest(kRest); // the person looks at the list before scrolling
    int frames = 0;
    int blank = 0;
    QElapsedTimer clock;
    clock.start();
    runFrames([&] {
        const int y = int(clock.elapsed() * kSpeed / 1000);
        window.grid().verticalScrollBar()->setValue(y);
        window.grid().viewport()->repaint();
        ++frames;
        blank += window.isWhole() ? 0 : 1;
        return y < kWay;
    });
    bench::print(u"prefetch.blank"_s, {double(blank), double(frames)}, 0.01, u""_s,
        u"frames with a skeleton of all, %1 px/s, %2 columns, server %3 ms away"_s.arg(kSpeed).arg(kColumns).arg(
            kServerLatency.count()));
}

/// How long the GUI thread let an event wait at most: one is posted every millisecond from another thread, as input is.
class LongestBlock
{
public:
    LongestBlock()
    {
        m_thread = std::thread([this] {
            std::unique_lock lock(m_mutex);
            while (!m_stops) {
                const auto posted = Clock::now();
                m_mailbox.post([this, posted] { m_longest = std::max(m_longest, Clock::now() - posted); });
                m_stopped.wait_for(lock, 1ms);
            }
        });
    }
    ~LongestBlock() { end(); }
    LongestBlock(const LongestBlock &) = delete;
    LongestBlock &operator=(const LongestBlock &) = delete;

    [[nodiscard]] double ms()
    {
        end();
        return std::chrono::duration<double, std::milli>(m_longest).count();
    }

private:
    using Clock = std::chrono::steady_clock;
    void end()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stops = true;
        }
        m_stopped.notify_one();
        if (m_thread.joinable())
            m_thread.join();
        m_mailbox.close();
    }

    Mailbox m_mailbox;
    Clock::duration m_longest{}; // GUI thread
    std::mutex m_mutex;
    std::condition_variable m_stopped;
    bool m_stops = false; // under m_mutex
    std::thread m_thread;
};

/// The longest block while so many frames move the view by a step each.
double longestBlock(BenchWindow &window, int frames, const std::function<int(int frame)> &stepOf)
{
    LongestBlock longest;
    QScrollBar &bar = *window.grid().verticalScrollBar();
    int frame = 0;
    runFrames([&] {
        bar.setValue(bar.value() + stepOf(frame));
        return ++frame < frames;
    });
    return longest.ms();
}

void benchBlock()
{
    test::FaultServer server({.titles = kTitles});
    bench::must(server.start());
    bench::Samples ours;
    bench::Samples floors;
    for (int pair = 0; pair < kBlockPairs; ++pair) {
        const QTemporaryDir profile;
        bench::writeHurriedProfile(profile.path());
        BenchWindow window(profile.path(), kLink, against(server));
        window.parts().remote().pages().setBudget(kSmallBudget);
        window.show();
        window.setColumns(kColumns);
        window.waitUntilWhole();
        rest(kRest);
        const int lines = kBlockPages * kPageRows / kColumns;
        const int frames = lines * window.grid().layouter().lineHeight() / kBlockStep;
        server.clearRequests();
        ours.push_back(longestBlock(window, frames, [](int) { return kBlockStep; }));
        const int arrived = server.count(test::onPath(u"/movie/top_rated"_s));
        if (arrived < kBlockPages / 2)
            bench::die(u"only %1 pages arrived"_s.arg(arrived));
        window.waitUntilWhole();
        rest(kRest);
        // Back up over what is in memory, as fast; no page arrives. In the other theme, so that these frames show tiles
        // that were never drawn before, as those did.
        window.theme().setMode(Theme::Mode::Light);
        rest(kRest);
        server.clearRequests();
        floors.push_back(longestBlock(window, frames * 9 / 20, [](int) { return -kBlockStep; }));
        if (const int late = server.count(test::onPath(u"/movie/top_rated"_s)); late > 0)
            bench::die(u"%1 pages arrived where none should"_s.arg(late));
    }
    bench::print(u"gui.block"_s, {bench::median(ours), bench::median(floors)}, 2.0, u"ms"_s,
        u"longest block of the GUI thread in %1 pages that arrive, eviction at work; 16 ms is a frame"_s.arg(kBlockPages));
}

/// ms from showing the window to a paint with every visible title.
double openList(const QString &profile, const RemoteManner &manner)
{
    BenchWindow window(profile, kLink, manner);
    return bench::timed([&] {
        window.show();
        window.waitUntilWhole();
        window.grid().viewport()->repaint();
    });
}

void benchOffline()
{
    test::FaultServer server({.titles = 1000});
    bench::must(server.start());
    const QTemporaryDir profile;
    const RemoteManner manner = against(server);
    (void)openList(profile.path(), manner); // from here on the list is kept
    bench::Samples ours;
    bench::Samples floors;
    for (int pair = 0; pair < kOpenPairs; ++pair) {
        floors.push_back(openList(profile.path(), manner));
        server.stop();
        ours.push_back(openList(profile.path(), manner));
        bench::must(server.start());
    }
    bench::print(u"offline.open"_s, {bench::median(ours), bench::median(floors)}, 1.1, u"ms"_s,
        u"a kept list, window shown to rows painted, connections refused against accepted"_s);
}

double pssMb()
{
    QFile file(u"/proc/self/smaps_rollup"_s);
    if (!file.open(QIODevice::ReadOnly))
        bench::die(u"no /proc/self/smaps_rollup"_s);
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:"))
            return line.simplified().split(' ').at(1).toDouble() / 1024;
    }
    bench::die(u"no Pss in smaps_rollup"_s);
}

/// Thumb drags all over the list, then pages one after another as far as they go; the memory at the end.
int scroll(const QString &catalogue, const QString &profile)
{
    BenchWindow window(profile, catalogue);
    window.show();
    bench::spinUntil([&] { return window.isWhole(); }, "the catalogue");
    window.setColumns(kColumns);
    window.waitUntilWhole();
    QScrollBar &bar = *window.grid().verticalScrollBar();
    QRandomGenerator dice(1);
    for (int i = 0; i < kDrags; ++i) {
        bar.setValue(int(dice.bounded(double(bar.maximum()))));
        window.waitUntilWhole();
    }
    bar.setValue(0);
    window.waitUntilWhole();
    // A short list is gone through again and again: the pictures kept in memory are as many in both.
    const int lines = kScrolledPages * kPageRows / kColumns;
    const int step = window.grid().viewport()->height() / 2;
    for (int y = 0; y < lines * window.grid().layouter().lineHeight(); y += step) {
        bar.setValue(y % (bar.maximum() + 1));
        window.waitUntilWhole();
        window.grid().viewport()->repaint();
    }
    rest(kRest);
    std::printf("{\"name\":\"scroll\",\"rows\":%d,\"pss\":%f}\n", window.rows(), pssMb());
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    keepBigBlocksApart(); // as the program does
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"matinee"_s);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == "scroll"_L1)
        return scroll(words.value(2), words.value(3));
    bench::run(
        {{u"prefetch.blank"_s, benchBlank}, {u"gui.block"_s, benchBlock}, {u"offline.open"_s, benchOffline}}, words.value(1));
    return 0;
}

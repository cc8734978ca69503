// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <random>

#include "models/connections.h"
#include "models/feed/filtered/filteredfeedstore.h"
#include "models/feed/remote/cachedfeedstore.h"
#include "tests/support/memorypagestore.h"
#include "tests/support/memoryuserdata.h"
#include "tests/support/simulator/simulatedreader.h"
#include "tests/support/simulator/simulatedserver.h"

namespace matinee::test {

/// One walk: the engine among people, a server and a network that do anything in any order, drawn from a seed. After each
/// event the invariants of paging.md 4.17 are checked (README.md says which). One thread, no event loop, no waiting.
class Simulation
{
public:
    /// `trace` must live longer.
    Simulation(unsigned seed, TraceSink &trace);
    ~Simulation();

    /// The next event. What is wrong after it, empty when nothing is.
    [[nodiscard]] QString step();
    /// Lets everything end, and checks that it does.
    [[nodiscard]] QString finish();

    [[nodiscard]] int events() const { return m_events; }
    [[nodiscard]] const QString &lastEvent() const { return m_what; }
    /// The engine's state, as --dump-state has it.
    [[nodiscard]] QJsonArray dump() const;
    [[nodiscard]] int exchanges() const { return m_exchanges; }
    [[nodiscard]] int restarts() const { return m_restarts; }
    [[nodiscard]] int outages() const { return m_outages; }
    [[nodiscard]] const SimulatedServer &server() const { return m_server; }
    [[nodiscard]] std::chrono::nanoseconds longestEvent() const { return m_longest; }

private:
    using Reader = std::unique_ptr<SimulatedReader>;
    /// What a reader sees before an event.
    struct Look {
        bool isShown = false;
        std::map<QString, std::pair<int, int>> titles;
        std::optional<Anchor> anchor;
        int rows = 0;
        int exchanges = 0;
        int placesFound = 0;
        int pagesTold = 0;
    };

    [[nodiscard]] int pick(int below) { return std::uniform_int_distribution(0, below - 1)(m_random); }
    [[nodiscard]] bool once(int in) { return pick(in) == 0; }
    [[nodiscard]] SimulatedReader *anyReader();
    [[nodiscard]] FeedKey anyFeed();

    void start();
    void forgive(const FeedKey &feed);
    void act();
    void passTime();
    void read(SimulatedReader &reader);
    void ask(SimulatedReader &reader);
    void comeAndGo();
    void openAnother();
    void changeWorld();
    void changeNetwork();
    void changeAccount();
    void restart();
    void open(const FeedKey &key, const std::optional<Anchor> &anchor);
    void onConnection();
    void settle();
    void runSome();

    [[nodiscard]] QString check(const std::vector<Look> &before, qint64 failed, qint64 succeeded);
    [[nodiscard]] QString checkRows(SimulatedReader &reader);
    [[nodiscard]] QString checkPlaces(SimulatedReader &reader, const Look &before) const;
    [[nodiscard]] QString checkRest();
    [[nodiscard]] QString checkStore(SimulatedReader &reader) const;
    [[nodiscard]] std::vector<Look> look() const;

    unsigned m_seed;
    std::mt19937 m_random;
    FakeClock m_clock;
    CallQueue m_queue;
    FakeTimers m_timers{m_clock};
    TraceSink &m_trace;
    SimulatedServer m_server{m_timers, m_clock, m_random};
    MemoryPageStore m_pages{m_queue};
    MemoryUserData m_userData;
    std::unique_ptr<Connections> m_connections;
    std::unique_ptr<CachedFeedStore> m_store;
    std::unique_ptr<FilteredFeedStore> m_filtered;
    std::unique_ptr<FeedEngine> m_engine;
    std::unique_ptr<Favorites> m_favorites;
    std::vector<Reader> m_readers;
    std::map<QString, Anchor> m_left; // where somebody was in a list, by the key's text

    QString m_what; // the event, in words
    bool m_isByPerson = false;
    int m_events = 0;
    int m_exchanges = 0;
    int m_restarts = 0;
    int m_outages = 0;
    std::chrono::nanoseconds m_longest{};
};

} // namespace matinee::test

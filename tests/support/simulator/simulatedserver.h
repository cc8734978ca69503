// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <random>

#include "models/catalog/hostsign.h"
#include "models/catalog/pagesource.h"
#include "tests/support/faketimers.h"

namespace matinee::test {

/// How the way to the server is just now.
struct NetworkManners {
    bool isUp = true;
    int lostPercent = 0;    ///< of requests, that meet nobody
    int brokenPercent = 0;  ///< that come as an error of the server, or not whole
    int limitedPercent = 0; ///< that are told to come later
    std::chrono::milliseconds latency{50};
    std::chrono::milliseconds jitter{100};
};

/// Lists that change between requests, as a PageSource behind a network without manners. Answers on the timers given.
/// Keeps account of what it is asked and names the first request that breaks a rule of paging.md 4.17. One thread.
class SimulatedServer final : public PageSource
{
public:
    using Random = std::mt19937;
    static constexpr int kFirstDecade = 1930; ///< films come out in kDecades decades in turn
    static constexpr int kDecades = 6;
    SimulatedServer(FakeTimers &timers, FakeClock &clock, Random &random) : m_timers(timers), m_clock(clock), m_random(random) { }

    NetworkManners manners;
    QString account = QStringLiteral("ada"); ///< whose lists it gives out; stands before every title
    bool isBarren = false;                   ///< chains go on for ever and bring nothing new
    std::function<void(HostSign)> told;      ///< what each request says of the way

    /// The list holds so many films; without this as many as its seed says.
    void fill(const FeedKey &feed, int films);
    /// A few films come, go or change places.
    void changeList(const FeedKey &feed);
    /// A person opened, refreshed or asked again: pages may be asked for once more.
    void forgive(const FeedKey &feed);
    /// Whoever asked is gone: nothing that is under way arrives any more.
    void hangUp();
    [[nodiscard]] HostSign probe() const { return manners.isUp ? HostSign::Answered : HostSign::NoAnswer; }

    [[nodiscard]] qint64 sent() const { return m_sent; }
    [[nodiscard]] qint64 succeeded() const { return m_succeeded; }
    [[nodiscard]] qint64 failed() const { return m_failed; }
    [[nodiscard]] int underWay() const { return m_underWay; }
    /// The first rule that was broken by a request; empty: none.
    [[nodiscard]] const QString &breach() const { return m_breach; }

    [[nodiscard]] Result<FeedTraits> traits(const FeedKey &feed, int pageSize = 0) const override;
    [[nodiscard]] Result<FeedTraits> detailTraits(const TitleId &title) const override;
    void fetch(const PageAsk &ask, const CancelToken &cancel, Reply<FetchedPage> reply) override;
    void fetchDetails(const DetailsAsk &ask, const CancelToken &cancel, Reply<FetchedDetails> reply) override;

private:
    struct Flight {
        QString key;
        CancelToken cancel;
        bool isCheck = false; // whether a kept page has changed
    };
    struct List {
        std::vector<int> films;
        int next = 0;                 // the number of the next new film
        std::map<QString, int> asked; // by key, without those that asked "has it changed?"
        std::vector<Flight> onWire;
        std::map<QString, int> askedBefore; // of the generation before, whose pages may still be asked for
        int barrenInARow = 0;
    };
    [[nodiscard]] int pick(int below) { return std::uniform_int_distribution(0, below - 1)(m_random); }
    [[nodiscard]] List &listOf(const FeedKey &feed);
    void note(List &list, const PageAsk &ask);
    void land(const PageAsk &ask, const CancelToken &cancel, const Reply<FetchedPage> &reply, const QString &owner);
    static void takeOffWire(List &list, const PageAsk &ask, const CancelToken &cancel);
    [[nodiscard]] Result<FetchedPage> answer(const PageAsk &ask, const QString &owner);
    [[nodiscard]] FetchedPage page(List &list, const PageAsk &ask, std::size_t from, const QString &owner) const;
    [[nodiscard]] std::optional<Error> mishap(bool wasUp);

    FakeTimers &m_timers;
    FakeClock &m_clock;
    Random &m_random;
    std::map<QString, List> m_lists; // by the key's text
    qint64 m_sent = 0;
    qint64 m_succeeded = 0;
    qint64 m_failed = 0;
    int m_underWay = 0;
    int m_runs = 0; // of the program
    QString m_breach;
};

} // namespace matinee::test

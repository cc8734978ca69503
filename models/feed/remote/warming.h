// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <set>

#include "models/catalog/clock.h"
#include "models/catalog/sourcedescriptor.h"
#include "models/feed/remote/cachedfeedstore.h"

namespace matinee {

/// Reads lists into the store before anybody opens them (paging.md 4.10, Warming): once nobody has done anything for two
/// seconds, one page at a time, at the lowest priority. What fails is not asked for again; what is kept is not asked for at
/// all. Main thread; the store outlives it.
class Warming
{
public:
    struct Tools {
        /// Runs a call after so long, on the main thread, as long as this object lives.
        std::function<void(std::chrono::milliseconds, std::function<void()>)> later;
        /// Whether the source's server may be asked for what nobody has asked for: it is reached, and nobody counts bytes.
        std::function<bool(const QString &sourceId)> mayAsk;
        /// Whether somebody has the list open, who reads it by themselves.
        std::function<bool(const FeedKey &feed)> isOpen;
    };
    Warming(CachedFeedStore &store, PageSource &source, Clock &clock, Tools tools);

    /// The lists of a source that are one step away: five pages of what changes by the day, the first page of the others.
    /// Each once in the life of the program; nothing for sources without a server.
    void wish(const SourceDescriptor &source);
    /// Titles like this one, before all else: three pages.
    void wishLike(const SourceDescriptor &source, const TitleId &title);
    /// Somebody did something: nothing more is asked for until they rest.
    void moved();
    void setEnabled(bool enabled);
    /// A server may be asked again, perhaps.
    void goOn();

private:
    struct Wish {
        FeedKey feed;
        int pages = 1;
    };
    void onDue(quint64 turn);
    void open(const Wish &wish);
    void read(const Wish &wish, Generation generation, const PageKey &key);
    void onPage(const Wish &wish, Generation generation, const Result<Page> &page);
    void done();
    template <typename T, typename Use>
    [[nodiscard]] Reply<T> alive(Use use);

    CachedFeedStore &m_store;
    PageSource &m_source;
    Clock &m_clock;
    Tools m_tools;
    std::deque<Wish> m_wishes;
    std::set<QString> m_wished;   // by the feed's text
    std::function<void()> m_next; // what is done once nobody does anything
    std::chrono::nanoseconds m_movedAt{};
    quint64 m_turn = 0; // of the timer that counts
    bool m_isWaiting = false;
    bool m_isReading = false;
    bool m_isEnabled = true;
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonArray>

#include <functional>
#include <memory>
#include <vector>

#include "models/feed/feed.h"

namespace matinee {

/// All feeds of the program: one Feed a list, however many views show it. GUI thread.
class FeedEngine
{
public:
    FeedEngine(FeedStore &store, Clock &clock, TraceSink &trace);

    /// The list of this key, made when there is none. The last kIdleFeeds without a view stay, so that Back finds
    /// its rows in memory.
    [[nodiscard]] std::shared_ptr<Feed> feed(const FeedKey &key);
    /// Whether a view has the list, or had it lately.
    [[nodiscard]] bool has(const FeedKey &key) const { return m_feeds.contains(key.text()); }
    /// The rows of these lists changed in the store: those that are shown read themselves anew and keep their place,
    /// those nobody shows are forgotten.
    void invalidate(const std::function<bool(const FeedKey &)> &concerns);
    /// These lists are somebody else's from now on: whoever opens one gets it anew, and none of the rows there were. A view
    /// that shows one keeps it until it opens another.
    void forget(const std::function<bool(const FeedKey &)> &concerns);
    /// A list is another one on its server by now: those who see it are offered the new one.
    void recheck(const FeedKey &key);
    /// Lists that are on screen and were kept for longer than they stay fresh are asked about.
    void revalidate();
    /// There is no way to the server of these lists, for the reason given.
    void pause(const std::function<bool(const FeedKey &)> &concerns, const Error &why);
    /// The lists among these that somebody has open and that wait for their server: those on screen first, of them the one
    /// looked at last before the others.
    [[nodiscard]] std::vector<std::shared_ptr<Feed>> paused(const std::function<bool(const FeedKey &)> &concerns) const;
    /// For --dump-state: one object a feed, by key.
    [[nodiscard]] QJsonArray dump() const;

private:
    struct Entry {
        std::shared_ptr<Feed> feed;
        quint64 used = 0;
    };
    using Feeds = QHash<QString, Entry>; // by FeedKey::text()
    [[nodiscard]] static bool isIdle(const Entry &entry);
    void forgetOldest();
    Feeds::iterator drop(Feeds::iterator entry); // the next one

    FeedStore &m_store;
    Clock &m_clock;
    TraceSink &m_trace;
    Feeds m_feeds;
    quint64 m_uses = 0;
};

} // namespace matinee

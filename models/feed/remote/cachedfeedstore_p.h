// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/feed/remote/cachedfeedstore.h"

namespace matinee {

/// What is said of a list that was given up for another one.
inline Error replaced(const FeedKey &feed)
{
    return {ErrorKind::Cancelled, QStringLiteral("the list is another one now"), feed.text()};
}

// Answers that come when this object is gone are dropped.
template <typename T, typename Use>
Reply<T> CachedFeedStore::alive(Use use)
{
    return [life = std::weak_ptr(m_life), use = std::move(use)](Result<T> result) {
        if (!life.expired())
            use(std::move(result));
    };
}

template <typename T>
void CachedFeedStore::answerLater(const Reply<T> &reply, Result<T> result)
{
    m_later([reply = alive<T>(reply), result = std::move(result)] { reply(result); });
}

template <typename T>
void CachedFeedStore::whenFree(const QString &source, const Reply<T> &reply, std::function<void()> goOn)
{
    if (!obstacleTo(m_obstacle, source))
        return goOn();
    m_later([=, this, life = std::weak_ptr(m_life)] {
        if (life.expired())
            return;
        if (const auto obstacle = obstacleTo(m_obstacle, source))
            return reply(tl::unexpected(*obstacle));
        goOn(); // who went by "offline" would wait for a sign that has been given already
    });
}

} // namespace matinee

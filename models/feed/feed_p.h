// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include "models/feed/feed.h"

namespace matinee {

template <typename T, typename Use>
Reply<T> Feed::whileCurrent(Use use)
{
    return [weak = weak_from_this(), epoch = m_epoch, use = std::move(use)](Result<T> result) {
        const std::shared_ptr<Feed> feed = weak.lock();
        if (!feed)
            return;
        Q_ASSERT(QThread::currentThread() == feed->m_thread);
        if (feed->m_epoch == epoch)
            use(*feed, std::move(result));
        else
            ++feed->m_lateDropped;
    };
}

} // namespace matinee

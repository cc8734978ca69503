// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "cache/pagestore/pagecachestore.h"

namespace matinee {

/// Clears every kept list that `concerns` says, and tells what was freed in all. A failure ends it. Main thread; the store
/// outlives the answer.
void clearKeptLists(PageCacheStore &pages, std::function<bool(const FeedReport &)> concerns, Reply<PageClearing> reply);

} // namespace matinee

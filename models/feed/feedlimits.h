// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace matinee {

/// Page requests one feed may have in flight. Two keep a store thread and an unpacking thread busy; two more let a
/// tall window fill without waiting for a turn each. More would only lengthen what a jump has to cancel.
inline constexpr int kPagesInFlight = 4;
/// Viewports loaded ahead of the last visible row: Telegram Desktop's figure; a flick of the wheel stays inside it.
inline constexpr int kAheadViewports = 3;
/// Viewports around the visible rows whose titles are never dropped. Wider than what is loaded ahead, so that
/// nothing is dropped and fetched again in turn.
inline constexpr int kKeepViewports = 5;
/// Rows whose titles stay in memory at least: about 2 MB, and a short list is never read twice.
inline constexpr int kKeepRows = 2000;
/// Rows above kKeepRows before anything is dropped, so that dropping happens once in a while and not at each page.
inline constexpr int kKeepSlackRows = 500;
/// Rows an addressable list may have in the window, 32 bytes for each page of it; a longer one ends with
/// EndReason::ClientCap.
inline constexpr qint64 kMaxRows = 10'000'000;
/// The same of a chain, every page of which was read to get there (paging.md 4.6.12).
inline constexpr qint64 kMaxChainRows = 2'000'000;
/// Neighbors by which a place is found again when its own title has left the list.
inline constexpr int kFallbackTitles = 5;
/// How often the place is looked for anew when the reader scrolls while a list is reopened; then its row is taken.
inline constexpr int kPlaceRounds = 3;
/// How long a refused page key is remembered: refused again within it, the list ends (paging.md 4.6.13).
inline constexpr std::chrono::minutes kRefusalMemory{10};
/// A list whose rows the store has no more is opened anew at most this often: a store that is closing has none of any.
inline constexpr std::chrono::seconds kLossMemory{10};
/// Pages of another list that are read in the background before it is offered (paging.md 4.7.3).
inline constexpr int kAheadPages = 5;
/// Pages past the reader's row that a new chain is read while the reader's title is looked for (paging.md 4.7.3).
inline constexpr int kSearchPages = 3;
/// Feeds without a view that stay in memory: as many as a person goes back through; about 2 MB each at most.
inline constexpr int kIdleFeeds = 16;

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>

namespace matinee {

/// An int64 that cannot be mistaken for another one.
template <typename Tag>
struct StrongInt {
    std::int64_t value = 0;
    auto operator<=>(const StrongInt &) const = default;
    [[nodiscard]] StrongInt next() const { return {value + 1}; }
};

/// Which version of a list its rows belong to; only grows. Pages of two generations are never mixed on screen.
using Generation = StrongInt<struct GenerationTag>;
/// Bumped when what was asked no longer matters: parameters changed, feed closed, rows changed underneath.
using Epoch = StrongInt<struct EpochTag>;
/// A title inside one store; what the engine de-duplicates by. Stable for a generation, not across stores.
using ItemId = StrongInt<struct ItemIdTag>;

} // namespace matinee

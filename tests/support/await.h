// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <functional>
#include <memory>
#include <optional>

#include "models/catalog/reply.h"

namespace matinee::test {

/// Longer than any answer takes under a sanitizer on a busy machine; a test that works never waits for it.
inline constexpr int kAwaitMs = 20'000;

/// Asks an asynchronous port and spins the event loop until it answers. Timeout when it never does; an answer
/// that comes later than that is dropped.
/// `const auto rows = await<std::vector<Favorite>>([&](auto reply) { store.favorites({}, reply); });`
template <typename T>
[[nodiscard]] Result<T> await(const std::function<void(Reply<T>)> &ask)
{
    auto answer = std::make_shared<std::optional<Result<T>>>();
    ask([answer](Result<T> result) { answer->emplace(std::move(result)); });
    if (!QTest::qWaitFor([&] { return answer->has_value(); }, kAwaitMs))
        return fail(ErrorKind::Timeout, QStringLiteral("no answer came"));
    return std::move(**answer);
}

} // namespace matinee::test

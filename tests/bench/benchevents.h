// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>

#include <functional>
#include <memory>
#include <optional>

#include "models/catalog/reply.h"
#include "tests/bench/benchprint.h"

namespace matinee::bench {

/// Longer than anything that is waited for here: a whole import of a million titles.
inline constexpr qint64 kPatienceMs = 180'000;

/// Runs the event loop until `done`, looking after every event: QTest's own wait sleeps 10 ms between two looks.
inline void spinUntil(const std::function<bool()> &done, const char *what)
{
    QElapsedTimer clock;
    clock.start();
    while (!done()) {
        if (clock.elapsed() > kPatienceMs)
            die(QStringLiteral("gave up waiting for %1").arg(QString::fromLatin1(what)));
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

/// Asks an asynchronous port and runs the event loop until it answers; ends the program on an error.
template <typename T>
T ask(const std::function<void(Reply<T>)> &port, const char *what)
{
    auto answer = std::make_shared<std::optional<Result<T>>>();
    port([answer](Result<T> result) { answer->emplace(std::move(result)); });
    spinUntil([&] { return answer->has_value(); }, what);
    return must(std::move(**answer));
}

} // namespace matinee::bench

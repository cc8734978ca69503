// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <vector>

#include "models/catalog/error.h"

namespace matinee::bench {

using Samples = std::vector<double>; // ms

/// Linear-rank quantile of at least one sample; q 0..1.
[[nodiscard]] double quantile(Samples samples, double q);
[[nodiscard]] inline double median(Samples samples)
{
    return quantile(std::move(samples), 0.5);
}
/// How long `work` takes, in ms.
[[nodiscard]] double timed(const std::function<void()> &work);
/// Median times of two pieces of work run in turns, so that both see the same machine.
struct Pair {
    double ours = 0;
    double floor = 0;
};
[[nodiscard]] Pair interleaved(int pairs, const std::function<void()> &ours, const std::function<void()> &floor);
/// A pair of so many pieces of work, in ms, as us a piece.
[[nodiscard]] inline Pair perPiece(Pair times, int pieces)
{
    return {times.ours * 1000 / pieces, times.floor * 1000 / pieces};
}
/// One JSON object a line, as bench.py reads it: times in `unit`, `target` the ratio not to exceed (absent: only shown).
void print(const QString &name, const Pair &times, std::optional<double> target, const QString &unit, const QString &note = {});

/// A row, or several with this beginning, and what prints them.
struct Bench {
    QString name;
    std::function<void()> run;
};
/// Runs those that `wanted` names: a name, the beginning of one, a row below one, or nothing for all.
void run(const std::vector<Bench> &benches, const QString &wanted);

/// Ends the program: a bench that cannot measure must not print.
[[noreturn]] inline void die(const QString &text)
{
    std::fprintf(stderr, "bench: %s\n", qPrintable(text));
    std::exit(1);
}

template <typename T>
T must(Result<T> result)
{
    if (!result)
        die(result.error().sentence());
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

} // namespace matinee::bench

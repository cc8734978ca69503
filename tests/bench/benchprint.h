// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace matinee::bench {

using Samples = std::vector<double>; // ms

/// Linear-rank quantile of at least one sample; q 0..1.
[[nodiscard]] double quantile(Samples samples, double q);
/// How long `work` takes, in ms.
[[nodiscard]] double timed(const std::function<void()> &work);
/// Median times of two pieces of work run in turns, so that both see the same machine.
struct Pair {
    double ours = 0;
    double floor = 0;
};
[[nodiscard]] Pair interleaved(int pairs, const std::function<void()> &ours, const std::function<void()> &floor);
/// One JSON object a line, as bench.py reads it: times in `unit`, `target` the ratio not to exceed (absent: only shown).
void print(const QString &name, const Pair &times, std::optional<double> target, const QString &unit, const QString &note = {});

} // namespace matinee::bench

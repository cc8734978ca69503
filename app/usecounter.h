// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>

#include <functional>
#include <map>
#include <tuple>
#include <vector>

#include "models/catalog/clock.h"
#include "models/catalog/usecount.h"

namespace matinee {

/// Sums up what happens, in memory, and hands the sums over in bundles: a write for every page would cost more than the
/// page. Any thread counts; a bundle is handed over by the thread that counts.
class UseCounter
{
public:
    using Keep = std::function<void(std::vector<UseCount>)>;
    /// `keep` is told a bundle once a minute at most, or when there are 500 sums; never under a lock of the counter's.
    /// Until flush() it may be called on any thread that counts.
    UseCounter(Clock &clock, Keep keep);

    void count(UseKind kind, const QString &subject, qint64 n, double ms);
    /// Hands over what there is, now; nothing is handed over where nothing was counted.
    void flush();

private:
    using Key = std::tuple<QDate, QString, UseKind>;
    struct Sum {
        qint64 n = 0;
        double ms = 0;
    };
    [[nodiscard]] bool isDue() const;

    Clock &m_clock;
    const Keep m_keep;
    QMutex m_mutex;
    std::map<Key, Sum> m_sums;            // under m_mutex
    std::chrono::nanoseconds m_flushedAt; // under m_mutex
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "models/catalog/usecount.h"

namespace matinee {

/// Pages of one day.
struct DayUse {
    QDate day;
    qint64 here = 0;    ///< answered from this computer
    qint64 network = 0; ///< over the network
    bool operator==(const DayUse &) const = default;
};

/// What the storage page says of the counts.
struct UseSums {
    std::vector<DayUse> days; ///< kUseDays of them, the last is today; days on which nothing happened too
    qint64 here = 0;
    qint64 network = 0;
    double hereMs = 0;    ///< of a page, on average; 0 where there was none
    double networkMs = 0; ///< of an exchange with a server, likewise
    struct Slow {
        QString what; ///< host and path
        qint64 times = 0;
        double ms = 0; ///< on average
        bool operator==(const Slow &) const = default;
    };
    std::vector<Slow> slow; ///< the slowest first

    [[nodiscard]] static UseSums of(const std::vector<UseCount> &counts, const QDate &today);
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/storage/usesums.h"

#include <algorithm>
#include <map>

namespace matinee {
namespace {

struct Sum {
    qint64 n = 0;
    double ms = 0;
    void add(const UseCount &count)
    {
        n += count.n;
        ms += count.ms;
    }
    [[nodiscard]] double average() const { return n > 0 ? ms / double(n) : 0; }
};

} // namespace

UseSums UseSums::of(const std::vector<UseCount> &counts, const QDate &today)
{
    UseSums sums;
    for (int back = kUseDays - 1; back >= 0; --back)
        sums.days.push_back({today.addDays(-back)});
    std::map<UseKind, Sum> kinds;
    std::map<QString, Sum> slow;
    for (const UseCount &count : counts) {
        const qint64 at = sums.days.front().day.daysTo(count.day);
        if (at < 0 || at >= kUseDays) // the clock was set back since
            continue;
        kinds[count.kind].add(count);
        if (count.kind == UseKind::Slow)
            slow[count.subject].add(count);
        DayUse &day = sums.days[size_t(at)];
        day.here += count.kind == UseKind::Hit ? count.n : 0;
        day.network += count.kind == UseKind::Miss ? count.n : 0;
    }
    sums.here = kinds[UseKind::Hit].n;
    sums.network = kinds[UseKind::Miss].n;
    sums.hereMs = kinds[UseKind::Hit].average();
    sums.networkMs = kinds[UseKind::Request].average();
    for (const auto &[what, sum] : slow)
        sums.slow.push_back({what, sum.n, sum.average()});
    std::ranges::stable_sort(sums.slow, std::ranges::greater{}, &Slow::ms);
    return sums;
}

} // namespace matinee

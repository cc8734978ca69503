// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/usecounter.h"

#include <QMutexLocker>

namespace matinee {
namespace {

// What a killed program may lose of its statistics.
constexpr std::chrono::seconds kBundleTime{60};
constexpr size_t kBundleSize = 500;

} // namespace

UseCounter::UseCounter(Clock &clock, Keep keep) : m_clock(clock), m_keep(std::move(keep)), m_flushedAt(clock.steady()) { }

bool UseCounter::isDue() const
{
    return m_sums.size() >= kBundleSize || m_clock.steady() - m_flushedAt >= kBundleTime;
}

void UseCounter::count(UseKind kind, const QString &subject, qint64 n, double ms)
{
    {
        const QMutexLocker lock(&m_mutex);
        Sum &sum = m_sums[{m_clock.now().toLocalTime().date(), subject, kind}];
        sum.n += n;
        sum.ms += ms;
        if (!isDue())
            return;
    }
    flush();
}

void UseCounter::flush()
{
    std::map<Key, Sum> sums;
    {
        const QMutexLocker lock(&m_mutex);
        sums.swap(m_sums);
        m_flushedAt = m_clock.steady();
    }
    if (sums.empty())
        return;
    std::vector<UseCount> bundle;
    bundle.reserve(sums.size());
    for (const auto &[key, sum] : sums)
        bundle.push_back({std::get<QDate>(key), std::get<QString>(key), std::get<UseKind>(key), sum.n, sum.ms});
    m_keep(std::move(bundle));
}

} // namespace matinee

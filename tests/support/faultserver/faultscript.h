// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QRandomGenerator>

#include <vector>

#include "tests/support/faultserver/fault.h"

namespace matinee::test {

/// What goes wrong by itself, whoever asks.
struct StandingFaults {
    std::chrono::milliseconds latency{}; ///< of every answer
    std::chrono::milliseconds jitter{};  ///< up to so much more
    double dropPercent = 0;              ///< of the requests; half of them before the answer, half in its body
    double truncatePercent = 0;
    FaultCut truncate = FaultCut::Length;
    FaultBody body = FaultBody::True; ///< of every answer
    std::chrono::milliseconds dribble{};
    int status = 0; ///< every `statusEvery`th answer has it; 0: none
    int statusEvery = 1;
    QByteArray retryAfter = {}; ///< beside that status; any text
    QByteArray redirectTo = {}; ///< every answer is a redirect to this place
    QString onlyUnder = {};     ///< only requests whose path holds this text; latency is everybody's
    int from = 1;               ///< only from this one of those requests on ...
    int count = 0;              ///< ... and only for so many; 0: for ever
    quint32 seed = 1;           ///< the same seed and the same requests in the same order fail the same way
};

/// Decides what goes wrong with which request: scripts first, oldest first, then what stands. Any thread.
class FaultScript
{
public:
    explicit FaultScript(const StandingFaults &standing = {});

    /// The fault for the next `times` requests that match; negative: for all of them.
    void add(RequestMatcher matcher, Fault fault, int times);
    void clear();
    void setStanding(const StandingFaults &standing);
    [[nodiscard]] Fault faultFor(const ServedRequest &request);

private:
    struct Line {
        RequestMatcher matcher;
        Fault fault;
        int left;
    };
    [[nodiscard]] Fault standing(const ServedRequest &request);

    QMutex m_mutex;
    std::vector<Line> m_lines; // all under m_mutex
    StandingFaults m_standing;
    QRandomGenerator m_random;
    qint64 m_counted = 0; // requests that `statusEvery` counts
    qint64 m_within = 0;  // requests that `from` and `count` count
};

} // namespace matinee::test

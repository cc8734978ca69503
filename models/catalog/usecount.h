// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>

namespace matinee {

/// What is counted a day.
enum class UseKind {
    Hit,     ///< pages of a list answered from this computer; ms: how long they took
    Miss,    ///< pages of a list that came over the network; ms likewise, waiting in the queue included
    Failed,  ///< pages of a list that did not come
    Request, ///< exchanges with a host, each attempt for itself; ms: on the wire
    Bytes,   ///< received from a host, as they came over the wire
    Slow,    ///< exchanges that took over 500 ms, by host and path
};

/// One sum: what happened on one day with one list (`SOURCE/FEED`, never its parameters: they hold what was searched for),
/// host, or host and path (never a query).
struct UseCount {
    QDate day; ///< where the person is
    QString subject;
    UseKind kind = UseKind::Hit;
    qint64 n = 0;
    double ms = 0; ///< of all n together
    bool operator==(const UseCount &) const = default;
};

/// How many days are kept, today included.
inline constexpr int kUseDays = 30;

/// "hit", "miss", "failed", "request", "bytes", "slow": in user.db and in what `matinee stats` prints.
[[nodiscard]] QString useKindName(UseKind kind);

} // namespace matinee

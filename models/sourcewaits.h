// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QStringList>

#include <chrono>

#include "models/catalog/clock.h"

namespace matinee {

/// Which sources' servers asked to be left alone (HTTP 429 or 503 with Retry-After), and until when. Requests wait by
/// themselves; this is for saying so. Main thread.
class SourceWaits : public QObject
{
    Q_OBJECT
public:
    explicit SourceWaits(const Clock &clock) : m_clock(clock) { }

    /// A shorter pause never ends a longer one.
    void hold(const QStringList &sourceIds, std::chrono::milliseconds time);
    /// In UTC; null where the source may be asked.
    [[nodiscard]] QDateTime until(const QString &sourceId) const;

Q_SIGNALS:
    void changed(const QString &sourceId);

private:
    const Clock &m_clock;
    QHash<QString, QDateTime> m_until;
};

} // namespace matinee

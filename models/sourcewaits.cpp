// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sourcewaits.h"

namespace matinee {

void SourceWaits::hold(const QStringList &sourceIds, std::chrono::milliseconds time)
{
    const QDateTime until = m_clock.now().addMSecs(time.count());
    for (const QString &id : sourceIds) {
        QDateTime &known = m_until[id];
        if (known.isValid() && known >= until)
            continue;
        known = until;
        Q_EMIT changed(id);
    }
}

QDateTime SourceWaits::until(const QString &sourceId) const
{
    const QDateTime until = m_until.value(sourceId);
    return until.isValid() && until > m_clock.now() ? until : QDateTime();
}

} // namespace matinee

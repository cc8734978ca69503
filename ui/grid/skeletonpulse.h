// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>

namespace matinee {

class Theme;

/// How skeletons breathe while somebody waits for titles: a slow change of grey, still where the system asks for
/// stillness. GUI thread.
class SkeletonPulse : public QObject
{
    Q_OBJECT
public:
    explicit SkeletonPulse(const Theme &theme, QObject *parent = nullptr);

    /// Of this object's life.
    [[nodiscard]] qint64 nowMs() const { return m_clock.elapsed(); }
    /// 0..1 at this moment.
    [[nodiscard]] double at(qint64 nowMs) const;
    /// tick() once in `patienceMs`, or for the next breath where that is over.
    void goOn(qint64 patienceMs);

Q_SIGNALS:
    void tick();

private:
    const Theme &m_theme;
    QElapsedTimer m_clock;
    QTimer m_turn;
};

} // namespace matinee

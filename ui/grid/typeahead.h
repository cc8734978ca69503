// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>

namespace matinee {

/// Letters typed one soon after the other, as one text. GUI thread.
class TypeAhead
{
public:
    /// Adds letters and gives the text so far; after QApplication::keyboardInputInterval() it starts anew.
    [[nodiscard]] QString add(const QString &letters);
    /// A text is being typed: the next letter belongs to it, whatever else its key would do.
    [[nodiscard]] bool isRunning() const;
    void clear() { m_text.clear(); }

private:
    QString m_text;
    QElapsedTimer m_lastKey;
};

} // namespace matinee

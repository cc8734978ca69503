// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/typeahead.h"

#include <QApplication>

namespace matinee {

QString TypeAhead::add(const QString &letters)
{
    if (!isRunning())
        m_text.clear();
    m_text += letters;
    m_lastKey.start();
    return m_text;
}

bool TypeAhead::isRunning() const
{
    return !m_text.isEmpty() && m_lastKey.isValid() && m_lastKey.elapsed() < QApplication::keyboardInputInterval();
}

} // namespace matinee

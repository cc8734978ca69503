// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace matinee {

/// What somebody typed, as the index can be asked for it.
struct SearchWords {
    QString expression; ///< for FTS5 MATCH; empty: no word is in the index
    QStringList parts;  ///< patterns for LIKE ... ESCAPE '\'; scripts without spaces between words

    [[nodiscard]] bool isEmpty() const { return expression.isEmpty() && parts.isEmpty(); }
    /// Any text, at most 12 words of it; each is quoted, so that nothing in it is syntax (store.md 7.9).
    [[nodiscard]] static SearchWords of(const QString &text);
};

} // namespace matinee

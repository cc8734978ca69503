// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <vector>

namespace matinee::test {

/// An answer, and what is to be read from it.
struct DialectCase {
    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    const char *name;
    const char *pagination;
    const char *asked;
    QByteArray body;
    Headers headers;
    const char *next; ///< the next key, or "end:" and why the list ends
    qint64 total = -1;
    const char *echo = "none";
};

/// Every row of the table of dialects, well-behaved and not. The request was for https://films.example/api/movies?page=1.
/// (In a file of its own: moc takes the slashes of a raw string for a comment.)
[[nodiscard]] std::vector<DialectCase> dialectCases();

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <vector>

namespace matinee::test {

/// A shipped profile against a page as that kind of server sends it.
struct EnvelopeCase {
    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    const char *name;
    const char *profile; ///< below the shipped profiles, without .json
    const char *feed;    ///< with its parameters
    const char *asked;   ///< the URL, below the base, and for a POST the body behind a blank
    QByteArray body;
    Headers headers;
    const char *next; ///< the next key, or "end:" and why the list ends
    qint64 total = -1;
    const char *first; ///< "type:id title (year) rating" of the first title
};

/// (In a file of its own: moc takes the slashes of a raw string for a comment.)
[[nodiscard]] std::vector<EnvelopeCase> envelopeCases();

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <optional>
#include <vector>

namespace matinee::test {

/// How a server may lead a reader astray with whole, valid pages. Pages are counted from 1 by the rows before them.
struct ListPlan {
    int emptyFrom = 0;                ///< pages from here on are empty, though more is promised; 0: none
    int emptyPages = 0;               ///< so many of them
    int duplicateFrom = 0;            ///< pages from here on hold page 1 again; 0: none
    int duplicatePages = 0;           ///< so many of them
    int overlap = 0;                  ///< each page begins with that many rows of the page before
    int shortBy = 0;                  ///< each page lacks that many rows at its end, as where a server filters after paging
    int newOnTop = 0;                 ///< so many titles nobody has seen stand before the first, the newest first
    std::vector<qint64> without = {}; ///< titles that are in the list no more, by their numbers
    bool clampLast = false;           ///< a page past the end is the last page again
    bool nextToSelf = false;          ///< the next page is this page
    int nextCycle = 0;                ///< after so many pages the next page is page 1; 0: never
    int restartFrom = 0; ///< whoever asks for a page from here on gets page 1, as where a token is not looked at; 0: none
    std::optional<std::chrono::milliseconds> cursorLifetime = {}; ///< older cursors are refused; 0 refuses every one
    int cursorRefusal = 400;                                      ///< with this status (400, 404, 410)
    std::optional<qint64> total = {};                             ///< told instead of the truth
    std::optional<qint64> totalPages = {};                        ///< told instead of the truth
    QByteArray linkOrigin = {}; ///< "http://host:port" that links to other pages are said to be at; empty: here

    bool operator==(const ListPlan &) const = default;
};

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>

#include <vector>

namespace matinee::test {

/// How a list changes while it is read.
struct MovingOptions {
    bool moves = false;
    int editsPerRequest = 1; ///< between two requests for the list
    qint64 within = 200;     ///< edits happen in so many first rows
    quint32 seed = 1;
};

/// The order of one list that changes between requests: inserts, removals and moves over a base list that stays. Keeps
/// only its edits, so that the base may have a million rows. The same seed gives the same edits.
class MovingOrder
{
public:
    MovingOrder(qint64 baseRows, qint64 firstNewcomer, const MovingOptions &options);

    /// One round of edits.
    void move();
    [[nodiscard]] qint64 rows() const { return m_rows; }

    /// What stands at a row: a row of the base, or a title that is new, by its number.
    struct Place {
        bool isNew = false;
        qint64 value = 0;
    };
    [[nodiscard]] Place at(qint64 row) const;

private:
    enum class Kind { Insert, Remove, Move };
    struct Edit {
        Kind kind = Kind::Insert;
        qint64 row = 0;   // where it is afterwards (Insert, Move) or was before (Remove)
        qint64 value = 0; // Insert: the newcomer's number; Move: where it was before
    };

    MovingOptions m_options;
    QRandomGenerator m_random;
    qint64 m_rows;
    qint64 m_newcomer;
    std::vector<Edit> m_edits; // oldest first
};

} // namespace matinee::test

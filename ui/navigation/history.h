// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>

#include <vector>

#include "ui/navigation/location.h"

namespace matinee {

/// Where the reader has been, as Back and Forward walk it. Pure; GUI thread. Survives a restart through JSON.
class History
{
public:
    /// Entries kept; older ones are forgotten first. Enough for an evening, small enough for a settings file.
    static constexpr size_t kMostEntries = 60;

    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    /// The place shown now. Not to be called while empty.
    [[nodiscard]] const Location &current() const { return m_entries[m_at]; }
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_entries.size(); }

    /// Goes to a new place and forgets what lay ahead. The place shown now is not entered twice.
    void visit(Location location);
    /// Puts another place where the current one is: typing on in a search is one step, not one a letter.
    void replace(Location location);
    /// False at that end of the way: nothing changed.
    bool back();
    bool forward();
    /// Notes where the reader is in the current place.
    void setAnchor(const std::optional<Anchor> &anchor);

    [[nodiscard]] QJsonObject toJson() const;
    /// What cannot be read is left out; an unreadable object gives an empty history.
    [[nodiscard]] static History fromJson(const QJsonObject &json);

private:
    std::vector<Location> m_entries;
    size_t m_at = 0;
};

} // namespace matinee

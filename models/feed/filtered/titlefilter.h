// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "models/catalog/feedkey.h"
#include "models/catalog/sourcedescriptor.h"
#include "models/catalog/title.h"

namespace matinee {

/// Which titles of a list are shown, told by the titles themselves: for lists whose server has no such filter
/// (paging.md 4.9). In a FeedKey the parameters `only.genre=Drama`, `only.decade=1990`, `only.rating=7`; no source has
/// a parameter with a dot in its name. What a title does not tell, it does not match.
class TitleFilter
{
public:
    /// InvalidArgument, `where` = the parameter, for an unknown `only.` parameter and for a value it cannot have.
    [[nodiscard]] static Result<TitleFilter> of(const FeedKey &feed);
    /// Whether the key has such parameters at all, sound or not.
    [[nodiscard]] static bool isIn(const FeedKey &feed);
    /// The list as its source knows it.
    [[nodiscard]] static FeedKey without(const FeedKey &feed);
    /// Gives every list of a remote source those of these filters that it has none of its own for.
    static void addTo(SourceDescriptor &source);

    [[nodiscard]] bool matches(const Title &title) const;

private:
    QString m_genre;               // "" for any; upper and lower case are the same
    std::optional<int> m_decade;   // its first year
    std::optional<double> m_least; // of 10
};

} // namespace matinee

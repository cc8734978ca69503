// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/reply.h"
#include "models/catalog/titleclue.h"

namespace matinee {

/// Port: titles on this computer, found by what somebody else's file says of them. Main thread; answers as Reply says.
class TitleFinder
{
public:
    TitleFinder() = default;
    TitleFinder(const TitleFinder &) = delete;
    TitleFinder &operator=(const TitleFinder &) = delete;
    virtual ~TitleFinder() = default;

    /// What each clue leads to, in their order: by ids first, then by title and year.
    virtual void find(const std::vector<TitleClue> &clues, Reply<std::vector<FoundTitle>> reply) = 0;
};

} // namespace matinee

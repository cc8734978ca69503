// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/canceltoken.h"
#include "models/catalog/reply.h"
#include "models/catalog/titleid.h"

namespace matinee {

/// What a person sets of a title on a server.
enum class TitleState { Favorite, Watchlist, Rating };

/// A state as it shall be: never "the other way round", so that setting it twice is setting it once.
struct StateChange {
    TitleId title;
    TitleState state = TitleState::Favorite;
    bool on = true;    ///< false: no favorite, not on the watchlist, not rated
    double rating = 0; ///< 0..10, for Rating that is on; brought to the server's own scale and steps
    bool operator==(const StateChange &) const = default;
};

/// How a server took a change.
enum class WriteOutcome {
    Changed,
    AlreadySo, ///< it was so before, or it was not there to be taken away
};

/// Port: changes sent to servers. Main thread; answers as Reply says.
class TitleActions
{
public:
    TitleActions() = default;
    TitleActions(const TitleActions &) = delete;
    TitleActions &operator=(const TitleActions &) = delete;
    virtual ~TitleActions() = default;

    /// Whether the source's server can be told of it. Cheap.
    [[nodiscard]] virtual bool canSet(const QString &sourceId, TitleState state) const = 0;
    /// Sends one change in the name of the current account. Errors that asking later may cure: Offline, Unreachable,
    /// Timeout, RateLimited, Server; those that need the person: Unauthorized, Forbidden; those that stay: NotFound (the
    /// server has no such title, or the source no such action), Rejected, InvalidArgument (a rating out of 0..10). A
    /// change that failed may still have reached the server.
    virtual void setState(const StateChange &change, const CancelToken &cancel, Reply<WriteOutcome> reply) = 0;
};

} // namespace matinee

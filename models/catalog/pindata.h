// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <vector>

#include "models/catalog/feedkey.h"
#include "models/catalog/reply.h"

namespace matinee {

/// A list the person wants to have without a network.
struct Pin {
    FeedKey feed;
    int pages = 0; ///< from the first on; 0: all of it
    QDateTime at;  ///< UTC, when it was wanted
    bool operator==(const Pin &) const = default;
};

/// Port: what is to be kept offline (user.db). Main thread; answers as Reply says.
class PinData
{
public:
    PinData() = default;
    PinData(const PinData &) = delete;
    PinData &operator=(const PinData &) = delete;
    virtual ~PinData() = default;

    /// The newest first. One whose list cannot be read is left out.
    virtual void pins(Reply<std::vector<Pin>> reply) = 0;
    /// In the place of an earlier one of the list.
    virtual void putPin(const FeedKey &feed, int pages, Reply<void> reply) = 0;
    virtual void removePin(const FeedKey &feed, Reply<void> reply) = 0;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include "models/catalog/userdata.h"

namespace matinee::test {

/// Keeps what it is told at once, in memory.
class MemoryUserData final : public UserData
{
public:
    QList<TitleId> set;

    void setFavorite(const Title &snapshot, bool wanted, Reply<void> reply) override
    {
        wanted ? set.append(snapshot.id) : void(set.removeAll(snapshot.id));
        reply({});
    }
    void favorites(const QString & /*sourceId*/, Reply<std::vector<Favorite>> reply) override { reply(std::vector<Favorite>{}); }
    void saveAnchor(const FeedKey & /*feed*/, const Anchor & /*anchor*/) override { }
    void anchor(const FeedKey & /*feed*/, Reply<std::optional<Anchor>> reply) override { reply(std::optional<Anchor>{}); }
};

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/sourcedescriptor.h"

#include <algorithm>

namespace matinee {

const FeedDescriptor *SourceDescriptor::feed(QStringView feedId) const
{
    const auto at = std::find_if(feeds.begin(), feeds.end(), [&](const FeedDescriptor &feed) { return feed.id == feedId; });
    return at == feeds.end() ? nullptr : &*at;
}

const FeedDescriptor *SourceDescriptor::firstFeed() const
{
    const auto at = std::ranges::find_if(feeds, [](const FeedDescriptor &one) {
        return one.per == FeedDescriptor::Per::Nothing && one.section != FeedDescriptor::Section::Hidden;
    });
    return at == feeds.end() ? nullptr : &*at;
}

} // namespace matinee

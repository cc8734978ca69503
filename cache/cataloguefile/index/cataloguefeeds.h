// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/cataloguefile/index/cataloguefacts.h"

namespace matinee {

/// The feeds a catalogue offers, in sidebar order, with the sorts and filters its fields allow. Any thread; translated
/// into the language of the moment.
[[nodiscard]] std::vector<FeedDescriptor> catalogueFeeds(const CatalogueFacts &facts);

} // namespace matinee

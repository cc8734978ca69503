// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>

#include "cache/userdata/marktable.h"

namespace matinee::personalcontent {

/// All that is the person's own, over the tables. Store thread, inside UserDatabase::read() or write(): everything may throw
/// SQLite::Exception.

[[nodiscard]] Result<PersonalContent> all(SQLite::Database &db, const QStringList &accounts, int &damaged);

/// See PersonalData::takeIn(). `wishFor` says for whom and whether a title's mark is set; its value and times are ours.
using WishFor = std::function<marktable::Wish(const TitleId &title, MarkKind kind)>;
[[nodiscard]] Result<TakenContent> take(
    SQLite::Database &db, const PersonalContent &content, const WishFor &wishFor, qint64 nowMs);

} // namespace matinee::personalcontent

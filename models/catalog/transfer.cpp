// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/transfer.h"

using namespace Qt::StringLiterals;

namespace matinee {

ExportChoice ExportChoice::named(const QString &word)
{
    if (word.startsWith("list:"_L1))
        return {What::List, {}, word.mid(5)};
    if (word == "favorites"_L1)
        return {What::Mark, MarkKind::Favorite};
    if (word == "watchlist"_L1)
        return {What::Mark, MarkKind::Watchlist};
    if (word == "ratings"_L1)
        return {What::Mark, MarkKind::Rating};
    if (word == "watched"_L1)
        return {What::Mark, MarkKind::Watched};
    if (word == "notes"_L1)
        return {What::Notes};
    if (word == "everything"_L1)
        return {What::Everything};
    return {What::List, {}, word};
}

} // namespace matinee

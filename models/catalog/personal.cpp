// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/personal.h"

using namespace Qt::StringLiterals;

namespace matinee {

QString markName(MarkKind kind)
{
    switch (kind) {
    case MarkKind::Favorite: return u"favorite"_s;
    case MarkKind::Watchlist: return u"watchlist"_s;
    case MarkKind::Rating: return u"rating"_s;
    case MarkKind::Watched: return u"watched"_s;
    }
    Q_UNREACHABLE();
}

std::optional<MarkKind> markKindOf(QStringView name)
{
    for (const MarkKind kind : kMarkKinds) {
        if (markName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

} // namespace matinee

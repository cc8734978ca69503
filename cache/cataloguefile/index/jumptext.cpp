// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/jumptext.h"

#include "cache/cataloguefile/import/entrytext.h"

namespace matinee {

std::optional<SortValue> jumpBound(const QString &text, SortField field, bool descending)
{
    bool ok = false;
    switch (field) {
    case SortField::Title: {
        const QByteArray folded = sortTitleOf(text).toUtf8();
        if (folded.isEmpty())
            return std::nullopt;
        // 0xff is in no UTF-8 text, so this is after every title with the prefix and before every other one.
        return descending ? folded + '\xff' : folded;
    }
    case SortField::Rating: {
        const double number = text.trimmed().toDouble(&ok);
        return ok ? std::optional<SortValue>(number) : std::nullopt;
    }
    case SortField::Year:
    case SortField::Runtime: {
        const qint64 number = text.trimmed().toLongLong(&ok);
        return ok ? std::optional<SortValue>(number) : std::nullopt;
    }
    case SortField::Rank: return std::nullopt;
    }
    Q_UNREACHABLE();
}

} // namespace matinee

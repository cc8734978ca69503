// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

#include "models/catalog/feedkey.h"
#include "models/feedmodel.h"

namespace matinee {

/// What stands in the middle of a page that has no rows, or of a title's that cannot be shown.
struct FeedNotice {
    enum class Act { None, Retry, Connect, SignIn, ResetFilters, GoBack };
    QString icon; ///< of resources/icons
    QString headline;
    QString detail;
    Act act = Act::None;
    QString actText = {};
};

/// What a notice depends on beside the state of a list.
struct FeedSetting {
    FeedKey key;
    QString sourceName;
    bool needsSecret = false; ///< the source's server wants a key
    bool hasSecret = false;   ///< it was given one
    bool isFiltered = false;
    bool needsAccount = false; ///< somebody must sign in to see the list
    QDateTime waitsUntil = {}; ///< the server asked to be left alone until then; null: it did not
};

/// The notice of a list without rows; nothing while it loads. `now` is the wall clock.
[[nodiscard]] std::optional<FeedNotice> feedNotice(const FeedStatus &status, const FeedSetting &setting, const QDateTime &now);

/// Why a title's page cannot be shown; `setting` is that of its source, the list's fields may be empty.
[[nodiscard]] FeedNotice titleNotice(const Error &error, const FeedSetting &setting, const QDateTime &now);

} // namespace matinee

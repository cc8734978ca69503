// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

#include "models/feedmodel.h"

namespace matinee {

/// What a page says around the rows of a list (paging.md 4.2). Empty texts are not shown.
struct FeedWords {
    QString count;        ///< beside the heading: "10,000 titles"
    QString standing;     ///< at the end of the status line: "Saved 3 h ago"
    QString footer;       ///< below the last row
    QString footerAction; ///< "Retry", "Look further": what its button says; both are a retry()
    QString banner;       ///< above the rows, one for the whole list
    bool bannerRetries = false;
    QString pill; ///< the offer of another list
    /// When something of it reads differently though the list stays as it is: a countdown goes on, or ends.
    std::optional<std::chrono::milliseconds> changesAfter;
};

/// Everything a list that has rows says. `now` is the wall clock; `waitsUntil`: the server asked to be left alone until
/// then, null where it did not.
[[nodiscard]] FeedWords feedWords(const FeedStatus &status, const QDateTime &now, const QDateTime &waitsUntil = {});
/// "The server asks to wait. It is asked again in 24 s." A pause of a minute or more is told by the hour it ends at.
[[nodiscard]] QString waitText(const QDateTime &until, const QDateTime &now);
/// What a failed list or page says. `waitsUntil` as for feedWords().
[[nodiscard]] QString failureText(const Error &error, const QDateTime &now, const QDateTime &waitsUntil);
/// "just now", "12 min ago", "3 h ago", "yesterday at 09:14", a date: how long ago something was saved.
[[nodiscard]] QString ageText(const QDateTime &savedAt, const QDateTime &now);

} // namespace matinee

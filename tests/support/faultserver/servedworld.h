// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/httpmessage.h"
#include "tests/support/faultserver/listpages.h"
#include "tests/support/faultserver/serversettings.h"

namespace matinee::test {

/// What a dialect answers from. Server thread.
struct ServedWorld {
    ServerSettings settings;
    ListPages pages;
    QByteArray origin; ///< "http://127.0.0.1:4711"
    ListPlan plan;     ///< of the request being answered

    [[nodiscard]] PageCut cut(const ListAsk &ask, qint64 offset, qint64 size) { return pages.cut(ask, offset, size, plan); }
    /// The rows asked for by a parameter: the dialect's default where it is missing or no number, clamped to its most.
    [[nodiscard]] qint64 pageSize(std::optional<qint64> asked, qint64 standard, qint64 most) const;
    /// An opaque token for a place, with the time it was made.
    [[nodiscard]] QString cursorFor(qint64 offset) const;
    /// Where a token leads; nothing for one that is damaged, or older than the plan lets it be.
    [[nodiscard]] std::optional<qint64> offsetOf(const QString &cursor) const;
    /// An absolute URL of this server with a query, in order, values encoded.
    [[nodiscard]] QString link(const QString &path, const std::vector<std::pair<QString, QString>> &query) const;
    /// The absolute URL of a title's poster.
    [[nodiscard]] QString posterUrl(qint64 number) const;
    [[nodiscard]] qint64 genreId(const QString &name); ///< 0 for one nobody knows
};

/// The query with one parameter set in its place, or added.
[[nodiscard]] std::vector<std::pair<QString, QString>> withParameter(
    std::vector<std::pair<QString, QString>> query, const QString &name, const QString &value);

} // namespace matinee::test

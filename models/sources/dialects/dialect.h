// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QStringList>
#include <QUrl>

#include <optional>

#include "models/catalog/loadstate.h"
#include "models/catalog/page.h"
#include "models/catalog/pagekey.h"
#include "models/sources/dialects/pagination.h"
#include "models/sources/dialects/requestparts.h"

namespace matinee {

/// What a page said, as far as paging goes.
struct PageAnswer {
    QUrl asked; ///< the URL that was asked, without credentials
    HttpHeaders headers;
    QJsonValue body;
    qint64 received = 0; ///< elements of the array, usable or not
    QJsonValue lastItem; ///< unwrapped; Undefined when there is none
    int pageSize = 20;   ///< that was asked for
};

/// What a page says of the list beyond it (see FetchedPage).
struct PageOutcome {
    std::optional<PageKey> next;
    bool nextIsComputed = false;  ///< counted by us, in a list that an empty page ends
    std::optional<EndReason> end; ///< exactly when `next` is empty
    qint64 total = -1;
    std::optional<PageKey> echo;
    QString refused; ///< why a next URL the server stated is not followed, for the log
};

/// Addressable exactly when pages have numbers or offsets and the total is no hint.
[[nodiscard]] FeedShape shapeOf(const Pagination &pagination);
/// Pages the server gives at most with this page size, 0: no bound.
[[nodiscard]] qint64 maxPagesOf(const Pagination &pagination, int pageSize);
/// The page size to ask for: what the person wishes within the profile's bounds.
[[nodiscard]] int pageSizeOf(const Pagination &pagination, int wished);

/// The list ends before this page: the server never gives it (TMDB's page 501), so it must not be asked for.
[[nodiscard]] std::optional<EndReason> capBefore(const Pagination &pagination, const PageKey &key, int pageSize);
/// Puts what a page's key says into a request. InvalidArgument, `where` = "page", for a key this dialect cannot have.
/// `names` are the query items that carry secrets (nexturl.h).
[[nodiscard]] Result<void> askFor(
    const Pagination &pagination, const PageKey &key, int pageSize, const QStringList &names, RequestParts &parts);

/// What comes after a page that was read.
[[nodiscard]] PageOutcome outcomeOf(
    const Pagination &pagination, const PageKey &asked, const PageAnswer &answer, const QStringList &names);
/// Whether this failure is how the server says that the list is over: only beyond the first page, and never for a token,
/// which may just have expired.
[[nodiscard]] bool isEnd(const Pagination &pagination, const PageKey &asked, int status, std::optional<qint64> code);

/// "page", "cursor", "hybrid:page", ...: for traces.
[[nodiscard]] QString strategyName(const Pagination &pagination, const PageKey &key);

} // namespace matinee

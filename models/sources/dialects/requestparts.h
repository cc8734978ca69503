// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <utility>
#include <vector>

#include "models/catalog/error.h"
#include "models/sources/dialects/pagination.h"
#include "models/sources/http/httprequest.h"

namespace matinee {

/// Names and values of a query, not encoded.
using QueryItems = std::vector<std::pair<QString, QString>>;

/// A request before it is signed. A value; any thread.
struct RequestParts {
    QByteArray method = "GET";
    QUrl base;        ///< what everything is below
    QByteArray path;  ///< percent-encoded, begins with a slash, goes onto the base's own path
    QueryItems query; ///< in the order they are sent
    HttpHeaders headers;
    std::optional<QJsonValue> body;
    std::optional<QUrl> whole; ///< in place of base, path and query: a next URL the server stated

    /// Sets one value where `place` says. The names of query items and headers stand once afterwards.
    void set(const RequestPlace &place, const QJsonValue &value);
    void setQuery(const QString &name, const QString &value);
    [[nodiscard]] bool hasQuery(const QString &name) const;
    /// Every name and value percent-encoded but for unreserved characters: a "+" goes as %2B.
    [[nodiscard]] QUrl url() const;
};

/// `name=value` of a query, encoded, in the order given; empty for no items.
[[nodiscard]] QByteArray encodedQuery(const QueryItems &items);
/// The query of a URL, decoded ("+" stays a plus).
[[nodiscard]] QueryItems queryItems(const QUrl &url);

/// What identifies an answer (paging.md 4.12): method, scheme and host in lower case, default port out, path in normal
/// form, query sorted by name and value without `defaults` (name and value) and without credentials, a POST's body.
/// `facets` are what else tells answers apart: the account, the language.
[[nodiscard]] QByteArray canonicalKey(
    const RequestParts &parts, const QueryItems &defaults, const QStringList &credentials, const QStringList &facets);

} // namespace matinee

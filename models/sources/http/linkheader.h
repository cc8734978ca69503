// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace matinee {

/// One link of a Link header (RFC 8288).
struct WebLink {
    QString target;            ///< as it stands there, relative ones too
    std::vector<QString> rels; ///< in lower case, of the first `rel` only
    /// The other parameters, names in lower case, quotes taken off, in order.
    std::vector<std::pair<QString, QString>> parameters;

    [[nodiscard]] bool hasRel(QStringView rel) const;
    [[nodiscard]] std::optional<QString> parameter(QStringView name) const;
    bool operator==(const WebLink &) const = default;
};

/// The links of every Link field, in order. What is not a link ends its own field and spoils no other.
[[nodiscard]] std::vector<WebLink> parseLinks(const std::vector<QByteArray> &fields);

/// The target of the first link with that relation (compared without case) that speaks of the answer itself,
/// that is, has no `anchor`.
[[nodiscard]] std::optional<QString> linkTarget(const std::vector<WebLink> &links, QStringView rel);

} // namespace matinee

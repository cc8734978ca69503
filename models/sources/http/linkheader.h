// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace matinee {

/// One link of a Link header (RFC 8288).
struct HttpLink {
    QByteArray target; ///< as it stands, perhaps relative
    QStringList rels;  ///< lower case
    bool operator==(const HttpLink &) const = default;
};

/// Every link of every Link field, in order; what cannot be read is left out. Any thread.
[[nodiscard]] std::vector<HttpLink> parseLinkHeader(const std::vector<QByteArray> &fields);

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

#include "models/catalog/error.h"

namespace matinee {

/// The canonical identity of one list: source, feed, and its parameters sorted by name. Two keys are the same
/// list exactly when their texts are equal. Written `SOURCE/FEED?name=value&...`; SOURCE may itself hold slashes
/// (`file:/films/mine.json/all`), so FEED is what follows the last slash before the `?`.
/// Names and values are percent-decoded when read and percent-encoded when written; empty values are dropped.
struct FeedKey {
    QString source;
    QString feed;
    std::vector<std::pair<QString, QString>> parameters; ///< sorted by name, each name once

    /// InvalidArgument, `where` = "feed" or the parameter's name, for: no slash, an empty part, a name twice,
    /// a broken percent escape.
    [[nodiscard]] static Result<FeedKey> parse(QStringView text);
    /// Sorts the parameters, drops the empty ones; a later value for a name replaces the earlier.
    [[nodiscard]] static FeedKey of(QString source, QString feed, std::vector<std::pair<QString, QString>> parameters = {});

    [[nodiscard]] QString text() const;
    /// First 16 bytes of SHA-256 over the UTF-8 text; `text()` is compared on a hit.
    [[nodiscard]] QByteArray hash() const;
    [[nodiscard]] QString parameter(QStringView name) const; ///< "" when absent
    [[nodiscard]] bool hasParameter(QStringView name) const;
    /// The same list with one parameter set, or removed when `value` is empty.
    [[nodiscard]] FeedKey with(const QString &name, const QString &value) const;

    bool operator==(const FeedKey &) const = default;
    friend size_t qHash(const FeedKey &key, size_t seed = 0) { return qHash(key.text(), seed); }
};

} // namespace matinee

Q_DECLARE_METATYPE(matinee::FeedKey)

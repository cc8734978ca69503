// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QString>

#include "models/catalog/error.h"

namespace matinee {

/// Which title: the source it comes from, its kind and the source's own id as text ("movie", "603").
/// `movie:603` and `tv:603` are different titles. Ids are text whatever the source sent (hex, slugs, numbers).
struct TitleId {
    QString source;
    QString type;
    QString extId;

    /// `type:id`, as the command line and links write it.
    [[nodiscard]] QString localText() const { return type + QLatin1Char(':') + extId; }
    [[nodiscard]] bool isValid() const { return !source.isEmpty() && !type.isEmpty() && !extId.isEmpty(); }
    /// Reads `movie:603`; a text without a colon is an InvalidArgument. The id may itself hold colons.
    [[nodiscard]] static Result<TitleId> parse(const QString &source, QStringView text);

    bool operator==(const TitleId &) const = default;
    friend size_t qHash(const TitleId &id, size_t seed = 0) { return qHashMulti(seed, id.source, id.type, id.extId); }
};

} // namespace matinee

Q_DECLARE_METATYPE(matinee::TitleId)

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "cache/cataloguefile/index/indexconnection.h"
#include "models/catalog/sourcedescriptor.h"

namespace matinee {

/// A genre or a country of a catalogue.
struct CatalogueTerm {
    qint64 id = 0;
    QString name;
    qint64 mask = 0;     ///< its bit in `title.facets`
    bool shared = false; ///< the bit is shared: look in `posting` as well
    qint64 titles = 0;
};

/// What is known of a whole catalogue, read once when its index is opened. A value: any thread.
struct CatalogueFacts {
    QString contentHash;
    qint64 titles = 0;
    qint64 faultCount = 0;
    std::vector<RowFault> faults;
    qint64 bytes = 0; ///< the index on disk
    qint64 withYear = 0;
    qint64 withRuntime = 0;
    qint64 withRating = 0;
    std::vector<CatalogueTerm> genres;           ///< most frequent first, then by name
    std::vector<CatalogueTerm> countries;        ///< likewise
    std::vector<std::pair<int, qint64>> decades; ///< first year and titles, oldest first

    [[nodiscard]] qint64 known(SortField field) const;  ///< titles whose field is known
    [[nodiscard]] std::vector<SortField> sorts() const; ///< the fields `all` can be sorted by
};

/// Catalogue thread. Reads a few hundred rows.
[[nodiscard]] Result<CatalogueFacts> readCatalogueFacts(IndexConnection &index);

} // namespace matinee

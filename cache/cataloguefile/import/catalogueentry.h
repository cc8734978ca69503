// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

#include "models/catalog/title.h"

namespace matinee {

/// One entry of a catalogue file as read, before it has a place in an index. `details.title.id.source` is empty:
/// the source is the file's. Every text is trimmed and valid UTF-16; title and ext id are never empty.
struct CatalogueEntry {
    TitleDetails details;
    QString imdb = {}; ///< "tt0017136", "" where the file does not say
    QString tmdb = {}; ///< digits, likewise
};

/// Where a reader sends what it finds, in file order.
struct CatalogueSink {
    std::function<Result<void>(CatalogueEntry &&entry, qint64 line)> entry; ///< an error stops the reading
    std::function<void(qint64 line, QString reason)> fault;                 ///< a row left out; reading goes on
    std::function<bool(qint64 bytesRead)> keepGoing;                        ///< false stops with Cancelled
};

} // namespace matinee

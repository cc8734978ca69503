// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <vector>

#include "models/catalog/error.h"
#include "models/catalog/sourcedescriptor.h"
#include "models/catalog/sourceregistry.h"

namespace matinee {

struct ImportOptions {
    QString sourcePath;              ///< a file, or a resource (`:/...`)
    QString indexPath;               ///< replaced when the import is whole; its folder is made
    bool offerArchiveSearch = false; ///< titles without a page to watch them on get a search at archive.org
};

struct ImportReport {
    qint64 titles = 0;
    qint64 faultCount = 0;        ///< rows left out in all
    std::vector<RowFault> faults; ///< the first of them, at most 100, by line
    QString contentHash;          ///< catalogueContentHash() of the very bytes that were read
};

/// Turns a catalogue file into an index (schema.h).
class CatalogueImporter
{
public:
    /// Blocks; any thread but the GUI's. A million titles with seven people each take about 40 s of CPU and 230 MB.
    /// `progress` is called on this thread some 20 times a second; false cancels. The index appears whole, by a rename,
    /// or not at all: whatever goes wrong, and even when the process is killed, an index that was there stays as it
    /// was. Errors are readCatalogue()'s, Malformed for a file without one usable title, and those of writing: DiskFull,
    /// ReadOnly, Storage, with `where` = the index's path.
    [[nodiscard]] static Result<ImportReport> run(
        const ImportOptions &options, const std::function<bool(SourceProgress)> &progress = {});
};

} // namespace matinee

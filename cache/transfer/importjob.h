// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "cache/transfer/importedrows.h"
#include "cache/transfer/unmatchedreport.h"
#include "models/catalog/personaldata.h"
#include "models/catalog/titlefinder.h"
#include "models/catalog/transfer.h"

namespace matinee {

/// What an import works with. All of it outlives the run.
struct ImportTools {
    PersonalData &personal;
    std::vector<TitleFinder *> finders; ///< asked in this order
    /// Runs `work` on a thread of the pool, then `then` on the main thread, unless the program closes meanwhile.
    std::function<void(std::function<void()> work, std::function<void()> then)> apart;
    bool knowsTmdb = true; ///< a number at TMDB is a title of ours even where nothing of it is kept
};

/// One import, from the file to the person's own data: read, matched, written to the report, taken in. Main thread; keeps
/// itself alive until it answers.
class ImportJob : public std::enable_shared_from_this<ImportJob>
{
public:
    ImportJob(ImportTools tools, QString path, QString reportFile, Reply<ImportReport> reply);

    void start();

private:
    void match();
    void find(std::size_t finder, std::size_t from);
    void settle();
    [[nodiscard]] std::optional<Title> titleOf(std::size_t row) const;
    void add(const ImportedRow &row, const Title &title);
    void report();
    void take();

    const ImportTools m_tools;
    const QString m_path;
    const QString m_reportFile;
    const Reply<ImportReport> m_reply;
    Result<ImportedRows> m_rows;
    std::vector<std::size_t> m_sought;  // rows to be found
    std::vector<FoundTitle> m_found;    // of each sought row
    std::vector<std::size_t> m_foundAt; // by row: its place in m_found, or none
    PersonalContent m_content;
    UnmatchedReport m_unmatched;
};

} // namespace matinee

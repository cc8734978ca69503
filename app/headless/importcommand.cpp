// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/importcommand.h"

#include <algorithm>

#include "app/headless/titleprinter.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// A report says the rest.
constexpr std::size_t kMostTold = 20;

QString partOf(int count, const QString &what)
{
    return count == 0 ? QString() : u"%1 %2"_s.arg(count).arg(what);
}

} // namespace

ImportCommand::ImportCommand(Transfer &transfer, const Invocation &invocation)
    : m_transfer(transfer), m_file(invocation.importFile), m_reportFile(invocation.reportFile)
{
}

void ImportCommand::start()
{
    m_transfer.importFile(m_file, m_reportFile, [this](const Result<ImportReport> &report) {
        if (!report)
            return failWith(report.error());
        tell(*report);
        Q_EMIT finished(kExitDone);
    });
}

void ImportCommand::tell(const ImportReport &report) const
{
    const TakenContent &taken = report.taken;
    QStringList parts{partOf(taken.favorites, u"favorites"_s), partOf(taken.watchlist, u"for the watchlist"_s),
        partOf(taken.ratings, u"ratings"_s), partOf(taken.watched, u"watched"_s), partOf(taken.notes, u"notes"_s),
        partOf(taken.listTitles, u"titles in lists"_s)};
    parts.removeAll(QString());
    printNote(u"matinee: %1 rows of %2; new: %3"_s.arg(report.rows)
                  .arg(report.kind, parts.isEmpty() ? u"nothing"_s : parts.join(u", "_s)));
    if (report.unmatched.empty())
        return;
    printNote(u"matinee: %1 rows were left out"_s.arg(report.unmatched.size())
        + (m_reportFile.isEmpty() ? u"; --report FILE lists them all"_s : u"; see "_s + m_reportFile));
    for (std::size_t i = 0; i < std::min(kMostTold, report.unmatched.size()); ++i) {
        const UnmatchedRow &row = report.unmatched[i];
        const QString year = row.year.isEmpty() ? QString() : u" (%1)"_s.arg(row.year);
        printNote(terminalSafe(u"  "_s + row.where + u": "_s + row.title + year + u": "_s + row.reason));
    }
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/transfer/importjob.h"

#include <algorithm>
#include <limits>

#include "cache/transfer/importfile.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// A finder's thread also reads what is on screen: some milliseconds at a time.
constexpr std::size_t kRowsAtATime = 200;
constexpr std::size_t kNotSought = std::numeric_limits<std::size_t>::max();

} // namespace

ImportJob::ImportJob(ImportTools tools, QString path, QString reportFile, Reply<ImportReport> reply)
    : m_tools(std::move(tools)), m_path(std::move(path)), m_reportFile(std::move(reportFile)), m_reply(std::move(reply))
{
}

void ImportJob::start()
{
    m_tools.apart([self = shared_from_this()] { self->m_rows = readImportFile(self->m_path); },
        [self = shared_from_this()] { self->match(); });
}

void ImportJob::match()
{
    if (!m_rows)
        return m_reply(tl::unexpected(m_rows.error()));
    m_foundAt.assign(m_rows->rows.size(), kNotSought);
    for (std::size_t i = 0; i < m_rows->rows.size(); ++i) {
        const ImportedRow &row = m_rows->rows[i];
        if (row.whole && row.whole->id.isValid() && !row.clue.id.isValid())
            continue; // ours, with all that was kept of it
        m_foundAt[i] = m_sought.size();
        m_sought.push_back(i);
    }
    m_found.resize(m_sought.size());
    find(0, 0);
}

void ImportJob::find(std::size_t finder, std::size_t from)
{
    if (finder == m_tools.finders.size())
        return settle();
    if (from >= m_sought.size())
        return find(finder + 1, 0);
    const std::size_t to = std::min(from + kRowsAtATime, m_sought.size());
    std::vector<TitleClue> clues;
    for (std::size_t i = from; i < to; ++i)
        clues.push_back(m_rows->rows[m_sought[i]].clue);
    m_tools.finders[finder]->find(
        clues, [self = shared_from_this(), finder, from, to](const Result<std::vector<FoundTitle>> &found) {
            if (!found)
                return self->m_reply(tl::unexpected(found.error()));
            for (std::size_t i = from; i < to; ++i)
                self->m_found[i].takeFrom((*found)[i - from]);
            self->find(finder, to);
        });
}

std::optional<Title> ImportJob::titleOf(std::size_t row) const
{
    const ImportedRow &imported = m_rows->rows[row];
    if (m_foundAt[row] == kNotSought)
        return imported.whole;
    const FoundTitle &found = m_found[m_foundAt[row]];
    // A title of ours that was named by hand is that one, whatever else is called so.
    if (imported.clue.id.isValid())
        return found.title && found.title->id == imported.clue.id ? found.title : imported.whole;
    if (found.title)
        return found.title;
    const bool isNumber = !imported.clue.tmdb.isEmpty()
        && std::ranges::all_of(imported.clue.tmdb, [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!isNumber || !m_tools.knowsTmdb)
        return std::nullopt;
    Title title;
    title.id = {u"tmdb"_s, u"movie"_s, imported.clue.tmdb};
    title.title = imported.clue.title;
    title.year = imported.clue.year;
    return title;
}

void ImportJob::settle()
{
    for (const OwnList &list : m_rows->lists)
        m_content.lists.push_back({list, {}});
    for (std::size_t i = 0; i < m_rows->rows.size(); ++i) {
        const ImportedRow &row = m_rows->rows[i];
        if (const auto title = titleOf(i))
            add(row, *title);
        else if (m_foundAt[i] != kNotSought && m_found[m_foundAt[i]].isAmbiguous)
            m_unmatched.add(row, u"several titles are called that"_s);
        else
            m_unmatched.add(row, u"no title here is called that"_s);
    }
    for (const ImportFault &fault : m_rows->faults)
        m_unmatched.add(fault);
    report();
}

void ImportJob::add(const ImportedRow &row, const Title &title)
{
    for (const ImportedFact &fact : row.facts) {
        switch (fact.kind) {
        case ImportedFact::Kind::Mark: m_content.marks.push_back({fact.mark, {title, fact.value, fact.at}}); break;
        case ImportedFact::Kind::Note: m_content.notes.push_back({title, fact.text, fact.at}); break;
        case ImportedFact::Kind::ListItem: {
            const auto list = std::ranges::find_if(m_content.lists, [&](const OwnListContent &content) {
                return content.list.name == fact.text && content.list.size == fact.listNumber;
            });
            list->items.push_back({title, fact.at});
            break;
        }
        }
    }
}

// Before anything is taken: a report that cannot be written is told while nothing has changed.
void ImportJob::report()
{
    if (m_reportFile.isEmpty())
        return take();
    const auto written = std::make_shared<Result<void>>();
    m_tools.apart([self = shared_from_this(), written] { *written = self->m_unmatched.write(self->m_reportFile); },
        [self = shared_from_this(), written] {
            if (*written)
                self->take();
            else
                self->m_reply(tl::unexpected(written->error()));
        });
}

void ImportJob::take()
{
    m_tools.personal.takeIn(m_content, [self = shared_from_this()](const Result<TakenContent> &taken) {
        if (!taken)
            return self->m_reply(tl::unexpected(taken.error()));
        ImportReport report;
        report.kind = self->m_rows->kind;
        report.rows = static_cast<int>(self->m_rows->rows.size() + self->m_rows->faults.size());
        report.taken = *taken;
        report.unmatched = self->m_unmatched.rows();
        self->m_reply(std::move(report));
    });
}

} // namespace matinee

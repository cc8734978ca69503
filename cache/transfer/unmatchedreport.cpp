// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/transfer/unmatchedreport.h"

#include <QSaveFile>

#include "cache/transfer/titlewriter.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Kind = ImportedFact::Kind;

// One line a fact: a row that says several things has several lines.
const QStringList kColumns{
    u"where"_s, u"title"_s, u"year"_s, u"imdb"_s, u"tmdb"_s, u"what"_s, u"value"_s, u"list"_s, u"at"_s, u"reason"_s, u"match"_s};

QString whatOf(const ImportedFact &fact)
{
    return fact.kind == Kind::Note ? u"note"_s : fact.kind == Kind::ListItem ? u"list"_s : markName(fact.mark);
}

std::optional<ImportedFact> factOf(const CsvRow &row)
{
    const QString what = row.cell("what"_L1);
    ImportedFact fact;
    fact.at = QDateTime::fromString(row.cell("at"_L1), Qt::ISODateWithMs).toUTC();
    if (what == "note"_L1) {
        fact.kind = Kind::Note;
        fact.text = row.cell("value"_L1);
        return fact;
    }
    if (what == "list"_L1) {
        fact.kind = Kind::ListItem;
        fact.text = row.cell("list"_L1);
        return fact.text.isEmpty() ? std::nullopt : std::optional(fact);
    }
    const auto mark = markKindOf(what);
    if (!mark)
        return std::nullopt;
    fact.mark = *mark;
    if (*mark == MarkKind::Rating) {
        fact.value = row.cell("value"_L1).toDouble();
        if (!(fact.value >= 0.5 && fact.value <= 10))
            return std::nullopt;
    }
    return fact;
}

/// `SOURCE/TYPE:ID`, where a source's id may hold slashes.
TitleId idIn(const QString &match)
{
    const qsizetype slash = match.lastIndexOf(u'/', match.lastIndexOf(u':'));
    if (slash <= 0)
        return {};
    return TitleId::parse(match.left(slash), match.mid(slash + 1)).value_or(TitleId{});
}

} // namespace

void UnmatchedReport::add(const ImportedRow &row, const QString &reason)
{
    const QString year = row.clue.year ? QString::number(*row.clue.year) : QString();
    m_rows.push_back({row.where, row.clue.title, year, row.clue.imdb, row.clue.tmdb, reason});
    for (const ImportedFact &fact : row.facts) {
        const QString value = fact.kind == Kind::Note ? fact.text
            : fact.mark == MarkKind::Rating           ? QString::number(fact.value)
                                                      : QString();
        m_lines += csvLine({row.where, row.clue.title, year, row.clue.imdb, row.clue.tmdb, whatOf(fact), value,
            fact.kind == Kind::ListItem ? fact.text : QString(),
            fact.at.isValid() ? fact.at.toString(Qt::ISODateWithMs) : QString(), reason, QString()});
    }
}

void UnmatchedReport::add(const ImportFault &fault)
{
    m_rows.push_back({fault.where, fault.title, fault.year, {}, {}, fault.reason});
    m_lines += csvLine({fault.where, fault.title, fault.year, {}, {}, {}, {}, {}, {}, fault.reason, {}});
}

Result<void> UnmatchedReport::write(const QString &path) const
{
    QSaveFile file(path);
    const QByteArray text = csvLine(kColumns) + m_lines;
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(ErrorKind::Storage, u"cannot be written: "_s + file.errorString(), path);
    return {};
}

Result<void> readUnmatchedReport(QIODevice &device, const QString &path, ImportedRows &rows)
{
    rows.kind = u"Matinee"_s;
    CsvTableSink sink;
    sink.columns = [](const CsvColumns &) -> Result<void> { return {}; };
    sink.fault = [&](const QString &where, const QString &reason) { rows.faults.push_back({where, reason}); };
    sink.row = [&](const CsvRow &row) {
        const auto fact = factOf(row);
        if (!fact)
            return; // it was left out for what it is, not for want of a title
        ImportedRow imported{row.where(), {{}, row.cell("imdb"_L1), row.cell("tmdb"_L1), row.cell("title"_L1)}, {}, {*fact}};
        if (const int year = row.cell("year"_L1).toInt(); year > 0)
            imported.clue.year = year;
        if (const QString match = row.cell("match"_L1); !match.isEmpty()) {
            Title title;
            title.id = idIn(match);
            title.title = imported.clue.title;
            title.year = imported.clue.year;
            if (!title.id.isValid() || title.title.isEmpty())
                return rows.faults.push_back({row.where(), u"\"%1\" is not SOURCE/TYPE:ID"_s.arg(match), imported.clue.title});
            imported.clue.id = title.id;
            imported.whole = title; // unless more of it is known here
        }
        if (fact->kind == Kind::ListItem)
            rows.addList(fact->text, 0);
        rows.rows.push_back(std::move(imported));
    };
    return readCsvTable(device, path, sink);
}

} // namespace matinee

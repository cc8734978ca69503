// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/termwriter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// 48 MB: two runs for a million films with six people each, and far from the import's bound of 300 MB.
constexpr std::size_t kRunPostings = 6'000'000;
// More people than all films known have had; with it the memory is bounded.
constexpr std::size_t kMaxTerms = 20'000'000;
// Rows of one INSERT: a statement of its own for each takes 2.7 times as long (6 million: 4.9 s against 1.8 s).
constexpr std::size_t kRowsAtOnce = 64;
constexpr std::int8_t kSharedBit = kOwnFacetBits;
constexpr std::int8_t kNoBit = -1;

} // namespace

TermWriter::TermWriter(SQLite::Database &db)
    : m_db(db), m_insertTerm(db, "INSERT INTO term(term_id, kind, name, bit, titles) VALUES(?1, ?2, ?3, ?4, 1)")
{
}

Result<TermWriter::Filed> TermWriter::file(const TitleDetails &details)
{
    m_current.clear();
    for (const QString &name : details.title.genres)
        fileUnder(TermKind::Genre, name);
    for (const QString &name : details.countries)
        fileUnder(TermKind::Country, name);
    for (const QString &name : details.directors)
        fileUnder(TermKind::Director, name);
    for (const Credit &credit : details.cast)
        fileUnder(TermKind::Cast, credit.name);
    if (m_ids.size() > kMaxTerms)
        return fail(ErrorKind::TooLarge, u"names more than 20 million people, genres and countries"_s);

    std::ranges::sort(m_current);
    m_current.erase(std::unique(m_current.begin(), m_current.end()), m_current.end());
    qint64 facets = 0;
    for (const quint32 id : m_current) {
        ++m_titles[id - 1];
        if (m_bits[id - 1] != kNoBit)
            facets |= qint64(1) << m_bits[id - 1];
    }
    return Filed{facets, m_current};
}

void TermWriter::post(qint64 n, std::span<const quint32> terms)
{
    for (const quint32 id : terms)
        m_postings.push_back(quint64(id) << 32 | quint64(n));
    if (m_postings.size() >= kRunPostings)
        writeRun();
}

void TermWriter::fileUnder(TermKind kind, const QString &name)
{
    m_key = name.toUtf8();
    m_key.append(char(kind));
    const FingerprintMap::Place place = m_ids.at(m_key);
    if (place.isNew) {
        *place.value = quint32(m_titles.size() + 1);
        const std::int8_t bit = bitFor(kind);
        m_titles.push_back(0);
        m_bits.push_back(bit);
        m_key.chop(1);
        insertTerm(kind, m_key, bit);
    }
    m_current.push_back(*place.value);
}

std::int8_t TermWriter::bitFor(TermKind kind)
{
    if (kind != TermKind::Genre && kind != TermKind::Country)
        return kNoBit;
    return m_facetTerms < kOwnFacetBits ? std::int8_t(m_facetTerms++) : kSharedBit;
}

void TermWriter::insertTerm(TermKind kind, const QByteArray &name, std::int8_t bit)
{
    m_insertTerm.bind(1, std::int64_t(m_titles.size()));
    m_insertTerm.bind(2, int(kind));
    m_insertTerm.bindNoCopy(3, name.constData());
    if (bit == kNoBit)
        m_insertTerm.bind(4);
    else
        m_insertTerm.bind(4, int(bit));
    m_insertTerm.exec();
    m_insertTerm.reset();
}

void TermWriter::writeRun()
{
    std::ranges::sort(m_postings);
    const auto whole = m_postings.size() - m_postings.size() % kRowsAtOnce;
    writePostings(std::span(m_postings).first(whole), kRowsAtOnce);
    writePostings(std::span(m_postings).subspan(whole), 1);
    m_postings.clear();
}

void TermWriter::writePostings(std::span<const quint64> postings, std::size_t rowsAtOnce)
{
    std::string sql = "INSERT INTO posting(term_id, n) VALUES(?,?)";
    for (std::size_t i = 1; i < rowsAtOnce; ++i)
        sql += ",(?,?)";
    SQLite::Statement insert(m_db, sql);
    int parameter = 0;
    for (const quint64 posting : postings) {
        insert.bind(++parameter, std::int64_t(posting >> 32));
        insert.bind(++parameter, std::int64_t(posting & 0xffff'ffff));
        if (std::size_t(parameter) < 2 * rowsAtOnce)
            continue;
        insert.exec();
        insert.reset();
        parameter = 0;
    }
}

void TermWriter::finish()
{
    writeRun();
    m_postings = std::vector<quint64>(); // what follows needs the memory, which = {} keeps
    // Most people stand in one title, which is what insertTerm() wrote.
    SQLite::Statement update(m_db, "UPDATE term SET titles=?2 WHERE term_id=?1");
    for (std::size_t i = 0; i < m_titles.size(); ++i) {
        if (m_titles[i] == 1)
            continue;
        update.bind(1, std::int64_t(i + 1));
        update.bind(2, std::int64_t(m_titles[i]));
        update.exec();
        update.reset();
    }
}

} // namespace matinee

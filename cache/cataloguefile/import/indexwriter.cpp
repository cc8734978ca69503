// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/indexwriter.h"

#include "cache/cataloguefile/import/entrytext.h"
#include "cache/core/packedtitle.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Lists end at 2 000 000 rows (paging.md 4.6); twice that keeps the importer's own tables within their memory.
constexpr qint64 kMaxTitles = 4'000'000;

// What FTS5 collects before it writes a segment. Its own 1 MiB makes it merge so much that a million titles take
// 15 s instead of 7; four times as much gains another tenth only.
constexpr int kFullTextHoldBytes = 16 * 1024 * 1024;

template <typename T>
void bindOptional(SQLite::Statement &statement, int index, const std::optional<T> &value)
{
    if (value)
        statement.bind(index, *value);
    else
        statement.bind(index);
}

void insert(SQLite::Statement &statement)
{
    statement.exec();
    statement.reset();
}

/// What a search for a person looks into.
QString peopleOf(const TitleDetails &details)
{
    QString people = details.directors.join(u'\n');
    for (const Credit &credit : details.cast) {
        if (!people.isEmpty())
            people += u'\n';
        people += credit.name;
    }
    return people;
}

} // namespace

IndexWriter::IndexWriter(SQLite::Database &db)
    : m_db(db),
      m_title(db,
          "INSERT INTO title(n, type, ext_id, sort_title, year, runtime, rating, facets, lite, crc) "
          "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"),
      m_detail(db, "INSERT INTO detail(n, body, crc) VALUES(?1, ?2, ?3)"),
      m_text(db, "INSERT INTO title_text(n, title, orig_title, people) VALUES(?1, ?2, ?3, ?4)"),
      m_terms(db)
{
}

Result<void> IndexWriter::add(const CatalogueEntry &entry)
{
    if (m_titles == kMaxTitles)
        return fail(ErrorKind::TooLarge, u"holds more than 4 million titles"_s);
    ++m_titles;
    const Result<qint64> facets = m_terms.add(m_titles, entry.details);
    if (!facets)
        return tl::unexpected(facets.error());
    insertTitle(entry.details.title, *facets);
    insertDetail(entry.details);
    insertText(entry.details);
    return {};
}

void IndexWriter::insertTitle(const Title &title, qint64 facets)
{
    const QByteArray type = title.id.type.toUtf8();
    const QByteArray extId = title.id.extId.toUtf8();
    const QByteArray sortTitle = sortTitleOf(title.title).toUtf8();
    const PackedBlob lite = packTitle(title);
    m_title.bind(1, std::int64_t(m_titles));
    m_title.bindNoCopy(2, type.constData());
    m_title.bindNoCopy(3, extId.constData());
    m_title.bindNoCopy(4, sortTitle.constData());
    bindOptional(m_title, 5, title.year);
    bindOptional(m_title, 6, title.runtime);
    bindOptional(m_title, 7, title.rating);
    m_title.bind(8, std::int64_t(facets));
    m_title.bindNoCopy(9, lite.bytes.constData(), int(lite.bytes.size()));
    m_title.bind(10, std::int64_t(lite.crc));
    insert(m_title);
}

void IndexWriter::insertDetail(const TitleDetails &details)
{
    const PackedBlob body = packDetails(details);
    m_detail.bind(1, std::int64_t(m_titles));
    m_detail.bindNoCopy(2, body.bytes.constData(), int(body.bytes.size()));
    m_detail.bind(3, std::int64_t(body.crc));
    insert(m_detail);
}

void IndexWriter::insertText(const TitleDetails &details)
{
    const QByteArray title = details.title.title.toUtf8();
    const QByteArray original = details.title.originalTitle.toUtf8();
    const QByteArray people = peopleOf(details).toUtf8();
    m_text.bind(1, std::int64_t(m_titles));
    m_text.bindNoCopy(2, title.constData());
    m_text.bindNoCopy(3, original.constData());
    m_text.bindNoCopy(4, people.constData());
    insert(m_text);
}

void IndexWriter::finish()
{
    m_terms.finish();
    m_db.exec(catalogueIndexScript());
    writeMilestones("title", "sort_title");
    writeMilestones("year", "year");
    writeMilestones("runtime", "runtime");
    writeMilestones("rating", "rating");
    m_db.exec("INSERT INTO decade_count(decade, titles) "
              "SELECT year / 10 * 10 AS decade, count(*) FROM title WHERE year IS NOT NULL GROUP BY decade");
    writeFullText();
}

void IndexWriter::writeFullText()
{
    SQLite::Statement hold(m_db, "INSERT INTO fts(fts, rank) VALUES('hashsize', ?1)");
    hold.bind(1, kFullTextHoldBytes);
    hold.exec();
    m_db.exec("INSERT INTO fts(fts) VALUES('rebuild')");
}

void IndexWriter::writeMilestones(const char *field, const char *column)
{
    // Walks the order's own index, which is narrow and in order already.
    SQLite::Statement walk(
        m_db, std::string("SELECT ") + column + ", n FROM title WHERE " + column + " IS NOT NULL ORDER BY " + column + ", n");
    SQLite::Statement milestone(
        m_db, std::string("INSERT INTO milestone(field, k, value, n) SELECT ?1, ?2, ") + column + ", n FROM title WHERE n=?3");
    qint64 position = 0;
    for (; walk.executeStep(); ++position) {
        if (position % kMilestoneStep != 0)
            continue;
        milestone.bindNoCopy(1, field);
        milestone.bind(2, std::int64_t(position / kMilestoneStep));
        milestone.bind(3, walk.getColumn(1).getInt64());
        insert(milestone);
    }
    SQLite::Statement count(m_db, "INSERT INTO field_count(field, known) VALUES(?1, ?2)");
    count.bindNoCopy(1, field);
    count.bind(2, std::int64_t(position));
    insert(count);
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/import/indexwriter.h"

#include <QtEndian>

#include <algorithm>

#include "cache/cataloguefile/import/entrytext.h"
#include "cache/core/packedtitle.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Lists end at 2 000 000 rows (paging.md 4.6); twice that keeps the importer's own tables within their memory.
constexpr qint64 kMaxTitles = 4'000'000;

constexpr qint64 kTitlesBetweenLooks = 1000; // some milliseconds

// Longer titles are ordered by their beginning, so that ordering them takes no memory.
constexpr qsizetype kMaxSortBytes = 1024;

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

QByteArray sortKeyOf(const QString &title)
{
    QByteArray key = sortTitleOf(title).toUtf8();
    qsizetype end = std::min(key.size(), kMaxSortBytes);
    while (end < key.size() && (key.at(end) & 0xc0) == 0x80) // not within a character
        --end;
    key.truncate(end);
    return key;
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

IndexWriter::IndexWriter(SQLite::Database &db, const QString &spoolPath)
    : m_db(db),
      m_title(db,
          "INSERT INTO title(n, place, type, ext_id, sort_title, year, runtime, rating, facets, lite, crc) "
          "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"),
      m_detail(db, "INSERT INTO detail(place, body, crc) VALUES(?1, ?2, ?3)"),
      m_text(db, "INSERT INTO title_text(place, title, orig_title, people) VALUES(?1, ?2, ?3, ?4)"),
      m_externalId(db, "INSERT OR IGNORE INTO external_id(scheme, value, type, ext_id) VALUES(?1, ?2, ?3, ?4)"),
      m_terms(db),
      m_spool(spoolPath)
{
}

Result<void> IndexWriter::add(const CatalogueEntry &entry)
{
    if (m_titles == kMaxTitles)
        return fail(ErrorKind::TooLarge, u"holds more than 4 million titles"_s);
    ++m_titles;
    const auto filed = m_terms.file(entry.details);
    if (!filed)
        return tl::unexpected(filed.error());
    insertDetail(entry.details);
    insertText(entry.details);
    insertExternalId("imdb", entry.imdb, entry.details.title.id);
    insertExternalId("tmdb", entry.tmdb, entry.details.title.id);
    return spoolTitle(entry.details.title, *filed);
}

Result<void> IndexWriter::spoolTitle(const Title &title, const TermWriter::Filed &filed)
{
    const QByteArray type = title.id.type.toUtf8();
    const QByteArray extId = title.id.extId.toUtf8();
    const QByteArray sortTitle = sortKeyOf(title.title);
    const PackedBlob lite = packTitle(title);
    return m_spool.add({quint32(m_titles), sortTitle, type, extId, lite.bytes, lite.crc, title.year, title.runtime, title.rating,
        filed.facets, filed.terms});
}

Result<void> IndexWriter::writeTitles(const std::function<bool()> &keepGoing)
{
    qint64 n = 0;
    QByteArray fileOrder(m_titles * qsizetype(sizeof(quint32)), Qt::Uninitialized);
    const auto take = [&](const SpooledTitle &title) -> Result<void> {
        if (++n % kTitlesBetweenLooks == 0 && !keepGoing())
            return fail(ErrorKind::Cancelled, u"the import was cancelled"_s);
        insertTitle(n, title);
        m_terms.post(n, title.terms);
        qToLittleEndian(quint32(n), fileOrder.data() + (qsizetype(title.place) - 1) * qsizetype(sizeof(quint32)));
        return {};
    };
    if (auto drained = m_spool.drain(take); !drained)
        return drained;
    SQLite::Statement order(m_db, "INSERT INTO file_order(n) VALUES(?1)");
    order.bindNoCopy(1, fileOrder.constData(), int(fileOrder.size()));
    insert(order);
    return {};
}

void IndexWriter::insertTitle(qint64 n, const SpooledTitle &title)
{
    m_title.bind(1, std::int64_t(n));
    m_title.bind(2, std::int64_t(title.place));
    m_title.bindNoCopy(3, title.type.data());
    m_title.bindNoCopy(4, title.extId.data());
    m_title.bindNoCopy(5, title.sortTitle.data());
    bindOptional(m_title, 6, title.year);
    bindOptional(m_title, 7, title.runtime);
    bindOptional(m_title, 8, title.rating);
    m_title.bind(9, std::int64_t(title.facets));
    m_title.bindNoCopy(10, title.lite.data(), int(title.lite.size()));
    m_title.bind(11, std::int64_t(title.crc));
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

void IndexWriter::insertExternalId(const char *scheme, const QString &value, const TitleId &title)
{
    if (value.isEmpty())
        return;
    m_externalId.bind(1, scheme);
    m_externalId.bind(2, value.toStdString());
    m_externalId.bind(3, title.type.toStdString());
    m_externalId.bind(4, title.extId.toStdString());
    insert(m_externalId);
}

Result<void> IndexWriter::finish(const std::function<bool()> &keepGoing)
{
    m_terms.endFiling();
    if (auto written = writeTitles(keepGoing); !written)
        return written;
    m_terms.finish();
    m_db.exec(catalogueIndexScript());
    countTitles();
    writeMilestones("year", "year");
    writeMilestones("runtime", "runtime");
    writeMilestones("rating", "rating");
    m_db.exec("INSERT INTO decade_count(decade, titles) "
              "SELECT year / 10 * 10 AS decade, count(*) FROM title WHERE year IS NOT NULL GROUP BY decade");
    writeFullText();
    return {};
}

void IndexWriter::writeFullText()
{
    SQLite::Statement hold(m_db, "INSERT INTO fts(fts, rank) VALUES('hashsize', ?1)");
    hold.bind(1, kFullTextHoldBytes);
    hold.exec();
    m_db.exec("INSERT INTO fts(fts) VALUES('rebuild')");
}

void IndexWriter::countTitles()
{
    // n is the place in title order: it needs no milestones.
    SQLite::Statement count(m_db, "INSERT INTO field_count(field, known) VALUES('title', ?1)");
    count.bind(1, std::int64_t(m_titles));
    insert(count);
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

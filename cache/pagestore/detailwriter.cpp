// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/detailwriter.h"

#include "cache/pagestore/storedkey.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Whom a title is looked for by: the rest of a long cast only makes the index large.
constexpr std::size_t kSearchedCast = 12;

constexpr const char *kPut
    = "INSERT OR REPLACE INTO detail(item_id,kind,body,raw_len,title_len,crc,fetched_at,last_used,cache_control,date,age,etag,"
      "last_modified,vary) VALUES(?1,0,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)";
// A 304 repeats only some of the headers.
constexpr const char *kUnchanged
    = "UPDATE detail SET fetched_at=?5,cache_control=coalesce(?6,cache_control),date=coalesce(?7,date),age=?8,"
      "etag=coalesce(?9,etag),last_modified=coalesce(?10,last_modified),vary=coalesce(?11,vary) WHERE kind=0 AND item_id="
      "(SELECT i.item_id FROM source s JOIN item i ON i.source_id=s.source_id AND i.type=?2 AND i.ext_id=?3 AND i.lang=?4 "
      "WHERE s.ext=?1)";
constexpr const char *kRemove
    = "DELETE FROM detail WHERE kind=0 AND item_id="
      "(SELECT i.item_id FROM source s JOIN item i ON i.source_id=s.source_id AND i.type=?2 AND i.ext_id=?3 AND i.lang=?4 "
      "WHERE s.ext=?1)";

void bindTitle(sql::Query &query, const TitleId &title, const QString &language)
{
    query.bindText(1, title.source);
    query.bindText(2, title.type);
    query.bindText(3, title.extId);
    query.bindText(4, language);
}

QString peopleOf(const TitleDetails &details)
{
    QStringList people = details.directors;
    for (std::size_t i = 0; i < std::min(kSearchedCast, details.cast.size()); ++i)
        people.append(details.cast[i].name);
    return people.join(u'\n');
}

qint64 timeOf(const QDateTime &fetchedAt, qint64 nowMs)
{
    return fetchedAt.isValid() ? fetchedAt.toMSecsSinceEpoch() : nowMs;
}

} // namespace

Result<void> DetailWriter::change(const std::function<Result<void>()> &work)
{
    auto done = m_db.transaction([&]() -> Result<void> {
        if (auto worked = work(); !worked)
            return worked;
        m_items.finish();
        return {};
    });
    if (!done)
        m_items.forget();
    return done;
}

Result<void> DetailWriter::keep(const FetchedDetails &details, const QString &language, qint64 nowMs)
{
    const auto packed = packStoredDetails(details.details);
    if (!packed)
        return tl::unexpected(packed.error());
    return change([&]() -> Result<void> {
        const qint64 item = m_items.putIfAbsent(details.details.title, language, nowMs);
        put(item, details, *packed, nowMs);
        m_index.setPeople(item, details.details.title, peopleOf(details.details));
        return {};
    });
}

void DetailWriter::put(qint64 item, const FetchedDetails &details, const PackedDetails &packed, qint64 nowMs)
{
    const auto put = m_statements.use(kPut);
    put->bind(1, item);
    put->bindBlob(2, packed.body);
    put->bind(3, packed.rawLength);
    put->bind(4, packed.titleLength);
    put->bind(5, packed.crc);
    put->bind(6, timeOf(details.fetchedAt, nowMs));
    put->bind(7, nowMs);
    bindValidators(*put, 8, details.validators);
    put->run();
}

Result<void> DetailWriter::validated(const TitleId &title, const QString &language, const FetchedDetails &details, qint64 nowMs)
{
    return change([&]() -> Result<void> {
        const auto note = m_statements.use(kUnchanged);
        bindTitle(*note, title, language);
        note->bind(5, timeOf(details.fetchedAt, nowMs));
        bindValidators(*note, 6, details.validators);
        if (note->run() == 0)
            return fail(ErrorKind::NotFound, u"the page of this title is not kept"_s, title.localText());
        return {};
    });
}

Result<void> DetailWriter::remove(const TitleId &title, const QString &language)
{
    return change([&]() -> Result<void> {
        const auto drop = m_statements.use(kRemove);
        bindTitle(*drop, title, language);
        drop->run();
        return {};
    });
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/itemwriter.h"

#include <algorithm>

#include "cache/core/packedtitle.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr const char *kKnown = "SELECT item_id,crc FROM item WHERE source_id=?1 AND type=?2 AND ext_id=?3 AND lang=?4";
constexpr const char *kInsert
    = "INSERT INTO item(year,rating,runtime,genres,lite,crc,decoder,updated_at,item_id,source_id,type,ext_id,lang) "
      "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)";
constexpr const char *kUpdate
    = "UPDATE item SET year=?1,rating=?2,runtime=?3,genres=?4,lite=?5,crc=?6,decoder=?7,updated_at=?8 WHERE item_id=?9";
constexpr const char *kRemove = "DELETE FROM item WHERE item_id=?1 AND NOT EXISTS(SELECT 1 FROM row WHERE item_id=?1) "
                                "AND NOT EXISTS(SELECT 1 FROM detail WHERE item_id=?1)";
// Some fifty pages; what is left of it at the end of a run is never used.
constexpr qint64 kBlock = 1000;
// No payload of 32 bits has it, so none is ever the same.
constexpr qint64 kNoChecksum = -1;

void bindPayload(sql::Query &query, const Title &title, const PackedBlob &packed, qint64 nowMs)
{
    query.bindOptional(1, title.year);
    query.bindOptional(2, title.rating);
    query.bindOptional(3, title.runtime);
    if (title.genres.isEmpty())
        query.bindNull(4);
    else
        query.bindText(4, u'|' + title.genres.join(u'|') + u'|');
    query.bindBlob(5, packed.bytes);
    query.bind(6, packed.crc);
    query.bind(7, kPackedTitleVersion);
    query.bind(8, nowMs);
}

void bindTitle(sql::Query &query, int first, qint64 source, const TitleId &title, const QString &language)
{
    query.bind(first, source);
    query.bindText(first + 1, title.type);
    query.bindText(first + 2, title.extId);
    query.bindText(first + 3, language);
}

} // namespace

void ItemWriter::forget()
{
    m_sources.clear();
    m_next = m_end = 0;
    m_sure = false;
}

// Ids are reserved in blocks, so that not every page writes meta, too. They grow in the order they are given, even with
// another process at work: whoever sees that the other has reserved since takes a new block.
qint64 ItemWriter::newId()
{
    if (!m_sure) {
        const auto row = m_statements.use("SELECT v FROM meta WHERE k='next_item'");
        const qint64 reserved = std::max(row->step() ? row->integer(0) : 1, m_firstId);
        if (reserved != m_end)
            m_next = m_end = reserved;
        m_sure = true;
    }
    if (m_next == m_end) {
        m_end += kBlock;
        const auto reserve = m_statements.use("UPDATE meta SET v=?1 WHERE k='next_item'");
        reserve->bind(1, m_end);
        reserve->run();
    }
    return m_next++;
}

qint64 ItemWriter::sourceOf(const QString &ext)
{
    if (const auto known = m_sources.constFind(ext); known != m_sources.constEnd())
        return *known;
    const auto add = m_statements.use("INSERT INTO source(ext) VALUES(?1) ON CONFLICT DO NOTHING");
    add->bindText(1, ext);
    add->run();
    const auto row = m_statements.use("SELECT source_id FROM source WHERE ext=?1");
    row->bindText(1, ext);
    row->step();
    return m_sources[ext] = row->integer(0);
}

std::optional<ItemWriter::Known> ItemWriter::known(qint64 source, const TitleId &title, const QString &language)
{
    const auto row = m_statements.use(kKnown);
    bindTitle(*row, 1, source, title, language);
    if (!row->step())
        return {};
    return Known{row->integer(0), row->integer(1)};
}

qint64 ItemWriter::put(const Title &title, const QString &language, qint64 nowMs)
{
    const qint64 source = sourceOf(title.id.source);
    const auto found = known(source, title.id, language);
    if (!found)
        return insert(source, title, language, nowMs);
    const PackedBlob packed = packTitle(title);
    if (found->crc == packed.crc)
        return found->item;
    const auto update = m_statements.use(kUpdate);
    bindPayload(*update, title, packed, nowMs);
    update->bind(9, found->item);
    update->run();
    m_index.rename(found->item, title);
    return found->item;
}

qint64 ItemWriter::putIfAbsent(const Title &title, const QString &language, qint64 nowMs)
{
    const qint64 source = sourceOf(title.id.source);
    const auto found = known(source, title.id, language);
    return found ? found->item : insert(source, title, language, nowMs);
}

qint64 ItemWriter::insert(qint64 source, const Title &title, const QString &language, qint64 nowMs)
{
    std::optional<ItemId> elsewhere;
    if (m_elsewhere)
        elsewhere = m_elsewhere(title.id, language);
    const qint64 item = elsewhere ? elsewhere->value : newId();
    const PackedBlob packed = packTitle(title);
    const auto insert = m_statements.use(kInsert);
    bindPayload(*insert, title, packed, nowMs);
    insert->bind(9, item);
    bindTitle(*insert, 10, source, title.id, language);
    insert->run();
    return item;
}

bool ItemWriter::removeUnused(qint64 item)
{
    const auto remove = m_statements.use(kRemove);
    remove->bind(1, item);
    if (remove->run() == 0)
        return false;
    m_index.remove(item);
    return true;
}

void ItemWriter::distrust(qint64 item)
{
    const auto mark = m_statements.use("UPDATE item SET crc=?2 WHERE item_id=?1");
    mark->bind(1, item);
    mark->bind(2, kNoChecksum);
    mark->run();
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/titleindex.h"

#include "cache/core/packedtitle.h"
#include "cache/pagestore/searchwords.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// store.md 7.3: ranking 300 000 hits took 669 ms, row order 0.02 ms.
constexpr int kMostRanked = 5000;

constexpr const char *kText = "SELECT title,orig_title,people FROM item_text WHERE item_id=?1";
constexpr const char *kPut = "INSERT OR REPLACE INTO item_text(item_id,title,orig_title,people) VALUES(?1,?2,?3,?4)";
constexpr const char *kIndex = "INSERT INTO fts(rowid,title,orig_title,people) VALUES(?1,?2,?3,?4)";
constexpr const char *kUnindex = "INSERT INTO fts(fts,rowid,title,orig_title,people) VALUES('delete',?1,?2,?3,?4)";
constexpr const char *kWaiting = "SELECT i.item_id,i.lite,i.crc FROM item i WHERE i.item_id>"
                                 "(SELECT v FROM meta WHERE k='indexed_to') ORDER BY i.item_id LIMIT ?1";
constexpr const char *kIndexedTo = "UPDATE meta SET v=?1 WHERE k='indexed_to'";
// FTS5's averages and its structure, both of nothing.
constexpr const char *kNewIndex = "DELETE FROM fts_idx; DELETE FROM fts_docsize; DELETE FROM fts_data; "
                                  "INSERT INTO fts_data(id,block) VALUES(1,x''),(10,x'00000000000000')";
constexpr const char *kProbe = "SELECT count(*) FROM (SELECT 1 FROM fts WHERE fts MATCH ?1 LIMIT ?2)";
// A word in the title counts most, then in the original title, then in people's names.
constexpr const char *kRanked = "SELECT rowid FROM fts WHERE fts MATCH ?1 ORDER BY bm25(fts,10.0,8.0,3.0),rowid";
constexpr const char *kPlain = "SELECT rowid FROM fts WHERE fts MATCH ?1 ORDER BY rowid";
constexpr const char *kById = "SELECT s.ext,i.type,i.ext_id,i.lite,i.crc FROM source s JOIN item i ON "
                              "i.source_id=s.source_id AND i.type=?2 AND i.ext_id=?1 WHERE s.ext=?3 LIMIT 1";
// No title has more namesakes; it bounds the work.
constexpr const char *kNamesakes = "SELECT s.ext,i.type,i.ext_id,i.lite,i.crc FROM (SELECT rowid FROM fts WHERE fts MATCH ?1 "
                                   "LIMIT 200) f JOIN item i ON i.item_id=f.rowid JOIN source s USING(source_id)";
// One text at a time, so that any number of words needs two statements only.
constexpr const char *kHolds = "SELECT 1 FROM item_text WHERE item_id=?1 AND "
                               "(title LIKE ?2 ESCAPE '\\' OR orig_title LIKE ?2 ESCAPE '\\' OR people LIKE ?2 ESCAPE '\\')";
constexpr const char *kHolding
    = "SELECT item_id FROM item_text WHERE "
      "title LIKE ?1 ESCAPE '\\' OR orig_title LIKE ?1 ESCAPE '\\' OR people LIKE ?1 ESCAPE '\\' ORDER BY item_id";
constexpr const char *kItem
    = "SELECT s.ext,i.type,i.ext_id,i.lite,i.crc FROM item i JOIN source s USING(source_id) WHERE i.item_id=?1";

TitleIndex::Text textAt(const sql::Query &row, int first)
{
    return {row.text(first), row.text(first + 1), row.text(first + 2)};
}

void bindText(sql::Query &query, qint64 item, const TitleIndex::Text &text)
{
    query.bind(1, item);
    query.bindText(2, text.title);
    query.bindText(3, text.originalTitle);
    query.bindText(4, text.people);
}

} // namespace

void TitleIndex::put(qint64 item, const Text &text)
{
    const auto put = m_statements.use(kPut);
    bindText(*put, item, text);
    put->run();
}

std::optional<TitleIndex::Text> TitleIndex::textOf(qint64 item)
{
    const auto row = m_statements.use(kText);
    row->bind(1, item);
    return row->step() ? std::optional(textAt(*row, 0)) : std::nullopt;
}

bool TitleIndex::isIndexed(qint64 item)
{
    const auto row = m_statements.use("SELECT v>=?1 FROM meta WHERE k='indexed_to'");
    row->bind(1, item);
    return row->step() && row->number(0) != 0;
}

// Damage of the index is its own: SQLite takes back the one statement, the transaction goes on.
bool TitleIndex::guarded(const std::function<void()> &work)
{
    try {
        work();
        return true;
    } catch (const SQLite::Exception &exception) {
        if (exception.getExtendedErrorCode() != SQLITE_CORRUPT_VTAB)
            throw;
        m_broken = true;
        return false;
    }
}

void TitleIndex::write(const char *sql, qint64 item, const Text &text)
{
    [[maybe_unused]] const bool written = guarded([&] {
        const auto query = m_statements.use(sql);
        bindText(*query, item, text);
        query->run();
    });
}

void TitleIndex::change(qint64 item, const std::optional<Text> &known, const Text &wanted)
{
    if (known == wanted)
        return;
    const bool indexed = isIndexed(item);
    if (known && indexed)
        write(kUnindex, item, *known);
    put(item, wanted);
    if (indexed)
        write(kIndex, item, wanted);
}

void TitleIndex::rename(qint64 item, const Title &title)
{
    // One that waits is taken in by the name it has then.
    const auto known = textOf(item);
    if (known || isIndexed(item))
        change(item, known, {title.title, title.originalTitle, known ? known->people : QString()});
}

void TitleIndex::setPeople(qint64 item, const Title &title, const QString &people)
{
    const auto known = textOf(item);
    change(
        item, known, known ? Text{known->title, known->originalTitle, people} : Text{title.title, title.originalTitle, people});
}

void TitleIndex::remove(qint64 item)
{
    if (const auto known = textOf(item); known && isIndexed(item))
        write(kUnindex, item, *known);
    const auto drop = m_statements.use("DELETE FROM item_text WHERE item_id=?1");
    drop->bind(1, item);
    drop->run();
}

Result<bool> TitleIndex::fill(int most)
{
    int taken = 0;
    bool anyWait = false;
    auto looked = m_db.run([&]() -> Result<void> {
        const auto waiting = m_statements.use(kWaiting);
        waiting->bind(1, 1);
        anyWait = waiting->step();
        return {};
    });
    if (!looked)
        return tl::unexpected(looked.error());
    if (!anyWait)
        return false;
    auto done = m_db.transaction([&]() -> Result<void> {
        qint64 last = 0;
        const auto waiting = m_statements.use(kWaiting);
        waiting->bind(1, most);
        while (waiting->step()) {
            last = waiting->integer(0);
            take(*waiting);
            ++taken;
        }
        waiting->reset();
        if (taken > 0) {
            const auto mark = m_statements.use(kIndexedTo);
            mark->bind(1, last);
            mark->run();
        }
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return taken == most;
}

void TitleIndex::take(const sql::Query &waiting)
{
    const qint64 item = waiting.integer(0);
    auto text = textOf(item); // where its own page came first, or the index is made again
    if (!text) {
        KnownTexts genres;
        Title title;
        if (!unpackTitleInto(title, waiting.bytes(1), static_cast<quint32>(waiting.integer(2)), genres))
            return; // damaged: it gets its name when it is written anew
        text = Text{title.title, title.originalTitle, {}};
        put(item, *text);
    }
    write(kIndex, item, *text);
}

Result<void> TitleIndex::check()
{
    return m_db.run([&]() -> Result<void> {
        [[maybe_unused]] const bool whole
            = guarded([&] { m_statements.use("INSERT INTO fts(fts,rank) VALUES('integrity-check',0)")->run(); });
        return {};
    });
}

Result<void> TitleIndex::startAnew()
{
    auto done = m_db.transaction([&]() -> Result<void> {
        empty();
        const auto mark = m_statements.use(kIndexedTo);
        mark->bind(1, 0);
        mark->run();
        return {};
    });
    if (done)
        m_broken = false;
    return done;
}

void TitleIndex::empty()
{
    if (guarded([&] { m_statements.use("INSERT INTO fts(fts) VALUES('delete-all')")->run(); }))
        return;
    // So damaged that FTS5 does not open it, not even to drop it: its tables are put as it makes them for a new one.
    m_db.handle().exec(kNewIndex);
}

Result<PackedRows> TitleIndex::search(const QString &text, int limit)
{
    const SearchWords words = SearchWords::of(text);
    PackedRows rows;
    if (words.isEmpty() || limit <= 0)
        return rows;
    auto done = m_db.run([&]() -> Result<void> {
        if (guarded([&] { rows = found(words.expression, words.parts, limit); }))
            return {};
        return fail(ErrorKind::Corrupt, u"the search index is damaged and is made again"_s, m_db.path());
    });
    if (!done)
        return tl::unexpected(done.error());
    return rows;
}

Result<FoundTitle> TitleIndex::find(const TitleClue &clue)
{
    FoundTitle found;
    auto done = m_db.run([&]() -> Result<void> {
        const TitleId id = clue.id.isValid() ? clue.id : TitleId{u"tmdb"_s, u"movie"_s, clue.tmdb};
        if (!id.extId.isEmpty()) {
            const auto row = m_statements.use(kById);
            row->bindText(1, id.extId);
            row->bindText(2, id.type);
            row->bindText(3, id.source);
            if (row->step())
                found.title = titleAt(*row);
            found.byId = found.title.has_value();
        }
        if (found.byId)
            return {};
        ClueMatch match(clue);
        for (const QString &name : {clue.title, clue.originalTitle}) {
            if (const QString expression = namesakeExpression(name); !expression.isEmpty()) [[maybe_unused]]
                const bool whole = guarded([&] { offerNamesakes(expression, match); });
        }
        found = match.best();
        return {};
    });
    return done ? Result<FoundTitle>(std::move(found)) : tl::unexpected(done.error());
}

void TitleIndex::offerNamesakes(const QString &expression, ClueMatch &match)
{
    const auto row = m_statements.use(kNamesakes);
    row->bindText(1, expression);
    while (row->step()) {
        if (const auto title = titleAt(*row))
            match.offer(*title);
    }
}

std::optional<Title> TitleIndex::titleAt(const sql::Query &row)
{
    auto title = unpackTitle(row.bytes(3), static_cast<quint32>(row.integer(4)), {row.text(0), row.text(1), row.text(2)});
    return title ? std::optional(*std::move(title)) : std::nullopt; // damaged: as if it were not there
}

PackedRows TitleIndex::found(const QString &expression, const QStringList &parts, int limit)
{
    PackedRows packed;
    for (const qint64 item : matching(expression, parts, limit)) {
        const auto row = m_statements.use(kItem);
        row->bind(1, item);
        if (!row->step())
            continue;
        const QByteArrayView lite = row->bytes(3);
        packed.rows.push_back({ItemId{item}, {row->text(0), row->text(1), row->text(2)}, packed.blobs.size(), lite.size(),
            static_cast<quint32>(row->integer(4))});
        packed.blobs.append(lite);
    }
    return packed;
}

std::vector<qint64> TitleIndex::matching(const QString &expression, const QStringList &parts, int limit)
{
    QStringList others = parts;
    const char *sql = kHolding;
    QString first = expression;
    if (expression.isEmpty()) {
        first = others.takeFirst();
    } else {
        const auto probe = m_statements.use(kProbe);
        probe->bindText(1, expression);
        probe->bind(2, kMostRanked + 1);
        sql = probe->step() && probe->integer(0) <= kMostRanked ? kRanked : kPlain;
    }
    std::vector<qint64> items;
    const auto row = m_statements.use(sql);
    row->bindText(1, first);
    while (items.size() < static_cast<std::size_t>(limit) && row->step()) {
        if (const qint64 item = row->integer(0); holdsAll(item, others))
            items.push_back(item);
    }
    return items;
}

bool TitleIndex::holdsAll(qint64 item, const QStringList &parts)
{
    for (const QString &part : parts) {
        const auto row = m_statements.use(kHolds);
        row->bind(1, item);
        row->bindText(2, part);
        if (!row->step())
            return false;
    }
    return true;
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "cache/cataloguefile/index/indexconnection.h"
#include "models/catalog/page.h"
#include "models/catalog/title.h"
#include "models/catalog/userdata.h"

namespace matinee {

/// Some bytes of a block that the titles of a page share: one allocation a page instead of one a title.
class BlockBytes
{
public:
    BlockBytes() = default;
    /// All of a block.
    explicit BlockBytes(QByteArray block) : m_block(std::move(block)), m_size(m_block.size()) { }
    /// Appends to a block that grows; share() comes when it is complete.
    BlockBytes(QByteArray &block, QByteArrayView bytes) : m_at(block.size()), m_size(bytes.size()) { block.append(bytes); }
    void share(const QByteArray &block) { m_block = block; }

    [[nodiscard]] QByteArrayView view() const { return QByteArrayView(m_block).sliced(m_at, m_size); }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }

private:
    QByteArray m_block;
    qsizetype m_at = 0;
    qsizetype m_size = 0;
};

/// A title as it stands in the index, not yet unpacked: reading is the catalogue thread's, unpacking a pool's.
struct RawTitle {
    qint64 n = 0;
    TitleId id;
    BlockBytes lite;
    quint32 crc = 0;
    std::shared_ptr<const Title> snapshot = nullptr; ///< a favorite the index has not: nothing to unpack

    /// False: only the number is known yet.
    [[nodiscard]] bool isRead() const { return !lite.isEmpty() || snapshot; }
};

/// One page before its titles are unpacked.
struct RawPage {
    std::vector<RawTitle> titles;
    Page page; ///< everything but the rows
};

/// A title's own page before it is unpacked.
struct RawDetails {
    RawTitle title;
    QByteArray body;
    quint32 crc = 0;
};

/// The number a favorite gets that the index does not hold: negative, the same each time.
[[nodiscard]] qint64 numberOutsideIndex(const TitleId &title);

/// What readRawTitle() reads from, to stand between SELECT and FROM title.
inline constexpr const char *kRawTitleColumns = "n,type,ext_id,lite,crc";
/// The type of the row read last: most rows of a list share one text.
struct KnownType {
    QByteArray utf8;
    QString text;
};
/// Fills a new RawTitle with the title a statement over kRawTitleColumns stands on; its source stays empty. What is
/// packed goes to the end of `block`, which the caller lets the title share once it is complete.
void readRawTitle(RawTitle &title, sqlite3_stmt *row, KnownType &type, QByteArray &block);
/// One title by its number, without its source; nothing when there is none. May throw SQLite::Exception.
[[nodiscard]] std::optional<RawTitle> readRawTitle(IndexConnection &index, qint64 n);

/// The number of a title in the index. May throw SQLite::Exception.
[[nodiscard]] std::optional<qint64> numberOf(IndexConnection &index, const TitleId &title);
/// Reads the details of the title `n`. Corrupt where it has none. May throw SQLite::Exception.
[[nodiscard]] Result<RawDetails> readRawDetails(IndexConnection &index, const QString &sourceId, qint64 n);

/// Any thread (a pool's, for pages): checks and unpacks. Titles with a wrong checksum are left out and counted.
[[nodiscard]] Page unpackPage(RawPage raw);
[[nodiscard]] Result<TitleDetails> unpackRawDetails(const RawDetails &raw);

} // namespace matinee

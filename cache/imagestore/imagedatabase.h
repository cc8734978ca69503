// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>

#include <memory>

#include "cache/imagestore/imagereport.h"
#include "cache/sql/database.h"
#include "cache/sql/query.h"
#include "models/catalog/clock.h"
#include "models/catalog/imagesource.h"
#include "models/catalog/tracesink.h"

namespace matinee {

/// What a picture's first bytes say it is; the numbers are those in images.db.
enum class ImageFormat { Unknown = 0, Jpeg = 1, Png = 2, Webp = 3 };
[[nodiscard]] ImageFormat imageFormatOf(QByteArrayView bytes);

/// A picture as it stands in the file, its checksum not yet looked at.
struct PackedImage {
    qint64 id = 0;
    QByteArray bytes;
    quint32 crc = 0;
};

/// images.db itself: every statement on it, one connection, synchronous. Made anywhere, then used on one thread only.
/// A damaged file is moved away and made anew; one that cannot be opened is tried again every 30 s.
class ImageDatabase
{
public:
    ImageDatabase(const ImageStoreOptions &options, Clock &clock, TraceSink &trace);

    /// Marks it as used. Nothing where it is not kept, or where nothing can be read.
    [[nodiscard]] std::optional<PackedImage> read(const ImageKey &key);
    /// One over 512 KiB, or of no known format, is not kept. What fails is told in the trace once.
    void write(const ImageKey &key, const QByteArray &bytes, quint32 crc);
    /// Its checksum was wrong: it goes.
    void damaged(qint64 id);

    [[nodiscard]] Result<ImageStoreReport> report();
    /// Forgets all of them and gives the room back.
    [[nodiscard]] Result<void> clear();
    void setBudget(qint64 bytes) { m_options.budgetBytes = bytes; }
    /// No eviction takes these.
    void setExempt(const std::vector<ImageKey> &keys);

    /// One slice of eviction, giving back, writing recency. Whether there is more.
    [[nodiscard]] bool chore();
    /// From now on a locked file is not waited for.
    void stopWaiting();
    /// Writes recency, empties the WAL into the file and closes.
    void close();

private:
    struct Open {
        explicit Open(std::unique_ptr<sql::Database> database) : db(std::move(database)), statements(db->handle()) { }
        std::unique_ptr<sql::Database> db;
        sql::Statements statements;
    };
    [[nodiscard]] Open *open();
    [[nodiscard]] Result<std::unique_ptr<Open>> connect();
    [[nodiscard]] bool replace(const Error &error);
    void failed(const Error &error);
    [[nodiscard]] Result<void> noteExempt(Open &open) const;
    [[nodiscard]] Result<void> insert(Open &open, const ImageKey &key, const QByteArray &bytes, quint32 crc);
    [[nodiscard]] Result<bool> evictSlice(Open &open);
    [[nodiscard]] Result<bool> giveBack(Open &open);
    [[nodiscard]] bool makeRoom(Open &open);
    void flushUse();
    [[nodiscard]] qint64 now() const { return m_clock.now().toMSecsSinceEpoch(); }
    void trace(const Error &error) const;

    ImageStoreOptions m_options;
    Clock &m_clock;
    TraceSink &m_trace;
    std::unique_ptr<Open> m_open;
    std::optional<Error> m_unavailable;
    std::chrono::nanoseconds m_triedAt{};
    QSet<qint64> m_used; // not yet written
    std::chrono::nanoseconds m_useFlushedAt{};
    std::vector<QByteArray> m_exempt; // hashes
    qint64 m_damaged = 0;
    qint64 m_evictTo = 0; // while it evicts
    bool m_shrinks = false;
    bool m_waits = true;
    bool m_told = false;
};

} // namespace matinee

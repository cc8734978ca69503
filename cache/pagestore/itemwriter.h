// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <functional>

#include "cache/pagestore/titleindex.h"

namespace matinee {

/// Puts titles into `item` and takes them out. Everything is for inside of a transaction and may throw
/// SQLite::Exception. On the connection's thread.
class ItemWriter
{
public:
    /// The id a title has elsewhere, asked for titles that are new here.
    using KnownElsewhere = std::function<std::optional<ItemId>(const TitleId &, const QString &language)>;

    /// Ids begin at `firstId` in a new file. They are never given twice, not even after their title went.
    ItemWriter(sql::Database &db, TitleIndex &index, qint64 firstId)
        : m_statements(db.handle()), m_index(index), m_firstId(firstId)
    {
    }
    void askElsewhere(KnownElsewhere known) { m_elsewhere = std::move(known); }

    /// Whatever was remembered of a transaction that was taken back is not true.
    void forget();
    /// The transaction is over.
    void finish() { m_sure = false; }

    /// Keeps a title; one whose payload is the same is left as it is.
    qint64 put(const Title &title, const QString &language, qint64 nowMs);
    /// Keeps a title only where there is none of this id.
    qint64 putIfAbsent(const Title &title, const QString &language, qint64 nowMs);
    /// Removes the title unless a row or details name it. Whether it went.
    bool removeUnused(qint64 item);
    /// The next put() of the title writes it whole: its payload is damaged.
    void distrust(qint64 item);

private:
    struct Known {
        qint64 item = 0;
        qint64 crc = 0;
    };
    [[nodiscard]] std::optional<Known> known(qint64 source, const TitleId &title, const QString &language);
    [[nodiscard]] qint64 sourceOf(const QString &ext);
    [[nodiscard]] qint64 newId();
    qint64 insert(qint64 source, const Title &title, const QString &language, qint64 nowMs);

    sql::Statements m_statements;
    TitleIndex &m_index;
    qint64 m_firstId;
    KnownElsewhere m_elsewhere;
    QHash<QString, qint64> m_sources;
    qint64 m_next = 0;   // of the ids reserved for this process,
    qint64 m_end = 0;    // which end before this one
    bool m_sure = false; // seen in this transaction: nobody reserved since
};

} // namespace matinee

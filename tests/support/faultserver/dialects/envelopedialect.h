// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/plaindialect.h"

namespace matinee::test {

/// Small APIs that differ in nothing but how a page of a list is asked for and wrapped. Paths are PlainDialect's.
enum class Envelope {
    Hybrid,   ///< page, page_size or cursor; {items, metadata: {total, page, page_size, total_pages, has_next, has_prev,
              ///< next_cursor, prev_cursor, strategy}}
    Cursor,   ///< cursor, limit 1..100; {items, next_cursor, has_more, count}
    Pages,    ///< page, limit; {items, total, page, pages, limit}
    Videos,   ///< cursor or page, limit; {videos, total_videos, total_pages, next_cursor}
    Articles, ///< skip, limit; {articles, total, count, offset}
    Keyset,   ///< since_id, limit; {movies} by id, empty at the end
    Single,   ///< everything at once, {items}
};

class EnvelopeDialect final : public PlainDialect
{
public:
    explicit EnvelopeDialect(Envelope envelope) : m_envelope(envelope) { }

protected:
    [[nodiscard]] Answer page(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) override;

private:
    [[nodiscard]] Answer hybrid(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const;
    [[nodiscard]] Answer cursor(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const;
    [[nodiscard]] Answer pages(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const;
    [[nodiscard]] Answer videos(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const;
    [[nodiscard]] Answer articles(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const;
    [[nodiscard]] Answer keyset(const ServedRequest &request, ServedWorld &world) const;
    [[nodiscard]] Answer single(const ListAsk &ask, ServedWorld &world) const;
    /// 400 that names the parameter.
    [[nodiscard]] Answer refuse(const QString &parameter, const QString &why) const;
    [[nodiscard]] Answer refuseCursor(const ServedWorld &world) const;

    Envelope m_envelope;
};

} // namespace matinee::test

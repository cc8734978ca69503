// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/endlessstore.h"

#include <utility>

#include "tests/support/scriptedstore.h"

namespace matinee::test {

void EndlessStore::answerOpenings()
{
    FeedOpening opening;
    opening.generation = Generation{1};
    opening.shape = m_shape;
    opening.total = m_rows;
    if (m_shape == FeedShape::Chained) {
        opening.total = -1;
        for (int page = 1; page <= m_rows / kPageRows; ++page)
            opening.chain.push_back({PageNo{page}, kPageRows});
        opening.next = PageNo{m_rows / kPageRows + 1};
    }
    for (const Reply<FeedOpening> &reply : std::exchange(m_openings, {}))
        reply(opening);
}

std::function<void()> EndlessStore::nextAnswer()
{
    while (!m_asks.empty()) {
        const Ask ask = std::move(m_asks.front());
        m_asks.pop_front();
        if (!ask.cancel.isCancelled())
            return [reply = ask.reply, page = pageOf(ask.number)] { reply(page); };
    }
    return {};
}

void EndlessStore::answerAll()
{
    answerOpenings();
    while (const auto answer = nextAnswer())
        answer();
}

void EndlessStore::page(const FeedKey & /*feed*/, Generation /*generation*/, const PageKey &key, Priority /*priority*/,
    CancelToken cancel, Reply<Page> reply)
{
    m_asks.push_back({std::get<PageNo>(key).number, std::move(cancel), std::move(reply)});
}

Page EndlessStore::pageOf(qint64 number) const
{
    Page page;
    page.key = PageNo{number};
    for (qint64 row = (number - 1) * kPageRows; row < number * kPageRows; ++row)
        page.rows.push_back(filmRow(row));
    if (m_shape == FeedShape::Chained || number * kPageRows < m_rows)
        page.next = PageNo{number + 1};
    if (m_shape == FeedShape::Addressable)
        page.total = m_rows;
    return page;
}

} // namespace matinee::test

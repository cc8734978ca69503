// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedstore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee::test {

TitleId filmId(qint64 n)
{
    return {u"scripted"_s, u"movie"_s, QString::number(n)};
}

Row filmRow(qint64 n)
{
    Row row;
    row.item = {n};
    row.title.id = filmId(n);
    row.title.title = u"Film %1"_s.arg(n);
    return row;
}

ScriptedStore::ScriptedStore(int count)
{
    for (int n = 0; n < count; ++n)
        films.push_back(filmRow(n));
}

Page ScriptedStore::truePage(int page) const
{
    Page answer;
    answer.key = keyOf(page);
    answer.total = shape == FeedShape::Addressable ? static_cast<qint64>(films.size()) : -1;
    const auto from = std::min(films.size(), static_cast<std::size_t>(page) * static_cast<std::size_t>(pageSize));
    const auto to = std::min(films.size(), from + static_cast<std::size_t>(pageSize));
    answer.rows.assign(films.begin() + static_cast<std::ptrdiff_t>(from), films.begin() + static_cast<std::ptrdiff_t>(to));
    if (to < films.size())
        answer.next = keyOf(page + 1);
    if (page > 0)
        answer.previous = keyOf(page - 1);
    answer.strategy = u"page"_s;
    return answer;
}

std::vector<int> ScriptedStore::awaitedPages() const
{
    std::vector<int> awaited;
    for (const PageAsk &ask : pages) {
        if (!ask.cancel.isCancelled())
            awaited.push_back(ask.page);
    }
    return awaited;
}

void ScriptedStore::answerOpen()
{
    const OpenAsk ask = std::move(opens.front());
    opens.pop_front();
    m_told = generation;
    ask.reply(opening());
}

FeedOpening ScriptedStore::opening() const
{
    FeedOpening out{generation, shape, pageSize, static_cast<qint64>(films.size()), savedAt};
    out.freshness = freshness;
    out.replacesAtOnce = isAlwaysAsked;
    if (shape == FeedShape::Addressable)
        return out;
    out.total = -1;
    for (int page = 0; page < keptPages; ++page)
        out.chain.push_back({keyOf(page), static_cast<int>(truePage(page).rows.size())});
    out.next = truePage(keptPages - 1).next;
    if (!out.next)
        out.end = EndReason::NoNextKey;
    return out;
}

PageKey ScriptedStore::keyOf(int page) const
{
    if (shape == FeedShape::Addressable)
        return PageNo{page + 1};
    return page == 0 ? PageKey(FirstPage{}) : PageKey(PageCursor{QByteArray::number(page)});
}

void ScriptedStore::answerReopen(int newTitles)
{
    const OpenAsk ask = std::move(reopens.front());
    reopens.pop_front();
    FeedOpening out = opening();
    out.isUnchanged = generation == m_told;
    out.newTitles = newTitles;
    out.freshness = Freshness::Fresh;
    m_told = generation;
    ask.reply(out);
}

void ScriptedStore::failReopen(const Error &error)
{
    const OpenAsk ask = std::move(reopens.front());
    reopens.pop_front();
    ask.reply(tl::unexpected(error));
}

void ScriptedStore::reopen(const FeedKey &feed, Reply<FeedOpening> reply)
{
    if (!savedAt.isValid())
        return open(feed, std::move(reply));
    ++reopensAsked;
    reopens.push_back({feed, std::move(reply)});
}

void ScriptedStore::failOpen(const Error &error)
{
    const OpenAsk ask = std::move(opens.front());
    opens.pop_front();
    ask.reply(tl::unexpected(error));
}

bool ScriptedStore::answerPage(int page)
{
    const auto found = std::ranges::find(pages, page, &PageAsk::page);
    if (found != pages.end() && found->generation != generation)
        return answerPageWith(page, fail(ErrorKind::NotFound, u"the list is another one now"_s));
    return answerPageWith(page, truePage(page));
}

bool ScriptedStore::answerPageWith(int page, Result<Page> answer)
{
    const auto found = std::ranges::find(pages, page, &PageAsk::page);
    if (found == pages.end())
        return false;
    const PageAsk ask = std::move(*found);
    pages.erase(found);
    if (answer)
        m_served = {generation, std::max(page + 1, m_served.first == generation ? m_served.second : 0)};
    ask.reply(std::move(answer));
    return true;
}

/// Of a chain only what was kept or fetched is known.
qint64 ScriptedStore::rowsOnHand() const
{
    if (shape == FeedShape::Addressable)
        return std::ssize(films);
    const int fetched = m_served.first == generation ? m_served.second : 0;
    return qint64(std::max(keptPages, fetched)) * pageSize;
}

void ScriptedStore::answerRow()
{
    const RowAsk ask = std::move(rows.front());
    rows.pop_front();
    const auto found = std::ranges::find_if(films,
        [&](const Row &row) { return ask.text.isEmpty() ? row.title.id == ask.title : row.title.title.startsWith(ask.text); });
    const auto row = found == films.end() ? qint64(-1) : qint64(found - films.begin());
    ask.reply(row < rowsOnHand() ? row : qint64(-1));
}

void ScriptedStore::answerAll()
{
    while (!opens.empty() || !rows.empty() || !pages.empty()) {
        if (!opens.empty())
            answerOpen();
        else if (!rows.empty())
            answerRow();
        else
            answerPage(pages.front().page);
    }
}

void ScriptedStore::open(const FeedKey &feed, Reply<FeedOpening> reply)
{
    ++opensAsked;
    opens.push_back({feed, std::move(reply)});
}

void ScriptedStore::page(
    const FeedKey & /*feed*/, Generation of, const PageKey &key, Priority /*priority*/, CancelToken cancel, Reply<Page> reply)
{
    int page = 0;
    if (const auto *number = std::get_if<PageNo>(&key))
        page = static_cast<int>(number->number) - 1;
    else if (const auto *cursor = std::get_if<PageCursor>(&key))
        page = cursor->bytes.toInt();
    pagesAsked.push_back(page);
    pages.push_back({of, page, std::move(cancel), std::move(reply)});
}

void ScriptedStore::rowOf(const FeedKey & /*feed*/, Generation /*of*/, const TitleId &title, Reply<qint64> reply)
{
    rows.push_back({title, {}, std::move(reply)});
}

void ScriptedStore::rowOfText(const FeedKey & /*feed*/, Generation /*of*/, const QString &text, Reply<qint64> reply)
{
    rows.push_back({{}, text, std::move(reply)});
}

} // namespace matinee::test

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
    answer.key = PageNo{page + 1};
    answer.total = static_cast<qint64>(films.size());
    const auto from = std::min(films.size(), static_cast<std::size_t>(page) * static_cast<std::size_t>(pageSize));
    const auto to = std::min(films.size(), from + static_cast<std::size_t>(pageSize));
    answer.rows.assign(films.begin() + static_cast<std::ptrdiff_t>(from), films.begin() + static_cast<std::ptrdiff_t>(to));
    if (to < films.size())
        answer.next = PageNo{page + 2};
    if (page > 0)
        answer.previous = PageNo{page};
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
    ask.reply(FeedOpening{generation, shape, pageSize, static_cast<qint64>(films.size()), {}});
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
    ask.reply(std::move(answer));
    return true;
}

void ScriptedStore::answerRow()
{
    const RowAsk ask = std::move(rows.front());
    rows.pop_front();
    const auto found = std::ranges::find_if(films,
        [&](const Row &row) { return ask.text.isEmpty() ? row.title.id == ask.title : row.title.title.startsWith(ask.text); });
    ask.reply(found == films.end() ? qint64(-1) : qint64(found - films.begin()));
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

void ScriptedStore::page(const FeedKey & /*feed*/, Generation of, const PageKey &key, CancelToken cancel, Reply<Page> reply)
{
    const int page = static_cast<int>(std::get<PageNo>(key).number) - 1;
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedsource.h"

#include <algorithm>

#include "tests/support/scriptedstore.h"

using namespace Qt::StringLiterals;

namespace matinee::test {

void ScriptedSource::fill(int count, int first)
{
    films.clear();
    for (int n = first; n < first + count; ++n)
        films.push_back(filmRow(n).title);
}

PageKey ScriptedSource::keyOf(int page) const
{
    if (feedTraits.shape == FeedShape::Addressable)
        return PageNo{page + 1};
    return page == 0 ? PageKey(FirstPage{}) : PageKey(PageCursor{QByteArray::number(page)});
}

FetchedPage ScriptedSource::truePage(int page, int pageSize) const
{
    const auto size = static_cast<std::size_t>(pageSize > 0 ? pageSize : feedTraits.pageSize);
    const std::size_t from = std::min(films.size(), static_cast<std::size_t>(page) * size);
    const std::size_t to = std::min(films.size(), from + size);
    FetchedPage answer;
    answer.titles.assign(films.begin() + static_cast<std::ptrdiff_t>(from), films.begin() + static_cast<std::ptrdiff_t>(to));
    answer.fetchedAt = m_clock.now();
    answer.validators.etag = etag;
    answer.validators.cacheControl = cacheControl;
    answer.nextIsComputed = feedTraits.shape == FeedShape::Addressable;
    if (to < films.size())
        answer.next = keyOf(page + 1);
    else
        answer.end = EndReason::NoNextKey;
    if (saysTotal && feedTraits.shape == FeedShape::Addressable)
        answer.total = total >= 0 ? total : std::ssize(films);
    return answer;
}

Result<FeedTraits> ScriptedSource::traits(const FeedKey &feed, int pageSize) const
{
    if (feed.feed == "unknown"_L1)
        return fail(ErrorKind::InvalidArgument, u"no such feed"_s, u"feed"_s);
    FeedTraits traits = feedTraits;
    traits.pageSize = pageSize > 0 ? pageSize : feedTraits.pageSize;
    return traits;
}

Result<FeedTraits> ScriptedSource::detailTraits(const TitleId & /*title*/) const
{
    FeedTraits traits;
    traits.freshness = FreshnessClass::Detail;
    return traits;
}

Result<FetchedPage> ScriptedSource::answerTo(const PageAsk &ask)
{
    if (!next.empty()) {
        Result<FetchedPage> scripted = std::move(next.front());
        next.pop_front();
        return scripted;
    }
    FetchedPage page;
    if (!etag.isEmpty() && ask.validators.etag == etag) {
        page.notModified = true;
        page.validators.etag = etag;
        page.validators.cacheControl = cacheControl;
        page.fetchedAt = m_clock.now();
        return page;
    }
    if (const auto *number = std::get_if<PageNo>(&ask.key))
        return truePage(static_cast<int>(number->number) - 1, ask.pageSize);
    if (const auto *cursor = std::get_if<PageCursor>(&ask.key))
        return truePage(cursor->bytes.toInt(), ask.pageSize);
    return truePage(0, ask.pageSize);
}

void ScriptedSource::fetch(const PageAsk &ask, const CancelToken &cancel, Reply<FetchedPage> reply)
{
    asked.push_back(ask.key);
    tokens.push_back(cancel);
    feeds.push_back(ask.feed);
    priorities.push_back(ask.priority);
    m_queue.post([reply, answer = answerTo(ask)] { reply(answer); });
}

void ScriptedSource::fetchDetails(const DetailsAsk &ask, const CancelToken & /*cancel*/, Reply<FetchedDetails> reply)
{
    asked.push_back(FirstPage{});
    FetchedDetails answer;
    answer.details.title.id = ask.title;
    answer.details.title.title = u"Film "_s + ask.title.extId;
    answer.fetchedAt = m_clock.now();
    Result<FetchedDetails> result = answer;
    if (!next.empty() && !next.front()) {
        result = tl::unexpected(next.front().error());
        next.pop_front();
    }
    m_queue.post([=] { reply(result); });
}

} // namespace matinee::test

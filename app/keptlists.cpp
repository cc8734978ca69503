// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keptlists.h"

namespace matinee {
namespace {

/// One after the other: a failure leaves the rest alone.
void clearNext(PageCacheStore &pages, std::vector<FeedKey> feeds, const PageClearing &done, const Reply<PageClearing> &reply)
{
    if (feeds.empty())
        return reply(done);
    const FeedKey feed = feeds.back();
    feeds.pop_back();
    pages.clear(feed, [&pages, feeds, done, reply](const Result<PageClearing> &cleared) {
        if (!cleared)
            return reply(cleared);
        PageClearing sum = done;
        sum.pages += cleared->pages;
        sum.freedBytes += cleared->freedBytes;
        clearNext(pages, feeds, sum, reply);
    });
}

} // namespace

void clearKeptLists(PageCacheStore &pages, std::function<bool(const FeedReport &)> concerns, Reply<PageClearing> reply)
{
    pages.report([&pages, concerns = std::move(concerns), reply = std::move(reply)](const Result<PageStoreReport> &report) {
        if (!report)
            return reply(tl::unexpected(report.error()));
        std::vector<FeedKey> feeds;
        for (const FeedReport &feed : report->feeds) {
            const auto key = FeedKey::parse(feed.key);
            if (key && concerns(feed))
                feeds.push_back(*key);
        }
        clearNext(pages, std::move(feeds), PageClearing(), reply);
    });
}

} // namespace matinee

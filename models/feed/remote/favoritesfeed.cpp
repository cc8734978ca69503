// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/remote/favoritesfeed.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr int kPageSize = 50;

} // namespace

void FavoritesFeed::read(const FeedKey &feed, std::function<void(Result<std::vector<Favorite>>)> then)
{
    m_userData.favorites(
        feed.source, [life = std::weak_ptr(m_life), then = std::move(then)](const Result<std::vector<Favorite>> &favorites) {
            if (!life.expired())
                then(favorites);
        });
}

qint64 FavoritesFeed::itemOf(const TitleId &title)
{
    const auto known = m_items.constFind(title);
    if (known != m_items.cend())
        return *known;
    const qint64 item = -std::ssize(m_items) - 1; // negative: not of any store
    m_items.insert(title, item);
    return item;
}

void FavoritesFeed::open(const FeedKey &feed, Reply<FeedOpening> reply)
{
    read(feed, [this, reply = std::move(reply)](const Result<std::vector<Favorite>> &favorites) {
        m_generation = m_generation.next();
        reply(favorites.map([this](const std::vector<Favorite> &all) {
            return FeedOpening{m_generation, FeedShape::Addressable, kPageSize, std::ssize(all), {}};
        }));
    });
}

void FavoritesFeed::page(const FeedKey &feed, Generation /*generation*/, const PageKey &key, Priority /*priority*/,
    CancelToken /*cancel*/, Reply<Page> reply)
{
    read(feed, [=, this](const Result<std::vector<Favorite>> &favorites) {
        if (!favorites)
            return reply(tl::unexpected(favorites.error()));
        const auto *numbered = std::get_if<PageNo>(&key);
        const qint64 number = numbered ? numbered->number : 1;
        if (number < 1)
            return reply(fail(ErrorKind::InvalidArgument, u"pages are counted from 1"_s, u"page"_s));
        const qint64 size = std::ssize(*favorites);
        Page page;
        page.key = PageNo{number};
        page.total = size;
        for (qint64 row = (number - 1) * kPageSize; row < std::min(size, number * kPageSize); ++row) {
            const Title &title = (*favorites)[static_cast<std::size_t>(row)].title;
            page.rows.push_back({ItemId{itemOf(title.id)}, title});
        }
        if (number * kPageSize < size)
            page.next = PageNo{number + 1};
        reply(std::move(page));
    });
}

void FavoritesFeed::rowOf(const FeedKey &feed, Generation /*generation*/, const TitleId &title, Reply<qint64> reply)
{
    read(feed, [=](const Result<std::vector<Favorite>> &favorites) {
        reply(favorites.map([&](const std::vector<Favorite> &all) {
            const auto at = std::ranges::find(all, title, [](const Favorite &one) { return one.title.id; });
            return at == all.end() ? qint64(-1) : qint64(at - all.begin());
        }));
    });
}

void FavoritesFeed::rowOfText(const FeedKey &feed, Generation /*generation*/, const QString & /*text*/, Reply<qint64> reply)
{
    read(feed, [reply = std::move(reply)](const Result<std::vector<Favorite>> &) { reply(qint64(-1)); });
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/own/ownfeeds.h"

#include <QCollator>
#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr int kPageSize = 50;

struct OwnFeedWords {
    Q_DECLARE_TR_FUNCTIONS(matinee::OwnFeeds)
};

std::optional<MarkKind> markOf(const QString &feedId)
{
    for (const MarkKind kind : kMarkKinds) {
        if (OwnFeeds::feedOfMark(kind) == feedId)
            return kind;
    }
    return std::nullopt;
}

FeedParameter sorting()
{
    return {FeedParameter::Kind::Sort, u"sort"_s, OwnFeedWords::tr("Sort"),
        {{u"added"_s, OwnFeedWords::tr("Date added")}, {u"title"_s, OwnFeedWords::tr("Title")},
            {u"year"_s, OwnFeedWords::tr("Year")}, {u"rating"_s, OwnFeedWords::tr("My rating")}},
        u"added"_s, false};
}

FeedDescriptor described(const QString &id, const QString &title, const QString &icon)
{
    return {id, title, icon, FeedDescriptor::Section::Yours, FeedDescriptor::Per::Nothing, {sorting()}};
}

} // namespace

QString OwnFeeds::feedOfMark(MarkKind kind)
{
    switch (kind) {
    case MarkKind::Favorite: return u"favorites"_s;
    case MarkKind::Watchlist: return u"my-watchlist"_s;
    case MarkKind::Rating: return u"my-ratings"_s;
    case MarkKind::Watched: return u"my-watched"_s;
    }
    Q_UNREACHABLE();
}

qint64 OwnFeeds::listOf(const QString &feedId)
{
    bool ok = false;
    const qint64 list = feedId.startsWith("list-"_L1) ? feedId.mid(5).toLongLong(&ok) : 0;
    return ok && list > 0 ? list : 0;
}

bool OwnFeeds::isOwn(const FeedKey &feed)
{
    return markOf(feed.feed) || listOf(feed.feed) > 0 || feed.feed == "found"_L1;
}

void OwnFeeds::addTo(SourceDescriptor &source, const std::vector<OwnList> &lists)
{
    const auto add = [&source](FeedDescriptor feed) {
        const auto at = std::ranges::find(source.feeds, feed.id, &FeedDescriptor::id);
        if (at == source.feeds.end())
            source.feeds.push_back(std::move(feed));
    };
    // The server's is the same but for what waits to be sent: one of them is enough to be seen.
    for (FeedDescriptor &feed : source.feeds) {
        if (feed.id == "watchlist"_L1)
            feed.section = FeedDescriptor::Section::Hidden;
    }
    add(described(u"favorites"_s, OwnFeedWords::tr("Favorites"), u"heart"_s));
    add(described(feedOfMark(MarkKind::Watchlist), OwnFeedWords::tr("Watchlist"), u"bookmark"_s));
    add(described(feedOfMark(MarkKind::Rating), OwnFeedWords::tr("My ratings"), u"star"_s));
    add(described(feedOfMark(MarkKind::Watched), OwnFeedWords::tr("Watched"), u"check"_s));
    for (const OwnList &list : lists)
        add(described(feedOfList(list.id), list.name, u"films"_s));
    if (source.isRemote)
        add({u"found"_s, OwnFeedWords::tr("Saved on this computer"), u"search"_s, FeedDescriptor::Section::Hidden,
            FeedDescriptor::Per::Text, {}});
}

void OwnFeeds::read(const FeedKey &feed, std::function<void(Result<Entries>)> then)
{
    const auto sorted = [life = std::weak_ptr(m_life), feed, then = std::move(then)](Result<Entries> entries) {
        if (life.expired())
            return;
        if (entries) {
            if (auto ordered = sort(feed, *entries); !ordered)
                return then(tl::unexpected(ordered.error()));
        }
        then(std::move(entries));
    };
    if (const auto kind = markOf(feed.feed))
        return m_personal.marks(
            *kind, feed.source, [sorted, isRating = *kind == MarkKind::Rating](Result<std::vector<Mark>> marks) {
                sorted(std::move(marks).map([isRating](std::vector<Mark> &&all) {
                    Entries entries;
                    for (Mark &mark : all)
                        entries.push_back({std::move(mark.title), isRating ? mark.value : 0});
                    return entries;
                }));
            });
    if (const qint64 list = listOf(feed.feed); list > 0)
        return m_personal.list(list, [sorted](Result<OwnListContent> content) {
            sorted(std::move(content).map([](OwnListContent &&all) {
                Entries entries;
                for (ListItem &item : all.items)
                    entries.push_back({std::move(item.title)});
                return entries;
            }));
        });
    m_search(feed.source, feed.parameter(u"q"_s), [sorted](Result<std::vector<Title>> titles) {
        sorted(std::move(titles).map([](std::vector<Title> &&all) {
            Entries entries;
            for (Title &title : all)
                entries.push_back({std::move(title)});
            return entries;
        }));
    });
}

Result<void> OwnFeeds::sort(const FeedKey &feed, Entries &entries)
{
    const QString by = feed.parameter(u"sort"_s), order = feed.parameter(u"order"_s);
    if (!order.isEmpty() && order != "asc"_L1 && order != "desc"_L1)
        return fail(ErrorKind::InvalidArgument, u"is asc or desc"_s, u"order"_s);
    const bool isDescending = order == "desc"_L1;
    if (by == "title"_L1) {
        QCollator collator;
        collator.setCaseSensitivity(Qt::CaseInsensitive);
        std::ranges::stable_sort(
            entries, [&](const Entry &a, const Entry &b) { return collator.compare(a.title.title, b.title.title) < 0; });
    } else if (by == "year"_L1) {
        std::ranges::stable_sort(entries, {}, [](const Entry &entry) { return entry.title.year.value_or(0); });
    } else if (by == "rating"_L1) {
        std::ranges::stable_sort(entries, {}, &Entry::rating);
    } else if (!by.isEmpty() && by != "added"_L1) {
        return fail(ErrorKind::InvalidArgument, u"is one of added, title, year, rating"_s, u"sort"_s);
    }
    if (isDescending)
        std::ranges::reverse(entries);
    return {};
}

qint64 OwnFeeds::itemOf(const TitleId &title)
{
    const auto known = m_items.constFind(title);
    if (known != m_items.cend())
        return *known;
    const qint64 item = -std::ssize(m_items) - 1; // negative: not of any store
    m_items.insert(title, item);
    return item;
}

void OwnFeeds::open(const FeedKey &feed, Reply<FeedOpening> reply)
{
    read(feed, [this, reply = std::move(reply)](const Result<Entries> &entries) {
        m_generation = m_generation.next();
        reply(entries.map([this](const Entries &all) {
            return FeedOpening{m_generation, FeedShape::Addressable, kPageSize, std::ssize(all), {}};
        }));
    });
}

void OwnFeeds::page(const FeedKey &feed, Generation /*generation*/, const PageKey &key, Priority /*priority*/,
    CancelToken /*cancel*/, Reply<Page> reply)
{
    read(feed, [=, this](const Result<Entries> &entries) {
        if (!entries)
            return reply(tl::unexpected(entries.error()));
        const auto *numbered = std::get_if<PageNo>(&key);
        const qint64 number = numbered ? numbered->number : 1;
        if (number < 1)
            return reply(fail(ErrorKind::InvalidArgument, u"pages are counted from 1"_s, u"page"_s));
        const qint64 size = std::ssize(*entries);
        Page page;
        page.key = PageNo{number};
        page.total = size;
        for (qint64 row = (number - 1) * kPageSize; row < std::min(size, number * kPageSize); ++row) {
            const Title &title = (*entries)[static_cast<std::size_t>(row)].title;
            page.rows.push_back({ItemId{itemOf(title.id)}, title});
        }
        if (number * kPageSize < size)
            page.next = PageNo{number + 1};
        reply(std::move(page));
    });
}

void OwnFeeds::rowOf(const FeedKey &feed, Generation /*generation*/, const TitleId &title, Reply<qint64> reply)
{
    read(feed, [=](const Result<Entries> &entries) {
        reply(entries.map([&](const Entries &all) {
            const auto at = std::ranges::find(all, title, [](const Entry &entry) { return entry.title.id; });
            return at == all.end() ? qint64(-1) : qint64(at - all.begin());
        }));
    });
}

void OwnFeeds::rowOfText(const FeedKey &feed, Generation /*generation*/, const QString &text, Reply<qint64> reply)
{
    read(feed, [=](const Result<Entries> &entries) {
        if (!entries || feed.parameter(u"sort"_s) != "title"_L1)
            return reply(qint64(-1));
        const auto at = std::ranges::find_if(
            *entries, [&](const Entry &entry) { return entry.title.title.startsWith(text, Qt::CaseInsensitive); });
        reply(at == entries->end() ? qint64(-1) : qint64(at - entries->begin()));
    });
}

} // namespace matinee

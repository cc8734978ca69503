// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/memorypagestore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee::test {

int MemoryPageStore::generationsOf(const FeedKey &feed) const
{
    const auto at = m_feeds.find(feed.text());
    return at == m_feeds.end() ? 0 : static_cast<int>(at->second.generations.size());
}

QSet<QString> MemoryPageStore::activeIds(const FeedKey &feed) const
{
    QSet<QString> ids;
    const auto at = m_feeds.find(feed.text());
    if (at == m_feeds.end() || !at->second.active)
        return ids;
    for (const auto &[ix, rows] : at->second.generations.at(*at->second.active).rows) {
        for (const Row &row : rows)
            ids.insert(row.title.id.extId);
    }
    return ids;
}

void MemoryPageStore::clear()
{
    for (auto &[key, feed] : m_feeds)
        feed = Feed{{}, {}, feed.last, 1.0};
}

MemoryPageStore::Kept *MemoryPageStore::kept(const FeedKey &feed, Generation generation)
{
    auto &generations = m_feeds[feed.text()].generations;
    const auto at = generations.find(generation.value);
    return at == generations.end() ? nullptr : &at->second;
}

void MemoryPageStore::find(const FeedKey &feed, Reply<std::optional<StoredFeed>> reply)
{
    Feed &known = m_feeds[feed.text()];
    std::optional<StoredFeed> found;
    if (known.active) {
        found = known.generations[*known.active].meta;
        found->adapt = known.adapt;
    }
    m_queue.post([=] { reply(found); });
}

void MemoryPageStore::begin(const FeedKey &feed, const FeedTraits &traits, Reply<Generation> reply)
{
    Feed &known = m_feeds[feed.text()];
    std::erase_if(known.generations, [&](const auto &entry) { return entry.first != known.active; });
    const Generation generation{++known.last};
    Kept &fresh = known.generations[generation.value];
    fresh.meta.generation = generation;
    fresh.meta.shape = traits.shape;
    fresh.meta.pageSize = traits.pageSize;
    m_queue.post([=] { reply(generation); });
}

Page MemoryPageStore::keep(Kept &kept, const PageWrite &write)
{
    kept.rows.erase(write.ix);
    Page page;
    page.key = write.key;
    for (const Title &title : write.page.titles) {
        const qint64 item = m_items.value(title.id, m_items.size() + 1);
        m_items.insert(title.id, item);
        const auto isItem = [item](const Row &row) { return row.item.value == item; };
        const bool isKnown = std::ranges::any_of(page.rows, isItem)
            || std::ranges::any_of(kept.rows, [&](const auto &other) { return std::ranges::any_of(other.second, isItem); });
        if (isKnown)
            ++page.duplicates;
        else
            page.rows.push_back({ItemId{item}, title});
    }
    kept.rows[write.ix] = page.rows;
    std::erase_if(kept.meta.pages, [&](const StoredPage &other) { return other.ix == write.ix; });
    kept.meta.pages.push_back({write.ix, write.key, write.page.next, static_cast<int>(page.rows.size()), write.page.fetchedAt,
        write.page.fetchedAt, write.page.validators});
    std::ranges::sort(kept.meta.pages, {}, &StoredPage::ix);
    if (write.page.total >= 0)
        kept.meta.total = write.page.total;
    if (write.end)
        kept.meta.end = write.end;
    kept.meta.drift = kept.meta.drift || write.drift || page.duplicates > 0;
    return page;
}

void MemoryPageStore::write(PageWrite write, Reply<Page> reply)
{
    if (failNextWrite) {
        m_queue.post([reply, error = *std::exchange(failNextWrite, std::nullopt)] { reply(tl::unexpected(error)); });
        return;
    }
    Kept *into = kept(write.feed, write.generation);
    Result<Page> answer = fail(ErrorKind::NotFound, u"no such generation"_s);
    if (into)
        answer = keep(*into, write);
    m_queue.post([=] { reply(answer); });
}

void MemoryPageStore::read(const FeedKey &feed, Generation generation, int ix, CancelToken /*cancel*/, Reply<Page> reply)
{
    ++reads;
    Kept *from = kept(feed, generation);
    Result<Page> answer = fail(ErrorKind::NotFound, u"the page is not kept"_s);
    if (from && from->rows.contains(ix)) {
        Page page;
        page.rows = from->rows[ix];
        answer = page;
    }
    m_queue.post([=] { reply(answer); });
}

void MemoryPageStore::validated(const FeedKey &feed, Generation generation, int ix, const FetchedPage &page)
{
    Kept *known = kept(feed, generation);
    if (!known)
        return;
    for (StoredPage &stored : known->meta.pages) {
        if (stored.ix == ix)
            stored.validatedAt = page.fetchedAt;
    }
}

void MemoryPageStore::activate(const FeedKey &feed, Generation generation, Reply<void> reply)
{
    Feed &known = m_feeds[feed.text()];
    if (!known.generations.contains(generation.value))
        return m_queue.post([=] { reply(fail(ErrorKind::NotFound, u"no such generation"_s)); });
    known.active = generation.value;
    std::erase_if(known.generations, [&](const auto &entry) { return entry.first != generation.value; });
    m_queue.post([=] { reply({}); });
}

void MemoryPageStore::discard(const FeedKey &feed, Generation generation)
{
    Feed &known = m_feeds[feed.text()];
    if (known.active != generation.value)
        known.generations.erase(generation.value);
}

void MemoryPageStore::rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply)
{
    qint64 row = -1;
    qint64 before = 0;
    if (const Kept *from = kept(feed, generation)) {
        for (const auto &[ix, rows] : from->rows) {
            const auto at = std::ranges::find(rows, title, [](const Row &one) { return one.title.id; });
            const qint64 start = from->meta.shape == FeedShape::Addressable ? qint64(ix) * from->meta.pageSize : before;
            if (at != rows.end())
                row = start + (at - rows.begin());
            before += std::ssize(rows);
        }
    }
    m_queue.post([=] { reply(row); });
}

void MemoryPageStore::details(const TitleId &title, const QString & /*language*/, Reply<std::optional<StoredDetails>> reply)
{
    const auto at = m_details.constFind(title);
    const std::optional<StoredDetails> found = at == m_details.cend() ? std::nullopt : std::optional(*at);
    m_queue.post([=] { reply(found); });
}

void MemoryPageStore::keepDetails(const FetchedDetails &details, const QString & /*language*/)
{
    m_details.insert(details.details.title.id, {details.details, details.fetchedAt, details.validators});
}

void MemoryPageStore::detailsValidated(const TitleId &title, const QString & /*language*/, const FetchedDetails &details)
{
    if (m_details.contains(title))
        m_details[title].fetchedAt = details.fetchedAt;
}

} // namespace matinee::test

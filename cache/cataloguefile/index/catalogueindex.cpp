// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/catalogueindex.h"

#include <algorithm>

#include "cache/cataloguefile/index/cataloguepager.h"
#include "cache/cataloguefile/index/titlelookup.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// A window shows a few lists at a time; the lists themselves are kept by CatalogueLists.
constexpr std::size_t kMostKeptFeeds = 8;

// Picks change with the day, the other two with the favorites.
bool isOfCatalogueAlone(CatalogueQuery::Feed feed)
{
    using Feed = CatalogueQuery::Feed;
    return feed == Feed::All || feed == Feed::Recommended || feed == Feed::Search;
}

std::shared_ptr<const Title> snapshotOf(qint64 numberOutside, const ListContext &context)
{
    const auto kept = std::find_if(context.favorites.begin(), context.favorites.end(),
        [&](const Favorite &favorite) { return numberOutsideIndex(favorite.title.id) == numberOutside; });
    return kept == context.favorites.end() ? nullptr : std::make_shared<const Title>(kept->title);
}

} // namespace

CatalogueIndex::CatalogueIndex(std::unique_ptr<IndexConnection> connection, CatalogueFacts facts, QString sourceId)
    : m_connection(std::move(connection)),
      m_facts(std::move(facts)),
      m_sourceId(std::move(sourceId)),
      m_lists(*m_connection, m_facts, m_sourceId)
{
}

Result<std::unique_ptr<CatalogueIndex>> CatalogueIndex::open(const QString &indexPath, const QString &sourceId)
{
    auto connection = IndexConnection::open(indexPath);
    if (!connection)
        return tl::unexpected(connection.error());
    auto facts = readCatalogueFacts(**connection);
    if (!facts)
        return tl::unexpected(facts.error());
    return std::unique_ptr<CatalogueIndex>(new CatalogueIndex(*std::move(connection), *std::move(facts), sourceId));
}

Result<CatalogueIndex::OpenedFeed> CatalogueIndex::open(const FeedKey &feed, const ListContext &context)
{
    // Reading the key and finding its list took a tenth of a page's time.
    if (OpenedFeed known = kept(feed))
        return known;
    auto query = CatalogueQuery::read(feed, m_facts);
    if (!query)
        return tl::unexpected(query.error());
    auto list = m_lists.list(*query, context);
    if (!list)
        return tl::unexpected(list.error());
    QByteArray identity = m_lists.identity(*query, context);
    const auto opened = std::make_shared<const Opened>(Opened{feed, *std::move(query), std::move(identity), *std::move(list)});
    keep(opened);
    return opened;
}

Result<CatalogueIndex::OpenedFeed> CatalogueIndex::openOnSettledDay(const FeedKey &feed, const ListContext &context)
{
    if (feed.feed != "picks"_L1 || !m_picksDay)
        return open(feed, context);
    ListContext settled = context;
    settled.now = *m_picksDay;
    return open(feed, settled);
}

CatalogueIndex::OpenedFeed CatalogueIndex::kept(const FeedKey &feed)
{
    const auto at = std::find_if(m_kept.begin(), m_kept.end(), [&](const OpenedFeed &opened) { return opened->feed == feed; });
    if (at == m_kept.end())
        return nullptr;
    m_kept.splice(m_kept.begin(), m_kept, at);
    return m_kept.front();
}

void CatalogueIndex::keep(const OpenedFeed &opened)
{
    if (!isOfCatalogueAlone(opened->query.feed))
        return;
    m_kept.push_front(opened);
    if (m_kept.size() > kMostKeptFeeds)
        m_kept.pop_back();
}

Result<CatalogueIndex::Size> CatalogueIndex::size(const FeedKey &feed, const ListContext &context)
{
    const auto opened = open(feed, context);
    if (!opened)
        return tl::unexpected(opened.error());
    const Opened &list = **opened;
    if (list.query.feed == CatalogueQuery::Feed::Picks)
        m_picksDay = context.now;
    // A cursor the list does not take is told now, not when its page is asked for.
    if (list.query.paging.cursor) {
        if (const auto first = page(feed, FirstPage{}, context); !first)
            return tl::unexpected(first.error());
    }
    return Size{list.list->total(), list.query.paging.pageSize};
}

Result<RawPage> CatalogueIndex::page(const FeedKey &feed, const PageKey &key, const ListContext &context)
{
    const auto opened = openOnSettledDay(feed, context);
    if (!opened)
        return tl::unexpected(opened.error());
    const CatalogueQuery &query = (*opened)->query;
    CatalogueList &list = *(*opened)->list;
    CataloguePager pager(list, query.paging, {(*opened)->identity, query.field, query.descending, context.now, std::nullopt});
    auto slice = pager.page(key);
    if (!slice)
        return tl::unexpected(slice.error());
    if (auto completed = complete(slice->titles, context); !completed)
        return tl::unexpected(completed.error());
    return RawPage{std::move(slice->titles),
        {key, {}, std::move(slice->next), std::move(slice->previous), list.total(), 0, 0, std::nullopt, PageOrigin::Store,
            std::move(slice->strategy)}};
}

Result<void> CatalogueIndex::complete(std::vector<RawTitle> &titles, const ListContext &context)
{
    return m_connection->read<void>([&]() -> Result<void> {
        for (RawTitle &title : titles) {
            if (title.n < 0)
                title.snapshot = snapshotOf(title.n, context);
            else if (!title.isRead()) {
                auto row = readRawTitle(*m_connection, title.n);
                if (!row)
                    return fail(ErrorKind::Corrupt, u"the index lists title %1 but does not hold it"_s.arg(title.n), path());
                title = *std::move(row);
            }
            title.id.source = m_sourceId;
        }
        std::erase_if(titles, [](const RawTitle &title) { return title.n < 0 && !title.snapshot; });
        return {};
    });
}

Result<qint64> CatalogueIndex::rowOf(const FeedKey &feed, const TitleId &title, const ListContext &context)
{
    const auto opened = openOnSettledDay(feed, context);
    if (!opened)
        return tl::unexpected(opened.error());
    const auto n = m_connection->read<qint64>(
        [&]() -> Result<qint64> { return numberOf(*m_connection, title).value_or(numberOutsideIndex(title)); });
    return n ? (*opened)->list->rowOf(*n) : n;
}

Result<qint64> CatalogueIndex::rowOfText(const FeedKey &feed, const QString &text, const ListContext &context)
{
    const auto opened = openOnSettledDay(feed, context);
    return opened ? (*opened)->list->rowOfText(text) : tl::unexpected(opened.error());
}

Result<RawDetails> CatalogueIndex::details(const TitleId &title)
{
    return m_connection->read<RawDetails>([&]() -> Result<RawDetails> {
        const auto n = numberOf(*m_connection, title);
        if (!n)
            return fail(ErrorKind::NotFound, u"the catalogue has no \"%1\""_s.arg(title.localText().left(80)), u"title"_s);
        return readRawDetails(*m_connection, m_sourceId, *n);
    });
}

Result<std::vector<FoundTitle>> CatalogueIndex::find(const std::vector<TitleClue> &clues)
{
    return m_connection->read<std::vector<FoundTitle>>([&]() -> Result<std::vector<FoundTitle>> {
        TitleLookup lookup(*m_connection, m_sourceId);
        std::vector<FoundTitle> found;
        found.reserve(clues.size());
        for (const TitleClue &clue : clues)
            found.push_back(lookup.find(clue));
        return found;
    });
}

} // namespace matinee

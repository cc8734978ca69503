// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/catalogueindex.h"

#include <algorithm>

#include "cache/cataloguefile/index/cataloguepager.h"

using namespace Qt::StringLiterals;

namespace matinee {

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

Result<CatalogueIndex::Opened> CatalogueIndex::open(const FeedKey &feed, const ListContext &context)
{
    auto query = CatalogueQuery::read(feed, m_facts);
    if (!query)
        return tl::unexpected(query.error());
    auto list = m_lists.list(*query, context);
    if (!list)
        return tl::unexpected(list.error());
    return Opened{*std::move(query), *std::move(list)};
}

ListContext CatalogueIndex::onSettledDay(const FeedKey &feed, const ListContext &context) const
{
    ListContext settled = context;
    if (feed.feed == "picks"_L1 && m_picksDay)
        settled.now = *m_picksDay;
    return settled;
}

Result<CatalogueIndex::Size> CatalogueIndex::size(const FeedKey &feed, const ListContext &context)
{
    const auto opened = open(feed, context);
    if (!opened)
        return tl::unexpected(opened.error());
    if (opened->query.feed == CatalogueQuery::Feed::Picks)
        m_picksDay = context.now;
    // A cursor the list does not take is told now, not when its page is asked for.
    if (opened->query.paging.cursor) {
        if (const auto first = page(feed, FirstPage{}, context); !first)
            return tl::unexpected(first.error());
    }
    return Size{opened->list->total(), opened->query.paging.pageSize};
}

Result<RawPage> CatalogueIndex::page(const FeedKey &feed, const PageKey &key, const ListContext &context)
{
    const ListContext settled = onSettledDay(feed, context);
    const auto opened = open(feed, settled);
    if (!opened)
        return tl::unexpected(opened.error());
    const CatalogueQuery &query = opened->query;
    CataloguePager pager(*opened->list, query.paging,
        {m_lists.identity(query, settled), query.field, query.descending, context.now, std::nullopt});
    auto slice = pager.page(key);
    if (!slice)
        return tl::unexpected(slice.error());
    auto titles = rawTitles(slice->titles, context);
    if (!titles)
        return tl::unexpected(titles.error());
    return RawPage{*std::move(titles),
        {key, {}, std::move(slice->next), std::move(slice->previous), opened->list->total(), 0, std::move(slice->strategy)}};
}

Result<std::vector<RawTitle>> CatalogueIndex::rawTitles(const std::vector<qint64> &titles, const ListContext &context)
{
    return m_connection->read<std::vector<RawTitle>>([&]() -> Result<std::vector<RawTitle>> {
        std::vector<RawTitle> rows;
        rows.reserve(titles.size());
        RawTitleReader reader(*m_connection, m_sourceId);
        for (const qint64 n : titles) {
            if (n > 0) {
                auto row = reader.read(n);
                if (!row)
                    return fail(ErrorKind::Corrupt, u"the index lists title %1 but does not hold it"_s.arg(n), path());
                rows.push_back(*std::move(row));
                continue;
            }
            const auto kept = std::find_if(context.favorites.begin(), context.favorites.end(),
                [&](const Favorite &favorite) { return numberOutsideIndex(favorite.title.id) == n; });
            if (kept != context.favorites.end())
                rows.push_back({n, kept->title.id, {}, 0, kept->title});
        }
        return rows;
    });
}

Result<qint64> CatalogueIndex::rowOf(const FeedKey &feed, const TitleId &title, const ListContext &context)
{
    const auto opened = open(feed, onSettledDay(feed, context));
    if (!opened)
        return tl::unexpected(opened.error());
    const auto n = m_connection->read<qint64>(
        [&]() -> Result<qint64> { return numberOf(*m_connection, title).value_or(numberOutsideIndex(title)); });
    return n ? opened->list->rowOf(*n) : n;
}

Result<qint64> CatalogueIndex::rowOfText(const FeedKey &feed, const QString &text, const ListContext &context)
{
    const auto opened = open(feed, onSettledDay(feed, context));
    return opened ? opened->list->rowOfText(text) : tl::unexpected(opened.error());
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

} // namespace matinee

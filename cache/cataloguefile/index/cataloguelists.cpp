// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/cataloguelists.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "cache/cataloguefile/index/orderedlist.h"
#include "cache/cataloguefile/index/rankedlist.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// As many as a person browses at a sitting, and twice that for a week.
constexpr std::size_t kPicksADay = 60;
constexpr std::size_t kPicksAWeek = 120;
constexpr std::size_t kMostRecommended = 60;
constexpr std::size_t kMostForYou = 120;
// Tastes change: older favorites say less, and each costs a round of scores.
constexpr std::size_t kFavoritesCounted = 20;
// Candidates that share only a genre: scoring this many takes about 20 ms.
constexpr std::size_t kGenreCandidates = 20000;
constexpr std::size_t kGenreCandidatesPerFavorite = 2000;
// A narrow list takes up to 512 KB, a search hit 8 bytes.
constexpr std::size_t kMostKept = 32;

// splitmix64 (Steele, Lea and Flood 2014): the same numbers on every machine and in every version.
quint64 nextRandom(quint64 &state)
{
    state += 0x9e3779b97f4a7c15ULL;
    quint64 z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

QByteArray windowName(const QDateTime &now, bool week)
{
    const QDate day = now.toLocalTime().date();
    int year = 0;
    const int number = day.weekNumber(&year);
    return week ? QByteArray::number(year) + "-W" + QByteArray::number(number) : day.toString(Qt::ISODate).toLatin1();
}

} // namespace

CatalogueLists::CatalogueLists(IndexConnection &index, const CatalogueFacts &facts, QString sourceId)
    : m_index(index), m_facts(facts), m_sourceId(std::move(sourceId)), m_search(index, facts.titles), m_recommender(index, facts)
{
}

QByteArray CatalogueLists::identity(const CatalogueQuery &query, const ListContext &context) const
{
    QByteArray identity = m_facts.contentHash.toUtf8() + ' ' + query.identity;
    if (query.feed == CatalogueQuery::Feed::Picks)
        identity += ' ' + windowName(context.now, query.week);
    return identity;
}

Result<std::shared_ptr<CatalogueList>> CatalogueLists::list(const CatalogueQuery &query, const ListContext &context)
{
    QByteArray key = identity(query, context) + ' ' + sortFieldName(query.field).toLatin1() + (query.descending ? '-' : '+');
    if (query.feed == CatalogueQuery::Feed::ForYou || query.feed == CatalogueQuery::Feed::Favorites) {
        for (const Favorite &favorite : context.favorites)
            key += '\n' + favorite.title.id.localText().toUtf8();
    }
    const auto kept = std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept &k) { return k.key == key; });
    if (kept != m_kept.end()) {
        m_kept.splice(m_kept.begin(), m_kept, kept);
        return m_kept.front().list;
    }
    auto made = make(query, context);
    if (!made)
        return made;
    m_kept.push_front({std::move(key), *made});
    if (m_kept.size() > kMostKept)
        m_kept.pop_back();
    return made;
}

Result<std::shared_ptr<CatalogueList>> CatalogueLists::make(const CatalogueQuery &query, const ListContext &context)
{
    using Made = std::shared_ptr<CatalogueList>;
    return m_index.read<Made>([&]() -> Result<Made> {
        const auto ranked = [](Titles titles) -> Made { return std::make_shared<RankedList>(std::move(titles)); };
        switch (query.feed) {
        case CatalogueQuery::Feed::All: return ordered(query);
        case CatalogueQuery::Feed::Picks: return ranked(picks(identity(query, context), query.week ? kPicksAWeek : kPicksADay));
        case CatalogueQuery::Feed::Recommended: return recommended(query.title).map(ranked);
        case CatalogueQuery::Feed::Search: return m_search.find(query.text).map(ranked);
        case CatalogueQuery::Feed::ForYou: return forYou(context.favorites).map(ranked);
        case CatalogueQuery::Feed::Favorites: return ranked(favorites(context.favorites));
        }
        Q_UNREACHABLE();
    });
}

std::shared_ptr<CatalogueList> CatalogueLists::ordered(const CatalogueQuery &query)
{
    OrderedList::Order order{query.field, query.descending, query.filter};
    if (query.filter.isEmpty())
        return std::make_shared<OrderedList>(m_index, std::move(order), wholeOrderStats(m_index, m_facts, query.field));
    FilteredOrder filtered = scanFilteredOrder(m_index, query.field, query.filter);
    if (filtered.narrow)
        return std::make_shared<NarrowList>(
            m_index, query.field, query.descending, *std::move(filtered.narrow), filtered.stats.known);
    return std::make_shared<OrderedList>(m_index, std::move(order), std::move(filtered.stats));
}

// Fisher-Yates over the numbers 1..last that keeps only the places it has moved: the cost is the picks', not the catalogue's.
CatalogueLists::Titles CatalogueLists::picks(const QByteArray &seed, std::size_t most)
{
    auto largest = m_index.use("SELECT max(n) FROM title");
    largest->executeStep();
    const quint64 last = static_cast<quint64>(largest->getColumn(0).getInt64());
    quint64 state = qFromBigEndian<quint64>(QCryptographicHash::hash(seed, QCryptographicHash::Sha256).constData());
    std::unordered_map<quint64, quint64> moved;
    Titles titles;
    for (quint64 i = 0; i < last && titles.size() < most; ++i) {
        // The bias of a remainder is below last / 2^64.
        const quint64 j = i + nextRandom(state) % (last - i);
        const quint64 atI = moved.contains(i) ? moved[i] : i;
        const quint64 drawn = moved.contains(j) ? moved[j] : j;
        moved[j] = atI;
        const auto n = static_cast<qint64>(drawn + 1);
        auto there = m_index.use("SELECT 1 FROM title WHERE n=?1");
        there->bind(1, static_cast<int64_t>(n));
        if (there->executeStep())
            titles.push_back(n);
    }
    return titles;
}

Result<std::vector<Recommender::Scored>> CatalogueLists::scores(qint64 n, std::size_t genreCap)
{
    const auto raw = readRawDetails(m_index, m_sourceId, n);
    if (!raw)
        return tl::unexpected(raw.error());
    const auto details = unpackRawDetails(*raw);
    if (!details)
        return tl::unexpected(details.error());
    return m_recommender.candidates(n, *details, genreCap);
}

Result<CatalogueLists::Titles> CatalogueLists::recommended(const TitleId &title)
{
    const auto n = numberOf(m_index, title);
    if (!n)
        return fail(ErrorKind::NotFound, u"the catalogue has no \"%1\""_s.arg(title.localText().left(80)), u"title"_s);
    return scores(*n, kGenreCandidates).map([](std::vector<Recommender::Scored> scored) {
        return Recommender::best(std::move(scored), kMostRecommended);
    });
}

Result<CatalogueLists::Titles> CatalogueLists::forYou(const std::vector<Favorite> &favorites)
{
    std::unordered_map<qint64, Recommender::Scored> sums;
    std::unordered_set<qint64> liked;
    for (const Favorite &favorite : favorites) {
        const auto n = numberOf(m_index, favorite.title.id);
        if (!n)
            continue;
        liked.insert(*n);
        if (liked.size() > kFavoritesCounted)
            continue;
        const auto scored = scores(*n, kGenreCandidatesPerFavorite);
        // One damaged favorite must not empty the whole list.
        if (!scored)
            continue;
        for (const Recommender::Scored &one : *scored) {
            auto &sum = sums.try_emplace(one.n, Recommender::Scored{one.n, 0, one.yearsApart}).first->second;
            sum.score += one.score;
            sum.yearsApart = std::min(sum.yearsApart, one.yearsApart);
        }
    }
    std::vector<Recommender::Scored> all;
    for (const auto &[n, sum] : sums) {
        if (!liked.contains(n))
            all.push_back(sum);
    }
    return Recommender::best(std::move(all), kMostForYou);
}

CatalogueLists::Titles CatalogueLists::favorites(const std::vector<Favorite> &favorites)
{
    Titles titles;
    for (const Favorite &favorite : favorites)
        titles.push_back(numberOf(m_index, favorite.title.id).value_or(numberOutsideIndex(favorite.title.id)));
    return titles;
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/cataloguequery.h"

#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// A page is one screen or two; past 100 rows it is slower to arrive than to ask again.
constexpr int kMostRowsAPage = 100;
// Nobody types more; it bounds the work of one search.
constexpr qsizetype kLongestSearch = 500;
// A message names this many choices of a long list.
constexpr qsizetype kChoicesNamed = 8;

struct FeedRule {
    QLatin1StringView name;
    CatalogueQuery::Feed feed;
    std::array<QLatin1StringView, 5> parameters; // besides those every feed has
};

const std::array kFeeds{
    FeedRule{"all"_L1, CatalogueQuery::Feed::All, {"sort"_L1, "order"_L1, "genre"_L1, "country"_L1, "decade"_L1}},
    FeedRule{"picks"_L1, CatalogueQuery::Feed::Picks, {"window"_L1}},
    FeedRule{"for-you"_L1, CatalogueQuery::Feed::ForYou, {}},
    FeedRule{"favorites"_L1, CatalogueQuery::Feed::Favorites, {}},
    FeedRule{"recommended"_L1, CatalogueQuery::Feed::Recommended, {"title"_L1}},
    FeedRule{"search"_L1, CatalogueQuery::Feed::Search, {"q"_L1}},
};
constexpr std::array kPagingParameters{"strategy"_L1, "page_size"_L1, "page"_L1, "cursor"_L1};

QString listed(const QStringList &choices)
{
    if (choices.size() <= kChoicesNamed)
        return choices.join(u", "_s);
    return choices.first(kChoicesNamed).join(u", "_s) + u" and %1 more"_s.arg(choices.size() - kChoicesNamed);
}

tl::unexpected<Error> refuse(const QString &parameter, const QString &value, const QStringList &choices)
{
    const QString what = choices.isEmpty() ? u"this catalogue has none"_s : u"there is %1"_s.arg(listed(choices));
    return fail(ErrorKind::InvalidArgument, u"there is no \"%1\"; %2"_s.arg(value.left(80), what), parameter);
}

Result<void> checkParameters(const FeedKey &key, const FeedRule &rule)
{
    QStringList known;
    for (const QLatin1StringView name : rule.parameters) {
        if (!name.isEmpty())
            known.append(name);
    }
    for (const QLatin1StringView name : kPagingParameters)
        known.append(name);
    for (const auto &[name, value] : key.parameters) {
        if (!known.contains(name))
            return fail(
                ErrorKind::InvalidArgument, u"%1 has no such parameter; it has %2"_s.arg(key.feed, known.join(u", "_s)), name);
    }
    return {};
}

// Digits only: "+5", " 5" and "5.0" are not what anybody's link says.
std::optional<qint64> wholeNumber(const QString &text)
{
    const bool digits = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    return digits && ok ? std::optional(number) : std::nullopt;
}

Result<PagingStrategy> readStrategy(const QString &text)
{
    if (text.isEmpty() || text == "hybrid"_L1)
        return PagingStrategy::Hybrid;
    if (text == "page"_L1)
        return PagingStrategy::Page;
    if (text == "cursor"_L1)
        return PagingStrategy::Cursor;
    return refuse(u"strategy"_s, text, {u"page"_s, u"cursor"_s, u"hybrid"_s});
}

Result<void> readStart(const FeedKey &key, CataloguePaging &paging)
{
    const QString page = key.parameter(u"page");
    const QString cursor = key.parameter(u"cursor");
    if (!page.isEmpty() && !cursor.isEmpty())
        return fail(ErrorKind::InvalidArgument, u"page and cursor cannot be given together"_s, u"cursor"_s);
    if (!page.isEmpty()) {
        const auto number = wholeNumber(page);
        if (!number || *number < 1)
            return fail(ErrorKind::InvalidArgument, u"is \"%1\"; pages are counted from 1"_s.arg(page.left(80)), u"page"_s);
        if (paging.strategy == PagingStrategy::Cursor)
            return fail(ErrorKind::InvalidArgument, u"strategy=cursor has no page numbers"_s, u"page"_s);
        paging.page = *number;
    }
    if (!cursor.isEmpty()) {
        if (paging.strategy == PagingStrategy::Page)
            return fail(ErrorKind::InvalidArgument, u"strategy=page takes no cursor"_s, u"cursor"_s);
        paging.cursor = cursor.toUtf8();
    }
    return {};
}

Result<void> readPaging(const FeedKey &key, CataloguePaging &paging)
{
    const auto strategy = readStrategy(key.parameter(u"strategy"));
    if (!strategy)
        return tl::unexpected(strategy.error());
    paging.strategy = *strategy;
    if (const QString text = key.parameter(u"page_size"); !text.isEmpty()) {
        const auto number = wholeNumber(text);
        if (!number || *number < 1 || *number > kMostRowsAPage)
            return fail(ErrorKind::InvalidArgument, u"is \"%1\"; it can be 1 to %2"_s.arg(text.left(80)).arg(kMostRowsAPage),
                u"page_size"_s);
        paging.pageSize = static_cast<int>(*number);
    }
    return readStart(key, paging);
}

Result<void> readSort(const FeedKey &key, const CatalogueFacts &facts, CatalogueQuery &query)
{
    if (const QString sort = key.parameter(u"sort"); !sort.isEmpty()) {
        QStringList names;
        const auto fields = facts.sorts();
        for (const SortField field : fields)
            names.append(sortFieldName(field));
        if (!names.contains(sort))
            return refuse(u"sort"_s, sort, names);
        query.field = fields[static_cast<std::size_t>(names.indexOf(sort))];
    }
    const QString order = key.parameter(u"order");
    if (!order.isEmpty() && order != "asc"_L1 && order != "desc"_L1)
        return refuse(u"order"_s, order, {u"asc"_s, u"desc"_s});
    query.descending = order == "desc"_L1;
    return {};
}

Result<void> readTerm(
    const QString &parameter, const QString &value, const std::vector<CatalogueTerm> &terms, CatalogueFilter &filter)
{
    if (value.isEmpty())
        return {};
    const auto at = std::find_if(terms.begin(), terms.end(), [&](const CatalogueTerm &term) { return term.name == value; });
    if (at == terms.end()) {
        QStringList names;
        for (const CatalogueTerm &term : terms)
            names.append(term.name);
        return refuse(parameter, value, names);
    }
    filter.terms.push_back(*at);
    return {};
}

Result<void> readDecade(const QString &value, const CatalogueFacts &facts, CatalogueFilter &filter)
{
    if (value.isEmpty())
        return {};
    QStringList names;
    for (const auto &[decade, titles] : facts.decades) {
        names.append(QString::number(decade));
        if (names.constLast() == value) {
            filter.decade = decade;
            return {};
        }
    }
    return refuse(u"decade"_s, value, names);
}

Result<void> readAll(const FeedKey &key, const CatalogueFacts &facts, CatalogueQuery &query)
{
    if (auto sort = readSort(key, facts, query); !sort)
        return sort;
    if (auto genre = readTerm(u"genre"_s, key.parameter(u"genre"), facts.genres, query.filter); !genre)
        return genre;
    if (auto country = readTerm(u"country"_s, key.parameter(u"country"), facts.countries, query.filter); !country)
        return country;
    return readDecade(key.parameter(u"decade"), facts, query.filter);
}

Result<void> readWindow(const QString &window, CatalogueQuery &query)
{
    if (!window.isEmpty() && window != "day"_L1 && window != "week"_L1)
        return refuse(u"window"_s, window, {u"day"_s, u"week"_s});
    query.week = window == "week"_L1;
    return {};
}

Result<void> readTitle(const FeedKey &key, CatalogueQuery &query)
{
    if (!key.hasParameter(u"title"))
        return fail(ErrorKind::InvalidArgument, u"is missing; say which title, such as title=movie:603"_s, u"title"_s);
    auto title = TitleId::parse(key.source, key.parameter(u"title"));
    if (!title)
        return tl::unexpected(title.error());
    query.title = *std::move(title);
    return {};
}

Result<void> readText(const QString &text, CatalogueQuery &query)
{
    query.text = text.simplified();
    if (query.text.isEmpty())
        return fail(ErrorKind::InvalidArgument, u"is empty; say what to search for"_s, u"q"_s);
    if (query.text.size() > kLongestSearch)
        return fail(ErrorKind::InvalidArgument, u"is longer than %1 characters"_s.arg(kLongestSearch), u"q"_s);
    return {};
}

Result<void> readOwn(const FeedKey &key, const CatalogueFacts &facts, CatalogueQuery &query)
{
    switch (query.feed) {
    case CatalogueQuery::Feed::All: return readAll(key, facts, query);
    case CatalogueQuery::Feed::Picks: return readWindow(key.parameter(u"window"), query);
    case CatalogueQuery::Feed::Recommended: return readTitle(key, query);
    case CatalogueQuery::Feed::Search: return readText(key.parameter(u"q"), query);
    case CatalogueQuery::Feed::ForYou:
    case CatalogueQuery::Feed::Favorites: return {};
    }
    Q_UNREACHABLE();
}

QByteArray identityOf(const FeedKey &key, const CatalogueQuery &query)
{
    FeedKey canonical = FeedKey::of(QString(), key.feed);
    for (const auto &name : {u"genre"_s, u"country"_s, u"decade"_s, u"title"_s})
        canonical = canonical.with(name, key.parameter(name));
    if (query.feed == CatalogueQuery::Feed::Picks)
        canonical = canonical.with(u"window"_s, query.week ? u"week"_s : u"day"_s);
    return canonical.with(u"q"_s, query.text).text().toUtf8();
}

} // namespace

Result<CatalogueQuery> CatalogueQuery::read(const FeedKey &key, const CatalogueFacts &facts)
{
    const auto rule = std::find_if(kFeeds.begin(), kFeeds.end(), [&](const FeedRule &r) { return r.name == key.feed; });
    if (rule == kFeeds.end()) {
        QStringList names;
        for (const FeedRule &known : kFeeds)
            names.append(known.name);
        return refuse(u"feed"_s, key.feed, names);
    }
    CatalogueQuery query;
    query.feed = rule->feed;
    query.field = query.feed == Feed::All ? SortField::Title : SortField::Rank;
    if (auto known = checkParameters(key, *rule); !known)
        return tl::unexpected(known.error());
    if (auto own = readOwn(key, facts, query); !own)
        return tl::unexpected(own.error());
    if (auto paging = readPaging(key, query.paging); !paging)
        return tl::unexpected(paging.error());
    query.identity = identityOf(key, query);
    return query;
}

} // namespace matinee

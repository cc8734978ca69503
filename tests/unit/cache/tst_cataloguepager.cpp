// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <limits>
#include <random>
#include <set>

#include "cache/cataloguefile/index/cataloguepager.h"
#include "cache/cataloguefile/import/entrytext.h"
#include "cache/cataloguefile/index/orderedlist.h"
#include "cache/cataloguefile/index/rankedlist.h"
#include "tests/unit/cache/importedcatalogue.h"
#include "tests/unit/cache/tiedfilms.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kIdentity = "list";

template <typename Key>
std::vector<qint64> sortedBy(const std::vector<const Film *> &some, bool descending, Key key)
{
    std::vector<const Film *> known;
    std::vector<const Film *> missing;
    for (const Film *film : some)
        (key(*film) ? known : missing).push_back(film);
    const auto less = [&](const Film *a, const Film *b) { return std::pair(*key(*a), a->n) < std::pair(*key(*b), b->n); };
    std::sort(known.begin(), known.end(), less);
    if (descending) {
        std::reverse(known.begin(), known.end());
        std::reverse(missing.begin(), missing.end());
    }
    std::vector<qint64> order;
    for (const auto &part : {known, missing}) {
        for (const Film *film : part)
            order.push_back(film->n);
    }
    return order;
}

// The order as somebody would write it who has never heard of an index.
std::vector<qint64> reference(const std::vector<Film> &all, const QString &sort, bool descending, const FeedKey &filter)
{
    std::vector<const Film *> some;
    for (const Film &film : all) {
        const QString decade = filter.parameter(u"decade");
        const bool inDecade = decade.isEmpty() || (film.year && *film.year / 10 * 10 == decade.toLongLong());
        const bool hasGenre = !filter.hasParameter(u"genre") || film.genres.contains(filter.parameter(u"genre"));
        const bool isFrom = !filter.hasParameter(u"country") || film.country == filter.parameter(u"country");
        if (inDecade && hasGenre && isFrom)
            some.push_back(&film);
    }
    if (sort == "year"_L1)
        return sortedBy(some, descending, [](const Film &film) { return film.year; });
    if (sort == "runtime"_L1)
        return sortedBy(some, descending, [](const Film &film) { return film.runtime; });
    if (sort == "rating"_L1)
        return sortedBy(some, descending, [](const Film &film) { return film.rating; });
    return sortedBy(some, descending, [](const Film &film) { return std::optional(sortTitleOf(film)); });
}

std::vector<qint64> numbers(const std::vector<RawTitle> &titles)
{
    std::vector<qint64> all;
    for (const RawTitle &title : titles)
        all.push_back(title.n);
    return all;
}

struct Walk {
    std::vector<qint64> titles;
    std::set<QString> strategies;
    std::optional<PageKey> lastKey;
    Error error;
};

template <typename Pager>
Walk walk(Pager page, PageKey key, bool forward)
{
    Walk out;
    for (std::optional<PageKey> next = std::move(key); next;) {
        const auto slice = page(*next);
        if (!slice) {
            out.error = slice.error();
            return out;
        }
        out.strategies.insert(slice->strategy);
        const auto titles = numbers(slice->titles);
        out.titles.insert(forward ? out.titles.end() : out.titles.begin(), titles.begin(), titles.end());
        out.lastKey = next;
        next = forward ? slice->next : slice->previous;
    }
    return out;
}

} // namespace

class tst_CataloguePager : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyWalkShowsTheSameOrder_data();
    void everyWalkShowsTheSameOrder();
    void everyTitleKnowsItsRow_data() { everyWalkShowsTheSameOrder_data(); }
    void everyTitleKnowsItsRow();
    void jumpsToText_data();
    void jumpsToText();
    void saysHowAPageWasFound();
    void endsWhereTheListEnds();
    void refusesKeysItCannotHave_data();
    void refusesKeysItCannotHave();
    void refusesBadParameters_data();
    void refusesBadParameters();
    void startsWhereTheFeedSays();
    void refusesTheCursorOfAnotherList();
    void leavesOutDamagedRows();

private:
    [[nodiscard]] FeedKey feed(std::vector<std::pair<QString, QString>> parameters) const
    {
        return FeedKey::of(u"test"_s, u"all"_s, std::move(parameters));
    }
    [[nodiscard]] Result<RawPage> page(const FeedKey &key, const PageKey &at = FirstPage{})
    {
        return m_index->page(key, at, {{}, QDateTime::currentDateTimeUtc()});
    }
    [[nodiscard]] FeedKey fetched() const;

    ImportedCatalogue m_fixture;
    std::unique_ptr<CatalogueIndex> m_index;
    std::unique_ptr<IndexConnection> m_connection; // for lists made by hand
    std::vector<Film> m_films;                     // by n
};

void tst_CataloguePager::initTestCase()
{
    m_films = tiedFilms();
    m_index = m_fixture.index(entriesOf(m_films));
    std::sort(m_films.begin(), m_films.end(), [](const Film &a, const Film &b) { return a.n < b.n; });
    auto connection = IndexConnection::open(m_fixture.indexPath());
    QVERIFY(connection.has_value());
    m_connection = *std::move(connection);
    QVERIFY(std::any_of(
        m_index->facts().genres.begin(), m_index->facts().genres.end(), [](const auto &genre) { return genre.shared; }));
}

void tst_CataloguePager::everyWalkShowsTheSameOrder_data()
{
    QTest::addColumn<QString>("sort");
    QTest::addColumn<QString>("order");
    QTest::addColumn<QString>("filter");
    const std::pair<const char *, const char *> filters[]{{"whole", ""}, {"of one genre", "genre=G3"},
        {"of a genre that shares its bit", "genre=Rare%2079"}, {"of one decade", "decade=1910"},
        {"of a decade, a genre and a country", "decade=1920&genre=G1&country=Sweden"}, {"of a country", "country=France"}};
    for (const char *sort : {"title", "year", "runtime", "rating"}) {
        for (const char *order : {"asc", "desc"}) {
            for (const auto &[name, filter] : filters)
                QTest::addRow("%s %s, %s", sort, order, name)
                    << QString::fromLatin1(sort) << QString::fromLatin1(order) << QString::fromLatin1(filter);
        }
    }
}

FeedKey tst_CataloguePager::fetched() const
{
    QFETCH(QString, sort);
    QFETCH(QString, order);
    QFETCH(QString, filter);
    return FeedKey::parse(
        QString(u"test/all?sort=%1&order=%2"_s.arg(sort, order) + (filter.isEmpty() ? QString() : u'&' + filter)))
        .value();
}

void tst_CataloguePager::everyWalkShowsTheSameOrder()
{
    const FeedKey key = fetched();
    const auto query = CatalogueQuery::read(key, m_index->facts());
    QVERIFY(query.has_value());
    const bool descending = query->descending;
    const auto expected = reference(m_films, key.parameter(u"sort"), descending, key);
    QVERIFY(expected.size() > 10);

    // A narrow filter is kept as numbers, a wide one is walked in the index: both are walked here whatever the size.
    FilteredOrder filtered = scanFilteredOrder(*m_connection, query->field, query->filter);
    QVERIFY(filtered.narrow.has_value());
    std::vector<std::unique_ptr<CatalogueList>> lists;
    lists.push_back(std::make_unique<OrderedList>(
        *m_connection, OrderedList::Order{query->field, descending, query->filter}, filtered.stats));
    lists.push_back(
        std::make_unique<NarrowList>(*m_connection, query->field, descending, *filtered.narrow, filtered.stats.known));
    if (query->filter.isEmpty()) {
        lists.push_back(std::make_unique<OrderedList>(*m_connection, OrderedList::Order{query->field, descending, {}},
            wholeOrderStats(*m_connection, m_index->facts(), query->field)));
    }
    for (const auto &list : lists) {
        QCOMPARE(list->total(), static_cast<qint64>(expected.size()));
        for (const auto strategy : {PagingStrategy::Page, PagingStrategy::Cursor, PagingStrategy::Hybrid}) {
            for (const int size : {1, 20, 100}) {
                // Pages of one row: every row is a boundary. Once over a whole list is enough.
                if (size == 1 && expected.size() > 500 && (key.parameter(u"sort") != "year"_L1 || !query->filter.isEmpty()))
                    continue;
                CataloguePaging paging;
                paging.strategy = strategy;
                paging.pageSize = size;
                CataloguePager pager(*list, paging, {kIdentity, query->field, descending, QDateTime::currentDateTimeUtc()});
                const auto there = walk([&](const PageKey &at) { return pager.page(at); }, FirstPage{}, true);
                QCOMPARE(there.error, Error());
                QCOMPARE(there.titles, expected);
                const auto back = walk([&](const PageKey &at) { return pager.page(at); }, *there.lastKey, false);
                QCOMPARE(back.error, Error());
                QCOMPARE(back.titles, expected);
            }
            // Every page by its number, as a dragged scroll bar asks.
            CataloguePaging paging;
            paging.strategy = strategy;
            CataloguePager pager(*list, paging, {kIdentity, query->field, descending, QDateTime::currentDateTimeUtc()});
            for (size_t from = 0; from < expected.size(); from += 20) {
                const auto slice = pager.page(PageNo{static_cast<qint64>(from / 20 + 1)});
                QVERIFY(slice.has_value());
                const auto upTo = std::min(from + 20, expected.size());
                QCOMPARE(numbers(slice->titles),
                    std::vector<qint64>(expected.begin() + static_cast<std::ptrdiff_t>(from),
                        expected.begin() + static_cast<std::ptrdiff_t>(upTo)));
            }
        }
    }
}

void tst_CataloguePager::everyTitleKnowsItsRow()
{
    const FeedKey key = fetched();
    const auto query = CatalogueQuery::read(key, m_index->facts());
    QVERIFY(query.has_value());
    const auto expected = reference(m_films, key.parameter(u"sort"), query->descending, key);
    FilteredOrder filtered = scanFilteredOrder(*m_connection, query->field, query->filter);
    OrderedList walked(*m_connection, {query->field, query->descending, query->filter}, filtered.stats);
    OrderedList whole(
        *m_connection, {query->field, query->descending, {}}, wholeOrderStats(*m_connection, m_index->facts(), query->field));
    NarrowList narrow(*m_connection, query->field, query->descending, *filtered.narrow, filtered.stats.known);
    const auto all = reference(m_films, key.parameter(u"sort"), query->descending, feed({}));
    for (qint64 n = 1; n <= kTiedFilms; n += 7) {
        const auto at = std::find(expected.begin(), expected.end(), n);
        const qint64 row = at == expected.end() ? -1 : at - expected.begin();
        QCOMPARE(walked.rowOf(n).value_or(-2), row);
        QCOMPARE(narrow.rowOf(n).value_or(-2), row);
        QCOMPARE(whole.rowOf(n).value_or(-2), std::find(all.begin(), all.end(), n) - all.begin());
    }
    QCOMPARE(walked.rowOf(kTiedFilms + 1).value_or(-2), -1);
}

void tst_CataloguePager::jumpsToText_data()
{
    QTest::addColumn<QString>("sort");
    QTest::addColumn<QString>("order");
    QTest::addColumn<QString>("text");
    for (const char *order : {"asc", "desc"}) {
        for (const char *text : {"m", "the g", "AM", "zz", "a", "映"})
            QTest::addRow("title %s, %s", order, text) << u"title"_s << QString::fromLatin1(order) << QString::fromUtf8(text);
        for (const char *text : {"1910", "1800", "2000", "1934", "x"})
            QTest::addRow("year %s, %s", order, text) << u"year"_s << QString::fromLatin1(order) << QString::fromLatin1(text);
        QTest::addRow("rating %s, 7.5", order) << u"rating"_s << QString::fromLatin1(order) << u"7.5"_s;
    }
}

void tst_CataloguePager::jumpsToText()
{
    QFETCH(QString, sort);
    QFETCH(QString, order);
    QFETCH(QString, text);
    const bool down = order == "desc"_L1;
    const auto isThere = [&](const Film &film) -> bool {
        bool isNumber = false;
        const double number = text.toDouble(&isNumber);
        if (sort == "title"_L1) {
            const QByteArray title = sortTitleOf(film);
            const QByteArray prefix = matinee::sortTitleOf(text).toUtf8();
            return down ? title < prefix || title.startsWith(prefix) : title >= prefix;
        }
        const auto value = sort == "year"_L1 ? (film.year ? std::optional<double>(static_cast<double>(*film.year)) : std::nullopt)
                                             : film.rating;
        return isNumber && value && (down ? *value <= number : *value >= number);
    };
    const auto expected = reference(m_films, sort, down, feed({}));
    const auto at
        = std::find_if(expected.begin(), expected.end(), [&](qint64 n) { return isThere(m_films[static_cast<size_t>(n - 1)]); });
    const qint64 row = at == expected.end() ? -1 : at - expected.begin();
    const ListContext context{{}, QDateTime::currentDateTimeUtc()};
    QCOMPARE(m_index->rowOfText(feed({{u"sort"_s, sort}, {u"order"_s, order}}), text, context).value_or(-2), row);

    const FeedKey french = feed({{u"sort"_s, sort}, {u"order"_s, order}, {u"country"_s, u"France"_s}});
    const auto some = reference(m_films, sort, down, french);
    const auto atSome
        = std::find_if(some.begin(), some.end(), [&](qint64 n) { return isThere(m_films[static_cast<size_t>(n - 1)]); });
    QCOMPARE(m_index->rowOfText(french, text, context).value_or(-2), atSome == some.end() ? -1 : atSome - some.begin());
}

void tst_CataloguePager::saysHowAPageWasFound()
{
    QCOMPARE(page(feed({}))->page.strategy, u"hybrid:offset"_s);
    QCOMPARE(page(feed({}), PageNo{5})->page.strategy, u"hybrid:offset"_s);
    QCOMPARE(page(feed({}), PageNo{6})->page.strategy, u"hybrid:milestone"_s);
    const auto fifth = page(feed({}), PageNo{5});
    QCOMPARE(fifth->page.next, PageKey(PageNo{6}));
    const auto chained = page(feed({{u"strategy"_s, u"cursor"_s}}));
    QVERIFY(chained->page.next && std::holds_alternative<PageCursor>(*chained->page.next));
    const auto entered = page(feed({}), *chained->page.next);
    QCOMPARE(entered->page.strategy, u"hybrid:cursor"_s);
    QVERIFY(entered->page.next && std::holds_alternative<PageCursor>(*entered->page.next));
    QVERIFY(entered->page.previous && std::holds_alternative<PageCursor>(*entered->page.previous));
    QCOMPARE(page(feed({{u"strategy"_s, u"page"_s}}), PageNo{9})->page.strategy, u"page"_s);
    QCOMPARE(page(feed({{u"strategy"_s, u"cursor"_s}}))->page.strategy, u"cursor"_s);
    QCOMPARE(page(feed({}))->page.total, kTiedFilms);
}

void tst_CataloguePager::endsWhereTheListEnds()
{
    const auto last = page(feed({{u"strategy"_s, u"page"_s}}), PageNo{161});
    QCOMPARE(last->titles.size(), 1U);
    QVERIFY(!last->page.next);
    const auto past = page(feed({}), PageNo{162});
    QVERIFY(past->titles.empty() && !past->page.next);
    const auto farPast = page(feed({}), PageNo{std::numeric_limits<qint64>::max()});
    QVERIFY(farPast.has_value() && farPast->titles.empty() && !farPast->page.next);
    QVERIFY(!page(feed({}))->page.previous);
    const auto offset = page(feed({}), PageOffset{3190});
    QCOMPARE(offset->titles.size(), 11U);
    QVERIFY(!offset->page.next);
    QCOMPARE(std::get<PageOffset>(*offset->page.previous).rows, 3170);
    QVERIFY(page(feed({}), PageOffset{kTiedFilms})->titles.empty());
}

void tst_CataloguePager::refusesKeysItCannotHave_data()
{
    QTest::addColumn<PageKey>("key");
    QTest::addColumn<QString>("where");
    QTest::newRow("page 0") << PageKey(PageNo{0}) << u"page"_s;
    QTest::newRow("page -1") << PageKey(PageNo{-1}) << u"page"_s;
    QTest::newRow("a negative offset") << PageKey(PageOffset{-1}) << u"skip"_s;
    QTest::newRow("a garbled cursor") << PageKey(PageCursor{"garbled"}) << u"cursor"_s;
    QTest::newRow("an empty cursor") << PageKey(PageCursor{}) << u"cursor"_s;
    QTest::newRow("an address") << PageKey(PageUrl{u"https://example.org/?page=2"_s}) << u"page"_s;
}

void tst_CataloguePager::refusesKeysItCannotHave()
{
    QFETCH(PageKey, key);
    QFETCH(QString, where);
    const auto answer = page(feed({}), key);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::InvalidArgument);
    QCOMPARE(answer.error().where, where);
}

void tst_CataloguePager::refusesBadParameters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("where");
    QTest::newRow("an unknown feed") << u"test/everything"_s << u"feed"_s;
    QTest::newRow("an unknown parameter") << u"test/all?colour=red"_s << u"colour"_s;
    QTest::newRow("a parameter of another feed") << u"test/all?window=day"_s << u"window"_s;
    QTest::newRow("page_size 0") << u"test/all?page_size=0"_s << u"page_size"_s;
    QTest::newRow("page_size 101") << u"test/all?page_size=101"_s << u"page_size"_s;
    QTest::newRow("page_size in words") << u"test/all?page_size=many"_s << u"page_size"_s;
    QTest::newRow("page_size with a sign") << u"test/all?page_size=%2B5"_s << u"page_size"_s;
    QTest::newRow("page_size beyond numbers") << u"test/all?page_size=99999999999999999999"_s << u"page_size"_s;
    QTest::newRow("page 0") << u"test/all?page=0"_s << u"page"_s;
    QTest::newRow("page -1") << u"test/all?page=-1"_s << u"page"_s;
    QTest::newRow("page 1.5") << u"test/all?page=1.5"_s << u"page"_s;
    QTest::newRow("page and cursor together") << u"test/all?page=2&cursor=abc"_s << u"cursor"_s;
    QTest::newRow("a page for strategy cursor") << u"test/all?page=2&strategy=cursor"_s << u"page"_s;
    QTest::newRow("a cursor for strategy page") << u"test/all?cursor=abc&strategy=page"_s << u"cursor"_s;
    QTest::newRow("a garbled cursor") << u"test/all?cursor=abc"_s << u"cursor"_s;
    QTest::newRow("an unknown strategy") << u"test/all?strategy=magic"_s << u"strategy"_s;
    QTest::newRow("an unknown sort") << u"test/all?sort=popularity"_s << u"sort"_s;
    QTest::newRow("an unknown order") << u"test/all?order=up"_s << u"order"_s;
    QTest::newRow("an unknown genre") << u"test/all?genre=g3"_s << u"genre"_s;
    QTest::newRow("an unknown country") << u"test/all?country=Atlantis"_s << u"country"_s;
    QTest::newRow("a decade without films") << u"test/all?decade=2020"_s << u"decade"_s;
    QTest::newRow("a year for a decade") << u"test/all?decade=1927"_s << u"decade"_s;
    QTest::newRow("an unknown window") << u"test/picks?window=year"_s << u"window"_s;
    QTest::newRow("recommendations for nothing") << u"test/recommended"_s << u"title"_s;
    QTest::newRow("recommendations for half an id") << u"test/recommended?title=movie"_s << u"title"_s;
    QTest::newRow("a search for nothing") << u"test/search"_s << u"q"_s;
    QTest::newRow("a search for spaces") << u"test/search?q=%20%20"_s << u"q"_s;
}

void tst_CataloguePager::refusesBadParameters()
{
    QFETCH(QString, text);
    QFETCH(QString, where);
    const FeedKey key = FeedKey::parse(text).value();
    const ListContext context{{}, QDateTime::currentDateTimeUtc()};
    const auto size = m_index->size(key, context);
    const auto first = page(key);
    QVERIFY(!size && !first);
    for (const Error &error : {size.error(), first.error()}) {
        QCOMPARE(error.kind, ErrorKind::InvalidArgument);
        QCOMPARE(error.where, where);
        QVERIFY(!error.detail.isEmpty());
    }
}

void tst_CataloguePager::startsWhereTheFeedSays()
{
    const auto third = page(feed({}), PageNo{3});
    const auto second = page(feed({}), PageNo{2});
    QCOMPARE(page(feed({{u"page"_s, u"3"_s}}))->titles.front().n, third->titles.front().n);
    const auto first = page(feed({{u"strategy"_s, u"cursor"_s}}));
    const QString token = QString::fromLatin1(std::get<PageCursor>(*first->page.next).bytes);
    QCOMPARE(page(feed({{u"cursor"_s, token}}))->titles.front().n, second->titles.front().n);
}

void tst_CataloguePager::refusesTheCursorOfAnotherList()
{
    const auto byYear = page(feed({{u"strategy"_s, u"cursor"_s}, {u"sort"_s, u"year"_s}}));
    const PageKey cursor = *byYear->page.next;
    QVERIFY(page(feed({{u"sort"_s, u"year"_s}}), cursor).has_value());
    for (const FeedKey &other : {feed({}), feed({{u"sort"_s, u"year"_s}, {u"order"_s, u"desc"_s}}),
             feed({{u"sort"_s, u"year"_s}, {u"genre"_s, u"G1"_s}}), FeedKey::of(u"test"_s, u"picks"_s)}) {
        const auto answer = page(other, cursor);
        QVERIFY2(!answer, qPrintable(other.text()));
        QCOMPARE(answer.error().where, u"cursor"_s);
    }
}

void tst_CataloguePager::leavesOutDamagedRows()
{
    auto raw = page(feed({}));
    QVERIFY(raw.has_value());
    QByteArray damaged = raw->titles[3].lite.view().toByteArray();
    damaged[5] = static_cast<char>(damaged[5] ^ 0x40);
    raw->titles[3].lite = BlockBytes(damaged);
    const Page whole = unpackPage(*raw);
    QCOMPARE(whole.rows.size(), 19U);
    QCOMPARE(whole.badRows, 1);
    QCOMPARE(whole.rows[3].item.value, raw->titles[4].n);
}

QTEST_GUILESS_MAIN(tst_CataloguePager)
#include "tst_cataloguepager.moc"

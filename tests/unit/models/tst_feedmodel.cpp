// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "models/feed/feed.h"
#include "models/feedmodel.h"
#include "tests/support/fakeclock.h"
#include "tests/support/modelprobe.h"
#include "tests/support/scriptedstore.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::filmId;
using test::filmRow;
using test::ModelProbe;
using test::ScriptedStore;

namespace {

/// Says yes to every favorite at once.
class AgreeingUserData final : public UserData
{
public:
    void setFavorite(const Title & /*snapshot*/, bool /*wanted*/, Reply<void> reply) override { reply({}); }
    void favorites(const QString & /*sourceId*/, Reply<std::vector<Favorite>> /*reply*/) override { }
    void saveAnchor(const FeedKey & /*feed*/, const Anchor & /*anchor*/) override { }
    void anchor(const FeedKey & /*feed*/, Reply<std::optional<Anchor>> /*reply*/) override { }
};

} // namespace

class TestFeedModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void placeholdersAreSilentAndComplete();
    void aLoadedRowHoldsItsTitle();
    void screenReadersHearASentence_data();
    void screenReadersHearASentence();
    void aHeartChangesOneRow();
    void theContractOfModelsHoldsThroughEverything_data();
    void theContractOfModelsHoldsThroughEverything();
    void whoHoldsATitleKeepsItWhenTheListChanges();
    void fetchingMoreIsHarmless();
    void anAnchorComesBackAsAPlace();
    void theStatusFollowsTheFeed();
    void rowsThatDoNotExistAreEmpty();
    void aModelMayGoWhileItsFeedLives();

private:
    [[nodiscard]] QVariant at(int row, int role) const { return m_model->index(row).data(role); }
    void start(int films);
    void showAt(int first, int last);

    test::FakeClock m_clock;
    NullTrace m_trace;
    AgreeingUserData m_userData;
    std::unique_ptr<ScriptedStore> m_store;
    std::unique_ptr<Favorites> m_favorites;
    std::shared_ptr<Feed> m_feed;
    std::unique_ptr<FeedModel> m_model;
};

void TestFeedModel::init()
{
    m_model.reset();
    m_favorites = std::make_unique<Favorites>(m_userData);
}

void TestFeedModel::start(int films)
{
    m_store = std::make_unique<ScriptedStore>(films);
    m_feed = std::make_shared<Feed>(FeedKey::of(u"scripted"_s, u"all"_s), *m_store, m_clock, m_trace);
    m_model = std::make_unique<FeedModel>(m_feed, *m_favorites);
    m_model->setActive(true);
}

void TestFeedModel::showAt(int first, int last)
{
    m_model->open();
    m_model->setViewport(first, last, 0);
    m_store->answerAll();
}

void TestFeedModel::placeholdersAreSilentAndComplete()
{
    start(312);
    m_model->open();
    m_store->answerOpen();
    QCOMPARE(m_model->rowCount(), 312);
    QCOMPARE(m_model->rowCount(m_model->index(0)), 0);
    QCOMPARE(at(13, Qt::DisplayRole), QVariant(QString()));
    QCOMPARE(at(13, FeedModel::LoadedRole).toBool(), false);
    QCOMPARE(at(13, FeedModel::GapRole).toBool(), false);
    QCOMPARE(at(13, FeedModel::TitlePointerRole).value<const Title *>(), nullptr);
    QVERIFY(!at(13, FeedModel::TitleIdRole).isValid());
    QVERIFY(!at(13, FeedModel::FavoriteRole).isValid());
    QCOMPARE(at(13, Qt::AccessibleTextRole).toString(), u"Loading, 14 of 312"_s);
    QVERIFY(m_store->pagesAsked.empty());
}

void TestFeedModel::aLoadedRowHoldsItsTitle()
{
    start(1);
    Title &film = m_store->films.front().title;
    film.title = u"Metropolis"_s;
    film.year = 1927;
    film.rating = 8.3;
    film.votes = 100;
    film.runtime = 153;
    film.genres = {u"Drama"_s};
    film.overview = u"A city."_s;
    film.poster = u"/m.jpg"_s;
    showAt(0, 0);
    QCOMPARE(at(0, Qt::DisplayRole).toString(), u"Metropolis"_s);
    QCOMPARE(at(0, FeedModel::TitleIdRole).value<TitleId>(), filmId(0));
    QCOMPARE(at(0, FeedModel::TitlePointerRole).value<const Title *>()->title, u"Metropolis"_s);
    QCOMPARE(at(0, FeedModel::YearRole), QVariant(1927));
    QCOMPARE(at(0, FeedModel::RatingRole), QVariant(8.3));
    QCOMPARE(at(0, FeedModel::VotesRole), QVariant(100));
    QCOMPARE(at(0, FeedModel::RuntimeRole), QVariant(153));
    QCOMPARE(at(0, FeedModel::GenresRole).toStringList(), QStringList{u"Drama"_s});
    QCOMPARE(at(0, FeedModel::OverviewRole).toString(), u"A city."_s);
    QCOMPARE(at(0, FeedModel::PosterRole).toString(), u"/m.jpg"_s);
    QVERIFY(!at(0, Qt::ToolTipRole).isValid());
    QCOMPARE(m_model->rowOf(filmId(0)), 0);
    QCOMPARE(m_model->roleNames().value(FeedModel::RatingRole), QByteArray("rating"));
}

void TestFeedModel::screenReadersHearASentence_data()
{
    QTest::addColumn<int>("year");
    QTest::addColumn<double>("rating");
    QTest::addColumn<bool>("isFavorite");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("everything known") << 1927 << 8.3 << true << u"Film 13, 1927, rated 8.3, in favorites, 14 of 312"_s;
    QTest::newRow("no rating") << 1927 << 0.0 << false << u"Film 13, 1927, 14 of 312"_s;
    QTest::newRow("no year") << 0 << 7.0 << false << u"Film 13, rated 7.0, 14 of 312"_s;
    QTest::newRow("nothing but the title") << 0 << 0.0 << false << u"Film 13, 14 of 312"_s;
}

void TestFeedModel::screenReadersHearASentence()
{
    QFETCH(int, year);
    QFETCH(double, rating);
    QFETCH(bool, isFavorite);
    QFETCH(QString, sentence);
    start(312);
    Title &film = m_store->films[13].title;
    if (year > 0)
        film.year = year;
    if (rating > 0)
        film.rating = rating;
    showAt(0, 19);
    if (isFavorite)
        m_favorites->set(film, true);
    QCOMPARE(at(13, Qt::AccessibleTextRole).toString(), sentence);
}

void TestFeedModel::aHeartChangesOneRow()
{
    start(100);
    showAt(0, 19);
    QSignalSpy changes(m_model.get(), &FeedModel::dataChanged);
    m_favorites->set(filmRow(5).title, true);
    QCOMPARE(changes.count(), 2);
    for (const QList<QVariant> &change : changes) {
        QCOMPARE(change.at(0).toModelIndex().row(), 5);
        QCOMPARE(change.at(1).toModelIndex().row(), 5);
        QVERIFY(change.at(2).value<QList<int>>().contains(int(FeedModel::FavoriteRole)));
    }
    QCOMPARE(at(5, FeedModel::FavoriteRole).toInt(), int(Favorites::State::On));
    QCOMPARE(at(6, FeedModel::FavoriteRole).toInt(), int(Favorites::State::Off));
    m_favorites->set(filmRow(5'000).title, true);
    QCOMPARE(changes.count(), 2);
}

void TestFeedModel::theContractOfModelsHoldsThroughEverything_data()
{
    QTest::addColumn<bool>("isFetchingMore");
    QTest::newRow("left alone") << false;
    QTest::newRow("asked for more at every turn") << true;
}

void TestFeedModel::theContractOfModelsHoldsThroughEverything()
{
    QFETCH(bool, isFetchingMore);
    start(300);
    m_store->films[45] = filmRow(3);
    const ModelProbe probe(*m_model, isFetchingMore);
    const auto check = [&] { QCOMPARE(probe.rows(), m_model->rowCount()); };
    showAt(0, 19);
    check();
    m_model->setViewport(30, 59, 20);
    m_store->answerAll();
    QCOMPARE(m_model->rowCount(), 299);
    check();
    m_store->films.resize(250);
    m_store->generation = m_store->generation.next();
    m_model->refresh();
    m_store->answerAll();
    check();
    m_model->setViewport(200, 240, 20);
    for (int n = 300; n < 320; ++n)
        m_store->films.push_back(filmRow(n));
    m_store->answerAll();
    QVERIFY(m_model->rowCount() >= 269);
    check();
    m_store->films.clear();
    m_store->generation = m_store->generation.next();
    m_model->refresh();
    m_store->answerAll();
    QCOMPARE(m_model->rowCount(), 0);
    check();
    QVERIFY(probe.changes() > 3);
    QCOMPARE(probe.resets(), 1); // the opening
    QCOMPARE(probe.exchanges(), 2);
}

void TestFeedModel::whoHoldsATitleKeepsItWhenTheListChanges()
{
    start(100);
    showAt(0, 30);
    const QPersistentModelIndex kept(m_model->index(20));
    const QPersistentModelIndex gone(m_model->index(5));
    const QPersistentModelIndex last(m_model->index(99)); // not loaded: nobody knows which title it is
    const TitleId title = kept.data(FeedModel::TitleIdRole).value<TitleId>();
    std::erase_if(m_store->films, [](const Row &row) { return row.item.value == 5 || row.item.value == 90; });
    m_store->films.insert(m_store->films.begin(), {filmRow(500), filmRow(501), filmRow(502)});
    m_store->generation = m_store->generation.next();
    m_model->refresh();
    m_store->answerAll();
    QCOMPARE(m_model->rowCount(), 101);
    QCOMPARE(kept.row(), 22);
    QCOMPARE(kept.data(FeedModel::TitleIdRole).value<TitleId>(), title);
    QVERIFY(!gone.isValid());
    QVERIFY(!last.isValid());
}

void TestFeedModel::fetchingMoreIsHarmless()
{
    start(300);
    QVERIFY(!m_model->canFetchMore({}));
    m_model->fetchMore({});
    showAt(0, 19);
    const std::size_t asked = m_store->pagesAsked.size();
    for (int i = 0; i < 1000; ++i)
        m_model->fetchMore({});
    m_store->answerAll();
    QCOMPARE(m_store->pagesAsked.size(), asked);
    QCOMPARE(m_model->rowCount(), 300);
    QVERIFY(!m_model->canFetchMore({}));
}

void TestFeedModel::anAnchorComesBackAsAPlace()
{
    start(1000);
    QSignalSpy places(m_model.get(), &FeedModel::placeFound);
    m_model->open(Anchor{filmId(500), -20, 0});
    m_store->answerAll();
    QCOMPARE(places.takeFirst(), (QList<QVariant>{500, -20}));
    m_model->setViewport(495, 520, 0);
    m_model->setAnchor(502, 11);
    m_store->answerAll();
    m_store->films.erase(m_store->films.begin());
    m_store->generation = m_store->generation.next();
    m_feed->invalidate();
    m_store->answerAll();
    QCOMPARE(places.takeFirst(), (QList<QVariant>{501, 11}));
    m_model->jumpToText(u"Film 900"_s);
    m_store->answerAll();
    QCOMPARE(places.takeFirst(), (QList<QVariant>{899, 0}));
}

void TestFeedModel::theStatusFollowsTheFeed()
{
    start(40);
    QSignalSpy statuses(m_model.get(), &FeedModel::statusChanged);
    QVERIFY(!m_model->status().opened);
    m_model->open();
    QVERIFY(m_model->status().refresh.is(LoadState::Kind::Loading));
    m_store->failOpen(fail(ErrorKind::NotFound, u"no such file"_s).value());
    QCOMPARE(m_model->status().refresh.error->kind, ErrorKind::NotFound);
    m_model->retry();
    m_model->setViewport(0, 39, 0);
    m_store->answerAll();
    QCOMPARE(m_model->status().total, 40);
    QCOMPARE(m_model->status().loaded, 40);
    QVERIFY(m_model->status().opened);
    QCOMPARE(m_model->status().append, LoadState::complete(EndReason::TotalReached));
    QVERIFY(statuses.count() >= 4);
    QCOMPARE(m_model->key().text(), u"scripted/all"_s);
}

void TestFeedModel::rowsThatDoNotExistAreEmpty()
{
    start(10);
    QCOMPARE(m_model->titleAt(0), nullptr);
    showAt(0, 9);
    QCOMPARE(m_model->titleAt(-1), nullptr);
    QCOMPARE(m_model->titleAt(10), nullptr);
    QVERIFY(m_model->titleAt(9));
    QVERIFY(!m_model->data({}, Qt::DisplayRole).isValid());
    m_model->setViewport(-1, -1, 0);
    m_model->setViewport(5, 2, 0);
}

void TestFeedModel::aModelMayGoWhileItsFeedLives()
{
    start(100);
    m_model->open();
    m_model.reset();
    QVERIFY(!m_feed->isWatched());
    m_store->answerAll();
    m_favorites->set(filmRow(1).title, true);
    QCOMPARE(m_feed->rows(), 100);
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFeedModel)
#include "tst_feedmodel.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include <deque>

#include "models/favorites.h"
#include "tests/support/scriptedstore.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::filmId;
using test::filmRow;
using State = Favorites::State;

namespace {

/// Keeps favorites when told to.
class ScriptedUserData final : public UserData
{
public:
    struct Set {
        TitleId title;
        bool wanted = false;
        Reply<void> reply;
    };
    std::deque<Set> sets;
    std::deque<Reply<std::vector<Favorite>>> loads;

    void succeed()
    {
        const Set set = std::move(sets.front());
        sets.pop_front();
        set.reply({});
    }
    void refuse()
    {
        const Set set = std::move(sets.front());
        sets.pop_front();
        set.reply(fail(ErrorKind::DiskFull, u"no space left"_s));
    }
    void load(const std::vector<qint64> &films)
    {
        std::vector<Favorite> favorites;
        for (const qint64 n : films)
            favorites.push_back({filmRow(n).title, {}});
        const auto reply = std::move(loads.front());
        loads.pop_front();
        reply(favorites);
    }

    void setFavorite(const Title &snapshot, bool wanted, Reply<void> reply) override
    {
        sets.push_back({snapshot.id, wanted, std::move(reply)});
    }
    void favorites(const QString & /*sourceId*/, Reply<std::vector<Favorite>> reply) override
    {
        loads.push_back(std::move(reply));
    }
    void saveAnchor(const FeedKey & /*feed*/, const Anchor & /*anchor*/) override { }
    void anchor(const FeedKey & /*feed*/, Reply<std::optional<Anchor>> /*reply*/) override { }
};

} // namespace

class TestFavorites : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aHeartFillsOnlyWhenItIsKept();
    void aHeartThatCannotBeKeptSpringsBack();
    void clickingTwiceIsTheLastWish();
    void onlyTheLastOfSeveralFailuresIsTold();
    void wishingWhatIsWishedAsksForNothing();
    void whatIsKeptIsReadAtTheStart();
    void readingAgainTellsOnlyTheSourcesThatDiffer();
    void whatCannotBeReadLeavesWhatWasKnown();
    void answersAfterwardsAreDropped();

private:
    std::unique_ptr<ScriptedUserData> m_store;
    std::unique_ptr<Favorites> m_favorites;
    std::unique_ptr<QSignalSpy> m_states;
    std::unique_ptr<QSignalSpy> m_changes;
    std::unique_ptr<QSignalSpy> m_failures;
    const Title m_film = filmRow(7).title;
};

void TestFavorites::init()
{
    m_store = std::make_unique<ScriptedUserData>();
    m_favorites = std::make_unique<Favorites>(*m_store);
    m_states = std::make_unique<QSignalSpy>(m_favorites.get(), &Favorites::stateChanged);
    m_changes = std::make_unique<QSignalSpy>(m_favorites.get(), &Favorites::changed);
    m_failures = std::make_unique<QSignalSpy>(m_favorites.get(), &Favorites::failed);
}

void TestFavorites::aHeartFillsOnlyWhenItIsKept()
{
    QCOMPARE(m_favorites->state(m_film.id), State::Off);
    m_favorites->set(m_film, true);
    QCOMPARE(m_favorites->state(m_film.id), State::TurningOn);
    QVERIFY(m_favorites->isWanted(m_film.id));
    QCOMPARE(m_favorites->count(u"scripted"_s), 0);
    QCOMPARE(m_states->count(), 1);
    QCOMPARE(m_changes->count(), 0);
    m_store->succeed();
    QCOMPARE(m_favorites->state(m_film.id), State::On);
    QCOMPARE(m_favorites->count(u"scripted"_s), 1);
    QCOMPARE(m_states->count(), 2);
    QCOMPARE(m_changes->count(), 1);
    QCOMPARE(m_changes->at(0).at(0).toString(), u"scripted"_s);
    m_favorites->set(m_film, false);
    QCOMPARE(m_favorites->state(m_film.id), State::TurningOff);
    QVERIFY(!m_favorites->isWanted(m_film.id));
    m_store->succeed();
    QCOMPARE(m_favorites->state(m_film.id), State::Off);
    QCOMPARE(m_favorites->count(u"scripted"_s), 0);
    QCOMPARE(m_changes->count(), 2);
}

void TestFavorites::aHeartThatCannotBeKeptSpringsBack()
{
    m_favorites->set(m_film, true);
    m_store->refuse();
    QCOMPARE(m_favorites->state(m_film.id), State::Off);
    QCOMPARE(m_states->count(), 2);
    QCOMPARE(m_changes->count(), 0);
    QCOMPARE(m_failures->count(), 1);
    QCOMPARE(m_failures->at(0).at(0).value<TitleId>(), m_film.id);
    QCOMPARE(m_failures->at(0).at(1).value<Error>().kind, ErrorKind::DiskFull);
    m_favorites->set(m_film, true);
    m_store->succeed();
    m_favorites->set(m_film, false);
    m_store->refuse();
    QCOMPARE(m_favorites->state(m_film.id), State::On);
    QCOMPARE(m_favorites->count(u"scripted"_s), 1);
}

void TestFavorites::clickingTwiceIsTheLastWish()
{
    m_favorites->set(m_film, true);
    m_favorites->set(m_film, false);
    QCOMPARE(m_favorites->state(m_film.id), State::TurningOff);
    QCOMPARE(m_store->sets.size(), std::size_t(2));
    m_store->succeed();
    QCOMPARE(m_favorites->state(m_film.id), State::TurningOff);
    m_store->succeed();
    QCOMPARE(m_favorites->state(m_film.id), State::Off);
    QCOMPARE(m_favorites->count(u"scripted"_s), 0);
}

void TestFavorites::onlyTheLastOfSeveralFailuresIsTold()
{
    m_favorites->set(m_film, true);
    m_favorites->set(m_film, false);
    m_store->refuse();
    QCOMPARE(m_failures->count(), 0);
    QCOMPARE(m_favorites->state(m_film.id), State::TurningOff);
    m_store->refuse();
    QCOMPARE(m_failures->count(), 1);
    QCOMPARE(m_favorites->state(m_film.id), State::Off);
}

void TestFavorites::wishingWhatIsWishedAsksForNothing()
{
    m_favorites->set(m_film, false);
    QVERIFY(m_store->sets.empty());
    m_favorites->set(m_film, true);
    m_favorites->set(m_film, true);
    QCOMPARE(m_store->sets.size(), std::size_t(1));
    m_store->succeed();
    m_favorites->set(m_film, true);
    QVERIFY(m_store->sets.empty());
}

void TestFavorites::whatIsKeptIsReadAtTheStart()
{
    m_favorites->load();
    m_store->load({1, 2, 7});
    QCOMPARE(m_favorites->state(m_film.id), State::On);
    QCOMPARE(m_favorites->state(filmId(3)), State::Off);
    QCOMPARE(m_favorites->count(u"scripted"_s), 3);
    QCOMPARE(m_favorites->count(u"elsewhere"_s), 0);
    QCOMPARE(m_states->count(), 3);
    QCOMPARE(m_changes->count(), 1);
}

void TestFavorites::readingAgainTellsOnlyTheSourcesThatDiffer()
{
    m_favorites->load();
    m_store->load({1, 2});
    m_favorites->load();
    m_store->load({1, 2});
    QCOMPARE(m_changes->count(), 1);
    m_favorites->load();
    m_store->load({2, 3});
    QCOMPARE(m_changes->count(), 2);
    QCOMPARE(m_states->count(), 4);
    QCOMPARE(m_favorites->state(filmId(1)), State::Off);
    QCOMPARE(m_favorites->state(filmId(3)), State::On);
    QCOMPARE(m_favorites->count(u"scripted"_s), 2);
}

void TestFavorites::whatCannotBeReadLeavesWhatWasKnown()
{
    m_favorites->load();
    m_store->load({1});
    m_favorites->load();
    m_store->loads.front()(fail(ErrorKind::Corrupt, u"broken"_s));
    QCOMPARE(m_favorites->state(filmId(1)), State::On);
    QCOMPARE(m_failures->count(), 1);
    QVERIFY(!m_failures->at(0).at(0).value<TitleId>().isValid());
}

void TestFavorites::answersAfterwardsAreDropped()
{
    m_favorites->set(m_film, true);
    m_favorites->load();
    m_favorites.reset();
    m_store->succeed();
    m_store->load({1});
}

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestFavorites)
#include "tst_favorites.moc"

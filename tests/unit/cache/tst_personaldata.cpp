// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "cache/userdata/userdatastore.h"
#include "tests/support/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/recordingtrace.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace matinee;
using test::await;

namespace {

Title film(const QString &extId, const QString &source = u"tmdb"_s)
{
    Title title;
    title.id = {source, u"movie"_s, extId};
    title.title = u"Film "_s + extId;
    title.year = 1927;
    return title;
}

} // namespace

// What a person keeps beside favorites, through the store that keeps it.
class TestPersonalData : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<UserDataStore> m_store;
    test::FakeClock m_clock;
    Mailbox m_mailbox;
    test::RecordingTrace m_trace;

    void restart()
    {
        m_store.reset();
        m_store = std::make_unique<UserDataStore>(m_dir->filePath(u"user.db"_s), m_mailbox, m_clock, m_trace);
    }
    bool set(MarkKind kind, const Title &title, std::optional<double> value, const QDateTime &at = {})
    {
        return await<void>([&](auto reply) { m_store->setMark(kind, title, value, at, reply); }).has_value();
    }
    std::vector<Mark> marks(MarkKind kind, const QString &source = {})
    {
        return await<std::vector<Mark>>([&](auto reply) { m_store->marks(kind, source, reply); }).value();
    }
    QStringList marked(MarkKind kind)
    {
        QStringList ids;
        for (const Mark &mark : marks(kind))
            ids += mark.title.id.extId;
        return ids;
    }
    qint64 make(const QString &name, const QStringList &films = {})
    {
        OwnListContent content{{0, name, u"about"_s, 0}, {}};
        for (const QString &id : films)
            content.items.push_back({film(id), m_clock.now()});
        return await<qint64>([&](auto reply) { m_store->putList(content, reply); }).value();
    }
    OwnListContent list(qint64 id)
    {
        return await<OwnListContent>([&](auto reply) { m_store->list(id, reply); }).value();
    }
    QStringList idsOf(qint64 id)
    {
        QStringList ids;
        for (const ListItem &item : list(id).items)
            ids += item.title.id.extId;
        return ids;
    }
    bool move(qint64 id, const QString &what, const QString &before)
    {
        const TitleId target = before.isEmpty() ? TitleId{} : film(before).id;
        return await<void>([&](auto reply) { m_store->moveInList(id, film(what).id, target, reply); }).has_value();
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        restart();
    }
    void cleanup()
    {
        m_store.reset();
        m_dir.reset();
    }

    void eachKindOfMarkIsKeptApartAndWhole()
    {
        Title rated = film(u"1"_s);
        rated.poster = u"/p.jpg"_s;
        const QDateTime seen = m_clock.now().addYears(-3);
        QVERIFY(set(MarkKind::Rating, rated, 7.5));
        QVERIFY(set(MarkKind::Watchlist, film(u"2"_s), 1));
        QVERIFY(set(MarkKind::Watched, film(u"3"_s), 1, seen));
        restart();
        QCOMPARE(marks(MarkKind::Rating), (std::vector{Mark{rated, 7.5, m_clock.now()}}));
        QCOMPARE(marks(MarkKind::Watchlist), (std::vector{Mark{film(u"2"_s), 1, m_clock.now()}}));
        QCOMPARE(marks(MarkKind::Watched), (std::vector{Mark{film(u"3"_s), 1, seen}}));
        QVERIFY(marks(MarkKind::Favorite).empty());
    }

    void aRatingIsChangedAndTakenAway()
    {
        QVERIFY(set(MarkKind::Rating, film(u"1"_s), 7));
        QVERIFY(set(MarkKind::Rating, film(u"1"_s), 9.5));
        QCOMPARE(marks(MarkKind::Rating).front().value, 9.5);
        QVERIFY(set(MarkKind::Rating, film(u"1"_s), std::nullopt));
        QVERIFY(marks(MarkKind::Rating).empty());
    }

    void noRatingIsOutOfItsRange()
    {
        for (const double value : {0.0, 0.4, 10.5, -1.0, std::numeric_limits<double>::quiet_NaN()})
            QVERIFY(!set(MarkKind::Rating, film(u"1"_s), value));
        QVERIFY(!set(MarkKind::Watchlist, Title{}, 1));
        QVERIFY(marks(MarkKind::Rating).empty());
    }

    void aSnapshotStaysWhileAnythingNamesItsTitle()
    {
        const qint64 id = make(u"Silent"_s, {u"1"_s});
        QVERIFY(set(MarkKind::Watchlist, film(u"1"_s), 1));
        QVERIFY(set(MarkKind::Watchlist, film(u"1"_s), std::nullopt));
        QCOMPARE(list(id).items.front().title, film(u"1"_s));
    }

    void aListKeepsItsNameWordsAndOrder()
    {
        const qint64 id = make(u"Silent\ncomedies"_s, {u"3"_s, u"1"_s, u"2"_s});
        restart();
        const OwnListContent kept = list(id);
        QCOMPARE(kept.list, (OwnList{id, u"Silent comedies"_s, u"about"_s, 3}));
        QCOMPARE(idsOf(id), QStringList({u"3"_s, u"1"_s, u"2"_s}));
        QVERIFY(!await<qint64>([&](auto reply) { m_store->putList({{0, u" \n"_s, {}, 0}, {}}, reply); }));
    }

    void aTitleMovesWithinItsList_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("order");
        QTest::newRow("to the front") << u"3"_s << u"1"_s << u"3124"_s;
        QTest::newRow("to the end") << u"1"_s << u""_s << u"2341"_s;
        QTest::newRow("down by one") << u"2"_s << u"4"_s << u"1324"_s;
        QTest::newRow("before itself changes nothing") << u"2"_s << u"2"_s << u"1234"_s;
        QTest::newRow("where it is changes nothing") << u"2"_s << u"3"_s << u"1234"_s;
    }
    void aTitleMovesWithinItsList()
    {
        QFETCH(QString, what);
        QFETCH(QString, before);
        QFETCH(QString, order);
        const qint64 id = make(u"Mine"_s, {u"1"_s, u"2"_s, u"3"_s, u"4"_s});
        QVERIFY(move(id, what, before));
        restart();
        QCOMPARE(idsOf(id).join(QString()), order);
    }

    void movingOverAndOverKeepsTheOrderExact()
    {
        const qint64 id = make(u"Mine"_s, {u"1"_s, u"2"_s, u"3"_s});
        for (int i = 0; i < 120; ++i)
            QVERIFY(move(id, i % 2 == 0 ? u"3"_s : u"2"_s, i % 2 == 0 ? u"2"_s : u"3"_s));
        QCOMPARE(idsOf(id), QStringList({u"1"_s, u"2"_s, u"3"_s}));
    }

    void aTitleIsInAListOnce()
    {
        const qint64 id = make(u"Mine"_s, {u"1"_s, u"2"_s});
        for (const QString &film_ : {u"1"_s, u"5"_s})
            QVERIFY(await<void>([&](auto reply) { m_store->addToList(id, film(film_), reply); }));
        QCOMPARE(idsOf(id), QStringList({u"1"_s, u"2"_s, u"5"_s}));
        QCOMPARE(await<std::vector<qint64>>([&](auto reply) { m_store->listsOf(film(u"5"_s).id, reply); }).value(),
            std::vector<qint64>{id});
        QVERIFY(await<void>([&](auto reply) { m_store->removeFromList(id, film(u"1"_s).id, reply); }));
        QCOMPARE(idsOf(id), QStringList({u"2"_s, u"5"_s}));
    }

    void aListThatIsGoneIsNotFoundAndComesBackWhole()
    {
        const qint64 id = make(u"Mine"_s, {u"1"_s, u"2"_s});
        const OwnListContent before = list(id);
        QVERIFY(await<void>([&](auto reply) { m_store->removeList(id, reply); }));
        const auto gone = await<OwnListContent>([&](auto reply) { m_store->list(id, reply); });
        QCOMPARE(gone.error().kind, ErrorKind::NotFound);
        QVERIFY(!await<void>([&](auto reply) { m_store->addToList(id, film(u"1"_s), reply); }));
        QCOMPARE(await<qint64>([&](auto reply) { m_store->putList(before, reply); }).value(), id);
        QCOMPARE(list(id).items, before.items);
    }

    void aNoteIsKeptChangedAndTakenAway()
    {
        const auto write = [&](const QString &text) {
            return await<void>([&](auto reply) { m_store->setNote(film(u"1"_s), text, {}, reply); }).has_value();
        };
        const auto read = [&] { return await<QString>([&](auto reply) { m_store->note(film(u"1"_s).id, reply); }).value(); };
        QVERIFY(write(u"With \"Anna\"\nat the Odeon \U0001F3AC"_s));
        restart();
        QCOMPARE(read(), u"With \"Anna\"\nat the Odeon \U0001F3AC"_s);
        const auto all = await<std::vector<Note>>([&](auto reply) { m_store->notes(reply); });
        QCOMPARE(all->front().title, film(u"1"_s));
        QVERIFY(write(u"  \n"_s));
        QCOMPARE(read(), QString());
    }

    void aSmallPosterStandsBesideItsTitleOnly()
    {
        const auto keep = [&](const TitleId &id, const QByteArray &bytes) {
            return await<void>([&](auto reply) { m_store->keepPoster(id, bytes, reply); }).has_value();
        };
        const auto poster
            = [&](const TitleId &id) { return await<QByteArray>([&](auto reply) { m_store->poster(id, reply); }).value(); };
        QVERIFY(set(MarkKind::Favorite, film(u"1"_s), 1));
        QVERIFY(keep(film(u"1"_s).id, "jpeg"));
        QVERIFY(keep(film(u"2"_s).id, "jpeg"));
        QVERIFY(keep(film(u"1"_s).id, QByteArray(200'000, 'x')));
        QVERIFY(set(MarkKind::Rating, film(u"1"_s), 8)); // a newer snapshot leaves it
        restart();
        QCOMPARE(poster(film(u"1"_s).id), QByteArray("jpeg"));
        QCOMPARE(poster(film(u"2"_s).id), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestPersonalData)
#include "tst_personaldata.moc"

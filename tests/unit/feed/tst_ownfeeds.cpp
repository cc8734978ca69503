// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/feed/own/ownfeeds.h"
#include "models/marks.h"
#include "tests/support/memorypersonal.h"

using namespace Qt::StringLiterals;
using namespace matinee;

namespace {

Title film(const QString &id, const QString &name, int year, const QString &source = u"tmdb"_s)
{
    Title title;
    title.id = {source, u"movie"_s, id};
    title.title = name;
    title.year = year;
    return title;
}

} // namespace

// What is the person's own, as lists, and as menus change it.
class TestOwnFeeds : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<test::MemoryPersonal> m_personal;
    std::unique_ptr<OwnFeeds> m_feeds;
    std::unique_ptr<Marks> m_marks;
    QString m_sought;

    QStringList names(const QString &key)
    {
        const FeedKey feed = FeedKey::parse(key).value();
        QStringList found;
        m_feeds->page(feed, {}, PageNo{1}, Priority::VisiblePage, {}, [&](const Result<Page> &page) {
            if (!page)
                found += page.error().where;
            else
                for (const Row &row : page->rows)
                    found += row.title.title;
        });
        return found;
    }

private Q_SLOTS:
    void init()
    {
        m_personal = std::make_unique<test::MemoryPersonal>();
        m_feeds = std::make_unique<OwnFeeds>(
            *m_personal, [this](const QString &, const QString &text, const Reply<std::vector<Title>> &reply) {
                m_sought = text;
                reply(std::vector<Title>{film(u"9"_s, u"Found"_s, 1920)});
            });
        m_marks = std::make_unique<Marks>(*m_personal);
    }

    void marksAreListsOfTheirSource()
    {
        m_marks->set(MarkKind::Watchlist, film(u"1"_s, u"Wings"_s, 1927), 1.0);
        m_marks->set(MarkKind::Watchlist, film(u"2"_s, u"Faust"_s, 1926), 1.0);
        m_marks->set(MarkKind::Watchlist, film(u"3"_s, u"Elsewhere"_s, 1926, u"other"_s), 1.0);
        QCOMPARE(names(u"tmdb/my-watchlist"_s), (QStringList{u"Faust"_s, u"Wings"_s}));
        QCOMPARE(names(u"tmdb/my-watched"_s), QStringList());
        QCOMPARE(m_marks->count(MarkKind::Watchlist, u"tmdb"_s), 2);
    }

    void theyAreSorted_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("order");
        QTest::newRow("as they were set, the newest first") << QString() << QStringList{u"C"_s, u"a"_s, u"B"_s};
        QTest::newRow("the oldest first") << u"?order=desc"_s << QStringList{u"B"_s, u"a"_s, u"C"_s};
        QTest::newRow("by title") << u"?sort=title"_s << QStringList{u"a"_s, u"B"_s, u"C"_s};
        QTest::newRow("by year, down") << u"?sort=year&order=desc"_s << QStringList{u"C"_s, u"B"_s, u"a"_s};
        QTest::newRow("by rating, down") << u"?sort=rating&order=desc"_s << QStringList{u"a"_s, u"C"_s, u"B"_s};
        QTest::newRow("by what there is not") << u"?sort=color"_s << QStringList{u"sort"_s};
        QTest::newRow("in what order") << u"?order=up"_s << QStringList{u"order"_s};
    }
    void theyAreSorted()
    {
        QFETCH(QString, query);
        QFETCH(QStringList, order);
        m_marks->set(MarkKind::Rating, film(u"2"_s, u"B"_s, 1925), 4.0);
        m_marks->set(MarkKind::Rating, film(u"1"_s, u"a"_s, 1920), 9.0);
        m_marks->set(MarkKind::Rating, film(u"3"_s, u"C"_s, 1930), 7.0);
        QCOMPARE(names(u"tmdb/my-ratings"_s + query), order);
    }

    void anOwnListIsInItsOwnOrderWhateverSourceIsNamed()
    {
        m_marks->makeList(u"Silent"_s, film(u"1"_s, u"One"_s, 1920));
        const qint64 list = m_personal->kept.lists.front().list.id;
        m_marks->addToList(list, film(u"2"_s, u"Two"_s, 1921, u"other"_s));
        m_marks->addToList(list, film(u"3"_s, u"Three"_s, 1922));
        m_marks->moveInList(list, {u"tmdb"_s, u"movie"_s, u"3"_s}, {u"tmdb"_s, u"movie"_s, u"1"_s});
        const QString key = u"x/"_s + OwnFeeds::feedOfList(list);
        QCOMPARE(names(key), (QStringList{u"Three"_s, u"One"_s, u"Two"_s}));
        m_marks->removeFromList(list, {u"tmdb"_s, u"movie"_s, u"1"_s});
        QCOMPARE(names(key), (QStringList{u"Three"_s, u"Two"_s}));
        QCOMPARE(m_marks->lists().front().size, 2);
        m_marks->putBack(list, film(u"1"_s, u"One"_s, 1920), {u"other"_s, u"movie"_s, u"2"_s});
        QCOMPARE(names(key), (QStringList{u"Three"_s, u"One"_s, u"Two"_s})); // where it was
    }

    void aListThatIsDeletedComesBackWhole()
    {
        m_marks->makeList(u"Silent"_s, film(u"1"_s, u"One"_s, 1920));
        const qint64 list = m_personal->kept.lists.front().list.id;
        std::optional<OwnListContent> gone;
        m_marks->removeList(list, [&](const OwnListContent &content) { gone = content; });
        QVERIFY(m_marks->lists().empty());
        m_marks->undoList(gone.value());
        QCOMPARE(m_marks->lists().front().name, u"Silent"_s);
        QCOMPARE(names(u"x/"_s + OwnFeeds::feedOfList(list)), QStringList{u"One"_s});
    }

    void whatCannotBeKeptChangesNothing()
    {
        int failures = 0;
        connect(m_marks.get(), &Marks::failed, this, [&] { ++failures; });
        m_personal->failure = Error{ErrorKind::DiskFull, {}, {}};
        m_marks->set(MarkKind::Watched, film(u"1"_s, u"One"_s, 1920), 1.0);
        m_marks->makeList(u"Silent"_s, std::nullopt);
        QCOMPARE(failures, 2);
        QVERIFY(!m_marks->isSet(MarkKind::Watched, film(u"1"_s, u"One"_s, 1920).id));
        QVERIFY(m_marks->lists().empty());
    }

    void loadingTellsWhatIsDifferent()
    {
        m_personal->kept.marks.push_back({MarkKind::Watched, {film(u"1"_s, u"One"_s, 1920), 1, {}}});
        QStringList changes;
        connect(m_marks.get(), &Marks::changed, this,
            [&](MarkKind kind, const QString &source) { changes += markName(kind) + u' ' + source; });
        m_marks->load();
        m_marks->load();
        QCOMPARE(changes, QStringList{u"watched tmdb"_s});
    }

    void everythingKeptIsSearched()
    {
        QCOMPARE(names(u"tmdb/found?q=gold%20rush"_s), QStringList{u"Found"_s});
        QCOMPARE(m_sought, u"gold rush"_s);
    }

    void everySourceOffersThem()
    {
        SourceDescriptor source;
        source.isRemote = true;
        FeedDescriptor theirs;
        theirs.id = u"watchlist"_s;
        theirs.section = FeedDescriptor::Section::Yours;
        source.feeds.push_back(theirs);
        OwnFeeds::addTo(source, {{7, u"Silent"_s, {}, 2}});
        QCOMPARE(source.feed(u"watchlist")->section, FeedDescriptor::Section::Hidden);
        for (const QString &id : {u"favorites"_s, u"my-watchlist"_s, u"my-ratings"_s, u"my-watched"_s, u"list-7"_s})
            QCOMPARE(source.feed(id)->section, FeedDescriptor::Section::Yours);
        QCOMPARE(source.feed(u"list-7")->title, u"Silent"_s);
        QVERIFY(source.feed(u"found"));
    }

    void whatIsOwnIsTold_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("isOwn");
        QTest::newRow("favorites") << u"tmdb/favorites"_s << true;
        QTest::newRow("a list") << u"tmdb/list-12"_s << true;
        QTest::newRow("a list without a number") << u"tmdb/list-"_s << false;
        QTest::newRow("a list of another kind") << u"tmdb/list-x"_s << false;
        QTest::newRow("the server's watchlist") << u"tmdb/watchlist"_s << false;
    }
    void whatIsOwnIsTold()
    {
        QFETCH(QString, key);
        QFETCH(bool, isOwn);
        QCOMPARE(OwnFeeds::isOwn(FeedKey::parse(key).value()), isOwn);
    }
};

QTEST_GUILESS_MAIN(TestOwnFeeds)
#include "tst_ownfeeds.moc"

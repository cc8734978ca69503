// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/catalog/titleclue.h"

using namespace Qt::StringLiterals;
using namespace matinee;

namespace {

Title film(const QString &id, const QString &name, std::optional<int> year, const QString &original = {})
{
    Title title;
    title.id = {u"tmdb"_s, u"movie"_s, id};
    title.title = name;
    title.originalTitle = original;
    title.year = year;
    return title;
}

} // namespace

// Which title somebody else's file means.
class TestTitleClue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writtenOtherwiseItIsTheSameTitle_data()
    {
        QTest::addColumn<QString>("clue");
        QTest::addColumn<QString>("title");
        QTest::newRow("case and marks") << u"AMELIE"_s << u"Am\u00e9lie"_s;
        QTest::newRow("punctuation") << u"Safety Last"_s << u"Safety Last!"_s;
        QTest::newRow("an apostrophe") << u"Fred Otts Sneeze"_s << u"Fred Ott\u2019s Sneeze"_s;
        QTest::newRow("a colon") << u"Nosferatu A Symphony"_s << u"Nosferatu: A Symphony"_s;
        QTest::newRow("an ampersand") << u"Pride and Prejudice"_s << u"Pride & Prejudice"_s;
        QTest::newRow("another script") << u"\u4e03\u4eba\u306e\u4f8d"_s << u"\u4e03\u4eba\u306e\u4f8d"_s;
        QTest::newRow("nothing but punctuation") << u"!!!"_s << u"!!!"_s;
    }
    void writtenOtherwiseItIsTheSameTitle()
    {
        QFETCH(QString, clue);
        QFETCH(QString, title);
        const TitleClue of{.title = clue, .year = 1926};
        ClueMatch match(of);
        match.offer(film(u"1"_s, title, 1926));
        QCOMPARE(match.best().title.value_or(Title{}).title, title);
    }

    void theYearDecides_data()
    {
        QTest::addColumn<int>("year"); // 0: not said
        QTest::addColumn<QString>("means");
        QTest::addColumn<bool>("ambiguous");
        QTest::newRow("the same year before one off") << 1925 << u"1925"_s << false;
        QTest::newRow("one off where nothing is nearer") << 1941 << u"1942"_s << false;
        QTest::newRow("two off is another film") << 1944 << QString() << false;
        QTest::newRow("between two") << 1924 << QString() << true;
        QTest::newRow("no year") << 0 << QString() << true;
    }
    void theYearDecides()
    {
        QFETCH(int, year);
        QFETCH(QString, means);
        QFETCH(bool, ambiguous);
        const TitleClue clue{.title = u"The Gold Rush"_s, .year = year > 0 ? std::optional(year) : std::nullopt};
        ClueMatch match(clue);
        for (const int made : {1923, 1925, 1942})
            match.offer(film(QString::number(made), u"The Gold Rush"_s, made));
        QCOMPARE(match.best().title.value_or(Title{}).id.extId, means);
        QCOMPARE(match.best().isAmbiguous, ambiguous);
    }

    void aTitleWithoutYearIsMeantOnlyWhereNoneWithOneIs()
    {
        const TitleClue clue{.title = u"Faust"_s, .year = 1926};
        ClueMatch match(clue);
        match.offer(film(u"none"_s, u"Faust"_s, std::nullopt));
        QCOMPARE(match.best().title.value().id.extId, u"none"_s);
        match.offer(film(u"it"_s, u"Faust"_s, 1926));
        QCOMPARE(match.best().title.value().id.extId, u"it"_s);
    }

    void originalTitlesCountOnBothSides()
    {
        const TitleClue clue{.title = u"The Last Man"_s, .year = 1924, .originalTitle = u"Der letzte Mann"_s};
        ClueMatch match(clue);
        match.offer(film(u"1"_s, u"The Last Laugh"_s, 1924, u"Der letzte Mann"_s));
        QVERIFY(match.best().title);
    }

    void theSameTitleTwiceIsNoDoubt()
    {
        const TitleClue clue{.title = u"Wings"_s, .year = 1927};
        ClueMatch match(clue);
        match.offer(film(u"1"_s, u"Wings"_s, 1927));
        match.offer(film(u"1"_s, u"Wings"_s, 1927));
        QVERIFY(match.best().title);
    }

    void anIdBeatsANameAndTheFirstPlaceTheSecond()
    {
        const FoundTitle byName{film(u"name"_s, u"A"_s, 1), false, false}, byId{film(u"id"_s, u"B"_s, 1), true, false};
        FoundTitle found;
        found.takeFrom(byName);
        found.takeFrom(byId);
        QCOMPARE(found.title->id.extId, u"id"_s);
        found.takeFrom(byName);
        QCOMPARE(found.title->id.extId, u"id"_s);
    }

    void anIndexIsAskedForTheWordsAsItSplitsThem()
    {
        QCOMPARE(namesakeExpression(u"Fred Ott's Sneeze & \"more\""_s),
            u"{title orig_title} : (\"fred\" \"ott\" \"s\" \"sneeze\" \"more\")"_s);
        QCOMPARE(namesakeExpression(u"!!!"_s), QString());
        QCOMPARE(namesakeExpression(QString()), QString());
    }
};

QTEST_APPLESS_MAIN(TestTitleClue)
#include "tst_titleclue.moc"

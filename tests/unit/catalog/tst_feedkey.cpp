// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include "models/catalog/feedkey.h"
#include "models/catalog/titleid.h"

using namespace matinee;
using namespace Qt::StringLiterals;

class TestFeedKey : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAndWrites_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("a plain feed stays") << u"public-domain/all"_s << u"public-domain/all"_s;
        QTest::newRow("parameters are sorted by name")
            << u"tmdb/discover?year=1927&genre=Drama"_s << u"tmdb/discover?genre=Drama&year=1927"_s;
        QTest::newRow("empty values are dropped") << u"s/f?a=&b=1"_s << u"s/f?b=1"_s;
        QTest::newRow("a file's source holds slashes")
            << u"file:/films/mine.json/all?sort=year"_s << u"file:/films/mine.json/all?sort=year"_s;
        QTest::newRow("blanks and signs are percent-encoded") << u"s/search?q=a b%26c%2B"_s << u"s/search?q=a%20b%26c%2B"_s;
        QTest::newRow("a title keeps its colon") << u"s/recommended?title=movie:603"_s << u"s/recommended?title=movie:603"_s;
        QTest::newRow("other scripts are encoded") << u"s/search?q=日本"_s << u"s/search?q=%E6%97%A5%E6%9C%AC"_s;
    }

    void readsAndWrites()
    {
        QFETCH(QString, written);
        QFETCH(QString, canonical);
        const auto key = FeedKey::parse(written);
        QVERIFY2(key, key ? "" : qPrintable(key.error().sentence()));
        QCOMPARE(key->text(), canonical);
        QCOMPARE(FeedKey::parse(canonical).value(), *key);
    }

    void refusesWithThePlace_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("where");
        QTest::newRow("no slash") << u"all"_s << u"feed"_s;
        QTest::newRow("no source") << u"/all"_s << u"feed"_s;
        QTest::newRow("no feed") << u"public-domain/"_s << u"feed"_s;
        QTest::newRow("nothing") << QString() << u"feed"_s;
        QTest::newRow("a name twice") << u"s/f?a=1&a=2"_s << u"a"_s;
        QTest::newRow("no equals sign") << u"s/f?sort"_s << u"feed"_s;
        QTest::newRow("a broken escape in a value") << u"s/f?q=%zz"_s << u"q"_s;
        QTest::newRow("an escape cut short") << u"s/f?q=%4"_s << u"q"_s;
    }

    void refusesWithThePlace()
    {
        QFETCH(QString, written);
        QFETCH(QString, where);
        const auto key = FeedKey::parse(written);
        QVERIFY(!key);
        QCOMPARE(key.error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(key.error().where, where);
    }

    void aValueIsNotTwoParameters()
    {
        const FeedKey one = FeedKey::of(u"s"_s, u"f"_s, {{u"a"_s, u"1&b=2"_s}});
        const FeedKey two = FeedKey::of(u"s"_s, u"f"_s, {{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}});
        QVERIFY(one.text() != two.text());
        QVERIFY(one.hash() != two.hash());
        QCOMPARE(FeedKey::parse(one.text()).value(), one);
    }

    void anyTextSurvivesAndOrderDoesNotMatter()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 500; ++round) {
            std::vector<std::pair<QString, QString>> parameters;
            for (int i = 0; i < 4; ++i) {
                QString value;
                for (int c = 0; c < 6; ++c)
                    value += QChar(char16_t(1 + random.bounded(0xd7ff)));
                parameters.emplace_back(QString(QChar(char16_t('a' + i))), value);
            }
            const FeedKey key = FeedKey::of(u"file:/tmp/x y%?#.json"_s, u"all"_s, parameters);
            std::reverse(parameters.begin(), parameters.end());
            QCOMPARE(FeedKey::of(u"file:/tmp/x y%?#.json"_s, u"all"_s, parameters).text(), key.text());
            const auto back = FeedKey::parse(key.text());
            QVERIFY(back);
            QCOMPARE(*back, key);
        }
    }

    void withSetsReplacesAndRemoves()
    {
        const FeedKey key = FeedKey::of(u"s"_s, u"f"_s).with(u"b"_s, u"1"_s).with(u"a"_s, u"2"_s).with(u"b"_s, u"3"_s);
        QCOMPARE(key.text(), u"s/f?a=2&b=3"_s);
        QCOMPARE(key.with(u"a"_s, QString()).text(), u"s/f?b=3"_s);
        QVERIFY(key.hasParameter(u"b"));
        QCOMPARE(key.parameter(u"nosuch"), QString());
    }

    void titleIdsHoldAnyId()
    {
        QCOMPARE(TitleId::parse(u"s"_s, u"movie:a:b").value(), (TitleId{u"s"_s, u"movie"_s, u"a:b"_s}));
        QVERIFY((TitleId{u"s"_s, u"movie"_s, u"603"_s} != TitleId{u"s"_s, u"tv"_s, u"603"_s}));
        for (const QString &bad : {u"603"_s, u":603"_s, u"movie:"_s, QString()})
            QCOMPARE(TitleId::parse(u"s"_s, bad).error().kind, ErrorKind::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestFeedKey)
#include "tst_feedkey.moc"

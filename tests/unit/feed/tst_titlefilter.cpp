// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/feed/filtered/titlefilter.h"

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

FeedKey keyWith(const QString &name, const QString &value)
{
    return FeedKey::of(u"remote"_s, u"popular"_s, {{name, value}, {u"page_size"_s, u"20"_s}});
}

Title metropolis()
{
    Title title;
    title.title = u"Metropolis"_s;
    title.year = 1927;
    title.rating = 8.3;
    title.genres = QStringList{u"Drama"_s, u"Science Fiction"_s};
    return title;
}

SourceDescriptor remoteSource()
{
    SourceDescriptor source;
    source.isRemote = source.tellsYears = source.tellsRatings = true;
    FeedDescriptor popular;
    popular.id = u"popular"_s;
    FeedDescriptor discover;
    discover.id = u"discover"_s;
    discover.parameters.push_back({FeedParameter::Kind::Filter, u"genre"_s, u"Genre"_s, {{u"18"_s, u"Drama"_s}}, {}});
    discover.parameters.push_back({FeedParameter::Kind::Filter, u"year"_s, u"Year"_s, {}, {}});
    source.feeds = {popular, discover};
    return source;
}

QStringList parametersOf(const FeedDescriptor &feed)
{
    QStringList names;
    for (const FeedParameter &parameter : feed.parameters)
        names += parameter.name;
    return names;
}

} // namespace

class TestTitleFilter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTitleMatchesByWhatItTells_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("matches");
        QTest::newRow("its genre") << u"only.genre"_s << u"Drama"_s << true;
        QTest::newRow("its genre in other letters") << u"only.genre"_s << u"science fiction"_s << true;
        QTest::newRow("another genre") << u"only.genre"_s << u"Comedy"_s << false;
        QTest::newRow("a part of its genre") << u"only.genre"_s << u"Science"_s << false;
        QTest::newRow("its decade") << u"only.decade"_s << u"1920"_s << true;
        QTest::newRow("the next decade") << u"only.decade"_s << u"1930"_s << false;
        QTest::newRow("the decade before") << u"only.decade"_s << u"1910"_s << false;
        QTest::newRow("rated better than that") << u"only.rating"_s << u"8"_s << true;
        QTest::newRow("rated exactly so") << u"only.rating"_s << u"8.3"_s << true;
        QTest::newRow("not rated so well") << u"only.rating"_s << u"9"_s << false;
    }
    void aTitleMatchesByWhatItTells()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto filter = TitleFilter::of(keyWith(name, value));
        QVERIFY(filter);
        QTEST(filter->matches(metropolis()), "matches");
        Title silent;
        silent.title = u"Nothing else is known"_s;
        QVERIFY(!filter->matches(silent));
    }

    void filtersAddUp()
    {
        const FeedKey key = keyWith(u"only.genre"_s, u"Drama"_s).with(u"only.decade"_s, u"1990"_s);
        QVERIFY(!TitleFilter::of(key)->matches(metropolis()));
        QVERIFY(TitleFilter::of(key.with(u"only.decade"_s, u"1920"_s))->matches(metropolis()));
    }

    void badValuesNameTheParameter_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("no number") << u"only.decade"_s << u"nineties"_s;
        QTest::newRow("a year within a decade") << u"only.decade"_s << u"1994"_s;
        QTest::newRow("a year before any") << u"only.decade"_s << u"-10"_s;
        QTest::newRow("more than 10") << u"only.rating"_s << u"11"_s;
        QTest::newRow("less than nothing") << u"only.rating"_s << u"-1"_s;
        QTest::newRow("not a number") << u"only.rating"_s << u"nan"_s;
        QTest::newRow("no filter we know") << u"only.color"_s << u"red"_s;
    }
    void badValuesNameTheParameter()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto filter = TitleFilter::of(keyWith(name, value));
        QVERIFY(!filter);
        QCOMPARE(filter.error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(filter.error().where, name);
    }

    void theListBeneathHasNoFilter()
    {
        const FeedKey key = keyWith(u"only.genre"_s, u"Drama"_s);
        QVERIFY(TitleFilter::isIn(key));
        const FeedKey base = TitleFilter::without(key);
        QVERIFY(!TitleFilter::isIn(base));
        QCOMPARE(base.text(), u"remote/popular?page_size=20"_s);
    }

    void listsGetTheFiltersTheirServerHasNot()
    {
        SourceDescriptor source = remoteSource();
        TitleFilter::addTo(source);
        QCOMPARE(parametersOf(source.feeds[0]), QStringList({u"only.genre"_s, u"only.decade"_s, u"only.rating"_s}));
        QCOMPARE(source.feeds[0].parameters[0].choices[0].value, u"Drama"_s); // titles tell names, not numbers
        QCOMPARE(parametersOf(source.feeds[1]), QStringList({u"genre"_s, u"year"_s, u"only.rating"_s}));
    }

    void nothingIsOfferedThatNoTitleTells()
    {
        SourceDescriptor source = remoteSource();
        source.tellsYears = source.tellsRatings = false;
        source.feeds.pop_back(); // nobody names genres now
        TitleFilter::addTo(source);
        QVERIFY(source.feeds[0].parameters.empty());
        source = remoteSource();
        source.isRemote = false; // a catalogue file filters by itself
        TitleFilter::addTo(source);
        QVERIFY(source.feeds[0].parameters.empty());
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestTitleFilter)
#include "tst_titlefilter.moc"

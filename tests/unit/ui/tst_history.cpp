// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QTest>

#include "ui/navigation/history.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

Location feed(const QString &id)
{
    return Location::ofFeed(FeedKey::of(u"public-domain"_s, id));
}

Anchor anchorOf(int y)
{
    return {{u"public-domain"_s, u"movie"_s, u"a"_s}, y, 40};
}

History visited(int places)
{
    History history;
    for (int i = 0; i < places; ++i)
        history.visit(feed(u"f%1"_s.arg(i)));
    return history;
}

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void backAndForwardWalkWhatWasVisited();
    void aVisitForgetsWhatLayAhead();
    void visitingThePlaceOneIsAtAddsNothing();
    void replacingAddsNothing();
    void theEndsOfTheWayAreSafe();
    void theOldestEntriesAreForgotten();
    void everythingSurvivesTheFile();
    void damagedJsonIsReadAsFarAsItGoes_data();
    void damagedJsonIsReadAsFarAsItGoes();
    void aFileOfAnotherSizeIsCut();
};

void TestHistory::backAndForwardWalkWhatWasVisited()
{
    History history = visited(3);
    QVERIFY(history.canGoBack() && !history.canGoForward());
    history.back();
    QCOMPARE(history.current().feed.feed, u"f1"_s);
    QVERIFY(history.canGoBack() && history.canGoForward());
    history.forward();
    QCOMPARE(history.current().feed.feed, u"f2"_s);
}

void TestHistory::aVisitForgetsWhatLayAhead()
{
    History history = visited(3);
    history.back();
    history.back();
    history.visit(feed(u"x"_s));
    QVERIFY(!history.canGoForward());
    history.back();
    QCOMPARE(history.current().feed.feed, u"f0"_s);
    QVERIFY(!history.canGoBack());
}

void TestHistory::visitingThePlaceOneIsAtAddsNothing()
{
    History history = visited(2);
    history.back();
    history.visit(feed(u"f0"_s));
    QVERIFY(!history.canGoBack());
    QVERIFY(history.canGoForward()); // and keeps what lies ahead
}

void TestHistory::replacingAddsNothing()
{
    History history;
    history.replace(feed(u"a"_s)); // in an empty one it is a visit
    QCOMPARE(history.current().feed.feed, u"a"_s);
    history.replace(feed(u"b"_s));
    QCOMPARE(history.current().feed.feed, u"b"_s);
    QVERIFY(!history.canGoBack());
}

void TestHistory::theEndsOfTheWayAreSafe()
{
    History empty;
    empty.back();
    empty.forward();
    empty.setAnchor(anchorOf(1));
    QVERIFY(empty.isEmpty() && !empty.canGoBack() && !empty.canGoForward());
    History one = visited(1);
    one.back();
    one.forward();
    QCOMPARE(one.current().feed.feed, u"f0"_s);
}

void TestHistory::theOldestEntriesAreForgotten()
{
    History history = visited(int(History::kMostEntries) + 5);
    QCOMPARE(history.current().feed.feed, u"f%1"_s.arg(History::kMostEntries + 4));
    size_t steps = 0;
    for (; history.canGoBack(); ++steps)
        history.back();
    QCOMPARE(steps, History::kMostEntries - 1);
    QCOMPARE(history.current().feed.feed, u"f5"_s);
}

void TestHistory::everythingSurvivesTheFile()
{
    History history = visited(3);
    history.setAnchor(anchorOf(-12));
    history.visit(Location::ofTitle({u"public-domain"_s, u"movie"_s, u"a"_s}, FeedKey::of(u"public-domain"_s, u"f2"_s)));
    history.back();
    const QByteArray file = QJsonDocument(history.toJson()).toJson();
    History read = History::fromJson(QJsonDocument::fromJson(file).object());
    QVERIFY(read.current().isSamePlace(history.current()));
    QCOMPARE(read.current().anchor, std::optional(anchorOf(-12)));
    read.forward();
    QCOMPARE(read.current().title.extId, u"a"_s);
    QCOMPARE(read.current().feed.feed, u"f2"_s);
    QVERIFY(!read.canGoForward());
}

void TestHistory::damagedJsonIsReadAsFarAsItGoes_data()
{
    QTest::addColumn<QJsonObject>("stored");
    QTest::addColumn<QString>("current"); // feed, empty for an empty history
    const auto row
        = [](const char *name, const char *text, const QString &current) { QTest::newRow(name) << json(text) << current; };
    row("nothing", "{}", {});
    row("entries that are no list", R"({"entries": {"link": "matinee:feed/s/a"}, "at": 0})", {});
    row("entries of anything", R"({"entries": [1, null, [], "x", {}], "at": 2})", {});
    row("no position", R"({"entries": [{"link": "matinee:feed/s/a"}, {"link": "matinee:feed/s/b"}]})", u"a"_s);
    row("a position beyond the end", R"({"entries": [{"link": "matinee:feed/s/a"}, {"link": "matinee:feed/s/b"}], "at": 99})",
        u"b"_s);
    row("a position before the start", R"({"entries": [{"link": "matinee:feed/s/a"}, {"link": "matinee:feed/s/b"}], "at": -1})",
        u"a"_s);
    row("a position that is a word", R"({"entries": [{"link": "matinee:feed/s/a"}], "at": "x"})", u"a"_s);
    row("the current entry is damaged",
        R"({"entries": [{"link": "matinee:feed/s/a"}, {"link": "?"}, {"link": "matinee:feed/s/c"}], "at": 1})", u"a"_s);
    row("an earlier entry is damaged",
        R"({"entries": [{"link": "?"}, {"link": "matinee:feed/s/b"}, {"link": "matinee:feed/s/c"}], "at": 1})", u"b"_s);
    row("all before the current are damaged",
        R"({"entries": [{"link": "?"}, {"link": "?"}, {"link": "matinee:feed/s/c"}], "at": 1})", u"c"_s);
}

void TestHistory::damagedJsonIsReadAsFarAsItGoes()
{
    QFETCH(QJsonObject, stored);
    QFETCH(QString, current);
    const History history = History::fromJson(stored);
    QCOMPARE(history.isEmpty(), current.isEmpty());
    if (!history.isEmpty())
        QCOMPARE(history.current().feed.feed, current);
}

void TestHistory::aFileOfAnotherSizeIsCut()
{
    QJsonArray entries;
    for (size_t i = 0; i < 2 * History::kMostEntries; ++i)
        entries += feed(u"f%1"_s.arg(i)).toJson();
    History history = History::fromJson({{u"entries"_s, entries}, {u"at"_s, qint64(2 * History::kMostEntries) - 1}});
    size_t steps = 1;
    for (; history.canGoBack(); ++steps)
        history.back();
    QCOMPARE(steps, History::kMostEntries);
}

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

#include "app/tracefile.h"

using namespace matinee;
using namespace Qt::StringLiterals;

class TestTraceFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timeAndNameComeFirst();
    void everyLineIsThereAtOnce();
    void timesOnlyGrow();
    void linesOfManyThreadsStayWhole();
    void anExistingTraceIsContinued();
    void aPlaceThatTakesNoFileIsNamed_data();
    void aPlaceThatTakesNoFileIsNamed();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] static QList<QByteArray> lines(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>{};
    }

    QTemporaryDir m_folder;
};

void TestTraceFile::timeAndNameComeFirst()
{
    const auto trace = TraceFile::open(path(u"order.jsonl"_s));
    QVERIFY(trace);
    QVERIFY((*trace)->isEnabled());
    (*trace)->event(u"feed.page"_s, {{u"a"_s, 1}, {u"feed"_s, u"x/\"y\"\n"_s}});
    (*trace)->event(u"bare"_s, {});
    const QList<QByteArray> written = lines(path(u"order.jsonl"_s));
    QCOMPARE(written.size(), 3); // two lines and the end of the last
    QVERIFY(written.at(0).startsWith("{\"t\":"));
    QVERIFY(written.at(0).indexOf("\"ev\":\"feed.page\",\"a\":1") > 0);
    const QJsonObject first = QJsonDocument::fromJson(written.at(0)).object();
    QCOMPARE(first.value(u"ev"_s), QJsonValue(u"feed.page"_s));
    QCOMPARE(first.value(u"feed"_s), QJsonValue(u"x/\"y\"\n"_s));
    QVERIFY(first.value(u"t"_s).isDouble());
    QCOMPARE(QJsonDocument::fromJson(written.at(1)).object().keys(), (QStringList{u"ev"_s, u"t"_s}));
}

void TestTraceFile::everyLineIsThereAtOnce()
{
    const auto trace = TraceFile::open(path(u"flush.jsonl"_s));
    QVERIFY(trace);
    for (int i = 1; i <= 3; ++i) {
        (*trace)->event(u"step"_s, {{u"i"_s, i}});
        QCOMPARE(lines(path(u"flush.jsonl"_s)).size(), i + 1); // a killed program leaves what it told
    }
}

void TestTraceFile::timesOnlyGrow()
{
    const auto trace = TraceFile::open(path(u"time.jsonl"_s));
    QVERIFY(trace);
    for (int i = 0; i < 100; ++i)
        (*trace)->event(u"step"_s, {});
    double before = 0;
    QList<QByteArray> written = lines(path(u"time.jsonl"_s));
    written.removeLast();
    for (const QByteArray &line : std::as_const(written)) {
        const double at = QJsonDocument::fromJson(line).object().value(u"t"_s).toDouble(-1);
        QVERIFY(at >= before);
        before = at;
    }
    QVERIFY(before <= processAgeMs() + 20); // counted from the process's start; /proc tells in steps of 10 ms
}

void TestTraceFile::linesOfManyThreadsStayWhole()
{
    constexpr int kThreads = 4;
    constexpr int kEvents = 250;
    const auto trace = TraceFile::open(path(u"threads.jsonl"_s));
    QVERIFY(trace);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&trace, t] {
            for (int i = 0; i < kEvents; ++i)
                (*trace)->event(u"step"_s, {{u"who"_s, t}, {u"i"_s, i}, {u"text"_s, QString(500, u'x')}});
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QSet<std::pair<int, int>> seen;
    QList<QByteArray> written = lines(path(u"threads.jsonl"_s));
    written.removeLast();
    for (const QByteArray &line : std::as_const(written)) {
        const QJsonDocument json = QJsonDocument::fromJson(line);
        QVERIFY(json.isObject());
        seen.insert({json.object().value(u"who"_s).toInt(), json.object().value(u"i"_s).toInt()});
    }
    QCOMPARE(written.size(), kThreads * kEvents);
    QCOMPARE(seen.size(), kThreads * kEvents);
}

void TestTraceFile::anExistingTraceIsContinued()
{
    for (int run = 1; run <= 2; ++run) {
        const auto trace = TraceFile::open(path(u"twice.jsonl"_s));
        QVERIFY(trace);
        (*trace)->event(u"run"_s, {{u"n"_s, run}});
    }
    QCOMPARE(lines(path(u"twice.jsonl"_s)).size(), 3);
}

void TestTraceFile::aPlaceThatTakesNoFileIsNamed_data()
{
    QTest::addColumn<QString>("place");
    QTest::newRow("a folder that is not there") << path(u"nosuch/trace.jsonl"_s);
    QTest::newRow("a folder") << m_folder.path();
}

void TestTraceFile::aPlaceThatTakesNoFileIsNamed()
{
    QFETCH(QString, place);
    const auto trace = TraceFile::open(place);
    QVERIFY(!trace);
    QCOMPARE(trace.error().where, place);
    QCOMPARE(trace.error().kind, ErrorKind::Storage);
    QVERIFY(!trace.error().detail.isEmpty());
}

QTEST_GUILESS_MAIN(TestTraceFile)
#include "tst_tracefile.moc"

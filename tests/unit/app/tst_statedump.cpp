// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "app/programinfo.h"
#include "app/statedump.h"
#include "tests/support/recordingtrace.h"
#include "tests/support/withoutprivileges.h"

using namespace matinee;
using namespace Qt::StringLiterals;

class TestStateDump : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itNamesTheProgramAndAddsUpTheRequests();
    void aSecondDumpReplacesTheFirst();
    void whatCannotBeWrittenLeavesTheOldDump();
    void noPathIsNoTrace();
    void aTraceThatCannotBeWrittenIsAnError();
    void theStartIsTold();

private:
    [[nodiscard]] static QJsonObject read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }

    QTemporaryDir m_folder;
};

void TestStateDump::itNamesTheProgramAndAddsUpTheRequests()
{
    const QString path = m_folder.filePath(u"state.json"_s);
    const QJsonArray feeds{QJsonObject{{u"key"_s, u"a/b"_s}, {u"requests"_s, 3}},
        QJsonObject{{u"key"_s, u"a/c"_s}, {u"requests"_s, 4}}, QJsonObject{{u"key"_s, u"never asked"_s}}};
    QVERIFY(writeStateDump(path, feeds));
    const QJsonObject state = read(path);
    QCOMPARE(state.value(u"program"_s), QJsonValue(u"matinee"_s));
    QCOMPARE(state.value(u"version"_s), QJsonValue(programVersion()));
    QCOMPARE(state.value(u"feeds"_s).toArray(), feeds);
    QCOMPARE(state.value(u"requestsSent"_s), QJsonValue(7));
}

void TestStateDump::aSecondDumpReplacesTheFirst()
{
    const QString path = m_folder.filePath(u"again.json"_s);
    QVERIFY(writeStateDump(path, {QJsonObject{{u"requests"_s, 1}}}));
    QVERIFY(writeStateDump(path, {}));
    QCOMPARE(read(path).value(u"requestsSent"_s), QJsonValue(0));
}

void TestStateDump::whatCannotBeWrittenLeavesTheOldDump()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"state.json"_s);
    QVERIFY(writeStateDump(path, {QJsonObject{{u"requests"_s, 5}}}));
    test::makeReadOnly(folder.path());
    {
        const test::WithoutPrivileges user;
        const auto written = writeStateDump(path, {});
        QVERIFY(!written);
        QCOMPARE(written.error().where, path);
        QCOMPARE(written.error().kind, ErrorKind::Storage);
    }
    QCOMPARE(read(path).value(u"requestsSent"_s), QJsonValue(5));
    test::makeWritable(folder.path());
    QVERIFY(!writeStateDump(m_folder.filePath(u"nosuch/state.json"_s), {}));
}

void TestStateDump::noPathIsNoTrace()
{
    const auto trace = openTrace({});
    QVERIFY(trace);
    QVERIFY(!(*trace)->isEnabled());
}

void TestStateDump::aTraceThatCannotBeWrittenIsAnError()
{
    const auto trace = openTrace(m_folder.filePath(u"nosuch/trace.jsonl"_s));
    QVERIFY(!trace);
    QVERIFY(trace.error().sentence().contains(u"nosuch/trace.jsonl"_s));
}

void TestStateDump::theStartIsTold()
{
    test::RecordingTrace trace;
    traceStart(trace);
    const auto started = trace.events(u"app.started"_s);
    QCOMPARE(started.size(), size_t(1));
    QCOMPARE(started.front().value(u"version"_s), QJsonValue(programVersion()));
}

QTEST_GUILESS_MAIN(TestStateDump)
#include "tst_statedump.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "models/sources/dialects/jsonbody.h"
#include "models/sources/dialects/jsonpointer.h"
#include "models/sources/dialects/jsonscalars.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

// moc of Qt 6.4 loses its way in a raw string with backslashes.
constexpr auto kList
    = "{\"page\":1,\"results\":[{\"id\":603,\"title\":\"A \\\"quoted\\\" [one]\",\"x\":null},{\"id\":7.5}],\"t\":true}";

} // namespace

class TestJsonBody : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCutIsBroken()
    {
        const QByteArray whole(kList);
        QVERIFY(readJsonBody(whole).has_value());
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const auto read = readJsonBody(whole.first(length));
            QVERIFY2(!read, qPrintable(QString::number(length)));
            QCOMPARE(read.error().kind, BodyVerdict::Kind::Broken);
            QCOMPARE(read.error().error->kind, ErrorKind::Malformed);
        }
    }

    void wrongBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("a hotel's page") << QByteArray("<!DOCTYPE html><html><body>Pay</body></html>") << ErrorKind::CaptivePortal;
        QTest::newRow("HTML after blanks") << QByteArray("\r\n  <html>") << ErrorKind::CaptivePortal;
        QTest::newRow("XML is no web page") << QByteArray("<?xml version=\"1.0\"?><a/>") << ErrorKind::Malformed;
        QTest::newRow("a text") << QByteArray("upstream error") << ErrorKind::Malformed;
        QTest::newRow("null") << QByteArray("null") << ErrorKind::Malformed;
        QTest::newRow("something after the end") << QByteArray("{\"a\":1}garbage") << ErrorKind::Malformed;
        QTest::newRow("two documents") << QByteArray("{}{}") << ErrorKind::Malformed;
        QTest::newRow("a bare word") << QByteArray("{\"a\":yes}") << ErrorKind::Malformed;
        QTest::newRow("5 000 deep") << QByteArray(5000, '[') + QByteArray(5000, ']') << ErrorKind::Malformed;
        QTest::newRow("5 000 deep and cut") << QByteArray(5000, '[') << ErrorKind::Malformed;
        QTest::newRow("over 4 MiB") << '[' + QByteArray(4 * 1024 * 1024, ' ') + ']' << ErrorKind::TooLarge;
    }

    void wrongBodies()
    {
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        const auto read = readJsonBody(body);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, BodyVerdict::Kind::Wrong);
        QCOMPARE(read.error().error->kind, kind);
        QVERIFY(!read.error().error->detail.isEmpty());
    }

    void aByteOrderMarkIsPassedOver() { QVERIFY(readJsonBody("\xEF\xBB\xBF[1]")->isArray()); }

    void escapedQuotesEndNoText()
    {
        const auto read = readJsonBody("[\"a\\\\\",\"\\\"[[\",\"\\\\\\\"\"]", JsonLimits{100, 1});
        QVERIFY(read);
        QCOMPARE(read->toArray(), QJsonArray({u"a\\"_s, u"\"[["_s, u"\\\""_s}));
        QCOMPARE(readJsonBody("[\"a\\\"]").error().kind, BodyVerdict::Kind::Broken);
    }

    void depthUpToTheLimitIsRead()
    {
        QVERIFY(readJsonBody(QByteArray(64, '[') + QByteArray(64, ']')).has_value());
        QVERIFY(!readJsonBody(QByteArray(65, '[') + QByteArray(65, ']')).has_value());
    }

    void pointers_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("found");
        QTest::newRow("a member of a member") << u"/a/b"_s << u"x"_s;
        QTest::newRow("an element") << u"/list/1"_s << u"two"_s;
        QTest::newRow("a slash in a name") << u"/watch~1providers"_s << u"slash"_s;
        QTest::newRow("a tilde in a name") << u"/~0"_s << u"tilde"_s;
        QTest::newRow("an empty name") << u"/"_s << u"empty"_s;
        QTest::newRow("beyond the end") << u"/list/2"_s << QString();
        QTest::newRow("an index with a leading zero") << u"/list/01"_s << QString();
        QTest::newRow("below a text") << u"/a/b/c"_s << QString();
    }

    void pointers()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, found);
        const QJsonValue document
            = *readJsonBody(R"({"a":{"b":"x"},"list":["one","two"],"watch/providers":"slash","~":"tilde","":"empty"})");
        const auto parsed = JsonPointer::parse(pointer);
        QVERIFY(parsed.has_value());
        QCOMPARE(parsed->in(document).toString(), found);
        QCOMPARE(parsed->text(), pointer);
    }

    void badPointersAreNone()
    {
        QVERIFY(!JsonPointer::parse(u"a"));
        QVERIFY(!JsonPointer::parse(u"/~2"));
        QVERIFY(!JsonPointer::parse(u"/~"));
    }

    void putsValuesIn()
    {
        const QJsonValue made = JsonPointer::parse(u"/variables/after")->put(QJsonObject(), u"c"_s);
        QCOMPARE(made.toObject().value("variables"_L1).toObject().value("after"_L1).toString(), u"c"_s);
        const QJsonValue array = *readJsonBody("[1,2]");
        QCOMPARE(JsonPointer::parse(u"/1")->put(array, 5).toArray().at(1).toInt(), 5);
        QCOMPARE(JsonPointer::parse(u"/7")->put(array, 5), array);
    }

    void scalars()
    {
        const QJsonValue d = *readJsonBody(
            R"({"i":7,"d":7.0,"h":7.5,"s":"7","b":true,"n":null,"big":9223372036854775807,"m":-1,"a":["x","y"],"e":[],"o":{}})");
        const auto at = [&](const char *name) { return d.toObject().value(QLatin1StringView(name)); };
        QCOMPARE(scalarText(at("i")), u"7"_s);
        QCOMPARE(scalarText(at("d")), u"7"_s);
        QCOMPARE(scalarText(at("m")), u"-1"_s);
        QCOMPARE(scalarText(at("big")), u"9223372036854775807"_s);
        QCOMPARE(scalarText(at("a")), u"x"_s);
        QVERIFY(!scalarText(at("n")) && !scalarText(at("e")) && !scalarText(at("o")) && !scalarText(at("missing")));
        QCOMPARE(scalarInteger(at("s")), 7);
        QCOMPARE(scalarInteger(at("d")), 7);
        QVERIFY(!scalarInteger(at("h")));
        QCOMPARE(scalarNumber(at("h")), 7.5);
        QVERIFY(!scalarNumber(at("n")));
        QCOMPARE(scalarBool(at("b")), true);
        QVERIFY(!scalarBool(at("s")));
    }
};

QTEST_GUILESS_MAIN(TestJsonBody)
#include "tst_jsonbody.moc"

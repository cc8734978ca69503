// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/sources/http/httptrace.h"
#include "models/sources/http/redirect.h"

using namespace Qt::StringLiterals;
using namespace matinee;

class TestHttpRedirect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void redirectsStayAtHome_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("to"); // empty: refused
        const QString home = u"https://a.example/list?page=2"_s;
        QTest::newRow("a path") << home << QByteArray("/list/?page=2") << u"https://a.example/list/?page=2"_s;
        QTest::newRow("a relative path") << home << QByteArray("other") << u"https://a.example/other"_s;
        QTest::newRow("the whole address") << home << QByteArray("https://a.example/b#top") << u"https://a.example/b"_s;
        QTest::newRow("the port that is default anyway")
            << home << QByteArray("https://A.example:443/b") << u"https://a.example:443/b"_s;
        QTest::newRow("up to https") << u"http://a.example/b"_s << QByteArray("https://a.example/b") << u"https://a.example/b"_s;
        QTest::newRow("credentials of its own are left out")
            << home << QByteArray("https://u:p@a.example/b") << u"https://a.example/b"_s;
        QTest::newRow("another host") << home << QByteArray("https://b.example/") << QString();
        QTest::newRow("another host without a scheme") << home << QByteArray("//b.example/") << QString();
        QTest::newRow("a host that ends alike") << home << QByteArray("https://nota.example/") << QString();
        QTest::newRow("a host as user name") << home << QByteArray("https://a.example@b.example/") << QString();
        QTest::newRow("another port") << home << QByteArray("https://a.example:8443/") << QString();
        QTest::newRow("down to http") << home << QByteArray("http://a.example/list") << QString();
        QTest::newRow("a file") << home << QByteArray("file:///etc/passwd") << QString();
    }
    void redirectsStayAtHome()
    {
        QFETCH(QString, from);
        QFETCH(QByteArray, location);
        QFETCH(QString, to);
        for (const int status : {301, 302, 303, 307, 308}) {
            const auto redirect = redirectOf(QUrl(from), "GET", status, location);
            QCOMPARE(redirect.has_value(), !to.isEmpty());
            if (!redirect) {
                QCOMPARE(redirect.error().kind, ErrorKind::CrossOrigin);
                continue;
            }
            QCOMPARE((*redirect)->url, QUrl(to));
            QCOMPARE((*redirect)->method, QByteArray("GET"));
        }
    }

    void writesAreNotTurnedIntoReads_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("method"); // empty: not followed
        QTest::newRow("301") << 301 << QByteArray();
        QTest::newRow("302") << 302 << QByteArray();
        QTest::newRow("303 says look there") << 303 << QByteArray("GET");
        QTest::newRow("307") << 307 << QByteArray("POST");
        QTest::newRow("308") << 308 << QByteArray("POST");
        QTest::newRow("300 is a choice") << 300 << QByteArray();
        QTest::newRow("304 is none") << 304 << QByteArray();
        QTest::newRow("201 is none") << 201 << QByteArray();
    }
    void writesAreNotTurnedIntoReads()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, method);
        const auto redirect = redirectOf(QUrl(u"https://a.example/favorites"_s), "POST", status, "/favorites/");
        QVERIFY(redirect.has_value());
        QCOMPARE(*redirect ? (*redirect)->method : QByteArray(), method);
    }

    void theServersOwnTimeIsRead_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<double>("ms"); // -1: not said
        QTest::newRow("a bare number is ms") << QByteArray("X-Request-Duration") << QByteArray("12.5") << 12.5;
        QTest::newRow("with its unit") << QByteArray("x-request-duration") << QByteArray("12.5ms") << 12.5;
        QTest::newRow("in seconds") << QByteArray("X-Request-Duration") << QByteArray("0.25 s") << 250.0;
        QTest::newRow("garbage") << QByteArray("X-Request-Duration") << QByteArray("quick") << -1.0;
        QTest::newRow("the total") << QByteArray("Server-Timing") << QByteArray("db;dur=53, total;desc=\"all\";dur=123.4")
                                   << 123.4;
        QTest::newRow("the longest where there is no total")
            << QByteArray("Server-Timing") << QByteArray("a;dur=5,b;dur=7,c") << 7.0;
        QTest::newRow("no durations") << QByteArray("Server-Timing") << QByteArray("miss") << -1.0;
        QTest::newRow("another header") << QByteArray("Age") << QByteArray("7") << -1.0;
    }
    void theServersOwnTimeIsRead()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(double, ms);
        QCOMPARE(serverMilliseconds({{name, value}}).value_or(-1), ms);
    }
};

QTEST_GUILESS_MAIN(TestHttpRedirect)
#include "tst_httpredirect.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/sources/http/httpdate.h"
#include "models/sources/http/retryafter.h"

using namespace matinee;

namespace {

QDateTime utc(int year, int month, int day, int hour, int minute, int second)
{
    return QDateTime(QDate(year, month, day), QTime(hour, minute, second), Qt::UTC);
}

} // namespace

class TestHttpDate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void datesAreReadInEveryForm_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QDateTime>("date");
        const QDateTime known = utc(1994, 11, 6, 8, 49, 37);
        QTest::newRow("the preferred form") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << known;
        QTest::newRow("RFC 850's form") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << known;
        QTest::newRow("RFC 850's form, year within 50 years ahead")
            << QByteArray("Sunday, 06-Nov-44 08:49:37 GMT") << utc(2044, 11, 6, 8, 49, 37);
        QTest::newRow("a dashed date with a full year") << QByteArray("Sun, 06-Nov-1994 08:49:37 GMT") << known;
        QTest::newRow("asctime's form, one-digit day padded") << QByteArray("Sun Nov  6 08:49:37 1994") << known;
        QTest::newRow("mail's form with an offset") << QByteArray("Sun, 06 Nov 1994 10:49:37 +0200") << known;
        QTest::newRow("another case") << QByteArray("sun, 06 NOV 1994 08:49:37 GMT") << known;
        QTest::newRow("a leap second") << QByteArray("Sat, 31 Dec 2016 23:59:60 GMT") << utc(2016, 12, 31, 23, 59, 59);
        QTest::newRow("empty") << QByteArray("") << QDateTime();
        QTest::newRow("a number") << QByteArray("120") << QDateTime();
        QTest::newRow("a day that is none") << QByteArray("Sun, 31 Feb 1994 08:49:37 GMT") << QDateTime();
        QTest::newRow("a month that is none") << QByteArray("Sun, 06 Nuv 1994 08:49:37 GMT") << QDateTime();
        QTest::newRow("an hour that is none") << QByteArray("Sun, 06 Nov 1994 28:49:37 GMT") << QDateTime();
        QTest::newRow("a year beyond all dates") << QByteArray("Sun Nov  6 08:49:37 994000005") << QDateTime();
        QTest::newRow("a sentence") << QByteArray("come back a little bit later") << QDateTime();
    }
    void datesAreReadInEveryForm()
    {
        QFETCH(QByteArray, text);
        QFETCH(QDateTime, date);
        const auto read = parseHttpDate(text, utc(2026, 3, 1, 12, 0, 0));
        QCOMPARE(read.has_value(), date.isValid());
        if (read)
            QCOMPARE(*read, date);
    }

    void retryAfterIsReadInBothForms_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ms"); // -1: as absent
        QTest::newRow("seconds") << QByteArray("120") << qint64(120'000);
        QTest::newRow("zero") << QByteArray("0") << qint64(0);
        QTest::newRow("spaces around") << QByteArray(" 2 ") << qint64(2'000);
        QTest::newRow("a date ahead") << QByteArray("Sun, 01 Mar 2026 12:01:30 GMT") << qint64(90'000);
        QTest::newRow("a date in the past is zero") << QByteArray("Sun, 01 Mar 2026 11:00:00 GMT") << qint64(0);
        QTest::newRow("absent") << QByteArray("") << qint64(-1);
        QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
        QTest::newRow("a fraction") << QByteArray("1.5") << qint64(-1);
        QTest::newRow("garbage") << QByteArray("soon") << qint64(-1);
        QTest::newRow("beyond every number is ten years") << QByteArray("99999999999999999999999") << qint64(3650) * 86'400'000;
        QTest::newRow("a century is ten years") << QByteArray("3153600000") << qint64(3650) * 86'400'000;
    }
    void retryAfterIsReadInBothForms()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, ms);
        const auto wait = parseRetryAfter(text, utc(2026, 3, 1, 12, 0, 0));
        QCOMPARE(wait ? wait->count() : -1, ms);
    }
};

QTEST_GUILESS_MAIN(TestHttpDate)
#include "tst_httpdate.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QTest>

#include "cache/cataloguefile/index/cataloguecursor.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNow = 1'772'000'000'000;
const QByteArray kList = "content all?genre=Drama";

CatalogueCursor cursorAt(SortValue value, SortField field)
{
    return {{std::move(value), 4711}, field, false, false, kNow};
}

CursorTerms terms(SortField field)
{
    return {kList, field, false, kNow, std::nullopt};
}

// What encode() would make of any JSON at all.
QByteArray forged(const QByteArray &json)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(json);
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(kList);
    return (json + hash.result().left(8)).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

class tst_CatalogueCursor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void saysWhatPagingPromises();
    void goesBackwards();
    void refusesWhatItDidNotMake_data();
    void refusesWhatItDidNotMake();
    void refusesEveryTruncationAndEveryChangedLetter();
    void refusesAnotherList();
    void refusesAnotherOrder();
    void expiresWhereALifetimeIsSet();
};

void tst_CatalogueCursor::comesBackAsItWas_data()
{
    QTest::addColumn<SortField>("field");
    QTest::addColumn<SortValue>("value");
    QTest::newRow("a title") << SortField::Title << SortValue(QByteArray("the general"));
    QTest::newRow("a title with quotes, a slash and Hebrew") << SortField::Title << SortValue(u"a\"b/\\ שלום"_s.toUtf8());
    QTest::newRow("a title beyond the basic plane") << SortField::Title << SortValue(u"𝔐etropolis 🎬"_s.toUtf8());
    QTest::newRow("an empty title") << SortField::Title << SortValue(QByteArray(""));
    QTest::newRow("a year") << SortField::Year << SortValue(qint64(1927));
    QTest::newRow("no year") << SortField::Year << SortValue();
    QTest::newRow("a runtime") << SortField::Runtime << SortValue(qint64(153));
    QTest::newRow("no runtime") << SortField::Runtime << SortValue();
    QTest::newRow("a rating") << SortField::Rating << SortValue(8.299999999999999);
    QTest::newRow("a whole rating") << SortField::Rating << SortValue(7.0);
    QTest::newRow("no rating") << SortField::Rating << SortValue();
    QTest::newRow("a rank") << SortField::Rank << SortValue(qint64(59));
}

void tst_CatalogueCursor::comesBackAsItWas()
{
    QFETCH(SortField, field);
    QFETCH(SortValue, value);
    const auto back = decodeCatalogueCursor(cursorAt(value, field).encode(kList), terms(field));
    QVERIFY2(back.has_value(), qPrintable(back ? QString() : back.error().sentence()));
    QCOMPARE(back->place, (ListPlace{value, 4711}));
    QCOMPARE(back->field, field);
    QCOMPARE(back->timestampMs, kNow);
    QVERIFY(!back->descending);
    QVERIFY(!back->backward);
}

void tst_CatalogueCursor::saysWhatPagingPromises()
{
    const QByteArray token = cursorAt(qint64(1927), SortField::Year).encode(kList);
    QVERIFY(!token.contains('=') && !token.contains('+') && !token.contains('/'));
    const QByteArray json = QByteArray::fromBase64(token, QByteArray::Base64UrlEncoding).chopped(8);
    QCOMPARE(json, QByteArray(R"({"field":"year","id":4711,"order":"asc","timestamp":1772000000000,"v":1,"value":1927})"));
}

void tst_CatalogueCursor::goesBackwards()
{
    CatalogueCursor cursor = cursorAt(qint64(1927), SortField::Year);
    cursor.backward = true;
    const auto back = decodeCatalogueCursor(cursor.encode(kList), terms(SortField::Year));
    QVERIFY(back && back->backward);
}

void tst_CatalogueCursor::refusesWhatItDidNotMake_data()
{
    QTest::addColumn<QByteArray>("token");
    const QByteArray good = cursorAt(qint64(1927), SortField::Year).encode(kList);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a word") << QByteArray("garbage");
    QTest::newRow("no base64 at all") << QByteArray("!!!~~~");
    QTest::newRow("base64 of too few bytes") << QByteArray("YWJj");
    QTest::newRow("good but padded") << good + "==";
    QTest::newRow("good with a space behind") << good + ' ';
    QTest::newRow("good with a line break") << good + '\n';
    QTest::newRow("twice") << good + good;
    QTest::newRow("a megabyte and more") << QByteArray(1100 * 1024, 'A');
    QTest::newRow("no JSON") << forged("year 1927");
    QTest::newRow("a JSON array") << forged("[1927]");
    QTest::newRow("an empty object") << forged("{}");
    QTest::newRow("another version") << forged(R"({"field":"year","id":1,"order":"asc","timestamp":1,"v":2,"value":1927})");
    QTest::newRow("another field") << forged(R"({"field":"rating","id":1,"order":"asc","timestamp":1,"v":1,"value":1927})");
    QTest::newRow("another order") << forged(R"({"field":"year","id":1,"order":"desc","timestamp":1,"v":1,"value":1927})");
    QTest::newRow("no value") << forged(R"({"field":"year","id":1,"order":"asc","timestamp":1,"v":1})");
    QTest::newRow("a text for a year") << forged(R"({"field":"year","id":1,"order":"asc","timestamp":1,"v":1,"value":"1927"})");
    QTest::newRow("half a year") << forged(R"({"field":"year","id":1,"order":"asc","timestamp":1,"v":1,"value":1927.5})");
    QTest::newRow("a year beyond numbers") << forged(
        R"({"field":"year","id":1,"order":"asc","timestamp":1,"v":1,"value":1e300})");
    QTest::newRow("a text for an id") << forged(R"({"field":"year","id":"1","order":"asc","timestamp":1,"v":1,"value":1927})");
    QTest::newRow("no timestamp") << forged(R"({"field":"year","id":1,"order":"asc","v":1,"value":1927})");
    QTest::newRow("5 000 levels deep") << forged(QByteArray(5000, '[') + QByteArray(5000, ']'));
}

void tst_CatalogueCursor::refusesWhatItDidNotMake()
{
    QFETCH(QByteArray, token);
    const auto back = decodeCatalogueCursor(token, terms(SortField::Year));
    QVERIFY(!back);
    QCOMPARE(back.error().kind, ErrorKind::InvalidArgument);
    QCOMPARE(back.error().where, u"cursor"_s);
    QVERIFY(!back.error().detail.isEmpty());
}

void tst_CatalogueCursor::refusesEveryTruncationAndEveryChangedLetter()
{
    const QByteArray good = cursorAt(QByteArray("the general"), SortField::Title).encode(kList);
    for (qsizetype i = 0; i < good.size(); ++i) {
        QVERIFY2(!decodeCatalogueCursor(good.first(i), terms(SortField::Title)), qPrintable(u"cut at %1"_s.arg(i)));
        QByteArray changed = good;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        QVERIFY2(!decodeCatalogueCursor(changed, terms(SortField::Title)), qPrintable(u"changed at %1"_s.arg(i)));
    }
}

void tst_CatalogueCursor::refusesAnotherList()
{
    const QByteArray token = cursorAt(qint64(1927), SortField::Year).encode("content all");
    const auto back = decodeCatalogueCursor(token, terms(SortField::Year));
    QVERIFY(!back);
    QCOMPARE(back.error().detail, u"is damaged or belongs to another list"_s);
}

void tst_CatalogueCursor::refusesAnotherOrder()
{
    CursorTerms down = terms(SortField::Year);
    down.descending = true;
    const auto back = decodeCatalogueCursor(cursorAt(qint64(1927), SortField::Year).encode(kList), down);
    QVERIFY(!back);
    QCOMPARE(back.error().detail, u"was made for order=asc, this list has order=desc"_s);
}

void tst_CatalogueCursor::expiresWhereALifetimeIsSet()
{
    using namespace std::chrono_literals;
    const QByteArray token = cursorAt(qint64(1927), SortField::Year).encode(kList);
    CursorTerms later = terms(SortField::Year);
    later.nowMs += std::chrono::milliseconds(25h).count();
    QVERIFY(decodeCatalogueCursor(token, later));
    later.lifetime = 26h;
    QVERIFY(decodeCatalogueCursor(token, later));
    later.lifetime = 24h;
    const auto expired = decodeCatalogueCursor(token, later);
    QVERIFY(!expired);
    QCOMPARE(expired.error().detail, u"has expired"_s);
}

QTEST_APPLESS_MAIN(tst_CatalogueCursor)
#include "tst_cataloguecursor.moc"

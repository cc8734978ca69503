// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "cache/core/textblock.h"

using namespace Qt::StringLiterals;
using namespace matinee;

class TestTextBlock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAsQtDoes_data()
    {
        QTest::addColumn<QByteArray>("utf8");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("one letter") << QByteArray("a");
        QTest::newRow("longer than a vector register") << QByteArray(100, 'x');
        QTest::newRow("an umlaut") << u"Gustav Fröhlich"_s.toUtf8();
        QTest::newRow("an umlaut at the end of a long text") << QByteArray(100, 'x') + u"ö"_s.toUtf8();
        QTest::newRow("outside the BMP") << u"\U0001F3AC a film"_s.toUtf8();
        QTest::newRow("a zero inside") << QByteArray("a\0b", 3);
        QTest::newRow("no UTF-8") << QByteArray("a\xff\xfe b");
        QTest::newRow("cut in the middle of a letter") << u"Fröhliche"_s.toUtf8().left(3);
    }
    void readsAsQtDoes()
    {
        QFETCH(const QByteArray, utf8);
        TextBlock block(2 * (utf8.size() + 1));
        const QString first = block.text(utf8);
        const QString second = block.text(utf8);
        for (const QString &text : {first, second}) {
            QCOMPARE(text, QString::fromUtf8(utf8));
            QCOMPARE(text.isNull(), utf8.isEmpty());
            QCOMPARE(text.constData()[text.size()], QChar());
        }
    }

    void changingOneLeavesTheOthers()
    {
        TextBlock block(100);
        QString first = block.text("one");
        QString second = block.text("two");
        const QString third = block.text("three");
        second += u" and more than there was room for"_s;
        first[0] = u'O';
        first.resize(20, u'.');
        QCOMPARE(first, u"One................."_s);
        QCOMPARE(second, u"two and more than there was room for"_s);
        QCOMPARE(third, u"three"_s);
    }

    void theLastOneMayGrow()
    {
        QString last;
        {
            TextBlock block(100);
            const QString before = block.text("before");
            last = block.text("last");
        }
        last += u" of all"_s.repeated(100);
        last.prepend(u"the "_s.repeated(100));
        last.squeeze();
        QCOMPARE(last, u"the "_s.repeated(100) + u"last"_s + u" of all"_s.repeated(100));
    }

    void saysWhatStillFits()
    {
        TextBlock block(10);
        QVERIFY(block.holds("123456789"));
        (void)block.text("12345");
        QVERIFY(block.holds("123"));
        QVERIFY(!block.holds("1234"));
    }
};

QTEST_APPLESS_MAIN(TestTextBlock)
#include "tst_textblock.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/ui/testpicture.h"
#include "ui/detail/picturebackdrop.h"
#include "ui/theme/tokens.h"

using namespace matinee;

class TestPictureBackdrop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsKeepTheirContrast_data();
    void wordsKeepTheirContrast();
    void thePictureIsSeenAtTheTrailingSide_data();
    void thePictureIsSeenAtTheTrailingSide();
    void whatIsNoPictureIsRefused();
};

static QRect mirrored(const QRect &rect, int width)
{
    return {width - rect.right() - 1, rect.y(), rect.width(), rect.height()};
}

void TestPictureBackdrop::wordsKeepTheirContrast_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QRect>("words");
    QTest::addColumn<bool>("rightToLeft");
    for (const bool dark : {true, false}) {
        const char *theme = dark ? "dark" : "light";
        QTest::addRow("%s", theme) << dark << QSize(1150, 450) << QRect(274, 260, 640, 110) << false;
        QTest::addRow("%s, right to left", theme) << dark << QSize(1150, 450) << QRect(274, 260, 640, 110) << true;
        QTest::addRow("%s, words all over", theme) << dark << QSize(1150, 700) << QRect(274, 100, 850, 500) << false;
        QTest::addRow("%s, narrow", theme) << dark << QSize(400, 620) << QRect(24, 300, 352, 250) << false;
        QTest::addRow("%s, wide", theme) << dark << QSize(2600, 450) << QRect(274, 260, 2000, 110) << false;
    }
}

// Whatever the picture shows: black and white are the worst.
void TestPictureBackdrop::wordsKeepTheirContrast()
{
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    QFETCH(QRect, words);
    QFETCH(bool, rightToLeft);
    const Tokens &tokens = dark ? Tokens::dark() : Tokens::light();
    for (const QColor &color : {QColor(Qt::white), QColor(Qt::black)}) {
        const auto image = pictureBackdrop(test::plainPicture({1280, 720}, color), {size, 1, words, rightToLeft}, tokens);
        QVERIFY(image);
        const QRect place = rightToLeft ? mirrored(words, size.width()) : words;
        double least = 21;
        for (int y = place.top(); y <= place.bottom(); y += 5) {
            for (int x = place.left(); x <= place.right(); x += 5) {
                for (const QColor &text : {tokens.text, tokens.secondary, tokens.tertiary})
                    least = std::min(least, contrastRatio(text, image->pixelColor(x, y)));
            }
        }
        QVERIFY2(least >= 4.5, qPrintable(QString::number(least)));
    }
}

void TestPictureBackdrop::thePictureIsSeenAtTheTrailingSide_data()
{
    QTest::addColumn<qreal>("ratio");
    QTest::addColumn<bool>("rightToLeft");
    QTest::addRow("left to right") << 1.0 << false;
    QTest::addRow("left to right at 1.5") << 1.5 << false;
    QTest::addRow("right to left") << 1.0 << true;
}

void TestPictureBackdrop::thePictureIsSeenAtTheTrailingSide()
{
    QFETCH(qreal, ratio);
    QFETCH(bool, rightToLeft);
    const Tokens &tokens = Tokens::dark();
    QImage halves(1280, 720, QImage::Format_RGB32);
    halves.fill(Qt::red);
    QPainter(&halves).fillRect(640, 0, 640, 720, Qt::blue);
    const BackdropFrame frame{{1150, 450}, ratio, {274, 260, 640, 110}, rightToLeft};
    const auto image = pictureBackdrop(test::encoded(halves), frame, tokens);
    QVERIFY(image);
    QCOMPARE(image->size(), frame.size * ratio);
    QCOMPARE(image->devicePixelRatio(), ratio);
    const auto colorAt
        = [&](int x, int y) { return image->pixelColor(QPoint(rightToLeft ? frame.size.width() - 1 - x : x, y) * ratio); };
    // The picture is not mirrored: what is at the window's edge is its own right or left side.
    const QColor edge = colorAt(1140, 60);
    QVERIFY(rightToLeft ? edge.red() > 180 && edge.blue() < 60 : edge.blue() > 180 && edge.red() < 60);
    QCOMPARE(colorAt(10, 60), tokens.canvas);
    QVERIFY(test::isNear(colorAt(1140, 449), tokens.canvas));
}

void TestPictureBackdrop::whatIsNoPictureIsRefused()
{
    QVERIFY(!pictureBackdrop("words", {{1150, 450}, 1, {}, false}, Tokens::dark()));
}

QTEST_MAIN(TestPictureBackdrop)
#include "tst_picturebackdrop.moc"

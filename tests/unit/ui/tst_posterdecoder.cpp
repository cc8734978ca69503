// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <QThreadPool>
#include <QtEndian>

#include "tests/unit/ui/testpicture.h"
#include "ui/grid/drawnposter.h"
#include "ui/grid/posterdecoder.h"

using namespace matinee;
using namespace Qt::StringLiterals;
using test::encoded;
using test::isNear;
using test::plainPicture;

Q_DECLARE_METATYPE(matinee::PosterShape)

class TestPosterDecoder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPictureHasExactlyTheSizeAskedFor_data();
    void aPictureHasExactlyTheSizeAskedFor();
    void whatHangsOverIsCutOffEvenly_data();
    void whatHangsOverIsCutOffEvenly();
    void aPhotographLiesAsItsCameraWasHeld();
    void cornersAreThoseOfDrawnPosters_data();
    void cornersAreThoseOfDrawnPosters();
    void transparencyShowsWhatIsBehind();
    void whatIsNoWholePictureIsRefused_data();
    void whatIsNoWholePictureIsRefused();
    void hostileSizesAreRefused_data();
    void hostileSizesAreRefused();
    void everyCutOfAPictureIsRefused_data();
    void everyCutOfAPictureIsRefused();
};

void TestPosterDecoder::aPictureHasExactlyTheSizeAskedFor_data()
{
    QTest::addColumn<QSize>("picture");
    QTest::addColumn<QSize>("asked");
    QTest::addRow("a poster made smaller") << QSize(500, 750) << QSize(185, 278);
    QTest::addRow("a little smaller") << QSize(342, 513) << QSize(341, 512);
    QTest::addRow("halved and then smaller") << QSize(1000, 1500) << QSize(240, 361);
    QTest::addRow("too large to be scaled down whole") << QSize(1001, 1501) << QSize(185, 278);
    QTest::addRow("a poster made larger") << QSize(92, 138) << QSize(370, 555);
    QTest::addRow("as it is") << QSize(185, 278) << QSize(185, 278);
    QTest::addRow("a wide one") << QSize(1280, 720) << QSize(185, 278);
    QTest::addRow("a tall one") << QSize(100, 1000) << QSize(185, 278);
    QTest::addRow("a line of the widest") << QSize(8192, 1) << QSize(185, 278);
    QTest::addRow("a line of the highest") << QSize(1, 8192) << QSize(185, 278);
    QTest::addRow("a point") << QSize(1, 1) << QSize(185, 278);
}

void TestPosterDecoder::aPictureHasExactlyTheSizeAskedFor()
{
    QFETCH(QSize, picture);
    QFETCH(QSize, asked);
    for (const char *format : test::pictureFormats()) {
        const auto image = decodePoster(plainPicture(picture, QColor(200, 60, 40), format), {asked, 1.5, Qt::black, 10});
        QVERIFY2(image, format);
        QCOMPARE(image->size(), asked);
        QCOMPARE(image->devicePixelRatio(), 1.5);
        QCOMPARE(image->format(), QImage::Format_RGB32);
        QVERIFY(isNear(image->pixelColor(image->rect().center()), QColor(200, 60, 40)));
    }
}

void TestPosterDecoder::whatHangsOverIsCutOffEvenly_data()
{
    QTest::addColumn<QSize>("picture");
    QTest::addColumn<QSize>("asked");
    QTest::addColumn<QPoint>("direction"); // of the three stripes
    QTest::addRow("left and right of a wide one") << QSize(900, 300) << QSize(100, 150) << QPoint(1, 0);
    QTest::addRow("above and below a tall one") << QSize(300, 1350) << QSize(100, 150) << QPoint(0, 1);
}

// A red, a green and a blue third: only green is in the middle, and as far from both edges.
void TestPosterDecoder::whatHangsOverIsCutOffEvenly()
{
    QFETCH(QSize, picture);
    QFETCH(QSize, asked);
    QFETCH(QPoint, direction);
    QImage stripes(picture, QImage::Format_RGB32);
    QPainter painter(&stripes);
    const QSize stripe
        = direction.x() ? QSize(picture.width() / 3, picture.height()) : QSize(picture.width(), picture.height() / 3);
    for (int i = 0; i < 3; ++i) {
        const QPoint corner(direction.x() * stripe.width() * i, direction.y() * stripe.height() * i);
        painter.fillRect(QRect(corner, stripe), std::array{Qt::red, Qt::green, Qt::blue}.at(size_t(i)));
    }
    painter.end();
    for (const char *format : test::pictureFormats()) { // each is made smaller on a way of its own
        const auto image = decodeCovering(encoded(stripes, format), asked);
        QVERIFY2(image, format);
        for (const QPoint at : {QPoint(2, 2), QPoint(97, 147), QPoint(50, 75), QPoint(2, 147), QPoint(97, 2)})
            QVERIFY(isNear(image->pixelColor(at), Qt::green));
    }
}

// EXIF orientation 6: the camera was held upright, the picture is stored lying.
void TestPosterDecoder::aPhotographLiesAsItsCameraWasHeld()
{
    QImage lying(300, 200, QImage::Format_RGB32);
    lying.fill(Qt::blue);
    QPainter(&lying).fillRect(0, 0, 150, 200, Qt::red); // left: the top of the upright picture
    QByteArray bytes = encoded(lying);
    QByteArray exif("Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0", 32);
    QByteArray segment("\xff\xe1\0\0", 4);
    qToBigEndian(quint16(exif.size() + 2), segment.data() + 2);
    bytes.insert(2, segment + exif);
    const auto image = decodeCovering(bytes, {100, 150});
    QVERIFY(image);
    QCOMPARE(image->size(), QSize(100, 150));
    QVERIFY(isNear(image->pixelColor(50, 20), Qt::red));
    QVERIFY(isNear(image->pixelColor(50, 130), Qt::blue));
}

void TestPosterDecoder::cornersAreThoseOfDrawnPosters_data()
{
    QTest::addColumn<PosterShape>("shape");
    QTest::addRow("dark canvas") << PosterShape{{176, 264}, 1, QColor(0x12, 0x13, 0x17), 10};
    QTest::addRow("light canvas at 1.5") << PosterShape{{264, 396}, 1.5, QColor(0xf7, 0xf6, 0xf3), 10};
    QTest::addRow("nothing behind") << PosterShape{{176, 264}, 1, {}, 10};
    QTest::addRow("nothing behind at 2") << PosterShape{{352, 528}, 2, {}, 10};
}

void TestPosterDecoder::cornersAreThoseOfDrawnPosters()
{
    QFETCH(PosterShape, shape);
    const PosterSpec spec{{u"s"_s, u"movie"_s, u"1"_s}, u"The General"_s, 1926, u"Inter"_s, shape.behind, shape.radius};
    const QImage drawn = drawPoster(spec, shape.devicePixels, shape.devicePixelRatio);
    const auto image = decodePoster(plainPicture({500, 750}, QColor(120, 130, 140)), shape);
    QVERIFY(image);
    QCOMPARE(image->format(), drawn.format());
    QCOMPARE(image->devicePixelRatio(), drawn.devicePixelRatio());
    const int right = image->width() - 1;
    const int bottom = image->height() - 1;
    int outside = 0;
    for (const QPoint corner : {QPoint(0, 0), QPoint(right, 0), QPoint(0, bottom), QPoint(right, bottom)}) {
        const QRect box(corner.x() ? right - 20 : 0, corner.y() ? bottom - 20 : 0, 20, 20);
        const QColor behind = shape.behind.isValid() ? shape.behind : QColor(Qt::transparent);
        QCOMPARE(image->pixelColor(corner), behind);
        QCOMPARE(drawn.pixelColor(corner), behind);
        for (int y = box.top(); y <= box.bottom(); ++y) {
            for (int x = box.left(); x <= box.right(); ++x) {
                const QColor ours = image->pixelColor(x, y);
                const QColor theirs = drawn.pixelColor(x, y);
                QCOMPARE(ours.alpha(), theirs.alpha()); // as much of it is cut away
                if (ours == behind)
                    QVERIFY(isNear(theirs, behind, 2));
                outside += ours == behind ? 1 : 0;
            }
        }
    }
    QVERIFY(outside > 20);
}

void TestPosterDecoder::transparencyShowsWhatIsBehind()
{
    const QByteArray half = plainPicture({200, 300}, QColor(255, 255, 255, 128), "png");
    const auto onBlack = decodePoster(half, {{100, 150}, 1, Qt::black, 10});
    QVERIFY(onBlack);
    QCOMPARE(onBlack->format(), QImage::Format_RGB32);
    QVERIFY(isNear(onBlack->pixelColor(50, 75), QColor(128, 128, 128)));
    const auto onNothing = decodePoster(half, {{100, 150}, 1, {}, 10});
    QVERIFY(onNothing);
    QCOMPARE(onNothing->format(), QImage::Format_ARGB32_Premultiplied);
    QVERIFY(isNear(onNothing->pixelColor(50, 75), QColor(255, 255, 255, 128)));
    QCOMPARE(onNothing->pixelColor(0, 0).alpha(), 0);
}

void TestPosterDecoder::whatIsNoWholePictureIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray jpeg = plainPicture({500, 750}, Qt::red);
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("words") << QByteArray("<html>Sign in to this network</html>");
    QTest::addRow("an SVG") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    QTest::addRow("a GIF") << QByteArray("GIF89a\1\0\1\0\0\0\0;");
    QTest::addRow("a JPEG's start and end only") << QByteArray("\xff\xd8\xff\xd9", 4);
    QTest::addRow("a JPEG with a tail of words") << jpeg + "and so on";
    QTest::addRow("a WebP longer than its file") << QByteArray("RIFF\xff\xff\0\0WEBPVP8 ", 16);
}

void TestPosterDecoder::whatIsNoWholePictureIsRefused()
{
    QFETCH(QByteArray, bytes);
    const auto image = decodeCovering(bytes, {100, 150});
    QVERIFY(!image);
    QCOMPARE(image.error().kind, ErrorKind::Malformed);
    // Zeros after the end are what some cameras write.
    QVERIFY(decodeCovering(plainPicture({50, 75}, Qt::red) + QByteArray(100, '\0'), {100, 150}));
}

void TestPosterDecoder::hostileSizesAreRefused_data()
{
    QTest::addColumn<quint32>("width");
    QTest::addColumn<quint32>("height");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addRow("a side too long") << quint32(8193) << quint32(10) << ErrorKind::TooLarge;
    QTest::addRow("too many pixels") << quint32(5000) << quint32(5000) << ErrorKind::TooLarge;
    QTest::addRow("a bomb") << quint32(0x7fffffff) << quint32(0x7fffffff) << ErrorKind::TooLarge;
    QTest::addRow("no width") << quint32(0) << quint32(10) << ErrorKind::Malformed;
    QTest::addRow("more than is there") << quint32(4000) << quint32(4000) << ErrorKind::Malformed;
}

void TestPosterDecoder::hostileSizesAreRefused()
{
    QFETCH(quint32, width);
    QFETCH(quint32, height);
    QFETCH(ErrorKind, kind);
    QByteArray png = plainPicture({10, 10}, Qt::red, "png");
    qToBigEndian(width, png.data() + 16);
    qToBigEndian(height, png.data() + 20);
    // The header's checksum, or libpng would refuse it before anybody looked at the size.
    quint32 crc = 0xffffffff;
    for (int i = 12; i < 29; ++i) {
        crc ^= static_cast<unsigned char>(png.at(i));
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320U : 0U);
    }
    qToBigEndian(crc ^ 0xffffffff, png.data() + 29);
    const auto image = decodeCovering(png, {100, 150});
    QVERIFY(!image);
    if (kind == ErrorKind::TooLarge && width < 0x7fffffff)
        QCOMPARE(image.error().kind, kind);
}

void TestPosterDecoder::everyCutOfAPictureIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const char *format : test::pictureFormats())
        QTest::addRow("%s", format) << plainPicture({60, 90}, QColor(10, 120, 200), format);
}

void TestPosterDecoder::everyCutOfAPictureIsRefused()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(decodeCovering(bytes, {40, 60}));
    for (qsizetype length = 0; length < bytes.size(); ++length)
        QVERIFY2(!decodeCovering(bytes.first(length), {40, 60}), qPrintable(QString::number(length)));
}

QTEST_MAIN(TestPosterDecoder)
#include "tst_posterdecoder.moc"

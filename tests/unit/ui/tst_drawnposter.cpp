// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>
#include <QSet>
#include <QTest>
#include <QThreadPool>

#include <algorithm>

#include "ui/grid/drawnposter.h"
#include "ui/grid/postertitle_p.h"

using namespace matinee;
using namespace Qt::StringLiterals;

class TestDrawnPoster : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSeedIsTheSameOnEveryPlatform();
    void theSameIdLooksTheSame();
    void manyIdsUseEveryPalette();
    void cornersAreRound_data();
    void cornersAreRound();
    void titlesFitTheirArea_data();
    void titlesFitTheirArea();
    void rightToLeftTitlesStandOnTheRight();
    void threadsDrawWhatTheGuiDraws();

private:
    static PosterSpec spec(const QString &title, const QString &id = u"1"_s)
    {
        return {{u"test"_s, u"movie"_s, id}, title, 1927, u"Inter"_s, QColor(Qt::black), 10};
    }
};

void TestDrawnPoster::theSeedIsTheSameOnEveryPlatform()
{
    // Fixed: a poster must not change with a new Qt or another machine.
    QCOMPARE(posterSeed({u"public-domain"_s, u"movie"_s, u"metropolis-1927"_s}), quint64(0x7f83223830d0d8f9ULL));
    QVERIFY(posterSeed({u"a"_s, u"bc"_s, u"d"_s}) != posterSeed({u"ab"_s, u"c"_s, u"d"_s}));
}

void TestDrawnPoster::theSameIdLooksTheSame()
{
    const QSize size(176, 264);
    QCOMPARE(drawPoster(spec(u"Metropolis"_s), size, 1), drawPoster(spec(u"Metropolis"_s), size, 1));
    QVERIFY(drawPoster(spec(u"Metropolis"_s), size, 1) != drawPoster(spec(u"Metropolis"_s, u"2"_s), size, 1));
}

void TestDrawnPoster::manyIdsUseEveryPalette()
{
    QSet<QRgb> tones;
    for (int i = 0; i < 200; ++i)
        tones.insert(posterTone({u"test"_s, u"movie"_s, QString::number(i)}).rgb());
    QCOMPARE(tones.size(), 8);
}

void TestDrawnPoster::cornersAreRound_data()
{
    QTest::addColumn<QColor>("behind");
    QTest::addRow("baked in") << QColor(1, 2, 3);
    QTest::addRow("transparent") << QColor();
}

void TestDrawnPoster::cornersAreRound()
{
    QFETCH(QColor, behind);
    PosterSpec wanted = spec(u"Faust"_s);
    wanted.behind = behind;
    const QImage image = drawPoster(wanted, {352, 528}, 2);
    QCOMPARE(image.devicePixelRatio(), 2.0);
    QCOMPARE(image.hasAlphaChannel(), !behind.isValid());
    for (const QPoint &corner : {QPoint(0, 0), QPoint(351, 0), QPoint(0, 527), QPoint(351, 527)}) {
        if (behind.isValid())
            QCOMPARE(image.pixelColor(corner), behind);
        else
            QCOMPARE(image.pixelColor(corner).alpha(), 0);
    }
    QCOMPARE(image.pixelColor(176, 0).alpha(), 255);
}

void TestDrawnPoster::titlesFitTheirArea_data()
{
    QTest::addColumn<QString>("title");
    QTest::addRow("one letter") << u"A"_s;
    QTest::addRow("one word") << u"Intolerance"_s;
    QTest::addRow("three words") << u"The Gold Rush"_s;
    QTest::addRow("a long word is set smaller") << u"Rindfleischetikettierung"_s;
    QTest::addRow("a word too long for any size breaks") << QString(200, u'm');
    QTest::addRow("very many words") << u"word "_s.repeated(2000);
    QTest::addRow("right to left") << u"العزيمة والحب في زمن السينما الصامتة"_s;
    QTest::addRow("no spaces at all") << u"生まれてはみたけれど大人の見る絵本"_s;
    QTest::addRow("markup is letters") << u"<b>Bold</b> &amp;"_s;
    QTest::addRow("empty") << QString();
}

// Whatever is painted stays within the area: the rest of the canvas remains untouched.
void TestDrawnPoster::titlesFitTheirArea()
{
    QFETCH(QString, title);
    for (const double width : {80.0, 144.0, 288.0}) {
        const QRectF area(40, 40, width, width * 1.03);
        const TitleFit fit = fitTitle(title, u"Inter"_s, width, area.height(), width * 0.23, std::max(8.0, width * 0.07));
        QImage canvas((area.size() + QSizeF(80, 80)).toSize(), QImage::Format_RGB32);
        canvas.fill(Qt::black);
        {
            QPainter painter(&canvas);
            painter.setPen(Qt::white);
            QVERIFY(paintTitle(painter, fit, area) >= area.top() - 1);
        }
        for (int y = 0; y < canvas.height(); ++y) {
            for (int x = 0; x < canvas.width(); ++x) {
                if (!area.adjusted(-3, -6, 3, 6).contains(x, y)) // antialiasing, side bearings, descents
                    QVERIFY2(qGray(canvas.pixel(x, y)) < 8, qPrintable(u"%1, %2 of %3"_s.arg(x).arg(y).arg(width)));
            }
        }
    }
    // The longest word that can stand in one line does.
    const TitleFit fit = fitTitle(title, u"Inter"_s, 144, 150, 33, 10);
    if (title.startsWith(u"Rind"_s) || title.startsWith(u"Into"_s))
        QVERIFY(QFontMetricsF(fit.font).horizontalAdvance(title) <= 144);
}

void TestDrawnPoster::rightToLeftTitlesStandOnTheRight()
{
    const auto inkCenter = [this](const QString &title) {
        Q_UNUSED(this)
        const QRectF area(0, 0, 200, 60);
        QImage canvas(200, 60, QImage::Format_RGB32);
        canvas.fill(Qt::black);
        QPainter painter(&canvas);
        painter.setPen(Qt::white);
        paintTitle(painter, fitTitle(title, u"Inter"_s, 200, 60, 30, 10), area);
        painter.end();
        double sum = 0;
        double weight = 1e-9;
        for (int y = 0; y < 60; ++y) {
            for (int x = 0; x < 200; ++x) {
                sum += x * qGray(canvas.pixel(x, y));
                weight += qGray(canvas.pixel(x, y));
            }
        }
        return sum / weight;
    };
    QVERIFY(inkCenter(u"Faust"_s) < 90);
    QVERIFY(inkCenter(u"שלום"_s) > 110);
}

void TestDrawnPoster::threadsDrawWhatTheGuiDraws()
{
    const QImage expected = drawPoster(spec(u"Sunrise"_s), {176, 264}, 1);
    QList<QImage> images(8);
    QThreadPool pool;
    for (QImage &image : images)
        pool.start([&image] { image = drawPoster(spec(u"Sunrise"_s), {176, 264}, 1); });
    QVERIFY(pool.waitForDone(20'000));
    for (const QImage &image : std::as_const(images))
        QCOMPARE(image, expected);
}

QTEST_MAIN(TestDrawnPoster)
#include "tst_drawnposter.moc"

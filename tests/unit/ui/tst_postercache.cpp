// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include "models/images/noimages.h"
#include "tests/support/scriptedimages.h"
#include "tests/unit/ui/testpicture.h"
#include "ui/grid/postercache.h"
#include "ui/theme/theme.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

class StillLook final : public SystemLook
{
public:
    StillLook() { setReducedMotion(true); }
};

/// Pictures of one color: the one their path names.
struct ColoredImages : test::ScriptedImages {
    ColoredImages()
    {
        picture = [](const ImageKey &key) { return test::plainPicture({500, 750}, QColor(key.path.mid(1).section(u'.', 0, 0))); };
    }
    /// Answers what is asked, and what is asked after this turn of the event loop.
    bool answerSoon()
    {
        QCoreApplication::sendPostedEvents();
        return answer();
    }
};

QColor middleOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage();
    return image.pixelColor(image.rect().center());
}

} // namespace

class TestPosterCache : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstPosterIsThereAtOnce();
    void aFrameDrawsOnlySoMuchAndTheRestComesLater();
    void anotherSizeStandsInUntilTheRightOneComes();
    void aCorrectedTitleIsDrawnAnew();
    void memoryStaysWithinItsLimit();
    void wishesOfAnEarlierFrameAreVoid();
    void closingWhileDrawingIsSafe();
    void aPictureIsDrawnFirstThenFadesIn();
    void withoutMotionThePictureIsJustThere();
    void aPictureNobodySeesDoesNotFade();
    void aFailedPictureLeavesTheDrawnPoster();
    void anotherThemeWantsOtherCorners();
    void aPictureOfAnotherSizeStandsIn();
    void aNewPosterIsAnotherPicture();
    void withoutPicturesNothingIsAsked();
    void closingWhileDecodingIsSafe();

private:
    static Title pictured(int number, const QString &path = u"/red.jpg"_s)
    {
        Title title = TestPosterCache::title(number);
        title.poster = path;
        return title;
    }
    static Title title(int number)
    {
        Title title;
        title.id = {u"test"_s, u"movie"_s, QString::number(number)};
        title.title = u"The General"_s;
        title.year = 1926;
        return title;
    }
    static PosterShape shape(int width = 176) { return {QSize(width, width * 3 / 2), 1, QColor(Qt::black), 10}; }
    Theme m_theme{std::make_unique<SystemLook>()};
    Theme m_still{std::make_unique<StillLook>()};
    NoImages m_images;
    const QObject m_viewer;
    const QObject m_otherViewer;
};

void TestPosterCache::theFirstPosterIsThereAtOnce()
{
    PosterCache cache(m_theme, m_images);
    cache.beginFrame(&m_viewer, true);
    const PosterCache::Art art = cache.art(title(1), shape());
    QVERIFY(art.exact);
    QCOMPARE(art.pixmap.size(), QSize(176, 264));
    QCOMPARE(cache.usedBytes(), qint64(176 * 264 * 4));
}

void TestPosterCache::aFrameDrawsOnlySoMuchAndTheRestComesLater()
{
    PosterCache cache(m_theme, m_images);
    QSignalSpy ready(&cache, &PosterCache::ready);
    cache.beginFrame(&m_viewer, true);
    QSet<int> missing;
    for (int i = 0; i < 200; ++i) {
        const PosterCache::Art art = cache.art(title(i), shape());
        QCOMPARE(art.exact, !art.pixmap.isNull());
        if (!art.exact)
            missing.insert(i);
    }
    QVERIFY(!missing.isEmpty());
    QVERIFY(!missing.contains(0));
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), missing.size(), 20'000);
    cache.beginFrame(&m_viewer, true);
    for (int i = 0; i < 200; ++i)
        QVERIFY(cache.art(title(i), shape()).exact);
    QCOMPARE(ready.count(), missing.size());
}

void TestPosterCache::anotherSizeStandsInUntilTheRightOneComes()
{
    PosterCache cache(m_theme, m_images);
    cache.beginFrame(&m_viewer, true);
    for (int i = 0; i < 100; ++i)
        cache.wish(&m_viewer, title(i), shape(100));
    QSignalSpy ready(&cache, &PosterCache::ready);
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 100, 20'000);
    cache.beginFrame(&m_viewer, true);
    int standIns = 0;
    for (int i = 0; i < 100; ++i) {
        const PosterCache::Art art = cache.art(title(i), shape(220));
        QVERIFY(!art.pixmap.isNull());
        if (!art.exact) {
            ++standIns;
            QCOMPARE(art.pixmap.width(), 100);
        }
    }
    QVERIFY(standIns > 0);
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 100 + standIns, 20'000);
}

void TestPosterCache::aCorrectedTitleIsDrawnAnew()
{
    PosterCache cache(m_theme, m_images);
    cache.beginFrame(&m_viewer, true);
    Title corrected = title(1);
    const QImage before = cache.art(corrected, shape()).pixmap.toImage();
    corrected.title = u"The Cameraman"_s;
    cache.beginFrame(&m_viewer, true);
    const PosterCache::Art after = cache.art(corrected, shape());
    QVERIFY(after.exact);
    QVERIFY(after.pixmap.toImage() != before);
}

void TestPosterCache::memoryStaysWithinItsLimit()
{
    PosterCache cache(m_theme, m_images);
    const PosterShape large = shape(1000); // 6 MB each
    const auto posters = static_cast<int>(cache.limitBytes() / 6'000'000 + 5);
    for (int i = 0; i < posters; ++i) {
        cache.beginFrame(&m_viewer, true);
        QVERIFY(cache.art(title(i), large).exact);
        QVERIFY(cache.usedBytes() <= PosterCache::limitBytes());
    }
    cache.beginFrame(&m_viewer, true);
    QSignalSpy ready(&cache, &PosterCache::ready);
    cache.wish(&m_viewer, title(0), large); // the oldest went
    QVERIFY(ready.wait(20'000));
    cache.wish(&m_viewer, title(posters - 1), large); // the newest stayed
    cache.wish(&m_viewer, title(posters), large);
    QVERIFY(ready.wait(20'000));
    QCOMPARE(ready.last().first().value<TitleId>(), title(posters).id);
    QCOMPARE(ready.count(), 2);
}

void TestPosterCache::wishesOfAnEarlierFrameAreVoid()
{
    PosterCache cache(m_theme, m_images);
    QSignalSpy ready(&cache, &PosterCache::ready);
    cache.beginFrame(&m_viewer, true);
    for (int i = 0; i < 50; ++i)
        cache.wish(&m_viewer, title(i), shape());
    cache.wish(&m_otherViewer, title(90), shape());
    cache.beginFrame(&m_viewer, true);
    cache.wish(&m_viewer, title(100), shape());
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 2, 20'000);
    QSet<QString> drawn;
    for (const QList<QVariant> &signal : ready)
        drawn.insert(signal.first().value<TitleId>().extId);
    QCOMPARE(drawn, QSet<QString>({u"90"_s, u"100"_s}));
}

void TestPosterCache::closingWhileDrawingIsSafe()
{
    for (int round = 0; round < 20; ++round) {
        auto cache = std::make_unique<PosterCache>(m_theme, m_images);
        cache->beginFrame(&m_viewer, true);
        for (int i = 0; i < 20; ++i)
            cache->wish(&m_viewer, title(i), shape());
        QSignalSpy ready(cache.get(), &PosterCache::ready);
        QVERIFY(ready.wait(20'000));
        cache.reset();
    }
}

void TestPosterCache::aPictureIsDrawnFirstThenFadesIn()
{
    ColoredImages images;
    PosterCache cache(m_theme, images);
    QSignalSpy ready(&cache, &PosterCache::ready);
    cache.beginFrame(&m_viewer, true);
    const PosterCache::Art before = cache.art(pictured(1), shape());
    QVERIFY(before.exact);
    QVERIFY(images.asked.isEmpty()); // one frame's wishes are known before the first is asked for
    QVERIFY(images.answerSoon());
    QVERIFY(ready.wait(20'000));
    cache.beginFrame(&m_viewer, true);
    const PosterCache::Art fading = cache.art(pictured(1), shape());
    QVERIFY(fading.exact);
    QCOMPARE(fading.under.toImage(), before.pixmap.toImage());
    QVERIFY(fading.opacity >= 0 && fading.opacity <= 1);
    QTRY_VERIFY(cache.art(pictured(1), shape()).under.isNull());
    QVERIFY(ready.count() > 1); // it asked for repaints meanwhile
    const PosterCache::Art after = cache.art(pictured(1), shape());
    QVERIFY(test::isNear(middleOf(after.pixmap), Qt::red));
    QCOMPARE(after.opacity, 1.0);
    QCOMPARE(images.asked.size(), 1);
    QCOMPARE(cache.usedBytes(), qint64(176 * 264 * 4)); // the drawn one is gone
    const auto repaints = ready.count();
    QVERIFY(!ready.wait(60)); // and then it is still
    QCOMPARE(ready.count(), repaints);
}

void TestPosterCache::withoutMotionThePictureIsJustThere()
{
    ColoredImages images;
    PosterCache cache(m_still, images);
    QSignalSpy ready(&cache, &PosterCache::ready);
    cache.beginFrame(&m_viewer, true);
    (void)cache.art(pictured(1), shape());
    QVERIFY(images.answerSoon());
    QVERIFY(ready.wait(20'000));
    const PosterCache::Art after = cache.art(pictured(1), shape());
    QVERIFY(after.under.isNull());
    QVERIFY(test::isNear(middleOf(after.pixmap), Qt::red));
}

void TestPosterCache::aPictureNobodySeesDoesNotFade()
{
    ColoredImages images;
    PosterCache cache(m_theme, images);
    QSignalSpy ready(&cache, &PosterCache::ready);
    cache.look(&m_viewer, {{0, 9}, {0, 29}, {}, false});
    cache.wish(&m_viewer, pictured(12), shape(), 12);
    QVERIFY(ready.wait(20'000)); // the drawn one
    QVERIFY(images.answerSoon());
    QVERIFY(ready.wait(20'000));
    const PosterCache::Art after = cache.art(pictured(12), shape(), 12);
    QVERIFY(after.under.isNull());
    QVERIFY(test::isNear(middleOf(after.pixmap), Qt::red));
}

void TestPosterCache::aFailedPictureLeavesTheDrawnPoster()
{
    ColoredImages images;
    PosterCache cache(m_theme, images);
    QSignalSpy again(&cache, &PosterCache::askAgain);
    cache.beginFrame(&m_viewer, true);
    const QImage drawn = cache.art(pictured(1), shape()).pixmap.toImage();
    QCoreApplication::sendPostedEvents();
    QVERIFY(images.answerWith(u"/red.jpg"_s, fail(ErrorKind::NotFound, {})));
    cache.beginFrame(&m_viewer, true);
    const PosterCache::Art after = cache.art(pictured(1), shape());
    QVERIFY(after.exact);
    QCOMPARE(after.pixmap.toImage(), drawn);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(images.asked.size(), 1);
    cache.forgetFailures();
    QCOMPARE(again.count(), 1);
    (void)cache.art(pictured(1), shape());
    QVERIFY(images.answerSoon());
    QTRY_VERIFY(test::isNear(middleOf(cache.art(pictured(1), shape()).pixmap), Qt::red));
}

void TestPosterCache::anotherThemeWantsOtherCorners()
{
    ColoredImages images;
    PosterCache cache(m_theme, images);
    QSignalSpy ready(&cache, &PosterCache::ready);
    PosterShape light = shape();
    light.behind = Qt::white;
    cache.beginFrame(&m_viewer, true);
    (void)cache.art(pictured(1), shape());
    QVERIFY(images.answerSoon());
    QVERIFY(ready.wait(20'000));
    cache.beginFrame(&m_viewer, true);
    const PosterCache::Art meanwhile = cache.art(pictured(1), light);
    QVERIFY(!meanwhile.exact);
    QVERIFY(test::isNear(middleOf(meanwhile.pixmap), Qt::red)); // the picture, not a drawn poster between
    QVERIFY(images.answerSoon());
    QTRY_VERIFY(cache.art(pictured(1), light).exact);
    const PosterCache::Art after = cache.art(pictured(1), light);
    QVERIFY(after.under.isNull());
    QCOMPARE(after.pixmap.toImage().pixelColor(0, 0), QColor(Qt::white));
}

void TestPosterCache::aPictureOfAnotherSizeStandsIn()
{
    ColoredImages images;
    PosterCache cache(m_still, images);
    QSignalSpy ready(&cache, &PosterCache::ready);
    cache.beginFrame(&m_viewer, true);
    (void)cache.art(pictured(1), shape(100));
    QVERIFY(images.answerSoon());
    QVERIFY(ready.wait(20'000));
    const PosterCache::Art meanwhile = cache.art(pictured(1), shape(220));
    QVERIFY(!meanwhile.exact);
    QCOMPARE(meanwhile.pixmap.width(), 100);
    QVERIFY(images.answerSoon());
    QCOMPARE(images.asked.size(), 2);
    QTRY_COMPARE(cache.art(pictured(1), shape(220)).pixmap.width(), 220);
}

void TestPosterCache::aNewPosterIsAnotherPicture()
{
    ColoredImages images;
    PosterCache cache(m_still, images);
    QSignalSpy ready(&cache, &PosterCache::ready);
    cache.beginFrame(&m_viewer, true);
    (void)cache.art(pictured(1), shape());
    QVERIFY(images.answerSoon());
    QVERIFY(ready.wait(20'000));
    (void)cache.art(pictured(1, u"/blue.jpg"_s), shape());
    QVERIFY(images.answerSoon());
    QTRY_VERIFY(test::isNear(middleOf(cache.art(pictured(1, u"/blue.jpg"_s), shape()).pixmap), Qt::blue));
}

void TestPosterCache::withoutPicturesNothingIsAsked()
{
    PosterCache cache(m_theme, m_images); // which asserts that it is never asked
    QSignalSpy ready(&cache, &PosterCache::ready);
    cache.beginFrame(&m_viewer, true);
    QVERIFY(cache.art(pictured(1), shape()).exact);
    cache.wish(&m_viewer, pictured(2), shape());
    QVERIFY(ready.wait(20'000));
    QCOMPARE(cache.usedBytes(), qint64(2 * 176 * 264 * 4));
}

void TestPosterCache::closingWhileDecodingIsSafe()
{
    for (int round = 0; round < 20; ++round) {
        ColoredImages images;
        auto cache = std::make_unique<PosterCache>(m_theme, images);
        cache->beginFrame(&m_viewer, true);
        for (int i = 0; i < 10; ++i)
            (void)cache->art(pictured(i), shape());
        QCoreApplication::sendPostedEvents();
        images.answer();
        images.answer();
        images.answer();
        cache.reset();
        images.answerAll(); // answers after it is gone reach nobody
    }
}

QTEST_MAIN(TestPosterCache)
#include "tst_postercache.moc"

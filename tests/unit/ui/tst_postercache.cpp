// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include "models/images/noimages.h"
#include "ui/grid/postercache.h"
#include "ui/theme/theme.h"

using namespace matinee;
using namespace Qt::StringLiterals;

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

private:
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

QTEST_MAIN(TestPosterCache)
#include "tst_postercache.moc"

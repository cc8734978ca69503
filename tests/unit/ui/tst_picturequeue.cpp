// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include "tests/support/scriptedimages.h"
#include "tests/unit/ui/testpicture.h"
#include "ui/grid/picturequeue.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

Title titleAt(int row)
{
    Title title;
    title.id = {u"scripted"_s, u"movie"_s, QString::number(row)};
    title.title = u"Film"_s;
    title.poster = u"/%1"_s.arg(row);
    return title;
}

QStringList paths(int first, int last)
{
    QStringList out;
    for (int row = first; row <= last; ++row)
        out += u"/%1"_s.arg(row);
    return out;
}

struct World {
    World()
    {
        images.picture = [](const ImageKey &) { return test::plainPicture({50, 75}, Qt::red); };
        pool.setMaxThreadCount(1);
    }
    ~World() { pool.waitForDone(); }
    void want(int row, const QObject &by, int width = 40)
    {
        const PosterShape shape{{width, width * 3 / 2}, 1, Qt::black, 0};
        queue.want(&by, row, PosterKey::ofPicture(titleAt(row), shape), titleAt(row), shape);
    }
    void want(int first, int last)
    {
        for (int row = first; row <= last; ++row)
            want(row, viewer);
    }
    /// What is asked for by what was wanted so far.
    QStringList asked()
    {
        QCoreApplication::sendPostedEvents(&queue);
        return images.awaitedPaths();
    }

    test::ScriptedImages images;
    QThreadPool pool;
    PictureQueue queue{images, pool};
    QObject viewer;
    QObject other;
};

PictureQueue::Sight sight(int first, int last, bool tooFast = false, RowRange landing = {})
{
    const int screen = last - first + 1;
    return {{first, last}, {first - 2 * screen, last + 2 * screen}, landing, tooFast};
}

} // namespace

class TestPictureQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void visibleTilesComeFirstThenTheNearest();
    void aFewAreAskedForAtOnce();
    void theOrderFollowsTheScroll();
    void aTileScrolledFarAwayIsCancelled();
    void aTileThatScrolledIntoViewBecomesUrgent();
    void nothingIsStartedWhileFlingingButTheLanding();
    void twoViewsShareOnePicture();
    void aTileOfAnotherSizeWantsOnlyThat();
    void aViewThatLeavesWantsNothing();
    void aFailedPictureIsNotAskedForAgain();
    void aCancelledPictureIsNoFailure();
    void whatIsNoPictureIsAFailure();
    void aSourceWithoutPicturesIsNotAsked();
};

void TestPictureQueue::visibleTilesComeFirstThenTheNearest()
{
    World world;
    world.queue.look(&world.viewer, sight(10, 13));
    world.want(14, 17);
    world.want(10, 13);
    QCOMPARE(world.asked(), paths(10, 17));
    for (const auto &ask : world.images.awaited())
        QCOMPARE(ask.priority, ask.key.path <= u"/13"_s ? Priority::VisibleImage : Priority::Neighbor);
    QCOMPARE(world.images.awaited().front().key.sizeCode, u"w92"_s);
}

void TestPictureQueue::aFewAreAskedForAtOnce()
{
    World world;
    world.queue.look(&world.viewer, sight(0, 39));
    world.want(0, 39);
    const auto few = world.asked().size();
    QVERIFY(few < 40);
    QSignalSpy arrived(&world.queue, &PictureQueue::arrived);
    const auto answered = [&] {
        world.images.answerAll();
        return arrived.count() == 40;
    };
    QTRY_VERIFY_WITH_TIMEOUT(answered(), 20'000);
    QCOMPARE(world.images.asked, paths(0, 39));
}

void TestPictureQueue::theOrderFollowsTheScroll()
{
    World world;
    world.queue.look(&world.viewer, sight(0, 19));
    world.want(0, 39);
    const auto before = world.asked().size();
    world.queue.look(&world.viewer, sight(20, 39));
    QSignalSpy arrived(&world.queue, &PictureQueue::arrived);
    world.images.answer();
    QTRY_COMPARE(arrived.count(), 1);
    QCOMPARE(world.images.asked.at(before), u"/20"_s);
}

void TestPictureQueue::aTileScrolledFarAwayIsCancelled()
{
    World world;
    world.queue.look(&world.viewer, sight(0, 3));
    world.want(0, 3);
    QCOMPARE(world.asked(), paths(0, 3));
    world.queue.look(&world.viewer, sight(8, 11)); // two screens from row 0
    QCOMPARE(world.asked(), paths(0, 3));
    world.queue.look(&world.viewer, sight(10, 13));
    QCOMPARE(world.asked(), paths(2, 3));
    QCOMPARE(world.images.givenUp.size(), size_t(2));
    QVERIFY(world.images.givenUp.front().isCancelled());
    // A late answer shows nothing.
    QSignalSpy arrived(&world.queue, &PictureQueue::arrived);
    world.images.asks.front().reply(test::plainPicture({50, 75}, Qt::red));
    world.images.answerAll();
    QTRY_COMPARE(arrived.count(), 2);
}

void TestPictureQueue::aTileThatScrolledIntoViewBecomesUrgent()
{
    World world;
    world.queue.look(&world.viewer, sight(0, 3));
    world.want(4, 5);
    QCOMPARE(world.asked(), paths(4, 5));
    world.queue.look(&world.viewer, sight(1, 4));
    QCOMPARE(world.asked(), QStringList({u"/5"_s, u"/4"_s}));
    QCOMPARE(world.images.awaited().back().priority, Priority::VisibleImage);
    QSignalSpy arrived(&world.queue, &PictureQueue::arrived);
    world.images.answerAll();
    QTRY_COMPARE(arrived.count(), 2);
    world.queue.look(&world.viewer, sight(1, 4));
    QCOMPARE(world.images.asked.size(), 3); // and no more
}

void TestPictureQueue::nothingIsStartedWhileFlingingButTheLanding()
{
    World world;
    world.queue.look(&world.viewer, sight(0, 3, true, {8, 11}));
    world.want(0, 11);
    QCOMPARE(world.asked(), paths(8, 11));
    world.queue.look(&world.viewer, sight(8, 11));
    QCOMPARE(world.asked(),
        paths(8, 11) + paths(7, 7) + paths(6, 6) + paths(5, 5) + paths(4, 4) + paths(3, 3) + paths(2, 2) + paths(1, 1)
            + paths(0, 0));
}

void TestPictureQueue::twoViewsShareOnePicture()
{
    World world;
    world.queue.look(&world.viewer, sight(0, 3));
    world.queue.look(&world.other, sight(5, 8));
    world.want(0, world.viewer);
    const PosterShape shape{{40, 60}, 1, Qt::black, 0};
    world.queue.want(&world.other, 6, PosterKey::ofPicture(titleAt(0), shape), titleAt(0), shape);
    QCOMPARE(world.asked(), paths(0, 0));
    world.queue.leave(&world.viewer);
    QCOMPARE(world.asked(), paths(0, 0)); // the other still waits
    QSignalSpy arrived(&world.queue, &PictureQueue::arrived);
    world.images.answerAll();
    QTRY_COMPARE(arrived.count(), 1);
    QCOMPARE(arrived.front().at(2).toBool(), true);
}

void TestPictureQueue::aTileOfAnotherSizeWantsOnlyThat()
{
    World world;
    world.want(0, world.viewer, 40);
    QCOMPARE(world.asked(), paths(0, 0));
    world.want(0, world.viewer, 120);
    QCOMPARE(world.asked(), paths(0, 0));
    QCOMPARE(world.images.awaited().front().key.sizeCode, u"w185"_s);
}

void TestPictureQueue::aViewThatLeavesWantsNothing()
{
    World world;
    world.want(0, 3);
    QCOMPARE(world.asked(), paths(0, 3));
    world.queue.leave(&world.viewer);
    QVERIFY(world.asked().isEmpty());
    QCOMPARE(world.images.givenUp.size(), size_t(4));
}

void TestPictureQueue::aFailedPictureIsNotAskedForAgain()
{
    World world;
    world.want(0, 0);
    QCOMPARE(world.asked(), paths(0, 0));
    world.images.answerWith(u"/0"_s, fail(ErrorKind::NotFound, {}));
    world.want(0, 0);
    QVERIFY(world.asked().isEmpty());
    world.queue.forgetFailures();
    world.want(0, 0);
    QCOMPARE(world.asked(), paths(0, 0));
}

void TestPictureQueue::aCancelledPictureIsNoFailure()
{
    World world;
    world.want(0, 0);
    QCOMPARE(world.asked(), paths(0, 0));
    world.images.answerWith(u"/0"_s, fail(ErrorKind::Cancelled, {}));
    world.want(0, 0);
    QCOMPARE(world.asked(), paths(0, 0));
}

void TestPictureQueue::whatIsNoPictureIsAFailure()
{
    World world;
    world.want(0, 0);
    QCOMPARE(world.asked(), paths(0, 0));
    QSignalSpy arrived(&world.queue, &PictureQueue::arrived);
    world.images.answerWith(u"/0"_s, test::plainPicture({50, 75}, Qt::red).chopped(20));
    world.want(1, 1);
    world.images.picture = [](const ImageKey &) { return test::plainPicture({50, 75}, Qt::red); };
    QCOMPARE(world.asked(), paths(1, 1));
    world.images.answer();
    QTRY_COMPARE(arrived.count(), 1); // after the broken one, on one thread
    world.want(0, 0);
    QVERIFY(world.asked().isEmpty());
}

void TestPictureQueue::aSourceWithoutPicturesIsNotAsked()
{
    World world;
    Title title = titleAt(0);
    title.poster.clear();
    const PosterShape shape{{40, 60}, 1, Qt::black, 0};
    world.queue.want(&world.viewer, 0, PosterKey::ofPicture(title, shape), title, shape);
    QVERIFY(world.asked().isEmpty());
}

QTEST_MAIN(TestPictureQueue)
#include "tst_picturequeue.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What the feed engine promises, seen in the window: the place is kept, errors leave the rows, nothing is asked twice.
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <SQLiteCpp/SQLiteCpp.h>

#include <set>

#include "tests/e2e/windowworld.h"
#include "tests/support/faultserver/faultserver.h"
#include "ui/pages/banner.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::Fault;
using test::FaultServer;
using test::ListPlan;
using test::onPath;
using test::onQuery;
using test::WindowWorld;

namespace {

constexpr int kPatienceMs = 20'000;
constexpr int kFadeMs = 500; // longer than a poster takes to come and to fade in
constexpr int kTitles = 20'000;
const QString kTrending = u"tmdb/trending?window=week"_s;
const QString kPath = u"/trending/movie/week"_s;

FeedKey trending()
{
    return *FeedKey::parse(kTrending);
}

} // namespace

class TestWindowEngine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { test::installWords(); }

    void init()
    {
        m_profile = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<FaultServer>(test::ServerSettings{.titles = kTitles});
        QVERIFY(m_server->start());
        m_world = std::make_unique<WindowWorld>(m_profile->path(), QSize{1200, 800}, u"matinee:feed/"_s + kTrending, manner());
        QTRY_VERIFY_WITH_TIMEOUT(m_world->shows(kTrending), kPatienceMs);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_world->grid().model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QVERIFY(m_world->settle());
    }
    void cleanup()
    {
        m_tester.reset();
        m_world.reset();
        m_server.reset();
        m_profile.reset();
    }

    void twelveOnTopMoveNothingUntilThePillIsPressed()
    {
        QVERIFY(standAt(137));
        const QString id = idAt(0);
        const int y = m_world->yOf(id);
        const QImage before = pictureAtRest();
        m_server->setList({.newOnTop = 12});
        m_world->engine().recheck(trending());
        QTRY_VERIFY_WITH_TIMEOUT(m_world->button(u"12 new · Show"_s), kPatienceMs);
        QCOMPARE(m_world->grid().viewport()->grab().toImage(), before);
        QTest::mouseClick(m_world->button(u"12 new · Show"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_world->rowOf(id), 137 + 12, kPatienceMs);
        QVERIFY(std::abs(m_world->yOf(id) - y) <= 1);
        QTRY_VERIFY_WITH_TIMEOUT(m_world->shows(kTrending), kPatienceMs);
        QVERIFY(std::abs(m_world->yOf(id) - y) <= 1);
        QTRY_VERIFY_WITH_TIMEOUT(m_world->button(u"12 new · Show"_s) == nullptr, kPatienceMs);
    }

    void whereTheTitleItselfIsGoneItsNeighborStays()
    {
        QVERIFY(standAt(137));
        const auto place = m_world->feedPage().anchor();
        QVERIFY(place);
        const QString next = m_world->idAt(int(place->row) + 1);
        m_server->setList({.newOnTop = 12, .without = {place->title.extId.toLongLong()}});
        m_world->engine().recheck(trending());
        QTRY_VERIFY_WITH_TIMEOUT(m_world->button(u"12 new · Show"_s), kPatienceMs);
        QTest::mouseClick(m_world->button(u"12 new · Show"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_world->rowOf(next), int(place->row) + 12, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_world->shows(kTrending), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(m_world->yOf(next) - place->y) <= 1, kPatienceMs);
    }

    void atTheTopAndAtRestItIsShownByItself()
    {
        const QString first = m_world->idAt(0);
        QTest::mouseMove(m_world->window().windowHandle(), QPoint(5, 5)); // over no poster
        m_server->setList({.newOnTop = 12});
        m_world->engine().recheck(trending());
        QTRY_COMPARE_WITH_TIMEOUT(m_world->rowOf(first), 12, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_world->shows(kTrending), kPatienceMs);
        QCOMPARE(m_world->grid().verticalScrollBar()->value(), m_world->grid().verticalScrollBar()->minimum());
    }

    void aRefreshThatFailsHalfWayLeavesTheListAndNoTrace()
    {
        QVERIFY(standAt(137));
        const QString id = idAt(0);
        const int y = m_world->yOf(id);
        m_server->setList({.newOnTop = 12});
        // The first page of the new list comes; those around the reader do not.
        m_server->script(
            [](const test::ServedRequest &request) {
                return request.path.endsWith(kPath) && request.whole(u"page").value_or(1) > 1;
            },
            Fault::ofStatus(404), -1);
        m_world->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(m_world->part<Banner>().accessibleName().contains(u"Couldn't refresh"_s), kPatienceMs);
        QCOMPARE(m_world->rows(), 10'000);
        QCOMPARE(m_world->rowOf(id), 137);
        QVERIFY(std::abs(m_world->yOf(id) - y) <= 1);
        m_world->window().close();
        m_tester.reset();
        m_world.reset();
        m_world = std::make_unique<WindowWorld>(m_profile->path(), QSize{1200, 800}, QString(), offline());
        QTRY_VERIFY_WITH_TIMEOUT(m_world->shows(kTrending), kPatienceMs);
        QCOMPARE(m_world->rowOf(id), 137);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(m_world->yOf(id) - y) <= 1, kPatienceMs);
        // What was staged went with the first pause in writing.
        QTRY_COMPARE_WITH_TIMEOUT(countInCache("SELECT count(*) FROM generation WHERE state<>1"), 0, kPatienceMs);
        QCOMPARE(countInCache("SELECT count(*) FROM row WHERE NOT EXISTS "
                              "(SELECT 1 FROM generation g WHERE g.feed_id=row.feed_id AND g.gen=row.gen AND g.state=1)"),
            0);
    }

    void anAppendThatFailsIsAskedForAgainByRetryAlone()
    {
        m_server->script(onQuery(kPath, u"page"_s, u"200"_s), Fault::ofStatus(500), -1);
        m_server->clearRequests();
        m_world->grid().scrollTo(m_world->grid().model()->index(3990, 0));
        QTRY_VERIFY_WITH_TIMEOUT(m_world->button(u"Retry"_s), kPatienceMs);
        const int asked = askedFor(200);
        QVERIFY2(asked <= 4, qPrintable(QString::number(asked))); // once, and three times more
        for (const int row : {3900, 3940, 3920, 3950})            // the page that failed is always less than 3 viewports ahead
            QVERIFY(standAt(row));
        QCOMPARE(askedFor(200), asked);
        const QString id = idAt(0);
        m_server->clearScript();
        m_server->script(onQuery(kPath, u"page"_s, u"200"_s), Fault::ofStatus(404), -1);
        m_world->grid().scrollTo(m_world->grid().model()->index(3990, 0));
        QTRY_VERIFY_WITH_TIMEOUT(m_world->button(u"Retry"_s), kPatienceMs);
        QTest::mouseClick(m_world->button(u"Retry"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(askedFor(200), asked + 1, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_world->button(u"Retry"_s), kPatienceMs); // that is not tried again by itself
        QCOMPARE(askedFor(200), asked + 1);
        QCOMPARE(m_world->idAt(m_row), id);
    }

    void aRestartInTheMiddleNeedsNoServer()
    {
        QVERIFY(standAt(4321));
        const QString id = idAt(0);
        const int y = m_world->yOf(id);
        m_tester.reset();
        m_world.reset(); // killed
        m_server->stop();
        m_world = std::make_unique<WindowWorld>(m_profile->path(), QSize{1200, 800}, QString(), manner());
        QTRY_VERIFY_WITH_TIMEOUT(m_world->shows(kTrending), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(m_world->yOf(id) - y) <= 1, kPatienceMs);
    }

private:
    [[nodiscard]] RemoteManner manner() const
    {
        RemoteManner manner;
        manner.base = m_server->url().toString(QUrl::StripTrailingSlash);
        return manner;
    }
    [[nodiscard]] RemoteManner offline() const
    {
        RemoteManner manner = this->manner();
        manner.isOffline = true;
        return manner;
    }
    /// Brings a row to the top of the view, a little below its edge, and waits until all is there.
    [[nodiscard]] bool standAt(int row)
    {
        PosterGrid &grid = m_world->grid();
        grid.scrollTo(grid.model()->index(row, 0), QAbstractItemView::PositionAtTop);
        m_row = row;
        return m_world->settle() && m_world->shows(kTrending) && m_world->isWholeAt(row);
    }
    [[nodiscard]] int countInCache(const char *query) const
    {
        SQLite::Database db(ProfilePaths::in(m_profile->path()).pageDatabase.toStdString());
        return db.execAndGet(query).getInt();
    }
    /// What the view shows once every poster is there and has faded in.
    [[nodiscard]] QImage pictureAtRest()
    {
        QImage picture;
        QElapsedTimer still;
        (void)QTest::qWaitFor(
            [&] {
                QImage now = m_world->grid().viewport()->grab().toImage();
                if (std::exchange(picture, now) != now || !still.isValid())
                    still.start();
                return still.hasExpired(kFadeMs);
            },
            kPatienceMs);
        return picture;
    }
    /// Of the title so many rows after the one that was stood at.
    [[nodiscard]] QString idAt(int after) const { return m_world->idAt(m_row + after); }
    [[nodiscard]] int askedFor(int page) const { return m_server->count(onQuery(kPath, u"page"_s, QString::number(page))); }

    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<WindowWorld> m_world;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    int m_row = 0;
};

} // namespace matinee

QTEST_MAIN(matinee::TestWindowEngine)
#include "tst_windowengine.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever happens, the reader is where the reader was; and what is the reader's own stays.
#include <QAbstractButton>
#include <QTemporaryDir>

#include "tests/e2e/windowworld.h"
#include "ui/detail/detailpage.h"
#include "ui/sidebar/navitem.h"

using namespace matinee;
using namespace Qt::StringLiterals;
using test::kPatienceMs;
using test::WindowWorld;

namespace {

const QString kAll = u"public-domain/all"_s;
const QString kFavorites = u"public-domain/favorites"_s;

} // namespace

class TestWindowPlaces : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { test::installWords(); }
    void init() { m_profile = std::make_unique<QTemporaryDir>(); }
    void backReturnsToTheSamePixel_data();
    void backReturnsToTheSamePixel();
    void aRestartReturnsToTheSamePixel_data();
    void aRestartReturnsToTheSamePixel();
    void aRestartOnATitleReturnsToItAndToItsList();
    void goingThroughListsKeepsEachPlace();
    void goingQuicklyKeepsEachPlace();
    void anotherOrderStartsAtItsTop();
    void zoomingKeepsTheTitle();
    void theHeartFillsOnceItIsKept();
    void favoritesAreNewestFirstAndFeedForYou();
    void removingAFavoriteInItsListKeepsThePlace();
    void favoritesSurviveAKill();
    void theHeartOnATitlesPageIsTheSame();

private:
    [[nodiscard]] QString path() const { return m_profile->path(); }
    static void goTo(WindowWorld &world, const QString &item)
    {
        QTRY_VERIFY(world.button(item));
        QTest::mouseClick(world.button(item), Qt::LeftButton);
    }

    std::unique_ptr<QTemporaryDir> m_profile;
};

void TestWindowPlaces::backReturnsToTheSamePixel_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<QSize>("resized");
    QTest::newRow("from the middle") << 0.5 << QSize();
    QTest::newRow("from the top") << 0.0 << QSize();
    QTest::newRow("from the end") << 1.0 << QSize();
    QTest::newRow("after resizing to less columns") << 0.5 << QSize(900, 800);
    QTest::newRow("after resizing to more columns") << 0.5 << QSize(1900, 800);
    QTest::newRow("after resizing to a narrow window") << 0.5 << QSize(500, 800);
}

void TestWindowPlaces::backReturnsToTheSamePixel()
{
    QFETCH(double, share);
    QFETCH(QSize, resized);
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.scrollTo(kAll, share));
    const int row = world.middleRow();
    const QString id = world.idAt(row);
    const int y = world.yOf(id);
    world.click(row);
    QTRY_VERIFY_WITH_TIMEOUT(world.part<DetailPage>().isVisible(), kPatienceMs);
    if (resized.isValid())
        world.window().resize(resized);
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Back"_s), kPatienceMs);
    QTest::mouseClick(world.button(u"Back"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QTRY_VERIFY2_WITH_TIMEOUT(
        std::abs(world.yOf(id) - y) <= 1, qPrintable(u"%1, not %2"_s.arg(world.yOf(id)).arg(y)), kPatienceMs);
    QVERIFY(world.settle());
    QVERIFY(std::abs(world.yOf(id) - y) <= 1);
    QCOMPARE(world.idAt(world.grid().currentIndex().row()), id);
}

void TestWindowPlaces::aRestartReturnsToTheSamePixel_data()
{
    QTest::addColumn<bool>("closed");
    QTest::addColumn<QSize>("next");
    QTest::newRow("after closing") << true << QSize(1200, 800);
    QTest::newRow("after a kill") << false << QSize(1200, 800);
    QTest::newRow("in a window of another size") << true << QSize(1500, 900);
}

void TestWindowPlaces::aRestartReturnsToTheSamePixel()
{
    QFETCH(bool, closed);
    QFETCH(QSize, next);
    QString id;
    int y = 0;
    {
        WindowWorld world(path());
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
        QVERIFY(world.scrollTo(kAll, 0.3));
        world.click(world.middleRow()); // an earlier place in the same list, which must not win
        QTRY_VERIFY_WITH_TIMEOUT(world.part<DetailPage>().isVisible(), kPatienceMs);
        world.key(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
        QVERIFY(world.scrollTo(kAll, 0.6));
        const auto anchor = world.feedPage().anchor();
        QVERIFY(anchor);
        id = anchor->title.extId;
        y = world.yOf(id);
        if (closed)
            world.window().close();
    }
    WindowWorld world(path(), next);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QTRY_VERIFY2_WITH_TIMEOUT(
        std::abs(world.yOf(id) - y) <= 1, qPrintable(u"%1, not %2"_s.arg(world.yOf(id)).arg(y)), kPatienceMs);
    QVERIFY(world.settle());
    QVERIFY(std::abs(world.yOf(id) - y) <= 1);
}

void TestWindowPlaces::aRestartOnATitleReturnsToItAndToItsList()
{
    QString id;
    QString title;
    int y = 0;
    {
        WindowWorld world(path());
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
        QVERIFY(world.scrollTo(kAll, 0.5));
        const int row = world.middleRow();
        id = world.idAt(row);
        y = world.yOf(id);
        title = world.grid().model()->index(row, 0).data().toString();
        world.click(row);
        QTRY_VERIFY_WITH_TIMEOUT(world.showsTitle(title), kPatienceMs);
    }
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.showsTitle(title), kPatienceMs);
    world.key(Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(std::abs(world.yOf(id) - y) <= 1, kPatienceMs);
}

void TestWindowPlaces::goingThroughListsKeepsEachPlace()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.scrollTo(kAll, 0.5));
    const auto before = world.feedPage().anchor();
    goTo(world, u"Favorites"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(u"No favorites yet"_s), kPatienceMs);
    const QString all = world.window().findChildren<NavItem *>().first()->text();
    goTo(world, all);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(world.feedPage().anchor(), before, kPatienceMs);
}

void TestWindowPlaces::goingQuicklyKeepsEachPlace()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    const auto top = world.feedPage().anchor();
    QVERIFY(world.scrollTo(kAll, 0.5));
    const auto before = world.feedPage().anchor();
    // Each is left before it is shown: the place of the list on screen is none of theirs.
    world.window().openLink(u"matinee:feed/public-domain/all?sort=year"_s);
    world.window().openLink(u"matinee:feed/public-domain/picks"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/picks"_s), kPatienceMs);
    world.key(Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/all?sort=year"_s), kPatienceMs);
    QVERIFY(world.settle());
    QCOMPARE(world.feedPage().anchor()->row, top->row);
    world.key(Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(world.feedPage().anchor(), before, kPatienceMs);
    world.key(Qt::Key_Left, Qt::AltModifier); // at the end of the way nothing moves
    QCOMPARE(world.feedPage().anchor(), before);
}

void TestWindowPlaces::anotherOrderStartsAtItsTop()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.scrollTo(kAll, 0.5));
    const QString byYear = u"public-domain/all?sort=year"_s;
    Q_EMIT world.feedPage().keyChosen(*FeedKey::parse(byYear));
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(byYear), kPatienceMs);
    QCOMPARE(world.grid().visibleRows().first, 0);
}

void TestWindowPlaces::zoomingKeepsTheTitle()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.scrollTo(kAll, 0.5));
    const auto before = world.feedPage().anchor();
    const int columns = world.grid().layouter().columns();
    for (int i = 0; i < 3; ++i)
        world.key(Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(world.grid().layouter().columns() < columns);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(std::abs(world.yOf(before->title.extId) - before->y) <= 1);
    for (int i = 0; i < 3; ++i)
        world.key(Qt::Key_Minus, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QCOMPARE(world.feedPage().anchor(), before);
}

void TestWindowPlaces::theHeartFillsOnceItIsKept()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    world.key(Qt::Key_Right);
    const QModelIndex current = world.grid().currentIndex();
    const auto id = current.data(FeedModel::TitleIdRole).value<TitleId>();
    world.key(Qt::Key_F);
    QCOMPARE(world.favorites().state(id), Favorites::State::TurningOn); // pressed, not yet filled
    QCOMPARE(world.favorites().count(u"public-domain"_s), 0);
    QTRY_COMPARE_WITH_TIMEOUT(world.favorites().state(id), Favorites::State::On, kPatienceMs);
    QCOMPARE(current.data(FeedModel::FavoriteRole).toInt(), int(Favorites::State::On));
    QTRY_VERIFY(world.button(u"Favorites, 1 title"_s));
    world.key(Qt::Key_F);
    QTRY_COMPARE_WITH_TIMEOUT(world.favorites().state(id), Favorites::State::Off, kPatienceMs);
    QCOMPARE(world.favorites().count(u"public-domain"_s), 0);
}

void TestWindowPlaces::favoritesAreNewestFirstAndFeedForYou()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    goTo(world, u"For you"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(u"Nothing to go by yet"_s), kPatienceMs);
    world.key(Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.settle()); // the place found again makes its title the current one
    QStringList marked;
    for (int i = 1; i <= 3; ++i) {
        world.key(Qt::Key_Right);
        marked.prepend(world.idAt(world.grid().currentIndex().row()));
        world.key(Qt::Key_F);
        QTRY_COMPARE_WITH_TIMEOUT(world.favorites().count(u"public-domain"_s), i, kPatienceMs);
    }
    world.window().openLink(u"matinee:feed/public-domain/favorites"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kFavorites), kPatienceMs);
    QCOMPARE(world.rows(), 3);
    QCOMPARE((QStringList{world.idAt(0), world.idAt(1), world.idAt(2)}), marked);
    goTo(world, u"For you"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/for-you"_s), kPatienceMs);
    for (int row = 0; row < world.grid().visibleRows().count(); ++row)
        QVERIFY(!marked.contains(world.idAt(row)));
}

void TestWindowPlaces::removingAFavoriteInItsListKeepsThePlace()
{
    constexpr int kCount = 60;
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.scrollTo(kAll, 0.2));
    for (int row = 0; row < kCount; ++row) {
        const auto *title = world.grid().model()->index(row, 0).data(FeedModel::TitlePointerRole).value<const Title *>();
        QVERIFY(title);
        world.favorites().set(*title, true);
    }
    QTRY_COMPARE_WITH_TIMEOUT(world.favorites().count(u"public-domain"_s), kCount, kPatienceMs);
    world.window().openLink(u"matinee:feed/public-domain/favorites"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kFavorites) && world.rows() == kCount, kPatienceMs);
    QVERIFY(world.scrollTo(kFavorites, 0.5));
    const int row = world.middleRow();
    const QString gone = world.idAt(row);
    const QString next = world.idAt(row + 1);
    const int y = world.yOf(gone);
    world.grid().setCurrentIndex(world.grid().model()->index(row, 0));
    QCOMPARE(world.yOf(gone), y);
    world.key(Qt::Key_F);
    QTRY_VERIFY_WITH_TIMEOUT(world.rows() == kCount - 1 && world.shows(kFavorites), kPatienceMs);
    QCOMPARE(world.rowOf(gone), -1);
    QTRY_VERIFY_WITH_TIMEOUT(std::abs(world.yOf(next) - y) <= 1, kPatienceMs);
    QCOMPARE(world.rowOf(next), row);
    QTRY_COMPARE_WITH_TIMEOUT(world.idAt(world.grid().currentIndex().row()), next, kPatienceMs); // F, F, F goes through the list
}

void TestWindowPlaces::favoritesSurviveAKill()
{
    QString id;
    {
        WindowWorld world(path());
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
        world.key(Qt::Key_Right);
        id = world.idAt(world.grid().currentIndex().row());
        world.key(Qt::Key_F);
        QTRY_COMPARE_WITH_TIMEOUT(world.favorites().count(u"public-domain"_s), 1, kPatienceMs);
    }
    WindowWorld world(path(), {1200, 800}, u"matinee:feed/public-domain/favorites"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kFavorites), kPatienceMs);
    QCOMPARE(world.idAt(0), id);
    QTRY_COMPARE_WITH_TIMEOUT(world.favorites().count(u"public-domain"_s), 1, kPatienceMs);
}

void TestWindowPlaces::theHeartOnATitlesPageIsTheSame()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    world.click(1);
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Add to favorites"_s), kPatienceMs);
    QTest::mouseClick(world.button(u"Add to favorites"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(world.favorites().count(u"public-domain"_s), 1, kPatienceMs);
    QTRY_VERIFY(world.button(u"In favorites"_s) && world.button(u"In favorites"_s)->isChecked());
    world.key(Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QCOMPARE(world.grid().model()->index(1, 0).data(FeedModel::FavoriteRole).toInt(), int(Favorites::State::On));
}

QTEST_MAIN(TestWindowPlaces)
#include "tst_windowplaces.moc"

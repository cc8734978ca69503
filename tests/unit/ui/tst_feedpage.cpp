// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "tests/unit/ui/pageports.h"
#include "ui/grid/postergrid.h"
#include "ui/pages/banner.h"
#include "ui/pages/feedheader.h"
#include "ui/pages/feedpage.h"
#include "ui/pages/progressline.h"
#include "ui/pages/statemessage.h"
#include "ui/pages/statusline.h"
#include "ui/theme/pillbutton.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

const Error kLocked{ErrorKind::Busy, u"database is locked"_s, u"/films/mine.db"_s};

/// A shown page over a store that answers when told.
struct Scene {
    explicit Scene(int films, QSize size = {1200, 800}) : world(films), page(world.ports())
    {
        page.resize(size);
        page.show();
        page.activateWindow();
        shown = QTest::qWaitForWindowActive(&page);
    }
    void open(const QString &key, const std::optional<Anchor> &anchor = std::nullopt)
    {
        Location location = Location::ofFeed(*FeedKey::parse(key));
        location.anchor = anchor;
        page.openFeed(source, location);
    }
    [[nodiscard]] bool isLoaded()
    {
        world.store.answerAll();
        const RowRange rows = grid().visibleRows();
        for (int row = rows.first; row <= rows.last; ++row) {
            if (!grid().model()->index(row, 0).data(FeedModel::LoadedRole).toBool())
                return false;
        }
        return !rows.isEmpty();
    }
    [[nodiscard]] PosterGrid &grid() const { return *page.findChild<PosterGrid *>(); }
    [[nodiscard]] StateMessage &message() const { return *page.findChild<StateMessage *>(); }
    [[nodiscard]] PillButton &pill() const { return *page.findChild<PillButton *>(); }
    [[nodiscard]] QString said() const { return message().isVisible() ? message().accessibleName() : QString(); }
    [[nodiscard]] QString idAt(int row) const
    {
        return grid().model()->index(row, 0).data(FeedModel::TitleIdRole).value<TitleId>().extId;
    }
    [[nodiscard]] QString standing() const
    {
        QStringList texts;
        for (const QLabel *label : page.findChild<StatusLine *>()->findChildren<QLabel *>())
            texts += label->text();
        return texts.join(u'|');
    }
    [[nodiscard]] QString banner() const
    {
        const auto *banner = page.findChild<Banner *>();
        return banner->isVisible() ? banner->accessibleName() : QString();
    }
    [[nodiscard]] QPushButton *bannerButton(const QString &text) const
    {
        for (QPushButton *button : page.findChild<Banner *>()->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == text)
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton *button() const { return message().findChild<QPushButton *>(); }

    SourceDescriptor source = test::scriptedSource();
    test::PageWorld world;
    FeedPage page;
    bool shown = false;
};

} // namespace

class TestFeedPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aListFillsAndSaysWhereOneIs();
    void nothingIsSaidWhileLoading();
    void anEmptyListSaysWhatHelps_data();
    void anEmptyListSaysWhatHelps();
    void filtersThatMatchNothingCanBeReset();
    void aListThatFailsCanBeRetried();
    void aPageThatFailsLeavesTheRowsAndARetry();
    void aRefreshIsALineThatMovesNothing();
    void aRefreshThatFailsLeavesTheRowsAndSaysSo();
    void workingOfflineIsOneBannerAndEndsByIt();
    void aNetworkThatWantsASignInIsShownTheBrowser();
    void anUnknownListIsSaidSo();
    void aSourceThatCannotBeOpenedIsOneMessage();
    void readingIsToldWithItsProgress();
    void theNextFeedReplacesTheMessage();
    void anOfferStaysWithItsSource();
    void thePlaceIsRestoredWithItsCurrentTitle();
    void aRefreshKeepsTheCurrentTitle();
    void lettersMoveTheCurrentTitle();
    void enterOpensAndFMarks();
    void lateAnswersOfAnEarlierFeedChangeNothing();
    void aHiddenPageAsksForNothing();
};

void TestFeedPage::aListFillsAndSaysWhereOneIs()
{
    Scene scene(318);
    QVERIFY(scene.shown);
    scene.open(u"scripted/all"_s);
    QTRY_VERIFY(scene.isLoaded());
    QCOMPARE(scene.said(), QString());
    QTRY_VERIFY2(scene.standing().contains(u"Title 1 of 318"_s), qUtf8Printable(scene.standing()));
    const QStringList texts = [&] {
        QStringList out;
        for (const QLabel *label : scene.page.header().findChildren<QLabel *>())
            out += label->text();
        return out;
    }();
    QVERIFY(texts.contains(u"All films"_s));
    QVERIFY2(texts.join(u' ').contains(u"318"_s), qUtf8Printable(texts.join(u'|')));
}

void TestFeedPage::nothingIsSaidWhileLoading()
{
    Scene scene(0);
    scene.open(u"scripted/favorites"_s);
    QCOMPARE(scene.world.store.opens.size(), size_t(1));
    QCOMPARE(scene.said(), QString());
    QVERIFY(!scene.page.anchor());
}

void TestFeedPage::anEmptyListSaysWhatHelps_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("headline");
    QTest::addColumn<QString>("detail");
    QTest::newRow("no favorites") << u"scripted/favorites"_s << u"No favorites yet"_s << u"Press F"_s;
    QTest::newRow("nothing for you") << u"scripted/for-you"_s << u"Nothing to go by yet"_s << u"favorites"_s;
    QTest::newRow("nothing found") << u"scripted/search?q=%3Cb%3Exyz"_s << u"Nothing found"_s << u"<b>xyz"_s;
    QTest::newRow("an empty catalogue") << u"scripted/all"_s << u"No titles"_s << QString();
    QTest::newRow("filters that match nothing") << u"scripted/all?genre=Western"_s << u"No titles"_s << u"filters"_s;
}

void TestFeedPage::anEmptyListSaysWhatHelps()
{
    QFETCH(QString, key);
    QFETCH(QString, headline);
    QFETCH(QString, detail);
    Scene scene(0);
    scene.open(key);
    scene.world.store.answerAll();
    QTRY_COMPARE(scene.said(), headline);
    QVERIFY2(scene.message().accessibleDescription().contains(detail), qUtf8Printable(scene.message().accessibleDescription()));
    QVERIFY(!scene.page.anchor());
    QVERIFY(!scene.grid().isVisible());
}

void TestFeedPage::filtersThatMatchNothingCanBeReset()
{
    Scene scene(0);
    QSignalSpy chosen(&scene.page, &FeedPage::keyChosen);
    scene.open(u"scripted/all?genre=Western&sort=year"_s);
    scene.world.store.answerAll();
    QTRY_VERIFY(scene.button()->isVisible());
    scene.button()->click();
    QCOMPARE(chosen.first().first().value<FeedKey>().text(), u"scripted/all?sort=year"_s); // the order is no filter
}

void TestFeedPage::aListThatFailsCanBeRetried()
{
    Scene scene(100);
    scene.open(u"scripted/all"_s);
    scene.world.store.failOpen(kLocked);
    QTRY_COMPARE(scene.said(), u"This list can't be shown"_s);
    QVERIFY(scene.message().accessibleDescription().contains(u"/films/mine.db"_s));
    QCOMPARE(scene.button()->text(), u"Retry"_s);
    scene.button()->click();
    QCOMPARE(scene.world.images.forgiven, 1);
    QCOMPARE(scene.world.store.opensAsked, 2);
    QTRY_VERIFY(scene.isLoaded());
    QCOMPARE(scene.said(), QString());
    QVERIFY(scene.grid().isVisible());
}

void TestFeedPage::aPageThatFailsLeavesTheRowsAndARetry()
{
    Scene scene(100);
    scene.open(u"scripted/all"_s);
    scene.world.store.answerOpen();
    QTRY_VERIFY(!scene.world.store.pages.empty());
    QVERIFY(scene.world.store.answerPage(0));
    QTRY_VERIFY(!scene.world.store.awaitedPages().empty());
    while (!scene.world.store.pages.empty())
        QVERIFY(scene.world.store.answerPageWith(scene.world.store.pages.front().page, tl::unexpected(kLocked)));
    QCOMPARE(scene.grid().model()->rowCount(), 100);
    QCOMPARE(scene.said(), QString());
    QPushButton *retry = nullptr;
    for (QPushButton *button : scene.grid().viewport()->findChildren<QPushButton *>())
        retry = button->text() == "Retry"_L1 ? button : retry;
    QVERIFY(retry && !retry->isHidden());
    retry->click();
    QTRY_VERIFY(scene.isLoaded());
    QVERIFY(retry->isHidden());
}

void TestFeedPage::aRefreshIsALineThatMovesNothing()
{
    Scene scene(100);
    scene.open(u"scripted/all"_s);
    QTRY_VERIFY(scene.isLoaded());
    auto &line = *scene.page.findChild<ProgressLine *>();
    QVERIFY(line.isHidden());
    const QRect grid = scene.grid().geometry();
    scene.page.refresh();
    QVERIFY(line.isHidden()); // what is quick does not flicker
    QTRY_VERIFY(line.isVisible());
    QCOMPARE(scene.grid().geometry(), grid);
    QCOMPARE(line.width(), scene.page.width());
    scene.world.waits.hold(QStringList{u"scripted"_s}, std::chrono::minutes(1)); // it is counted down instead
    QTRY_VERIFY(line.isHidden());
    scene.world.store.answerAll();
    QTRY_VERIFY(line.isHidden());
}

void TestFeedPage::aRefreshThatFailsLeavesTheRowsAndSaysSo()
{
    Scene scene(100);
    scene.open(u"scripted/all"_s);
    QTRY_VERIFY(scene.isLoaded());
    scene.page.refresh();
    scene.world.store.failOpen(kLocked);
    QTRY_VERIFY2(scene.banner().contains(u"Couldn't refresh"_s), qUtf8Printable(scene.banner()));
    QCOMPARE(scene.grid().model()->rowCount(), 100);
    QCOMPARE(scene.said(), QString());
    scene.page.refresh();
    QTRY_VERIFY(scene.isLoaded());
    QTRY_VERIFY(scene.banner().isEmpty());
}

void TestFeedPage::workingOfflineIsOneBannerAndEndsByIt()
{
    Scene scene(100);
    scene.source.isRemote = true;
    scene.open(u"scripted/all"_s);
    QTRY_VERIFY(scene.isLoaded());
    QVERIFY(scene.banner().isEmpty());
    scene.world.connections.setManual(true);
    QVERIFY2(scene.banner().contains(u"You're offline"_s), qUtf8Printable(scene.banner()));
    const int asked = scene.world.store.reopensAsked + scene.world.store.opensAsked;
    scene.page.refresh(); // asks nothing
    QCOMPARE(scene.world.store.reopensAsked + scene.world.store.opensAsked, asked);
    QPushButton *action = scene.bannerButton(u"Go online"_s);
    QVERIFY(action);
    action->click();
    QVERIFY(!scene.world.connections.isManual());
    QVERIFY(scene.banner().isEmpty());
}

void TestFeedPage::aNetworkThatWantsASignInIsShownTheBrowser()
{
    Scene scene(100);
    scene.source.isRemote = true;
    scene.open(u"scripted/all"_s);
    scene.world.store.failOpen({ErrorKind::CaptivePortal, u"a page"_s, {}});
    QTRY_VERIFY2(scene.said().contains(u"wants you to sign in"_s), qUtf8Printable(scene.said()));
    scene.world.connections.note(QUrl(u"http://server.example/list"_s), HostSign::Captive);
    QTRY_VERIFY(scene.button()->isVisible());
    scene.button()->click();
    QCOMPARE(scene.world.opened.size(), 1);
    QCOMPARE(scene.world.opened.front().scheme(), u"http"_s);
}

void TestFeedPage::anUnknownListIsSaidSo()
{
    Scene scene(100);
    scene.open(u"scripted/all"_s);
    QTRY_VERIFY(scene.isLoaded());
    scene.open(u"scripted/nosuch"_s);
    QVERIFY(scene.said().contains(u"no such list"_s));
    QVERIFY(!scene.page.anchor()); // nothing of the list before
    QCOMPARE(scene.page.shownFeed(), FeedKey());
    scene.open(u"scripted/all"_s);
    QTRY_VERIFY(scene.isLoaded());
    QCOMPARE(scene.said(), QString());
}

void TestFeedPage::aSourceThatCannotBeOpenedIsOneMessage()
{
    Scene scene(100);
    scene.open(u"scripted/all"_s);
    QTRY_VERIFY(scene.isLoaded());
    QSignalSpy retried(&scene.page, &FeedPage::sourceRetryRequested);
    scene.page.showSourceProblem(
        u"file:/films/half.json"_s, {ErrorKind::Malformed, u"the list is cut off"_s, u"/films/half.json:12"_s});
    QCOMPARE(scene.said(), u"This catalogue can't be opened"_s);
    QVERIFY(scene.message().accessibleDescription().contains(u"/films/half.json:12"_s));
    QVERIFY(!scene.page.anchor());
    QVERIFY(!scene.grid().isVisible());
    scene.button()->click();
    QCOMPARE(retried.count(), 1);
}

void TestFeedPage::readingIsToldWithItsProgress()
{
    Scene scene(100);
    scene.page.showReading(u"file:/films/big.json"_s, {250, 1000, 1234});
    QCOMPARE(scene.said(), u"Reading the catalogue"_s);
    QVERIFY2(
        scene.message().accessibleDescription().contains(u"25 %"_s), qUtf8Printable(scene.message().accessibleDescription()));
    scene.page.showReading(u"file:/films/big.json"_s, {0, 0, 0});
    QVERIFY(scene.message().accessibleDescription().contains(u"0 %"_s));
}

void TestFeedPage::theNextFeedReplacesTheMessage()
{
    Scene scene(0);
    scene.open(u"scripted/favorites"_s);
    scene.world.store.answerAll();
    QTRY_COMPARE(scene.said(), u"No favorites yet"_s);
    scene.world.store.films = test::ScriptedStore(50).films;
    scene.open(u"scripted/all"_s);
    QCOMPARE(scene.said(), QString());
    QTRY_VERIFY(scene.isLoaded());
}

void TestFeedPage::anOfferStaysWithItsSource()
{
    Scene scene(100);
    scene.open(u"scripted/all"_s);
    QTRY_VERIFY(scene.isLoaded());
    int pressed = 0;
    scene.page.offer(u"other"_s, u"Other changed"_s, [] {});
    QVERIFY(!scene.pill().isVisible());
    scene.page.offer(u"scripted"_s, u"Changed"_s, [&pressed] { ++pressed; });
    QVERIFY(scene.pill().isVisible());
    scene.open(u"scripted/picks"_s); // not lost on the way through its lists
    QVERIFY(scene.pill().isVisible());
    scene.page.showSourceProblem(u"file:/x.json"_s, kLocked);
    QVERIFY(!scene.pill().isVisible());
    scene.open(u"scripted/all"_s);
    QTest::mouseClick(&scene.pill(), Qt::LeftButton);
    QCOMPARE(pressed, 1);
    QVERIFY(!scene.pill().isVisible());
    scene.open(u"scripted/picks"_s);
    QVERIFY(!scene.pill().isVisible());
}

void TestFeedPage::thePlaceIsRestoredWithItsCurrentTitle()
{
    Scene scene(1000);
    const Anchor anchor{test::filmId(500), 37, 0};
    scene.open(u"scripted/all"_s, anchor);
    scene.page.focusGrid();
    QTRY_VERIFY(scene.isLoaded());
    QTRY_COMPARE(scene.page.anchor(), std::optional(Anchor{test::filmId(500), 37, 500}));
    QCOMPARE(scene.grid().currentIndex().row(), 500);
    scene.open(u"scripted/all"_s, anchor); // in memory now
    scene.page.focusGrid();
    QTRY_VERIFY(scene.isLoaded());
    QTRY_COMPARE(scene.page.anchor(), std::optional(Anchor{test::filmId(500), 37, 500}));
    QCOMPARE(scene.grid().currentIndex().row(), 500);
}

void TestFeedPage::aRefreshKeepsTheCurrentTitle()
{
    Scene scene(1000);
    scene.open(u"scripted/all"_s, Anchor{test::filmId(500), 100, 0});
    QTRY_VERIFY(scene.isLoaded());
    QTRY_COMPARE(scene.grid().currentIndex().row(), 500);
    QTest::keyClick(&scene.grid(), Qt::Key_Right);
    QTRY_COMPARE(scene.idAt(scene.grid().currentIndex().row()), u"501"_s);
    const int y = scene.grid().visualRect(scene.grid().currentIndex()).top();
    scene.world.store.films.erase(scene.world.store.films.begin(), scene.world.store.films.begin() + 10);
    scene.world.store.generation = {2};
    scene.page.refresh();
    QTRY_VERIFY(scene.isLoaded() && scene.grid().model()->rowCount() == 990);
    QTRY_COMPARE(scene.idAt(scene.grid().currentIndex().row()), u"501"_s);
    QVERIFY(std::abs(scene.grid().visualRect(scene.grid().currentIndex()).top() - y) <= 1);
}

void TestFeedPage::lettersMoveTheCurrentTitle()
{
    Scene scene(1000);
    for (Row &row : scene.world.store.films)
        row.title.title.replace(u"Film"_s, u"Night"_s); // F at the start marks a favorite
    scene.open(u"scripted/all"_s);
    QTRY_VERIFY(scene.isLoaded());
    scene.page.focusGrid();
    QTest::keyClicks(&scene.grid(), u"Night 77"_s);
    QTRY_VERIFY(scene.isLoaded() && scene.grid().currentIndex().row() == 77);
    QSignalSpy opened(&scene.page, &FeedPage::titleChosen);
    QTest::keyClick(&scene.grid(), Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().value<TitleId>().extId, u"77"_s);
}

void TestFeedPage::enterOpensAndFMarks()
{
    Scene scene(100);
    scene.open(u"scripted/picks"_s);
    QTRY_VERIFY(scene.isLoaded());
    scene.page.focusGrid();
    QSignalSpy opened(&scene.page, &FeedPage::titleChosen);
    QTest::keyClick(&scene.grid(), Qt::Key_Right);
    QTest::keyClick(&scene.grid(), Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().at(0).value<TitleId>(), test::filmId(1));
    QCOMPARE(opened.first().at(1).value<FeedKey>().text(), u"scripted/picks"_s);
    QTest::keyClick(&scene.grid(), Qt::Key_F);
    QCOMPARE(scene.world.userData.set, QList<TitleId>{test::filmId(1)});
    QTest::keyClick(&scene.grid(), Qt::Key_F);
    QVERIFY(scene.world.userData.set.isEmpty());
}

void TestFeedPage::lateAnswersOfAnEarlierFeedChangeNothing()
{
    Scene scene(100);
    scene.open(u"scripted/search?q=a"_s);
    scene.open(u"scripted/search?q=ab"_s);
    QCOMPARE(scene.world.store.opens.size(), size_t(2));
    const auto late = std::move(scene.world.store.opens.front());
    scene.world.store.opens.pop_front();
    scene.world.store.films.resize(3);
    QTRY_VERIFY(scene.isLoaded());
    QCOMPARE(scene.grid().model()->rowCount(), 3);
    late.reply(FeedOpening{{1}, FeedShape::Addressable, 20, 100, {}});
    QCOMPARE(scene.grid().model()->rowCount(), 3);
    QCOMPARE(scene.page.shownFeed().text(), u"scripted/search?q=ab"_s);
}

void TestFeedPage::aHiddenPageAsksForNothing()
{
    Scene scene(100000);
    scene.open(u"scripted/all"_s);
    QTRY_VERIFY(scene.isLoaded());
    scene.page.hide();
    const size_t asked = scene.world.store.pagesAsked.size();
    scene.grid().verticalScrollBar()->setValue(scene.grid().verticalScrollBar()->maximum() / 2);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(scene.world.store.pagesAsked.size(), asked);
    scene.page.show();
    QTRY_VERIFY(scene.isLoaded());
    QVERIFY(scene.world.store.pagesAsked.size() > asked);
}

QTEST_MAIN(TestFeedPage)
#include "tst_feedpage.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The window as it opens: what it shows, at any size, by mouse and by keyboard.
#include <QAccessible>
#include <QAbstractButton>
#include <QLineEdit>
#include <QScrollBar>
#include <QSet>
#include <QSlider>
#include <QTemporaryDir>

#include "tests/e2e/windowworld.h"
#include "ui/detail/detailpage.h"
#include "ui/shelf/shelf.h"
#include "ui/sidebar/navitem.h"
#include "ui/sidebar/searchfield.h"
#include "ui/sidebar/sidebar.h"
#include "ui/theme/chip.h"

using namespace matinee;
using namespace Qt::StringLiterals;
using test::kPatienceMs;
using test::WindowWorld;

namespace {

const QString kAll = u"public-domain/all"_s;

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { test::installWords(); }
    void init() { m_profile = std::make_unique<QTemporaryDir>(); }
    void theFirstStartShowsFilms();
    void itAsksForWhatItShowsAndALittleMore();
    void aHugeWindowFillsWithoutScrolling();
    void aNarrowWindowIsWhole_data();
    void aNarrowWindowIsWhole();
    void theSidebarOfANarrowWindowCanBeReached();
    void searchingShowsResultsWhileTyping();
    void clearingASearchReturns_data();
    void clearingASearchReturns();
    void aSearchThatIsTheFirstPlaceCanBeCleared();
    void whatCannotBeFoundIsSaidSo();
    void aLinkOpensATitle();
    void aLinkThatIsNoneIsSaidInALine();
    void aLinkToATitleNobodyKnowsHasAWayBack();
    void tabReachesEverything();
    void keysOfATitlesPageAreItsOwn();
    void theKeyboardOpensAndReturns();
    void escapeLeavesTheSearchStepByStep();
    void everyControlHasAName();
    void everyLabelIsPlainText();

private:
    [[nodiscard]] QString path() const { return m_profile->path(); }

    std::unique_ptr<QTemporaryDir> m_profile;
};

void TestWindow::theFirstStartShowsFilms()
{
    WindowWorld world(path(), {1440, 900});
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.rows() >= 300);
    QVERIFY(world.grid().visibleRows().count() >= 12);
    QCOMPARE(world.grid().layouter().columns(), 6); // as the target picture has it
    QTRY_VERIFY_WITH_TIMEOUT(!world.trace().events(u"view.first_paint"_s).empty(), kPatienceMs);
    QCOMPARE(world.trace().events(u"view.first_paint"_s).size(), size_t(1));
    QCOMPARE(world.trace().events(u"error"_s).size(), size_t(0));
    QVERIFY(world.message().isEmpty() && world.toast().isEmpty());
    const auto &sidebar = world.part<Sidebar>();
    QVERIFY(sidebar.isVisible() && sidebar.findChildren<NavItem *>().size() >= 4);
}

void TestWindow::itAsksForWhatItShowsAndALittleMore()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.settle());
    QSet<QString> pages;
    for (const QJsonObject &page : world.trace().events(u"feed.page"_s)) {
        const QString name = page.value(u"feed"_s).toString() + u' ' + page.value(u"key"_s).toString();
        QVERIFY2(!pages.contains(name), qUtf8Printable(name)); // never the same twice
        pages.insert(name);
    }
    const int screen = world.grid().visibleRows().count();
    const int pageRows = 20;
    QVERIFY2(
        pages.size() <= 4 * screen / pageRows + 3, qPrintable(QString::number(pages.size()))); // paging.md: 3 viewports ahead
    for (const QJsonObject &settled : world.trace().events(u"view.settled"_s))
        QCOMPARE(settled.value(u"feed"_s).toString(), kAll);
}

void TestWindow::aHugeWindowFillsWithoutScrolling()
{
    WindowWorld world(path(), {3000, 2000});
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QCOMPARE(world.grid().verticalScrollBar()->value(), 0);
    const RowRange visible = world.grid().visibleRows();
    QCOMPARE(visible.first, 0);
    QVERIFY2(visible.count() >= 80, qPrintable(QString::number(visible.count())));
    world.window().resize(1200, 800);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    world.window().resize(3000, 2000);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
}

void TestWindow::aNarrowWindowIsWhole_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("480 x 700") << QSize(480, 700);
    QTest::newRow("the least") << QSize(360, 420);
}

void TestWindow::aNarrowWindowIsWhole()
{
    QFETCH(QSize, size);
    WindowWorld world(path(), size);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QCOMPARE(world.window().size(), size);
    QVERIFY(!world.part<Sidebar>().isVisible());
    QVERIFY(world.grid().layouter().columns() >= 2);
    QVERIFY(world.grid().viewport()->height() >= size.height() / 3);
    for (const QAbstractButton *button : world.feedPage().findChildren<QAbstractButton *>()) {
        const QRect box(button->mapTo(&world.window(), QPoint()), button->size());
        const bool scrolls = world.grid().isAncestorOf(button);
        QVERIFY2(
            !button->isVisible() || scrolls || world.window().rect().contains(box), qUtf8Printable(button->accessibleName()));
    }
    world.click(0);
    QTRY_VERIFY_WITH_TIMEOUT(world.part<DetailPage>().isVisible(), kPatienceMs);
    for (const QAbstractButton *button : world.part<DetailPage>().findChildren<QAbstractButton *>()) {
        const int right = button->mapTo(&world.window(), QPoint(button->width(), 0)).x();
        QVERIFY2(!button->isVisible() || right <= size.width(), qUtf8Printable(button->text()));
    }
}

void TestWindow::theSidebarOfANarrowWindowCanBeReached()
{
    WindowWorld world(path(), {480, 700});
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    const auto &sidebar = world.part<Sidebar>();
    QTRY_VERIFY(world.button(u"Show the sidebar"_s));
    QTest::mouseClick(world.button(u"Show the sidebar"_s), Qt::LeftButton);
    QVERIFY(sidebar.isVisible());
    world.key(Qt::Key_Escape);
    QVERIFY(!sidebar.isVisible());
    world.key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(sidebar.isVisible());
    QVERIFY(world.part<SearchField>().hasFocus());
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Favorites"_s), kPatienceMs);
    QTest::mouseClick(world.button(u"Favorites"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(u"No favorites yet"_s), kPatienceMs);
    QVERIFY(!sidebar.isVisible());         // it made room for what was chosen
    QVERIFY(world.window().focusWidget()); // and the keys are not lost with it
    QVERIFY(world.window().focusWidget()->isVisible());
}

void TestWindow::searchingShowsResultsWhileTyping()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    world.key(Qt::Key_Slash);
    QVERIFY(world.part<SearchField>().hasFocus());
    QTest::keyClicks(&world.part<SearchField>(), u"metrop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/search?q=metrop"_s), kPatienceMs);
    QVERIFY(world.rows() >= 1);
    QVERIFY(world.part<SearchField>().hasFocus()); // one types on
    QTest::keyClicks(&world.part<SearchField>(), u"olis"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/search?q=metropolis"_s), kPatienceMs);
    const int found = world.rowOf(u"metropolis-1927"_s);
    QVERIFY(found >= 0);
    QTest::keyClick(&world.part<SearchField>(), Qt::Key_Down);
    QVERIFY(world.grid().hasFocus());
    for (int i = 0; i < found; ++i)
        world.key(Qt::Key_Right);
    world.key(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(world.showsTitle(u"Metropolis"_s), kPatienceMs);
    QCOMPARE(world.part<SearchField>().text(), QString());
    world.key(Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/search?q=metropolis"_s), kPatienceMs);
    QCOMPARE(world.part<SearchField>().text(), u"metropolis"_s);
    world.key(Qt::Key_Left, Qt::AltModifier); // all the letters were one step
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
}

void TestWindow::clearingASearchReturns_data()
{
    QTest::addColumn<bool>("byEscape");
    QTest::newRow("by Escape") << true;
    QTest::newRow("by deleting the letters") << false;
}

void TestWindow::clearingASearchReturns()
{
    QFETCH(bool, byEscape);
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.scrollTo(kAll, 0.5));
    const auto before = world.feedPage().anchor();
    QVERIFY(before);
    world.key(Qt::Key_K, Qt::ControlModifier);
    auto &search = world.part<SearchField>();
    QTest::keyClicks(&search, u"faust"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/search?q=faust"_s), kPatienceMs);
    if (byEscape) {
        world.key(Qt::Key_Escape);
    } else {
        search.selectAll();
        world.key(Qt::Key_Delete);
    }
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(world.feedPage().anchor(), before, kPatienceMs);
    QCOMPARE(search.text(), QString());
}

void TestWindow::aSearchThatIsTheFirstPlaceCanBeCleared()
{
    WindowWorld first(path(), {1200, 800}, u"matinee:search/public-domain?q=faust"_s);
    QTRY_VERIFY_WITH_TIMEOUT(first.shows(u"public-domain/search?q=faust"_s), kPatienceMs);
    QCOMPARE(first.part<SearchField>().text(), u"faust"_s);
    first.key(Qt::Key_K, Qt::ControlModifier);
    first.key(Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(first.shows(kAll), kPatienceMs);
    QCOMPARE(first.part<SearchField>().text(), QString());
}

void TestWindow::whatCannotBeFoundIsSaidSo()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    world.key(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(&world.part<SearchField>(), u"qqqxxxzzz"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(u"qqqxxxzzz"_s), kPatienceMs);
    world.key(Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.message().isEmpty());
}

void TestWindow::aLinkOpensATitle()
{
    WindowWorld world(path(), {1200, 800}, u"matinee:title/public-domain/movie/metropolis-1927"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.showsTitle(u"Metropolis"_s), kPatienceMs);
    world.key(Qt::Key_Escape); // nowhere to go back to but the list it is in
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
}

void TestWindow::aLinkThatIsNoneIsSaidInALine()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    world.window().openLink(u"matinee:nonsense"_s);
    QTRY_VERIFY(world.toast().contains(u"matinee:nonsense"_s));
    QVERIFY(world.shows(kAll));
}

void TestWindow::aLinkToATitleNobodyKnowsHasAWayBack()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    world.window().openLink(u"matinee:title/public-domain/movie/nosuch"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(u"This title can't be shown"_s), kPatienceMs);
    world.window().openLink(u"matinee:feed/public-domain/nosuch"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(u"no such list"_s), kPatienceMs);
    world.key(Qt::Key_Left, Qt::AltModifier);
    world.key(Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.message().isEmpty());
}

void TestWindow::tabReachesEverything()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    world.part<SearchField>().setFocus();
    QList<QWidget *> way{world.window().focusWidget()};
    for (int i = 0; i < 60; ++i) {
        world.key(Qt::Key_Tab);
        QWidget *next = world.window().focusWidget();
        QVERIFY(next && next->isVisible());
        if (next == way.first())
            break;
        way += next;
    }
    QCOMPARE(QSet<QWidget *>(way.begin(), way.end()).size(), way.size());
    const auto step = [&](QWidget *widget) { return way.indexOf(widget); };
    const qsizetype firstFeed = step(world.button(u"Favorites"_s));
    const auto chips = world.feedPage().findChildren<Chip *>();
    const auto shown = std::find_if(chips.begin(), chips.end(), [](const Chip *one) { return one->isVisible(); });
    QVERIFY(shown != chips.end()); // others are for lists of servers
    const qsizetype chip = step(*shown);
    const qsizetype slider = step(world.feedPage().findChild<QSlider *>());
    const qsizetype grid = step(&world.grid());
    QVERIFY(firstFeed > 0 && chip > firstFeed && slider > chip && grid > slider); // as the eye goes
    QVERIFY(step(world.button(u"Menu"_s)) > 0);
}

void TestWindow::keysOfATitlesPageAreItsOwn()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    const auto id = world.grid().model()->index(0, 0).data(FeedModel::TitleIdRole).value<TitleId>();
    world.click(0);
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Add to favorites"_s), kPatienceMs);
    world.key(Qt::Key_F);
    QTRY_COMPARE_WITH_TIMEOUT(world.favorites().state(id), Favorites::State::On, kPatienceMs);
    // In the shelf F means the poster one is at.
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"See all of Recommended"_s), kPatienceMs);
    auto *shelf = world.part<Shelf>().findChild<PosterGrid *>();
    QTRY_VERIFY_WITH_TIMEOUT(shelf->model()->index(1, 0).data(FeedModel::LoadedRole).toBool(), kPatienceMs);
    shelf->setFocus();
    shelf->setCurrentIndex(shelf->model()->index(1, 0));
    const auto other = shelf->model()->index(1, 0).data(FeedModel::TitleIdRole).value<TitleId>();
    QTest::keyClick(shelf, Qt::Key_F);
    QTRY_COMPARE_WITH_TIMEOUT(world.favorites().state(other), Favorites::State::On, kPatienceMs);
    QCOMPARE(world.favorites().state(id), Favorites::State::On);
}

void TestWindow::theKeyboardOpensAndReturns()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.grid().hasFocus()); // from the start
    world.key(Qt::Key_Down);
    world.key(Qt::Key_Down);
    world.key(Qt::Key_Right);
    const QModelIndex current = world.grid().currentIndex();
    QVERIFY(current.row() > world.grid().layouter().columns());
    const QString title = current.data().toString();
    const QString id = world.idAt(current.row());
    const int y = world.yOf(id);
    world.key(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(world.showsTitle(title), kPatienceMs);
    QVERIFY(world.window().focusWidget() && world.window().focusWidget()->isVisible());
    world.key(Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.grid().hasFocus());
    QTRY_COMPARE_WITH_TIMEOUT(world.idAt(world.grid().currentIndex().row()), id, kPatienceMs);
    QVERIFY(std::abs(world.yOf(id) - y) <= 1);
    world.key(Qt::Key_Right, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(world.showsTitle(title), kPatienceMs);
    QTest::mouseClick(&world.part<DetailPage>(), Qt::BackButton);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QTest::mouseClick(world.grid().viewport(), Qt::ForwardButton);
    QTRY_VERIFY_WITH_TIMEOUT(world.showsTitle(title), kPatienceMs);
    world.key(Qt::Key_BracketRight); // the next one in the list
    QTRY_VERIFY_WITH_TIMEOUT(world.part<DetailPage>().accessibleName() != title, kPatienceMs);
    world.key(Qt::Key_Escape); // one step, however many titles were leafed through
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
}

void TestWindow::escapeLeavesTheSearchStepByStep()
{
    WindowWorld world(path(), {480, 700});
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    world.key(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(&world.part<SearchField>(), u"faust"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/search?q=faust"_s), kPatienceMs);
    QVERIFY(world.part<Sidebar>().isVisible()); // while one types
    world.key(Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.part<Sidebar>().isVisible());
    world.key(Qt::Key_Escape);
    QVERIFY(!world.part<Sidebar>().isVisible());
    QTRY_VERIFY(world.grid().hasFocus());
}

void TestWindow::everyControlHasAName()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    const auto nameless = [&world] {
        QStringList found;
        for (QWidget *widget : world.window().findChildren<QWidget *>()) {
            const bool isControl = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget)
                || qobject_cast<QSlider *>(widget) || qobject_cast<QAbstractItemView *>(widget);
            QAccessibleInterface *interface = isControl && widget->isVisible() ? QAccessible::queryAccessibleInterface(widget)
                                                                               : nullptr;
            if (interface && interface->text(QAccessible::Name).isEmpty())
                found += QLatin1StringView(widget->metaObject()->className());
        }
        return found.join(u' ');
    };
    QCOMPARE(nameless(), QString());
    world.key(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(&world.part<SearchField>(), u"faust"_s); // with a button to clear it
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/search?q=faust"_s), kPatienceMs);
    QCOMPARE(nameless(), QString());
    world.click(0);
    QTRY_VERIFY_WITH_TIMEOUT(world.part<DetailPage>().isVisible(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"See all of Recommended"_s), kPatienceMs);
    QCOMPARE(nameless(), QString());
}

void TestWindow::everyLabelIsPlainText()
{
    WindowWorld world(path());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    world.click(0);
    QTRY_VERIFY_WITH_TIMEOUT(world.part<DetailPage>().isVisible(), kPatienceMs);
    const QList<QLabel *> labels = world.window().findChildren<QLabel *>();
    QVERIFY(labels.size() > 15);
    for (const QLabel *label : labels)
        QVERIFY2(label->textFormat() == Qt::PlainText, qUtf8Printable(label->text()));
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"

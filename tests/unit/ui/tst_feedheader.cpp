// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QMenu>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

#include "tests/unit/ui/pageports.h"
#include "ui/pages/feedheader.h"
#include "ui/theme/chip.h"
#include "ui/theme/iconbutton.h"
#include "ui/theme/segmentedcontrol.h"

using namespace matinee;
using namespace Qt::StringLiterals;

class TestFeedHeader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aFeedWithoutParametersHasTheSliderOnly();
    void filtersAreChipsWithTheirChoices();
    void choosingAFilterNamesTheNewList_data();
    void choosingAFilterNamesTheNewList();
    void theChosenFilterIsOnTheChip();
    void choosingWhatIsChosenSaysNothing();
    void theSortChipSaysFieldAndDirection_data();
    void theSortChipSaysFieldAndDirection();
    void choosingAnOrderNamesTheNewList();
    void aSortThatBeginsWithTheMost();
    void variantsAreSegments();
    void anotherFeedReplacesTheControls();
    void backAndForwardFollowTheHistory();
    void theSliderIsThePreference();
    void everythingIsInsideAtAnyWidth_data();
    void everythingIsInsideAtAnyWidth();
    void aLongNameDoesNotWidenTheWindow();
    void tabFollowsTheEye();

private:
    void show(const QString &feed, const FeedKey &key, int width = 1200)
    {
        m_header->setFeed(*m_source.feed(feed), key);
        // As the page does it: the window's width decides, not what the header would like.
        m_window->resize(width, 300);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_header->setGeometry(0, 0, width, m_header->heightForWidth(width));
    }
    void show(const QString &feed, int width = 1200) { show(feed, FeedKey::of(u"scripted"_s, feed), width); }
    [[nodiscard]] QList<Chip *> chips() const
    {
        QList<Chip *> found = m_header->findChildren<Chip *>();
        found.removeIf([](const Chip *chip) { return chip->isHidden(); }); // on its way out
        return found;
    }
    [[nodiscard]] QAction *action(qsizetype chip, const QString &text) const
    {
        for (QAction *action : chips().at(chip)->menu()->actions()) {
            if (action->text().section(u'\t', 0, 0) == text)
                return action;
        }
        return nullptr;
    }

    SourceDescriptor m_source = test::scriptedSource();
    std::unique_ptr<test::PageWorld> m_world;
    std::unique_ptr<QWidget> m_window;
    FeedHeader *m_header = nullptr;
};

void TestFeedHeader::init()
{
    m_window.reset();
    m_world = std::make_unique<test::PageWorld>();
    m_window = std::make_unique<QWidget>();
    m_header = new FeedHeader(m_world->theme, m_world->preferences, m_window.get());
}

void TestFeedHeader::aFeedWithoutParametersHasTheSliderOnly()
{
    show(u"favorites"_s);
    QVERIFY(chips().isEmpty());
    QVERIFY(m_header->findChildren<SegmentedControl *>().isEmpty());
    QVERIFY(m_header->findChild<QSlider *>()->isVisible());
}

void TestFeedHeader::filtersAreChipsWithTheirChoices()
{
    show(u"all"_s);
    QCOMPARE(chips().size(), 4);
    QStringList texts;
    for (const QAction *action : chips().at(0)->menu()->actions()) {
        if (!action->isSeparator())
            texts += action->text();
    }
    QCOMPARE(texts, (QStringList{u"All"_s, u"Comedy\t120"_s, u"Rock && roll\t3"_s, u"Western"_s}));
    QVERIFY(action(0, u"All"_s)->isChecked());
    QVERIFY(!chips().at(0)->isActive());
}

void TestFeedHeader::choosingAFilterNamesTheNewList_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("choice");
    QTest::addColumn<QString>("key");
    QTest::newRow("the first filter") << u"scripted/all"_s << u"Comedy"_s << u"scripted/all?genre=Comedy"_s;
    QTest::newRow("a name that needs escapes")
        << u"scripted/all"_s << u"Rock && roll"_s << u"scripted/all?genre=Rock%20%26%20roll"_s;
    QTest::newRow("another beside the order")
        << u"scripted/all?genre=Comedy&order=desc"_s << u"Western"_s << u"scripted/all?genre=Western&order=desc"_s;
    QTest::newRow("none again") << u"scripted/all?decade=1920&genre=Comedy"_s << u"All"_s << u"scripted/all?decade=1920"_s;
}

void TestFeedHeader::choosingAFilterNamesTheNewList()
{
    QFETCH(QString, from);
    QFETCH(QString, choice);
    QFETCH(QString, key);
    show(u"all"_s, *FeedKey::parse(from));
    QSignalSpy chosen(m_header, &FeedHeader::keyChosen);
    action(0, choice)->trigger();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().value<FeedKey>().text(), key);
}

void TestFeedHeader::theChosenFilterIsOnTheChip()
{
    show(u"all"_s, FeedKey::of(u"scripted"_s, u"all"_s, {{u"decade"_s, u"1920"_s}}));
    QCOMPARE(chips().at(1)->text(), u"1920s"_s);
    QVERIFY(chips().at(1)->isActive());
    QCOMPARE(chips().at(1)->accessibleName(), u"Decade: 1920s"_s);
    QVERIFY(!chips().at(0)->isActive());
    QVERIFY(action(1, u"1920s"_s)->isChecked());
}

void TestFeedHeader::choosingWhatIsChosenSaysNothing()
{
    show(u"all"_s, FeedKey::of(u"scripted"_s, u"all"_s, {{u"genre"_s, u"Comedy"_s}}));
    QSignalSpy chosen(m_header, &FeedHeader::keyChosen);
    action(0, u"Comedy"_s)->trigger();
    action(1, u"All"_s)->trigger();
    action(3, u"Title"_s)->trigger();
    action(3, u"Ascending"_s)->trigger();
    QCOMPARE(chosen.count(), 0);
}

void TestFeedHeader::theSortChipSaysFieldAndDirection_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("spoken");
    QTest::newRow("nothing said") << u"scripted/all"_s << u"Sort: Title \u2191"_s << u"Sort: Title, Ascending"_s;
    QTest::newRow("a field") << u"scripted/all?sort=year"_s << u"Sort: Year \u2191"_s << u"Sort: Year, Ascending"_s;
    QTest::newRow("a direction") << u"scripted/all?order=desc"_s << u"Sort: Title \u2193"_s << u"Sort: Title, Descending"_s;
    QTest::newRow("both") << u"scripted/all?sort=year&order=desc"_s << u"Sort: Year \u2193"_s << u"Sort: Year, Descending"_s;
}

void TestFeedHeader::theSortChipSaysFieldAndDirection()
{
    QFETCH(QString, key);
    QFETCH(QString, text);
    QFETCH(QString, spoken);
    show(u"all"_s, *FeedKey::parse(key));
    QCOMPARE(chips().at(3)->text(), text);
    QCOMPARE(chips().at(3)->accessibleName(), spoken);
}

void TestFeedHeader::choosingAnOrderNamesTheNewList()
{
    show(u"all"_s, FeedKey::of(u"scripted"_s, u"all"_s, {{u"genre"_s, u"Comedy"_s}}));
    QSignalSpy chosen(m_header, &FeedHeader::keyChosen);
    action(3, u"Year"_s)->trigger();
    action(3, u"Descending"_s)->trigger();
    QCOMPARE(chosen.at(0).first().value<FeedKey>().text(), u"scripted/all?genre=Comedy&sort=year"_s);
    QCOMPARE(chosen.at(1).first().value<FeedKey>().text(), u"scripted/all?genre=Comedy&order=desc"_s);
}

void TestFeedHeader::aSortThatBeginsWithTheMost()
{
    FeedDescriptor feed{u"popular"_s, u"Popular"_s, {}, FeedDescriptor::Section::Browse, FeedDescriptor::Per::Nothing,
        {{FeedParameter::Kind::Sort, u"sort"_s, u"Sort"_s, {{u"downloads"_s, u"Downloads"_s}, {u"title"_s, u"Title"_s}},
            u"downloads"_s, true}}};
    const FeedKey key = FeedKey::of(u"scripted"_s, u"popular"_s);
    m_header->setFeed(feed, key);
    QCOMPARE(chips().at(0)->text(), u"Sort: Downloads \u2193"_s);
    QVERIFY(action(0, u"Descending"_s)->isChecked());
    QSignalSpy chosen(m_header, &FeedHeader::keyChosen);
    action(0, u"Ascending"_s)->trigger();
    QCOMPARE(chosen.at(0).first().value<FeedKey>().text(), u"scripted/popular?order=asc"_s);

    m_header->setFeed(feed, chosen.at(0).first().value<FeedKey>());
    QCOMPARE(chips().at(0)->text(), u"Sort: Downloads \u2191"_s);
    action(0, u"Descending"_s)->trigger();
    QCOMPARE(chosen.at(1).first().value<FeedKey>(), key); // the default is not written
}

void TestFeedHeader::variantsAreSegments()
{
    show(u"picks"_s);
    auto *segments = m_header->findChild<SegmentedControl *>();
    QVERIFY(segments);
    QCOMPARE(segments->currentIndex(), 0);
    QSignalSpy chosen(m_header, &FeedHeader::keyChosen);
    QTest::mouseClick(segments->findChildren<QRadioButton *>().at(1), Qt::LeftButton);
    QCOMPARE(chosen.first().first().value<FeedKey>().text(), u"scripted/picks?window=week"_s);

    show(u"picks"_s, FeedKey::of(u"scripted"_s, u"picks"_s, {{u"window"_s, u"week"_s}}));
    for (SegmentedControl *control : m_header->findChildren<SegmentedControl *>())
        segments = control->isHidden() ? segments : control;
    QCOMPARE(segments->currentIndex(), 1);
    QTest::mouseClick(segments->findChildren<QRadioButton *>().at(0), Qt::LeftButton);
    QCOMPARE(chosen.last().first().value<FeedKey>().text(), u"scripted/picks"_s); // the default is not written
}

void TestFeedHeader::anotherFeedReplacesTheControls()
{
    show(u"all"_s);
    show(u"picks"_s);
    QVERIFY(chips().isEmpty());
    show(u"all"_s);
    QTRY_COMPARE(chips().size(), 4);
    QTRY_COMPARE(m_header->findChildren<Chip *>().size(), 4);
    QTRY_COMPARE(m_header->findChildren<SegmentedControl *>().size(), 0);
}

void TestFeedHeader::backAndForwardFollowTheHistory()
{
    show(u"all"_s);
    QSignalSpy back(m_header, &FeedHeader::backRequested);
    QSignalSpy forward(m_header, &FeedHeader::forwardRequested);
    const auto button = [this](const QString &name) {
        for (IconButton *found : m_header->findChildren<IconButton *>()) {
            if (found->toolTip() == name)
                return found;
        }
        return static_cast<IconButton *>(nullptr);
    };
    for (const bool can : {false, true}) {
        m_header->setNavigation(can, can);
        QTest::mouseClick(button(u"Back"_s), Qt::LeftButton);
        QTest::mouseClick(button(u"Forward"_s), Qt::LeftButton);
        QCOMPARE(back.count(), can ? 1 : 0);
        QCOMPARE(forward.count(), can ? 1 : 0);
    }
    QVERIFY(button(u"Show the sidebar"_s)->isHidden());
    m_header->setSidebarButtonVisible(true);
    QSignalSpy sidebar(m_header, &FeedHeader::sidebarRequested);
    QTest::mouseClick(button(u"Show the sidebar"_s), Qt::LeftButton);
    QCOMPARE(sidebar.count(), 1);
}

void TestFeedHeader::theSliderIsThePreference()
{
    show(u"all"_s);
    auto *slider = m_header->findChild<QSlider *>();
    QCOMPARE(slider->value(), m_world->preferences.tileWidth());
    slider->setValue(200);
    QCOMPARE(m_world->preferences.tileWidth(), 200);
    m_world->preferences.setTileWidth(240);
    QCOMPARE(slider->value(), 240);
    QCOMPARE(slider->accessibleName(), u"Poster size"_s);
}

void TestFeedHeader::everythingIsInsideAtAnyWidth_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("rightToLeft");
    QTest::addColumn<bool>("twoLines");
    QTest::newRow("wide") << 1400 << false << false;
    QTest::newRow("the page beside the sidebar") << 1209 << false << false;
    QTest::newRow("half a screen") << 720 << false << true;
    QTest::newRow("narrow") << 480 << false << true;
    QTest::newRow("the least") << 360 << false << true;
    QTest::newRow("narrow, right to left") << 480 << true << true;
}

void TestFeedHeader::everythingIsInsideAtAnyWidth()
{
    QFETCH(int, width);
    QFETCH(bool, rightToLeft);
    QFETCH(bool, twoLines);
    m_header->setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    m_header->setSidebarButtonVisible(width < 760);
    m_header->setCountText(u"318 titles"_s);
    // As long as these chips get: a filter chosen in each.
    show(u"all"_s, *FeedKey::parse(u"scripted/all?country=France&decade=1920&genre=Rock%20%26%20roll&order=desc&sort=year"_s),
        width);
    const auto bottomOfHeading = [this] { return m_header->findChild<QLabel *>()->geometry().bottom(); };
    QTRY_COMPARE(chips().first()->mapTo(m_header, QPoint()).y() > bottomOfHeading(), twoLines);
    m_header->setGeometry(0, 0, width, m_header->heightForWidth(width));
    QTRY_COMPARE(chips().first()->parentWidget()->height(),
        chips().first()->parentWidget()->heightForWidth(chips().first()->parentWidget()->width()));
    for (QWidget *control : m_header->findChildren<QWidget *>()) {
        if (!control->isVisible() || !control->parentWidget())
            continue;
        const QRect box(control->mapTo(m_header, QPoint()), control->size());
        if (qobject_cast<Chip *>(control) || qobject_cast<IconButton *>(control) || qobject_cast<QSlider *>(control)) {
            QVERIFY2(m_header->rect().contains(box), qUtf8Printable(control->objectName() + control->accessibleName()));
            QVERIFY(box.width() >= control->minimumSizeHint().width());
        }
    }
    for (qsizetype a = 0; a < chips().size(); ++a) {
        for (qsizetype b = 0; b < a; ++b)
            QVERIFY(!chips().at(a)->geometry().intersects(chips().at(b)->geometry()));
    }
}

void TestFeedHeader::aLongNameDoesNotWidenTheWindow()
{
    show(u"all"_s, 480);
    m_header->setCountText(u"318 titles"_s);
    m_header->setHeading(QString(10240, u'x'));
    QTRY_VERIFY2(m_header->minimumSizeHint().width() <= 480, qPrintable(QString::number(m_header->minimumSizeHint().width())));
    for (const QLabel *label : m_header->findChildren<QLabel *>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(m_header->rect().contains(label->geometry()));
    }
}

void TestFeedHeader::tabFollowsTheEye()
{
    m_header->setNavigation(true, true);
    show(u"all"_s);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    const QList<Chip *> wanted = chips();
    wanted.first()->setFocus();
    for (Chip *chip : wanted) {
        QCOMPARE(m_window->focusWidget(), chip);
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(m_window->focusWidget(), m_header->findChild<QSlider *>());
}

QTEST_MAIN(TestFeedHeader)
#include "tst_feedheader.moc"

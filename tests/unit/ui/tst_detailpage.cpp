// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/unit/ui/pageports.h"
#include "ui/detail/detailhero.h"
#include "ui/detail/detailpage.h"
#include "ui/pages/statemessage.h"

using namespace matinee;
using namespace Qt::StringLiterals;
using test::filmId;

namespace {

struct Scene {
    Scene() : page(world.ports())
    {
        page.resize(1000, 800);
        page.setVisible(true);
    }
    void open(int film, const FeedKey &from = {}) { page.openTitle(source, Location::ofTitle(filmId(film), from)); }
    [[nodiscard]] DetailHero &hero() const { return *page.findChild<DetailHero *>(); }
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (QPushButton *found : page.findChildren<QPushButton *>()) {
            if (found->isVisible() && found->text() == text)
                return found;
        }
        return nullptr;
    }

    SourceDescriptor source = test::scriptedSource();
    test::PageWorld world{100};
    DetailPage page;
};

} // namespace

class TestDetailPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingCanBePressedBeforeThereIsATitle();
    void theHeartIsOfTheTitleAskedFor();
    void aLateAnswerForAnotherTitleIsDropped();
    void aTitleThatCannotBeShownHasAWayBack();
    void nextAndPreviousFollowTheList();
};

void TestDetailPage::nothingCanBePressedBeforeThereIsATitle()
{
    Scene scene;
    scene.open(1);
    QVERIFY(!scene.hero().isVisible());
    Q_EMIT scene.hero().favoriteRequested(); // as the key does
    QVERIFY(scene.world.userData.set.isEmpty());
    scene.world.titles.answer();
    QVERIFY(scene.hero().isVisible());
    QCOMPARE(scene.page.accessibleName(), u"Film 1"_s);
}

void TestDetailPage::theHeartIsOfTheTitleAskedFor()
{
    Scene scene;
    scene.open(1);
    scene.world.titles.answer();
    scene.open(2);
    Q_EMIT scene.hero().favoriteRequested(); // the page of film 1 is still on screen
    QVERIFY(scene.world.userData.set.isEmpty());
    scene.world.titles.answer();
    QVERIFY(scene.button(u"Add to favorites"_s));
    QTest::mouseClick(scene.button(u"Add to favorites"_s), Qt::LeftButton);
    QCOMPARE(scene.world.userData.set, QList<TitleId>{filmId(2)});
    QVERIFY(scene.button(u"In favorites"_s));
}

void TestDetailPage::aLateAnswerForAnotherTitleIsDropped()
{
    Scene scene;
    scene.open(1);
    scene.open(2);
    std::swap(scene.world.titles.asks.front(), scene.world.titles.asks.back());
    scene.world.titles.answer();
    QCOMPARE(scene.page.accessibleName(), u"Film 2"_s);
    scene.world.titles.refuse();
    QCOMPARE(scene.page.accessibleName(), u"Film 2"_s);
    QVERIFY(!scene.page.findChild<StateMessage *>()->isVisible());
}

void TestDetailPage::aTitleThatCannotBeShownHasAWayBack()
{
    Scene scene;
    scene.open(1);
    scene.world.titles.answer();
    scene.open(2);
    scene.world.titles.refuse();
    QVERIFY(!scene.hero().isVisible());
    QCOMPARE(scene.page.findChild<StateMessage *>()->accessibleName(), u"This title can't be shown"_s);
    QSignalSpy back(&scene.page, &DetailPage::backRequested);
    QTest::mouseClick(scene.page.findChild<StateMessage *>()->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(back.count(), 1);
    scene.open(3);
    scene.world.titles.answer();
    QVERIFY(scene.hero().isVisible());
}

void TestDetailPage::nextAndPreviousFollowTheList()
{
    Scene scene;
    const FeedKey all = FeedKey::of(u"scripted"_s, u"all"_s);
    QSignalSpy chosen(&scene.page, &DetailPage::neighbourChosen);
    scene.open(50, all);
    scene.world.titles.answer();
    const auto step = [&scene](const QString &text) {
        scene.world.store.answerAll();
        return scene.button(text);
    };
    QTRY_VERIFY(step(u"next in All films \u2192"_s));
    QTest::mouseClick(scene.button(u"next in All films \u2192"_s), Qt::LeftButton);
    QCOMPARE(chosen.last().first().value<TitleId>(), filmId(51));
    QTRY_VERIFY(step(u"\u2190 previous"_s));
    QTest::mouseClick(scene.button(u"\u2190 previous"_s), Qt::LeftButton);
    QCOMPARE(chosen.last().first().value<TitleId>(), filmId(49));
    scene.open(99, all);
    QTRY_VERIFY(step(u"\u2190 previous"_s));
    QVERIFY(!scene.button(u"next in All films \u2192"_s)); // the last one
}

QTEST_MAIN(TestDetailPage)
#include "tst_detailpage.moc"

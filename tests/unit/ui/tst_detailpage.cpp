// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/unit/ui/pageports.h"
#include "tests/unit/ui/testpicture.h"
#include "ui/detail/castmember.h"
#include "ui/detail/creditsection.h"
#include "ui/detail/detailhero.h"
#include "ui/detail/detailpage.h"
#include "ui/pages/statemessage.h"
#include "ui/shelf/shelf.h"

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
    [[nodiscard]] QImage heroPicture() const
    {
        QImage image(hero().size(), QImage::Format_RGB32);
        hero().render(&image, {}, {}, QWidget::DrawWindowBackground);
        return image;
    }
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
    void aTitleThatDidNotComeIsAskedForAgain();
    void aTitleComesByItselfWhenThereIsAWayAgain();
    void aTitleThatNeedsAKeyLeadsToIt();
    void nextAndPreviousFollowTheList();
    void onlyHttpsVideosHaveButtons_data();
    void onlyHttpsVideosHaveButtons();
    void certificationAndCrewAreShown();
    void aLongCastIsShownWhenAsked();
    void bothShelvesComeFromTheirFeeds();
    void posterAndBackdropArePicturesWhereThereAre();
    void withoutAPictureTheBackdropIsDrawn();
    void aHiddenPageWantsNoPoster();
    void theLastTitlesBackdropIsNotThisOnes();
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

void TestDetailPage::aTitleThatDidNotComeIsAskedForAgain()
{
    Scene scene;
    scene.open(2);
    scene.world.titles.refuse(ErrorKind::Offline);
    QPushButton *retry = scene.button(u"Retry"_s);
    QVERIFY(retry);
    QTest::mouseClick(retry, Qt::LeftButton);
    QCOMPARE(scene.world.titles.asks.size(), 1U);
    scene.world.titles.answer();
    QCOMPARE(scene.page.accessibleName(), u"Film 2"_s);
    QVERIFY(scene.hero().isVisible());
}

void TestDetailPage::aTitleComesByItselfWhenThereIsAWayAgain()
{
    Scene scene;
    scene.world.connections.setManual(true);
    scene.open(2);
    scene.world.titles.refuse(ErrorKind::Offline);
    QVERIFY(scene.world.titles.asks.empty());
    scene.world.connections.setManual(false);
    QCOMPARE(scene.world.titles.asks.size(), 1U);
    scene.world.titles.answer();
    QCOMPARE(scene.page.accessibleName(), u"Film 2"_s);
    scene.world.connections.setManual(true); // it is there: nothing is asked for
    scene.world.connections.setManual(false);
    QVERIFY(scene.world.titles.asks.empty());
}

void TestDetailPage::aTitleThatNeedsAKeyLeadsToIt()
{
    Scene scene;
    scene.source.secret = SecretNeed{};
    scene.open(2);
    scene.world.titles.refuse(ErrorKind::Unauthorized);
    QSignalSpy connecting(&scene.page, &DetailPage::connectRequested);
    QPushButton *connectButton = scene.button(u"Connect…"_s);
    QVERIFY(connectButton);
    QTest::mouseClick(connectButton, Qt::LeftButton);
    QCOMPARE(connecting.count(), 1);
    QCOMPARE(connecting.at(0).at(0).toString(), scene.source.id);
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

void TestDetailPage::onlyHttpsVideosHaveButtons_data()
{
    QTest::addColumn<QStringList>("videos"); // kind|url
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("opens");
    QTest::addColumn<int>("more");
    QTest::addRow("none") << QStringList() << QString() << QString() << 0;
    QTest::addRow("a trailer") << QStringList{u"Trailer|https://example.org/1"_s} << u"Trailer"_s << u"https://example.org/1"_s
                               << 0;
    QTest::addRow("the trailer before the rest")
        << QStringList{u"Teaser|https://example.org/1"_s, u"trailer|https://example.org/2"_s} << u"Trailer"_s
        << u"https://example.org/2"_s << 1;
    QTest::addRow("something else") << QStringList{u"Featurette|https://example.org/1"_s} << u"Video"_s
                                    << u"https://example.org/1"_s << 0;
    QTest::addRow("nothing that is not https") << QStringList{u"Trailer|http://example.org/1"_s, u"Trailer|javascript:alert(1)"_s,
        u"Trailer|file:///bin/sh"_s, u"Trailer|https:///nowhere"_s, u"Trailer|httpsx://example.org"_s}
                                               << QString() << QString() << 0;
}

void TestDetailPage::onlyHttpsVideosHaveButtons()
{
    QFETCH(QStringList, videos);
    QFETCH(QString, button);
    QFETCH(QString, opens);
    QFETCH(int, more);
    Scene scene;
    for (const QString &video : videos)
        scene.world.titles.answers.videos.push_back({u"A & B"_s, video.section(u'|', 0, 0), video.section(u'|', 1)});
    scene.open(1);
    scene.world.titles.answer();
    scene.hero().disconnect(SIGNAL(watchRequested(QString))); // no browser here
    QSignalSpy asked(&scene.hero(), &DetailHero::watchRequested);
    for (const QString &text : {u"Trailer"_s, u"Video"_s})
        QCOMPARE(scene.button(text) != nullptr, text == button);
    if (!button.isEmpty()) {
        QTest::mouseClick(scene.button(button), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().toString(), opens);
    }
    QCOMPARE(scene.button(u"More videos"_s) != nullptr, more > 0);
    if (more > 0) {
        const auto actions = scene.button(u"More videos"_s)->menu()->actions();
        QCOMPARE(actions.size(), more);
        QCOMPARE(actions.first()->text(), u"A && B"_s);
        actions.first()->trigger();
        QCOMPARE(asked.last().first().toString(), u"https://example.org/1"_s);
    }
}

void TestDetailPage::certificationAndCrewAreShown()
{
    Scene scene;
    scene.world.titles.answers.certification = u"PG-13"_s;
    scene.world.titles.answers.title.year = 1927;
    scene.world.titles.answers.crew = {{u"Karl Freund"_s, u"Director of Photography"_s}, {u"Somebody"_s, {}}};
    scene.open(1);
    scene.world.titles.answer();
    QStringList labels;
    for (const QLabel *label : scene.page.findChildren<QLabel *>())
        labels += label->isVisible() ? label->text() : QString();
    QVERIFY(labels.contains(u"PG-13 \u00b7 1927"_s));
    QVERIFY(labels.contains(u"Crew"_s));
    QVERIFY(!labels.contains(u"Cast"_s));
    QStringList people;
    for (const CastMember *member : scene.page.findChildren<CastMember *>())
        people += member->accessibleName();
    QCOMPARE(people, QStringList({u"Karl Freund, Director of Photography"_s, u"Somebody"_s}));
}

void TestDetailPage::aLongCastIsShownWhenAsked()
{
    Scene scene;
    for (int i = 0; i < 80; ++i)
        scene.world.titles.answers.cast.push_back({u"Person %1"_s.arg(i), u"Role"_s});
    scene.open(1);
    scene.world.titles.answer();
    const auto shown = [&scene] { return scene.page.findChildren<CastMember *>().size(); };
    QCOMPARE(shown(), 10);
    auto *all = scene.button(u"Show all 80"_s);
    QVERIFY(all);
    const int before = scene.page.findChild<CreditSection *>()->sizeHint().height();
    QTest::mouseClick(all, Qt::LeftButton);
    QTRY_COMPARE(shown(), 80);
    QVERIFY(!scene.button(u"Show all 80"_s));
    QTRY_VERIFY(scene.page.findChild<CreditSection *>()->height() > before);
}

void TestDetailPage::bothShelvesComeFromTheirFeeds()
{
    Scene scene;
    FeedDescriptor similar = *scene.source.feed(u"recommended");
    similar.id = u"similar"_s;
    scene.open(1);
    const auto visible = [&scene] {
        scene.world.store.answerAll();
        int count = 0;
        for (const Shelf *shelf : scene.page.findChildren<Shelf *>())
            count += shelf->isVisible() ? 1 : 0;
        return count;
    };
    scene.world.titles.answer();
    QTRY_COMPARE(visible(), 1); // the source has no other
    scene.source.feeds.push_back(similar);
    scene.open(2);
    scene.world.titles.answer();
    QTRY_COMPARE(visible(), 2);
    scene.open(3);
    scene.world.titles.refuse();
    QCOMPARE(visible(), 0);
}

void TestDetailPage::posterAndBackdropArePicturesWhereThereAre()
{
    Scene scene;
    scene.world.images.picture = [](const ImageKey &key) {
        return key.path == u"/backdrop"_s ? test::plainPicture({1280, 720}, Qt::blue) : test::plainPicture({342, 513}, Qt::red);
    };
    scene.world.titles.answers.title.poster = u"/poster"_s;
    scene.world.titles.answers.title.backdrop = u"/backdrop"_s;
    scene.open(1);
    scene.world.titles.answer();
    QTRY_VERIFY(scene.world.images.asked.contains(u"/poster"_s) && scene.world.images.asked.contains(u"/backdrop"_s));
    const QPoint corner(scene.hero().width() - 5, 60);
    QCOMPARE(scene.heroPicture().pixelColor(corner), scene.world.theme.tokens().canvas); // nothing drawn to be taken away
    scene.world.images.answerAll();
    QTRY_VERIFY(scene.heroPicture().pixelColor(corner).blue() > 180);
    QTRY_VERIFY(test::isNear(scene.heroPicture().pixelColor(scene.world.theme.px(130), scene.world.theme.px(260)), Qt::red));
    // A theme change needs no other answer.
    const auto asked = scene.world.images.asked.size();
    scene.world.theme.setMode(scene.world.theme.isDark() ? Theme::Mode::Light : Theme::Mode::Dark);
    QTRY_COMPARE(scene.heroPicture().pixelColor(2, scene.hero().height() - 2), scene.world.theme.tokens().canvas);
    QCOMPARE(scene.world.images.asked.mid(asked).count(u"/backdrop"_s), 0);
}

void TestDetailPage::withoutAPictureTheBackdropIsDrawn()
{
    Scene scene;
    scene.world.titles.answers.title.backdrop = u"/backdrop"_s;
    scene.open(1);
    scene.world.titles.answer();
    const QImage waiting = scene.heroPicture();
    QVERIFY(scene.world.images.answerWith(u"/backdrop"_s, fail(ErrorKind::NotFound, {})));
    const QImage failed = scene.heroPicture();
    QVERIFY(failed != waiting);
    scene.world.titles.answers.title.backdrop.clear();
    scene.open(1);
    scene.world.titles.answer();
    QCOMPARE(scene.heroPicture(), failed); // as where there is none
}

void TestDetailPage::aHiddenPageWantsNoPoster()
{
    Scene scene;
    scene.world.titles.answers.title.poster = u"/poster"_s;
    scene.open(1);
    scene.world.titles.answer();
    QTRY_VERIFY(scene.world.images.awaitedPaths().contains(u"/poster"_s));
    scene.page.hide();
    QVERIFY(scene.world.images.awaitedPaths().isEmpty());
}

void TestDetailPage::theLastTitlesBackdropIsNotThisOnes()
{
    Scene scene;
    scene.world.images.picture = [](const ImageKey &) { return test::plainPicture({1280, 720}, Qt::blue); };
    scene.world.titles.answers.title.backdrop = u"/first"_s;
    scene.open(1);
    scene.world.titles.answer();
    scene.world.titles.answers.title.backdrop = u"/second"_s;
    scene.open(2);
    scene.world.titles.answer();
    QCOMPARE(scene.world.images.awaitedPaths(), QStringList{u"/second"_s});
    scene.world.images.asks.front().reply(test::plainPicture({1280, 720}, Qt::green)); // too late
    scene.world.images.answerAll();
    const QPoint corner(scene.hero().width() - 5, 60);
    QTRY_VERIFY(scene.heroPicture().pixelColor(corner).blue() > 180);
}

QTEST_MAIN(TestDetailPage)
#include "tst_detailpage.moc"

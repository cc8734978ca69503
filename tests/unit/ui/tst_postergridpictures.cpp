// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPaintEvent>
#include <QScrollBar>
#include <QTest>

#include "tests/support/scriptedimages.h"
#include "tests/unit/ui/testpicture.h"
#include "tests/unit/ui/titlelistmodel.h"
#include "ui/grid/postercache.h"
#include "ui/grid/postergrid.h"
#include "ui/theme/theme.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

class StillLook final : public SystemLook
{
public:
    StillLook() { setReducedMotion(true); }
};

/// Notes what is repainted.
class PaintWatch final : public QObject
{
public:
    QRegion painted;

protected:
    bool eventFilter(QObject * /*watched*/, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            painted += static_cast<QPaintEvent *>(event)->region();
        return false;
    }
};

/// A grid whose titles have pictures: row 7 at "/7".
struct Scene {
    explicit Scene(int rows = 400) : model(rows)
    {
        images.picture = [](const ImageKey &) { return test::plainPicture({342, 513}, Qt::red); };
        for (int row = 0; row < rows; ++row) {
            Title title;
            title.id = {u"scripted"_s, u"movie"_s, QString::number(row)};
            title.title = u"Film %1"_s.arg(row);
            title.poster = u"/%1"_s.arg(row);
            model.setTitle(row, title);
        }
        theme.setMode(Theme::Mode::Dark);
        grid.setModel(&model);
        grid.resize(1000, 700);
        grid.show();
        ok = QTest::qWaitForWindowExposed(&grid);
    }
    [[nodiscard]] QSet<int> awaitedRows() const
    {
        QSet<int> rows;
        for (const QString &path : images.awaitedPaths())
            rows.insert(path.mid(1).toInt());
        return rows;
    }
    [[nodiscard]] bool awaitsOnly(const RowRange &rows) const
    {
        const QSet<int> awaited = awaitedRows();
        return !awaited.isEmpty() && std::all_of(awaited.cbegin(), awaited.cend(), [&](int row) { return rows.contains(row); });
    }
    [[nodiscard]] QColor middleOf(int row)
    {
        QImage image(grid.size(), QImage::Format_RGB32);
        grid.render(&image);
        return image.pixelColor(grid.visualRect(model.index(row, 0)).center());
    }

    Theme theme{std::make_unique<StillLook>()};
    test::ScriptedImages images;
    PosterCache posters{theme, images};
    TitleListModel model;
    PosterGrid grid{theme, posters};
    bool ok = false;
};

} // namespace

class TestPosterGridPictures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsVisibleComesFirst();
    void aPictureRepaintsItsTileOnly();
    void whatIsScrolledAwayIsCancelled();
    void aHiddenGridWantsNothing();
    void anotherListWantsOnlyItsOwn();
    void aThemeChangeBringsPicturesWithOtherCorners();
    void aTitleThatArrivesLateBringsItsPicture();
};

void TestPosterGridPictures::whatIsVisibleComesFirst()
{
    Scene scene;
    QVERIFY(scene.ok);
    QTRY_VERIFY(!scene.images.asks.empty());
    const RowRange visible = scene.grid.visibleRows();
    QVERIFY(scene.awaitsOnly(visible));
    for (const auto &ask : scene.images.awaited())
        QCOMPARE(ask.priority, Priority::VisibleImage);
    const auto answered = [&] {
        scene.images.answerAll();
        return scene.images.asked.contains(u"/%1"_s.arg(visible.last + visible.count()));
    };
    QTRY_VERIFY_WITH_TIMEOUT(answered(), 20'000);
    for (int row = 0; row <= visible.last; ++row)
        QCOMPARE(scene.images.asked.at(row), u"/%1"_s.arg(row));
    QVERIFY(!scene.images.asked.contains(u"/%1"_s.arg(visible.last + visible.count() + 1))); // one viewport ahead, no more
    QTRY_VERIFY(test::isNear(scene.middleOf(0), Qt::red));
}

void TestPosterGridPictures::aPictureRepaintsItsTileOnly()
{
    Scene scene;
    QTRY_VERIFY(scene.awaitedRows().contains(8));
    const auto drawn = [&] {
        const RowRange visible = scene.grid.visibleRows();
        int held = 0;
        for (int row = visible.first; row <= visible.last; ++row)
            held += scene.posters.holds({u"scripted"_s, u"movie"_s, QString::number(row)}) ? 1 : 0;
        return held == visible.count();
    };
    QTRY_VERIFY(drawn());
    QCoreApplication::processEvents();
    PaintWatch watch;
    scene.grid.viewport()->installEventFilter(&watch);
    const QRect tile = scene.grid.visualRect(scene.model.index(8, 0));
    QVERIFY(scene.images.answer(u"/8"_s));
    QTRY_VERIFY(watch.painted.contains(tile.center()));
    QVERIFY(tile.adjusted(-12, -12, 12, 12).contains(watch.painted.boundingRect()));
}

void TestPosterGridPictures::whatIsScrolledAwayIsCancelled()
{
    Scene scene;
    QTRY_VERIFY(scene.awaitedRows().contains(0));
    QScrollBar &bar = *scene.grid.verticalScrollBar();
    bar.setValue(bar.maximum());
    QTRY_VERIFY(scene.awaitsOnly(scene.grid.visibleRows()));
    QVERIFY(!scene.images.givenUp.empty());
    for (const CancelToken &token : scene.images.givenUp)
        QVERIFY(token.isCancelled());
}

void TestPosterGridPictures::aHiddenGridWantsNothing()
{
    Scene scene;
    QTRY_VERIFY(!scene.awaitedRows().isEmpty());
    scene.grid.hide();
    QVERIFY(scene.awaitedRows().isEmpty());
    scene.grid.show();
    QTRY_VERIFY(scene.awaitsOnly(scene.grid.visibleRows()));
}

void TestPosterGridPictures::anotherListWantsOnlyItsOwn()
{
    Scene scene;
    QTRY_VERIFY(scene.awaitedRows().contains(0));
    TitleListModel other(30); // whose titles have no pictures
    scene.grid.setModel(&other);
    QTRY_VERIFY(scene.awaitedRows().isEmpty());
    scene.grid.setModel(nullptr);
}

void TestPosterGridPictures::aThemeChangeBringsPicturesWithOtherCorners()
{
    Scene scene(4);
    QTRY_COMPARE(scene.awaitedRows().size(), 4);
    scene.images.answerAll();
    QTRY_VERIFY(test::isNear(scene.middleOf(3), Qt::red));
    for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        scene.theme.setMode(mode);
        QTRY_COMPARE(scene.awaitedRows().size(), scene.theme.isDark() ? 0 : 4); // the first ones are kept
        scene.images.answerAll();
        const auto corner = [&] {
            QImage image(scene.grid.size(), QImage::Format_RGB32);
            scene.grid.render(&image);
            return image.pixelColor(scene.grid.visualRect(scene.model.index(3, 0)).topLeft());
        };
        QTRY_COMPARE(corner(), scene.theme.tokens().canvas);
        QVERIFY(test::isNear(scene.middleOf(3), Qt::red));
    }
}

void TestPosterGridPictures::aTitleThatArrivesLateBringsItsPicture()
{
    Scene scene(4);
    scene.model.setPlaceholder(2, true);
    scene.grid.setModel(nullptr);
    scene.images.asked.clear();
    scene.grid.setModel(&scene.model);
    QTRY_COMPARE(scene.images.asked.size(), 3);
    QVERIFY(!scene.images.asked.contains(u"/2"_s));
    scene.model.setPlaceholder(2, false);
    QTRY_VERIFY(scene.images.asked.contains(u"/2"_s));
}

QTEST_MAIN(TestPosterGridPictures)
#include "tst_postergridpictures.moc"

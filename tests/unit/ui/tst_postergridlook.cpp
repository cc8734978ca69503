// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the grid in the situations people meet and checks what any eye would; with MATINEE_SHOTS=DIR the pictures
// are kept for comparing with the mockups.
#include <QApplication>
#include <QDir>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include "models/images/noimages.h"
#include "tests/unit/ui/titlelistmodel.h"
#include "ui/grid/postercache.h"
#include "ui/grid/postergrid.h"
#include "ui/theme/chip.h"
#include "ui/theme/iconbutton.h"
#include "ui/theme/pillbutton.h"
#include "ui/theme/segmentedcontrol.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

using namespace matinee;
using namespace Qt::StringLiterals;

class TestPosterGridLook : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everySituationPaints_data();
    void everySituationPaints();
    void controlsPaint_data();
    void controlsPaint();
};

namespace {

void keepShot(const QString &name, const QPixmap &shot)
{
    const QString folder = qEnvironmentVariable("MATINEE_SHOTS");
    if (!folder.isEmpty())
        QVERIFY(shot.save(QDir(folder).filePath(name + u".png"_s)));
}

// As a screen of that device pixel ratio would show it.
QPixmap shotOf(QWidget &widget, double ratio)
{
    QPixmap shot(widget.size() * ratio);
    shot.setDevicePixelRatio(ratio);
    widget.render(&shot);
    return shot;
}

Title longTitle(const QString &words, std::optional<int> year)
{
    Title title;
    title.id = {u"test"_s, u"movie"_s, words.left(40)};
    title.title = words;
    title.year = year;
    return title;
}

void makeTitlesLong(TitleListModel &model)
{
    const QStringList words{u"Donaudampfschifffahrtsgesellschaftskapitän"_s,
        u"Those Magnificent Men in Their Flying Machines or How I Flew from London to Paris in 25 Hours 11 Minutes"_s,
        u"<b>Bold</b> &amp; <i>brave</i>"_s, u"العزيمة والحب في زمن السينما الصامتة"_s, u"生まれてはみたけれど大人の見る絵本"_s,
        u"line one\nline two\tand a tab"_s, QString(10'000, u'x'), u"A"_s, u"שלום עולם"_s};
    for (int i = 0; i < words.size(); ++i)
        model.setTitle(i, longTitle(words.at(i), i % 2 ? std::optional(1920 + i) : std::nullopt));
}

} // namespace

void TestPosterGridLook::everySituationPaints_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("ratio");
    QTest::addColumn<QString>("kind");
    QTest::addRow("dark") << QSize(1208, 780) << true << 1.0 << u"plain"_s;
    QTest::addRow("light") << QSize(1208, 780) << false << 1.0 << u"plain"_s;
    QTest::addRow("narrow 480") << QSize(480, 780) << true << 1.0 << u"plain"_s;
    QTest::addRow("large 3000 x 2000") << QSize(3000, 2000) << true << 1.0 << u"plain"_s;
    QTest::addRow("ratio 1.5") << QSize(700, 500) << true << 1.5 << u"plain"_s;
    QTest::addRow("ratio 2 light") << QSize(700, 500) << false << 2.0 << u"plain"_s;
    QTest::addRow("right to left") << QSize(1208, 780) << true << 1.0 << u"rtl"_s;
    QTest::addRow("long titles") << QSize(1208, 780) << true << 1.0 << u"long"_s;
    QTest::addRow("placeholders") << QSize(1208, 780) << true << 1.0 << u"placeholders"_s;
    QTest::addRow("smallest tiles") << QSize(800, 500) << true << 1.0 << u"small"_s;
}

void TestPosterGridLook::everySituationPaints()
{
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    QFETCH(double, ratio);
    QFETCH(QString, kind);
    Theme theme(std::make_unique<SystemLook>());
    theme.setMode(dark ? Theme::Mode::Dark : Theme::Mode::Light);
    theme.apply();
    NoImages images;
    PosterCache posters(theme, images);
    TitleListModel model(400);
    PosterGrid grid(theme, posters);
    if (kind == "rtl"_L1)
        grid.setLayoutDirection(Qt::RightToLeft);
    if (kind == "long"_L1)
        makeTitlesLong(model);
    if (kind == "small"_L1)
        grid.setTileWidth(110);
    for (int row = 3; kind == "placeholders"_L1 && row < 30; ++row)
        model.setPlaceholder(row, true);
    model.setFavorite(2, Favorites::State::On);
    model.setFavorite(4, Favorites::State::TurningOn);
    model.setFavorite(5, Favorites::State::TurningOff);
    grid.setModel(&model);
    grid.resize(size);
    grid.show();
    grid.setAutoScroll(false);
    grid.setCurrentIndex(model.index(7, 0));
    QTRY_COMPARE(grid.visibleRows().first, 0);
    // Every poster drawn: a later frame asks for none.
    QSignalSpy arrived(&posters, &PosterCache::ready);
    const auto settled = [&] {
        arrived.clear();
        shotOf(grid, ratio);
        return !arrived.wait(60);
    };
    QTRY_VERIFY_WITH_TIMEOUT(settled(), 20'000);
    const QPixmap shot = shotOf(grid, ratio);
    keepShot(QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-'), shot);

    const QImage image = shot.toImage();
    const QPoint corner = QPointF(grid.visualRect(model.index(0, 0)).topLeft()).toPoint() * ratio;
    QCOMPARE(image.pixelColor(2, 2), theme.tokens().canvas);
    QCOMPARE(image.pixelColor(corner), theme.tokens().canvas); // round corner
    QVERIFY(image.pixelColor(corner + QPoint(20, 20)) != theme.tokens().canvas);
}

void TestPosterGridLook::controlsPaint_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addRow("controls dark") << true;
    QTest::addRow("controls light") << false;
}

void TestPosterGridLook::controlsPaint()
{
    QFETCH(bool, dark);
    Theme theme(std::make_unique<SystemLook>());
    theme.setMode(dark ? Theme::Mode::Dark : Theme::Mode::Light);
    theme.apply();
    QWidget window;
    auto *all = new QVBoxLayout(&window);
    auto *row = new QHBoxLayout;
    all->addLayout(row);
    row->addWidget(new IconButton(theme, u"chevron-left"_s, u"Back"_s));
    row->addWidget(new IconButton(theme, u"chevron-right"_s, u"Forward"_s));
    row->addWidget(new IconButton(theme, u"menu"_s, u"Menu"_s, IconButton::Look::Bare));
    row->addWidget(new SegmentedControl(theme, {u"Today"_s, u"This week"_s}));
    auto *genre = new Chip(theme, u"Genre"_s);
    genre->setMenu(new QMenu(genre));
    row->addWidget(genre);
    auto *on = new Chip(theme, u"Rated 7+"_s);
    on->setActive(true);
    row->addWidget(on);
    auto *slider = new QSlider(Qt::Horizontal);
    slider->setValue(60);
    row->addWidget(slider);
    row->addWidget(new PillButton(theme, u"12 new · Show"_s));
    auto *second = new QHBoxLayout;
    all->addLayout(second);
    second->addWidget(new QPushButton(u"Clear art"_s));
    auto *heart = new QPushButton(theme.icon(u"heart"_s, theme.tokens().onAccent), u"In favorites"_s);
    heart->setCheckable(true);
    heart->setChecked(true);
    second->addWidget(heart);
    auto *field = new QLineEdit;
    field->setPlaceholderText(u"Search"_s);
    second->addWidget(field);
    auto *icons = new QHBoxLayout;
    all->addLayout(icons);
    for (const QFileInfo &file : QDir(u":/icons"_s).entryInfoList({u"*.svg"_s}, QDir::Files)) {
        auto *label = new QLabel;
        label->setPixmap(theme.icon(file.completeBaseName(), theme.tokens().text).pixmap(20, 20));
        icons->addWidget(label);
    }
    window.resize(980, 150);
    window.show();
    const QPixmap shot = shotOf(window, 2);
    keepShot(QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-'), shot);
    // The checked button is filled with accent.
    QCOMPARE(shot.toImage().pixelColor((heart->geometry().topLeft() + QPoint(10, 4)) * 2), theme.tokens().accent);
}

QTEST_MAIN(TestPosterGridLook)
#include "tst_postergridlook.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QDir>
#include <QSignalSpy>
#include <QTest>

#include "ui/theme/theme.h"
#ifdef MATINEE_HAVE_DBUS
#include "ui/theme/portallook.h"
#endif

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

class FakeLook final : public SystemLook
{
public:
    using SystemLook::setDark;
    using SystemLook::setHighContrast;
    using SystemLook::setReducedMotion;
};

struct FakeDesktop {
    FakeLook *look = new FakeLook;
    Theme theme{std::unique_ptr<SystemLook>(look)};
};

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theModeDecidesUnlessItIsSystem();
    void systemFollowsTheDesktopLive();
    void applyingReachesTheApplication();
    void highContrastWinsOverTheMode();
    void reducedMotionStopsMovement();
    void fontsKeepFractionsOfPixels();
    void iconsTakeTheirColor();
    void everyIconNamedInTheDesignExists_data();
    void everyIconNamedInTheDesignExists();
    void thePortalIsUnderstood_data();
    void thePortalIsUnderstood();
};

void TestTheme::theModeDecidesUnlessItIsSystem()
{
    FakeDesktop desktop;
    desktop.look->setDark(true);
    desktop.theme.setMode(Theme::Mode::Light);
    QVERIFY(!desktop.theme.isDark());
    QSignalSpy changed(&desktop.theme, &Theme::changed);
    desktop.theme.setMode(Theme::Mode::Dark);
    QVERIFY(desktop.theme.isDark());
    QCOMPARE(changed.count(), 1);
    desktop.theme.setMode(Theme::Mode::Dark);
    QCOMPARE(changed.count(), 1);
}

void TestTheme::systemFollowsTheDesktopLive()
{
    FakeDesktop desktop;
    desktop.theme.setMode(Theme::Mode::System);
    desktop.look->setDark(false);
    QVERIFY(!desktop.theme.isDark());
    QSignalSpy changed(&desktop.theme, &Theme::changed);
    desktop.look->setDark(true);
    QVERIFY(desktop.theme.isDark());
    QCOMPARE(changed.count(), 1);
    desktop.look->setDark(std::nullopt); // no opinion: the palette the program started with
    QCOMPARE(desktop.theme.isDark(), desktop.look->isDark());
}

void TestTheme::applyingReachesTheApplication()
{
    FakeDesktop desktop;
    desktop.theme.setMode(Theme::Mode::Dark);
    desktop.theme.apply();
    QCOMPARE(QApplication::palette().color(QPalette::Window), Tokens::dark().canvas);
    QCOMPARE(QApplication::font().family(), desktop.theme.family());
    desktop.theme.setMode(Theme::Mode::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Window), Tokens::light().canvas);
}

void TestTheme::highContrastWinsOverTheMode()
{
    FakeDesktop desktop;
    desktop.theme.setMode(Theme::Mode::Dark);
    desktop.look->setHighContrast(true);
    QCOMPARE(desktop.theme.tokens().canvas, desktop.look->palette().color(QPalette::Window));
    QCOMPARE(desktop.theme.tokens().tertiary, desktop.look->palette().color(QPalette::WindowText));
    desktop.look->setHighContrast(false);
    QCOMPARE(desktop.theme.tokens().canvas, Tokens::dark().canvas);
}

void TestTheme::reducedMotionStopsMovement()
{
    FakeDesktop desktop;
    QVERIFY(desktop.theme.motionMs() >= 120 && desktop.theme.motionMs() <= 180);
    desktop.look->setReducedMotion(true);
    QCOMPARE(desktop.theme.motionMs(), 0);
}

void TestTheme::fontsKeepFractionsOfPixels()
{
    FakeDesktop desktop;
    const QFont small = desktop.theme.font(12.5, QFont::Medium);
    QVERIFY(small.pointSizeF() < desktop.theme.font(13).pointSizeF());
    QVERIFY(small.pointSizeF() > desktop.theme.font(12).pointSizeF());
    QCOMPARE(small.weight(), int(QFont::Medium));
}

void TestTheme::iconsTakeTheirColor()
{
    FakeDesktop desktop;
    for (const double ratio : {1.0, 1.5, 2.0}) {
        const QImage image = desktop.theme.icon(u"heart-filled"_s, Qt::red).pixmap(QSize(24, 24), ratio).toImage();
        QCOMPARE(image.size(), (QSizeF(24, 24) * ratio).toSize());
        QCOMPARE(image.pixelColor(image.width() / 2, image.height() / 2), QColor(Qt::red));
        QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
    }
}

void TestTheme::everyIconNamedInTheDesignExists_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"home", "films", "sparkles", "for-you", "heart", "heart-filled", "search", "menu", "chevron-left",
             "chevron-right", "chevron-down", "star", "play", "external", "storage", "offline", "warning", "check", "sort",
             "filter", "copy", "info", "settings"})
        QTest::addRow("%s", name) << QString::fromLatin1(name);
}

void TestTheme::everyIconNamedInTheDesignExists()
{
    QFETCH(QString, name);
    FakeDesktop desktop;
    const QImage image = desktop.theme.icon(name, Qt::white).pixmap(QSize(48, 48), 1).toImage();
    int inked = 0;
    int onEdge = 0;
    for (int y = 0; y < 48; ++y) {
        for (int x = 0; x < 48; ++x) {
            if (image.pixelColor(x, y).alpha() < 128)
                continue;
            ++inked;
            onEdge += (x == 0 || y == 0 || x == 47 || y == 47) ? 1 : 0;
        }
    }
    QVERIFY(inked > 80);
    QCOMPARE(onEdge, 0); // not cut off
}

void TestTheme::thePortalIsUnderstood_data()
{
    QTest::addColumn<uint>("scheme");
    QTest::addColumn<int>("dark"); // -1: no opinion
    QTest::addRow("0 is no preference") << 0U << -1;
    QTest::addRow("1 is dark") << 1U << 1;
    QTest::addRow("2 is light") << 2U << 0;
    QTest::addRow("an unknown value is no preference") << 7U << -1;
}

void TestTheme::thePortalIsUnderstood()
{
#ifdef MATINEE_HAVE_DBUS
    QFETCH(uint, scheme);
    QFETCH(int, dark);
    PortalLook look;
    const bool before = look.isDark();
    const auto wrapped = QVariant::fromValue(QDBusVariant(QVariant::fromValue(QDBusVariant(scheme))));
    look.take(u"org.freedesktop.appearance"_s, u"color-scheme"_s, wrapped);
    QCOMPARE(look.isDark(), dark < 0 ? before : dark == 1);
    look.take(u"org.freedesktop.appearance"_s, u"contrast"_s, 1U);
    QVERIFY(look.highContrast());
    look.take(u"org.gnome.desktop.interface"_s, u"enable-animations"_s, false);
    QVERIFY(look.reducedMotion());
    look.take(u"org.freedesktop.appearance"_s, u"color-scheme"_s, u"nonsense"_s);
    look.take(u"org.example"_s, u"contrast"_s, 0U);
    QVERIFY(look.highContrast());
#else
    QSKIP("there is no settings portal on this platform");
#endif
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"

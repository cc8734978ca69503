// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QCheckBox>
#include <QMenu>
#include <QRadioButton>
#include <QSignalSpy>
#include <QStyleOptionButton>
#include <QTest>

#include "ui/theme/chip.h"
#include "ui/theme/iconbutton.h"
#include "ui/theme/pillbutton.h"
#include "ui/theme/segmentedcontrol.h"
#include "ui/theme/theme.h"

using namespace matinee;
using namespace Qt::StringLiterals;

class TestControls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anIconButtonHasANameForEveryone();
    void buttonsArePressedByKeys();
    void aSegmentIsChosenByArrows();
    void settingASegmentSaysNothing();
    void aChipWithAMenuIsWiderThanWithout();
    void focusIsSeen();
    void aBoxIsSeenTickedOrNot_data();
    void aBoxIsSeenTickedOrNot();

private:
    Theme m_theme{std::make_unique<SystemLook>()};
};

void TestControls::anIconButtonHasANameForEveryone()
{
    IconButton button(m_theme, u"chevron-left"_s, u"Back"_s);
    QCOMPARE(button.toolTip(), u"Back"_s);
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&button);
    QVERIFY(interface);
    QCOMPARE(interface->text(QAccessible::Name), u"Back"_s);
    QCOMPARE(interface->role(), QAccessible::Button);
}

void TestControls::buttonsArePressedByKeys()
{
    IconButton icon(m_theme, u"menu"_s, u"Menu"_s);
    Chip chip(m_theme, u"Hide watched"_s);
    PillButton pill(m_theme, u"12 new · Show"_s);
    for (QPushButton *button : std::initializer_list<QPushButton *>{&icon, &chip, &pill}) {
        QSignalSpy clicked(button, &QPushButton::clicked);
        button->show();
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(clicked.count(), 1);
        QVERIFY(button->focusPolicy() & Qt::TabFocus);
    }
}

void TestControls::aSegmentIsChosenByArrows()
{
    SegmentedControl control(m_theme, {u"Today"_s, u"This week"_s});
    QSignalSpy chosen(&control, &SegmentedControl::chosen);
    control.show();
    const QList<QRadioButton *> segments = control.findChildren<QRadioButton *>();
    QCOMPARE(segments.size(), 2);
    control.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&control));
    segments.first()->setFocus();
    QTest::keyClick(segments.first(), Qt::Key_Right);
    QCOMPARE(control.currentIndex(), 1);
    QCOMPARE(chosen.count(), 1);
    QTest::mouseClick(segments.first(), Qt::LeftButton);
    QCOMPARE(chosen.last().first().toInt(), 0);
}

void TestControls::settingASegmentSaysNothing()
{
    SegmentedControl control(m_theme, {u"Today"_s, u"This week"_s});
    QSignalSpy chosen(&control, &SegmentedControl::chosen);
    control.setCurrentIndex(1);
    QCOMPARE(control.currentIndex(), 1);
    QCOMPARE(chosen.count(), 0);
}

void TestControls::aChipWithAMenuIsWiderThanWithout()
{
    Chip chip(m_theme, u"Genre"_s);
    const int without = chip.sizeHint().width();
    QMenu menu;
    chip.setMenu(&menu);
    QVERIFY(chip.sizeHint().width() > without);
    QVERIFY(!chip.isActive());
    chip.setActive(true);
    QVERIFY(chip.isActive());
}

void TestControls::focusIsSeen()
{
    m_theme.apply();
    QWidget window;
    IconButton button(m_theme, u"menu"_s, u"Menu"_s, IconButton::Look::Filled, &window);
    button.setFocusPolicy(Qt::StrongFocus);
    window.resize(100, 100);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    button.setFocus();
    QTRY_VERIFY(button.hasFocus());
    const QImage focused = button.grab().toImage();
    button.clearFocus();
    QVERIFY(focused != button.grab().toImage());
    QCOMPARE(focused.pixelColor(button.width() / 2, 0), m_theme.tokens().accent);
}

void TestControls::aBoxIsSeenTickedOrNot_data()
{
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("dark") << Theme::Mode::Dark;
    QTest::newRow("light") << Theme::Mode::Light;
}

void TestControls::aBoxIsSeenTickedOrNot()
{
    QFETCH(Theme::Mode, mode);
    m_theme.setMode(mode);
    m_theme.apply();
    const Tokens &tokens = m_theme.tokens();
    QCheckBox box(u"Remember"_s);
    box.resize(box.sizeHint());
    const QImage empty = box.grab().toImage();
    QStyleOptionButton option;
    option.initFrom(&box);
    const QRect frame = box.style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, &box);
    QCOMPARE(empty.pixelColor(frame.center().x(), frame.top()), tokens.controlBorder);
    box.setChecked(true);
    QCOMPARE(box.grab().toImage().pixelColor(frame.center().x(), frame.top()), tokens.accent);
}

QTEST_MAIN(TestControls)
#include "tst_controls.moc"

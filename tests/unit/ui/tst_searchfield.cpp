// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QElapsedTimer>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

#include "ui/sidebar/searchfield.h"

using namespace matinee;
using namespace Qt::StringLiterals;

class TestSearchField : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void typingIsReportedOnceItPauses();
    void blanksAroundDoNotCount();
    void theSameWordsAreNotReportedAgain();
    void clearingIsReported_data();
    void clearingIsReported();
    void escapeInAnEmptyFieldIsTheWindows();
    void returnAndDownGoToTheResultsAtOnce_data();
    void returnAndDownGoToTheResultsAtOnce();
    void aTextShownIsNotSearched();
    void aTextShownEndsWhatWasBeingTyped();
    void aPastedPageIsCut();
    void theClearButtonOutlivesAChangeOfTheme();

private:
    Theme m_theme{std::make_unique<SystemLook>()};
    std::unique_ptr<QWidget> m_window;
    SearchField *m_field = nullptr;
};

void TestSearchField::init()
{
    m_window = std::make_unique<QWidget>();
    m_field = new SearchField(m_theme, m_window.get());
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_field->setFocus();
}

void TestSearchField::typingIsReportedOnceItPauses()
{
    QSignalSpy searched(m_field, &SearchField::searched);
    QElapsedTimer sinceFirst;
    sinceFirst.start();
    QTest::keyClicks(m_field, u"metropolis"_s);
    QCOMPARE(searched.count(), 0);
    QTRY_COMPARE(searched.count(), 1);
    QCOMPARE(searched.first().first().toString(), u"metropolis"_s);
    QVERIFY(sinceFirst.elapsed() >= 240); // timers may be a little early
}

void TestSearchField::blanksAroundDoNotCount()
{
    QSignalSpy searched(m_field, &SearchField::searched);
    QTest::keyClicks(m_field, u"  metro  "_s);
    QTRY_COMPARE(searched.count(), 1);
    QCOMPARE(searched.first().first().toString(), u"metro"_s);
}

void TestSearchField::theSameWordsAreNotReportedAgain()
{
    QSignalSpy searched(m_field, &SearchField::searched);
    QTest::keyClicks(m_field, u"metro"_s);
    QTest::keyClick(m_field, Qt::Key_Return);
    QCOMPARE(searched.count(), 1);
    QTest::keyClicks(m_field, u" x"_s);
    QTest::keyClick(m_field, Qt::Key_Backspace);
    QTest::keyClick(m_field, Qt::Key_Return);
    QCOMPARE(searched.count(), 1);
}

void TestSearchField::clearingIsReported_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("by Escape") << u"escape"_s;
    QTest::newRow("by the clear button") << u"button"_s;
    QTest::newRow("by Backspace") << u"keys"_s;
}

void TestSearchField::clearingIsReported()
{
    QFETCH(QString, how);
    QSignalSpy searched(m_field, &SearchField::searched);
    QTest::keyClicks(m_field, u"ab"_s);
    QTRY_COMPARE(searched.count(), 1);
    // The window has an Escape of its own, as the real one does.
    auto *windows = new QShortcut(Qt::Key_Escape, m_window.get());
    QSignalSpy escaped(windows, &QShortcut::activated);
    if (how == "escape"_L1)
        QTest::keyClick(m_field, Qt::Key_Escape);
    else if (how == "button"_L1)
        m_field->clear();
    else
        QTest::keyClicks(m_field, u"\b\b"_s);
    QCOMPARE(m_field->text(), QString());
    QTRY_COMPARE(searched.count(), 2);
    QCOMPARE(searched.last().first().toString(), QString());
    QCOMPARE(escaped.count(), 0);
}

void TestSearchField::escapeInAnEmptyFieldIsTheWindows()
{
    auto *windows = new QShortcut(Qt::Key_Escape, m_window.get());
    QSignalSpy escaped(windows, &QShortcut::activated);
    QTest::keyClick(m_field, Qt::Key_Escape);
    QCOMPARE(escaped.count(), 1);
}

void TestSearchField::returnAndDownGoToTheResultsAtOnce_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("Return") << int(Qt::Key_Return);
    QTest::newRow("Enter") << int(Qt::Key_Enter);
    QTest::newRow("Down") << int(Qt::Key_Down);
}

void TestSearchField::returnAndDownGoToTheResultsAtOnce()
{
    QFETCH(int, key);
    QSignalSpy searched(m_field, &SearchField::searched);
    QSignalSpy left(m_field, &SearchField::leftForResults);
    QTest::keyClicks(m_field, u"metro"_s);
    QTest::keyClick(m_field, Qt::Key(key));
    QCOMPARE(searched.count(), 1);
    QCOMPARE(left.count(), 1);
}

void TestSearchField::aTextShownIsNotSearched()
{
    QSignalSpy searched(m_field, &SearchField::searched);
    m_field->showText(u"metropolis"_s);
    QCOMPARE(m_field->text(), u"metropolis"_s);
    QTest::keyClick(m_field, Qt::Key_Return);
    m_field->showText({});
    QTest::keyClick(m_field, Qt::Key_Return); // reports at once what there is to report
    QCOMPARE(searched.count(), 0);
}

void TestSearchField::aTextShownEndsWhatWasBeingTyped()
{
    QSignalSpy searched(m_field, &SearchField::searched);
    QTest::keyClicks(m_field, u"half a wo"_s);
    m_field->showText({}); // the reader went elsewhere meanwhile
    QTest::keyClicks(m_field, u"new"_s);
    QTRY_COMPARE(searched.count(), 1);
    QCOMPARE(searched.first().first().toString(), u"new"_s);
}

void TestSearchField::aPastedPageIsCut()
{
    QSignalSpy searched(m_field, &SearchField::searched);
    m_field->insert(QString(5000, u'x'));
    QTest::keyClick(m_field, Qt::Key_Return);
    QCOMPARE(searched.first().first().toString().size(), 200);
}

void TestSearchField::theClearButtonOutlivesAChangeOfTheme()
{
    m_theme.apply();
    m_theme.setMode(Theme::Mode::Dark);
    m_theme.setMode(Theme::Mode::Light);
    QTest::keyClicks(m_field, u"half"_s);
    const auto buttons = m_field->findChildren<QAbstractButton *>(Qt::FindDirectChildrenOnly);
    QCOMPARE(std::count_if(buttons.begin(), buttons.end(), [](auto *button) { return button->isVisible(); }), 1);
    QVERIFY(!buttons.last()->accessibleName().isEmpty());
    QTest::mouseClick(buttons.last(), Qt::LeftButton);
    QVERIFY(m_field->text().isEmpty());
}

QTEST_MAIN(TestSearchField)
#include "tst_searchfield.moc"

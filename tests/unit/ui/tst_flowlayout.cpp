// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <QWidget>

#include <memory>

#include "ui/theme/flowlayout.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

class Box final : public QWidget
{
public:
    Box(QSize size, QWidget *parent) : QWidget(parent), m_size(size) { }
    [[nodiscard]] QSize sizeHint() const override { return m_size; }

private:
    QSize m_size;
};

/// Boxes of 100 x 20 in a layout with gaps of 10 and 5.
struct Flow {
    explicit Flow(int boxes, int linesShown = 0)
    {
        layout = new FlowLayout(10, 5, linesShown, &parent);
        for (int i = 0; i < boxes; ++i)
            add({100, 20});
    }
    QWidget *add(QSize size)
    {
        items.push_back(new Box(size, &parent));
        layout->addWidget(items.back());
        return items.back();
    }
    void lay(int width)
    {
        parent.resize(width, layout->heightForWidth(width));
        layout->setGeometry(parent.rect());
    }

    QWidget parent;
    FlowLayout *layout;
    std::vector<QWidget *> items;
};

} // namespace

class TestFlowLayout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFullLineGoesOn_data();
    void aFullLineGoesOn();
    void marginsCountOnEverySide();
    void rightToLeftIsTheMirrorImage();
    void theHighestOfALineMakesItsHeight();
    void whatIsTooWideFillsTheLine();
    void whatIsHiddenTakesNoRoom();
    void furtherLinesAreHiddenWhereOneIsAskedFor();
    void emptyIsOnlyItsMargins();
    void itemsCanBeTakenOut();
};

void TestFlowLayout::aFullLineGoesOn_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("columns");
    QTest::newRow("all in one line") << 430 << 4;
    QTest::newRow("one pixel too little") << 429 << 3;
    QTest::newRow("two and two") << 210 << 2;
    QTest::newRow("one below the other") << 209 << 1;
    QTest::newRow("less than one") << 50 << 1;
}

void TestFlowLayout::aFullLineGoesOn()
{
    QFETCH(int, width);
    QFETCH(int, columns);
    Flow flow(4);
    flow.lay(width);
    for (int i = 0; i < 4; ++i) {
        const QRect box = flow.items[size_t(i)]->geometry();
        QCOMPARE(box.topLeft(), QPoint(i % columns * 110, i / columns * 25));
    }
    const int lines = (4 + columns - 1) / columns;
    QCOMPARE(flow.layout->heightForWidth(width), lines * 25 - 5);
}

void TestFlowLayout::marginsCountOnEverySide()
{
    Flow flow(2);
    flow.layout->setContentsMargins(7, 11, 13, 17);
    flow.lay(210 + 7 + 13);
    QCOMPARE(flow.items[0]->geometry(), QRect(7, 11, 100, 20));
    QCOMPARE(flow.items[1]->geometry(), QRect(117, 11, 100, 20));
    QCOMPARE(flow.parent.height(), 11 + 20 + 17);
    flow.lay(210 + 7 + 13 - 1);
    QCOMPARE(flow.items[1]->geometry(), QRect(7, 36, 100, 20));
    QCOMPARE(flow.parent.height(), 11 + 45 + 17);
    QCOMPARE(flow.layout->sizeHint(), QSize(7 + 210 + 13, 11 + 20 + 17)); // all in one line
}

void TestFlowLayout::rightToLeftIsTheMirrorImage()
{
    Flow flow(3);
    flow.parent.setLayoutDirection(Qt::RightToLeft);
    flow.layout->setContentsMargins(7, 11, 13, 17);
    flow.lay(240);
    QCOMPARE(flow.items[0]->geometry(), QRect(240 - 13 - 100, 11, 100, 20));
    QCOMPARE(flow.items[1]->geometry(), QRect(240 - 13 - 210, 11, 100, 20));
    QCOMPARE(flow.items[2]->geometry(), QRect(240 - 13 - 100, 36, 100, 20));
}

void TestFlowLayout::theHighestOfALineMakesItsHeight()
{
    Flow flow(1);
    flow.add({100, 50});
    flow.add({100, 20});
    flow.lay(210);
    QCOMPARE(flow.items[2]->geometry().top(), 55);
    QCOMPARE(flow.parent.height(), 75);
}

void TestFlowLayout::whatIsTooWideFillsTheLine()
{
    Flow flow(1);
    flow.add({500, 20});
    flow.lay(210);
    QCOMPARE(flow.items[1]->geometry(), QRect(0, 25, 210, 20));
}

void TestFlowLayout::whatIsHiddenTakesNoRoom()
{
    Flow flow(3);
    flow.items[1]->hide();
    flow.lay(430);
    QCOMPARE(flow.items[2]->geometry().left(), 110); // one gap, not two
    flow.items[0]->hide();
    flow.items[2]->hide();
    QCOMPARE(flow.layout->heightForWidth(430), 0);
}

void TestFlowLayout::furtherLinesAreHiddenWhereOneIsAskedFor()
{
    Flow flow(5, 1);
    flow.lay(320);
    QCOMPARE(flow.parent.height(), 20);
    QCOMPARE(flow.items[2]->geometry().left(), 220);
    for (size_t i = 3; i < 5; ++i)
        QVERIFY(!flow.items[i]->geometry().intersects(flow.parent.rect()));
    flow.lay(540);
    QCOMPARE(flow.items[4]->geometry().left(), 440);
}

void TestFlowLayout::emptyIsOnlyItsMargins()
{
    Flow flow(0);
    QCOMPARE(flow.layout->heightForWidth(300), 0);
    flow.layout->setContentsMargins(1, 2, 3, 4);
    QCOMPARE(flow.layout->heightForWidth(300), 6);
    QCOMPARE(flow.layout->itemAt(0), nullptr);
    QCOMPARE(flow.layout->takeAt(-1), nullptr);
}

void TestFlowLayout::itemsCanBeTakenOut()
{
    Flow flow(3);
    const std::unique_ptr<QLayoutItem> taken(flow.layout->takeAt(0));
    QCOMPARE(taken->widget(), flow.items[0]);
    QCOMPARE(flow.layout->count(), 2);
    flow.lay(430);
    QCOMPARE(flow.items[1]->geometry().left(), 0);
}

QTEST_MAIN(TestFlowLayout)
#include "tst_flowlayout.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "ui/sidebar/navitem.h"
#include "ui/sidebar/searchfield.h"
#include "ui/sidebar/sidebar.h"
#include "ui/sidebar/sourcebutton.h"
#include "ui/theme/iconbutton.h"

using namespace matinee;
using namespace Qt::StringLiterals;
using Section = FeedDescriptor::Section;
using Per = FeedDescriptor::Per;

namespace {

FeedDescriptor feed(const QString &id, Section section, Per per = Per::Nothing)
{
    FeedDescriptor descriptor;
    descriptor.id = id;
    descriptor.title = u"The "_s + id;
    descriptor.icon = u"films"_s;
    descriptor.section = section;
    descriptor.per = per;
    return descriptor;
}

SourceDescriptor source(std::vector<FeedDescriptor> feeds, const QString &name = u"My films"_s)
{
    SourceDescriptor descriptor;
    descriptor.id = u"mine"_s;
    descriptor.name = name;
    descriptor.feeds = std::move(feeds);
    return descriptor;
}

SourceDescriptor usual()
{
    return source({feed(u"all"_s, Section::Browse), feed(u"favorites"_s, Section::Yours), feed(u"picks"_s, Section::Browse),
        feed(u"recommended"_s, Section::Hidden, Per::Title), feed(u"search"_s, Section::Hidden, Per::Text)});
}

} // namespace

class TestSidebar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void itListsWhatTheSourceDeclares();
    void aSectionWithoutFeedsHasNoHeading();
    void anotherSourceReplacesEverything();
    void searchNeedsAFeedToSearchIn();
    void aClickChoosesAndChoosingTwiceStaysChosen();
    void theCurrentFeedIsMarked();
    void storageIsBelowTheFeedsOfEverySource();
    void countsAreShownAndSpoken();
    void tabFollowsTheEye();
    void arrowsAndReturnWork();
    void namesAreNeverMarkup();

private:
    [[nodiscard]] NavItem *storage() const { return m_sidebar->findChild<NavItem *>(u"storage"_s); }
    /// The feeds.
    [[nodiscard]] QList<NavItem *> items() const
    {
        QList<NavItem *> found = m_sidebar->findChildren<NavItem *>();
        found.removeOne(storage());
        std::sort(found.begin(), found.end(), [](const NavItem *a, const NavItem *b) { return a->y() < b->y(); });
        return found;
    }
    [[nodiscard]] QStringList texts() const
    {
        QStringList out;
        for (const NavItem *item : items())
            out += item->text();
        return out;
    }

    Theme m_theme{std::make_unique<SystemLook>()};
    std::unique_ptr<Sidebar> m_sidebar;
};

void TestSidebar::init()
{
    m_sidebar = std::make_unique<Sidebar>(m_theme);
    m_sidebar->resize(Sidebar::kWidth, 700);
    m_sidebar->setSource(usual());
    m_sidebar->show();
    m_sidebar->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_sidebar.get()));
    QTRY_VERIFY(!items().isEmpty() && items().first()->height() > 0 && items().first()->y() > 0);
}

void TestSidebar::itListsWhatTheSourceDeclares()
{
    QCOMPARE(texts(), (QStringList{u"The all"_s, u"The picks"_s, u"The favorites"_s}));
    QStringList headings;
    for (const QLabel *label : m_sidebar->findChildren<QLabel *>())
        headings += label->text();
    QVERIFY(headings.contains(u"BROWSE"_s) && headings.contains(u"YOURS"_s));
    const SourceButton *button = m_sidebar->findChild<SourceButton *>();
    QCOMPARE(button->accessibleName(), u"Source: My films"_s);
}

void TestSidebar::aSectionWithoutFeedsHasNoHeading()
{
    m_sidebar->setSource(source({feed(u"all"_s, Section::Browse)}));
    QTRY_COMPARE(items().size(), 1);
    for (const QLabel *label : m_sidebar->findChildren<QLabel *>())
        QVERIFY(label->text() != u"YOURS"_s);
}

void TestSidebar::anotherSourceReplacesEverything()
{
    m_sidebar->setSource(source({feed(u"one"_s, Section::Browse)}, u"Other"_s));
    QTRY_COMPARE(texts(), QStringList{u"The one"_s});
    m_sidebar->setSource(source({}));
    QTRY_COMPARE(texts(), QStringList{});
}

void TestSidebar::searchNeedsAFeedToSearchIn()
{
    QVERIFY(m_sidebar->search().isEnabled());
    m_sidebar->setSource(source({feed(u"all"_s, Section::Browse)}));
    QVERIFY(!m_sidebar->search().isEnabled());
    QVERIFY(!Sidebar(m_theme).search().isEnabled()); // and a source
}

void TestSidebar::aClickChoosesAndChoosingTwiceStaysChosen()
{
    QSignalSpy chosen(m_sidebar.get(), &Sidebar::feedChosen);
    NavItem *picks = items().at(1);
    for (int i = 1; i <= 2; ++i) {
        QTest::mouseClick(picks, Qt::LeftButton);
        QCOMPARE(chosen.count(), i);
        QCOMPARE(chosen.last().first().toString(), u"picks"_s);
        QVERIFY(picks->isChecked());
    }
}

void TestSidebar::theCurrentFeedIsMarked()
{
    const auto marked = [this] {
        QStringList out;
        for (const NavItem *item : items()) {
            if (item->isChecked())
                out += item->text();
        }
        return out;
    };
    m_sidebar->setCurrentFeed(u"favorites"_s);
    QCOMPARE(marked(), QStringList{u"The favorites"_s});
    m_sidebar->setCurrentFeed(u"all"_s);
    QCOMPARE(marked(), QStringList{u"The all"_s});
    m_sidebar->setCurrentFeed(u"search"_s);
    QCOMPARE(marked(), QStringList{});
}

void TestSidebar::storageIsBelowTheFeedsOfEverySource()
{
    QSignalSpy chosen(m_sidebar.get(), &Sidebar::storageChosen);
    QTest::mouseClick(storage(), Qt::LeftButton);
    QCOMPARE(chosen.count(), 1);
    m_sidebar->setStorageCurrent();
    for (const NavItem *item : items())
        QVERIFY(!item->isChecked());
    QVERIFY(storage()->isChecked());
    m_sidebar->setCurrentFeed(u"all"_s);
    QVERIFY(!storage()->isChecked());
}

void TestSidebar::countsAreShownAndSpoken()
{
    m_sidebar->setFeedCount(u"favorites"_s, 3);
    QVERIFY(items().at(2)->accessibleName().contains(u'3'));
    m_sidebar->setFeedCount(u"favorites"_s, -1);
    QCOMPARE(items().at(2)->accessibleName(), u"The favorites"_s);
    m_sidebar->setFeedCount(u"no such feed"_s, 3);
}

void TestSidebar::tabFollowsTheEye()
{
    m_sidebar->setSource(usual()); // also when the source came later than the rest
    QTRY_COMPARE(items().size(), 3);
    const QList<NavItem *> feeds = items();
    QList<QWidget *> wanted{&m_sidebar->menuButton(), &m_sidebar->search(), feeds.at(0), feeds.at(1), feeds.at(2), storage(),
        m_sidebar->findChild<SourceButton *>()};
    wanted.first()->setFocus();
    for (QWidget *widget : std::as_const(wanted)) {
        QCOMPARE(m_sidebar->focusWidget(), widget);
        QTest::keyClick(m_sidebar->focusWidget(), Qt::Key_Tab);
    }
}

void TestSidebar::arrowsAndReturnWork()
{
    QSignalSpy chosen(m_sidebar.get(), &Sidebar::feedChosen);
    items().first()->setFocus();
    QTest::keyClick(m_sidebar->focusWidget(), Qt::Key_Down);
    QTest::keyClick(m_sidebar->focusWidget(), Qt::Key_Down);
    QTest::keyClick(m_sidebar->focusWidget(), Qt::Key_Up);
    QCOMPARE(m_sidebar->focusWidget(), items().at(1));
    QTest::keyClick(m_sidebar->focusWidget(), Qt::Key_Return);
    QTest::keyClick(m_sidebar->focusWidget(), Qt::Key_Space);
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(chosen.last().first().toString(), u"picks"_s);
}

void TestSidebar::namesAreNeverMarkup()
{
    m_sidebar->setSource(source({feed(u"<b>x</b> & y"_s, Section::Browse)}, u"<i>file</i> & more.json"_s));
    QTRY_COMPARE(items().size(), 1);
    for (const QLabel *label : m_sidebar->findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(items().first());
    QCOMPARE(interface->text(QAccessible::Name), u"The <b>x</b> & y"_s);
}

QTEST_MAIN(TestSidebar)
#include "tst_sidebar.moc"

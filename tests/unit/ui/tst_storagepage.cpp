// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>

#include "tests/unit/ui/pageports.h"
#include "ui/storage/storagepage.h"
#include "ui/storage/usechart.h"
#include "ui/storage/usesums.h"

using namespace Qt::StringLiterals;
using namespace matinee;

// What is kept on this computer, as a page.
class TestStoragePage : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<test::PageWorld> m_world;
    std::unique_ptr<StoragePage> m_page;

    [[nodiscard]] QDate today() const { return m_world->clock.now().toLocalTime().date(); }
    [[nodiscard]] bool says(const QString &text) const
    {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text() == text; });
    }
    [[nodiscard]] QStringList row(const QString &table, int at) const
    {
        QStringList texts;
        for (const auto *found : m_page->findChildren<QTableWidget *>()) {
            for (int column = 0; found->accessibleName() == table && column < found->columnCount() && at < found->rowCount();
                 ++column)
                texts += found->item(at, column)->text();
        }
        return texts;
    }
    void answerQuestion(const QString &button, const QString &answer)
    {
        m_page->findChild<QPushButton *>(button)->click();
        auto *question = m_page->findChild<QMessageBox *>();
        QVERIFY(question);
        for (QAbstractButton *choice : question->buttons()) {
            if (choice->text().remove(u'&') == answer)
                return choice->click();
        }
        QFAIL("no such button");
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init()
    {
        m_world = std::make_unique<test::PageWorld>();
        m_page = std::make_unique<StoragePage>(
            StoragePage::Ports{m_world->storage, m_world->sources, m_world->theme, m_world->clock, m_world->outbox});
    }
    void cleanup()
    {
        m_page.reset();
        m_world.reset();
    }

    void saysWhatIsKeptAndWhatItSaves()
    {
        StorageReport report;
        report.art = {3 * 1024 * 1024, 512LL * 1024 * 1024};
        report.pages = {1024 * 1024, 256LL * 1024 * 1024};
        report.lists = {{u"tmdb/trending?window=week"_s, 3, 60, 2048, m_world->clock.now().addSecs(-3 * 3600)}};
        report.use = {{today(), u"tmdb/trending"_s, UseKind::Hit, 3, 6}, {today(), u"tmdb/trending"_s, UseKind::Miss, 1, 300},
            {today(), u"h"_s, UseKind::Request, 2, 400}, {today(), u"h/slow"_s, UseKind::Slow, 2, 1500}};
        m_world->storage.answers = report;
        m_page->refresh();
        QVERIFY(says(u"4.0 MB"_s));
        QVERIFY(says(u"75.0 %"_s));
        QVERIFY(says(u"2.0 ms here · 200 ms over the network, on average"_s));
        QCOMPARE(row(u"Lists that are kept"_s, 0), (QStringList{u"tmdb · trending · week"_s, u"3"_s, u"2 kB"_s, u"3 h ago"_s}));
        QCOMPARE(row(u"Slow requests"_s, 0), (QStringList{u"h/slow"_s, u"2"_s, u"750 ms"_s}));
        QVERIFY(m_page->findChild<UseChart *>()->accessibleDescription().contains(u"3 from this computer, 1 over the network"_s));
    }

    void withoutUseThereIsNoRate()
    {
        m_page->refresh();
        QVERIFY(says(u"Nothing yet"_s));
        QCOMPARE(m_page->findChild<UseChart *>()->accessibleDescription(), u"Nothing yet"_s);
    }

    void aStoreThatCannotBeReadIsSaid()
    {
        m_world->storage.answers = tl::unexpected(Error{ErrorKind::Busy, u"locked"_s, u"/x/user.db"_s});
        m_page->refresh();
        const auto labels = m_page->findChildren<QLabel *>();
        QVERIFY(
            std::any_of(labels.begin(), labels.end(), [](const QLabel *label) { return label->text().contains(u"user.db"_s); }));
    }

    void budgetsAreShownAndKept()
    {
        const auto boxes = m_page->findChildren<QSpinBox *>();
        QCOMPARE(boxes.size(), 2);
        QCOMPARE(boxes[0]->value(), 512);
        QCOMPARE(boxes[1]->value(), 256);
        boxes[0]->setValue(1024);
        boxes[1]->setValue(64);
        QCOMPARE(m_world->storage.kept, (StorageBudgets{1024, 64}));
    }

    void clearingAsksFirst()
    {
        QSignalSpy cleared(m_page.get(), &StoragePage::pagesCleared);
        answerQuestion(u"clearPages"_s, u"Cancel"_s);
        QCOMPARE(m_world->storage.pagesCleared, 0);
        QTRY_VERIFY(!m_page->findChild<QMessageBox *>());
        answerQuestion(u"clearPages"_s, u"Clear"_s);
        QCOMPARE(m_world->storage.pagesCleared, 1);
        QCOMPARE(cleared.size(), 1);
        QTRY_VERIFY(!m_page->findChild<QMessageBox *>());
        answerQuestion(u"clearArt"_s, u"Clear"_s);
        QCOMPARE(m_world->storage.artCleared, 1);
        QCOMPARE(cleared.size(), 1);
    }

    void sumsHaveEveryDayAndNoneOutsideOfThem()
    {
        const UseSums sums = UseSums::of(
            {{today().addDays(-29), u"a/b"_s, UseKind::Hit, 1, 1}, {today().addDays(-30), u"a/b"_s, UseKind::Hit, 10, 1},
                {today().addDays(1), u"a/b"_s, UseKind::Miss, 10, 1}, {today(), u"a/b"_s, UseKind::Miss, 2, 1}},
            today());
        QCOMPARE(sums.days.size(), size_t(kUseDays));
        QCOMPARE(sums.days.front(), (DayUse{today().addDays(-29), 1, 0}));
        QCOMPARE(sums.days.back(), (DayUse{today(), 0, 2}));
        QCOMPARE(sums.here, 1);
        QCOMPARE(sums.network, 2);
    }

    void whatWaitsIsListedWithWhatCanBeDone()
    {
        QVERIFY(!says(u"Waiting to be sent"_s) || !m_page->findChild<QPushButton *>(u"send-1"_s));
        m_world->sources.ids = {u"tmdb"_s};
        m_world->accounts.addAccount(u"tmdb"_s, {u"7"_s, u"anna"_s, u"secret"_s}, Keeping::UntilClosed, [](auto) {});
        OutboxOp add;
        add.id = u"1"_s;
        add.account = u"tmdb/7"_s;
        add.value = 1.0;
        add.title.id = {u"tmdb"_s, u"movie"_s, u"1"_s};
        add.title.title = u"Sherlock <b>Jr.</b> %1"_s;
        add.attempt = 1;
        add.nextAt = m_world->clock.now().addSecs(24);
        OutboxOp parked = add;
        parked.id = u"2"_s;
        parked.kind = MarkKind::Watchlist;
        parked.value.reset();
        parked.state = OutboxOp::State::Parked;
        parked.lastStatus = 422;
        OutboxOp foreign = add;
        foreign.id = u"3"_s;
        foreign.account = u"tmdb/8"_s;
        m_world->outboxData.kept = {add, parked, foreign};
        m_world->outbox.start();
        QVERIFY(says(u"Add Sherlock <b>Jr.</b> %1 to favorites"_s));
        QVERIFY(says(u"No connection \u00b7 retry in 24 s"_s));
        QVERIFY(says(u"Remove Sherlock <b>Jr.</b> %1 from the watchlist"_s));
        QVERIFY(says(u"The server refused it (422)"_s));
        QVERIFY(says(u"Waits until its account signs in again"_s));
        QVERIFY(!m_page->findChild<QPushButton *>(u"send-3"_s));
        m_page->findChild<QPushButton *>(u"send-1"_s)->click();
        QCOMPARE(m_world->outboxData.retried, QStringList{u"1"_s});
        QCOMPARE(m_page->findChild<QPushButton *>(u"send-2"_s)->text(), u"Retry"_s);
        QCOMPARE(m_page->findChild<QPushButton *>(u"undo-2"_s)->text(), u"Discard"_s);
        m_page->findChild<QPushButton *>(u"undo-2"_s)->click();
        QCOMPARE(m_world->outboxData.undone, QStringList{u"2"_s});
        QVERIFY(!m_page->findChild<QPushButton *>(u"undo-2"_s));
    }
};

QTEST_MAIN(TestStoragePage)
#include "tst_storagepage.moc"

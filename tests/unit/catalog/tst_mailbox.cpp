// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <QThread>

#include <memory>
#include <vector>

#include "models/catalog/mailbox.h"

using namespace matinee;

class TestMailbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callsArriveInOrderOnTheMainThreadAndLater()
    {
        Mailbox mailbox;
        std::vector<int> seen;
        QThread *where = nullptr;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            for (int i = 0; i < 100; ++i)
                mailbox.post([&, i] {
                    seen.push_back(i);
                    where = QThread::currentThread();
                });
        }));
        thread->start();
        QVERIFY(thread->wait(5000));
        QVERIFY(seen.empty());
        QTRY_COMPARE(seen.size(), size_t(100));
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QCOMPARE(where, QThread::currentThread());
    }

    void nothingArrivesAfterClose()
    {
        Mailbox mailbox;
        int calls = 0;
        mailbox.post([&] { ++calls; });
        mailbox.close();
        mailbox.post([&] { ++calls; });
        QCoreApplication::sendPostedEvents();
        QCOMPARE(calls, 0);
    }
};

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"

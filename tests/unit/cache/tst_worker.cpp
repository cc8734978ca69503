// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSemaphore>
#include <QTest>

#include <numeric>
#include <thread>
#include <vector>

#include "cache/core/worker.h"

using namespace Qt::StringLiterals;
using namespace matinee;

class TestWorker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callsRunInOrderOnAThreadOfTheirOwn()
    {
        Worker worker(u"store"_s);
        std::vector<int> seen;
        bool allOnWorker = true;
        for (int i = 0; i < 1000; ++i) {
            worker.post([&, i] {
                allOnWorker = allOnWorker && worker.isCurrent();
                seen.push_back(i);
            });
        }
        worker.finish();
        std::vector<int> expected(1000);
        std::iota(expected.begin(), expected.end(), 0);
        QVERIFY(seen == expected);
        QVERIFY(allOnWorker);
        QVERIFY(!worker.isCurrent());
    }

    void theThreadCarriesItsName()
    {
        Worker worker(u"catalogue"_s);
        QString name;
        worker.post([&] { name = QThread::currentThread()->objectName(); });
        worker.finish();
        QCOMPARE(name, u"catalogue"_s);
    }

    void stopFinishesTheRunningCallAndDropsTheRest()
    {
        Worker worker(u"store"_s);
        QSemaphore started;
        bool firstEnded = false;
        int others = 0;
        worker.post([&] {
            started.release();
            while (!QThread::currentThread()->isInterruptionRequested())
                QThread::yieldCurrentThread();
            firstEnded = true;
        });
        started.acquire();
        for (int i = 0; i < 50; ++i)
            worker.post([&] { ++others; });
        worker.stop();
        QVERIFY(firstEnded);
        QCOMPARE(others, 0);
    }

    void afterStopNothingRuns()
    {
        Worker worker(u"store"_s);
        worker.stop();
        bool ran = false;
        worker.post([&] { ran = true; });
        worker.stop();
        worker.finish();
        QVERIFY(!ran);
    }

    void finishRunsWhatWasPostedBeforeIt()
    {
        Worker worker(u"store"_s);
        int count = 0;
        for (int i = 0; i < 100; ++i)
            worker.post([&] { ++count; });
        worker.finish();
        QCOMPARE(count, 100);
    }

    void postingFromManyThreadsLosesNothing()
    {
        Worker worker(u"store"_s);
        int count = 0;
        {
            std::vector<std::jthread> posters;
            for (int thread = 0; thread < 4; ++thread) {
                posters.emplace_back([&] {
                    for (int i = 0; i < 500; ++i)
                        worker.post([&] { ++count; });
                });
            }
        }
        worker.finish();
        QCOMPARE(count, 2000);
    }

    void aWorkerNobodyUsedEndsQuietly() { Worker worker(u"store"_s); }
};

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"

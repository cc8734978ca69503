// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/sources/http/flighttable.h"
#include "models/sources/http/requestqueue.h"

using namespace Qt::StringLiterals;
using namespace matinee;

namespace {

HttpRequest page(const QByteArray &key, Priority priority = Priority::VisiblePage)
{
    HttpRequest request;
    request.url = QUrl(u"https://a.example/list?page=1"_s);
    request.flightKey = key;
    request.priority = priority;
    return request;
}

std::vector<quint64> drained(RequestQueue &queue)
{
    std::vector<quint64> order;
    while (const auto next = queue.front()) {
        order.push_back(*next);
        queue.remove(*next);
    }
    return order;
}

} // namespace

class TestHttpFlights : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theMostUrgentGoesFirstThenTheOldest()
    {
        RequestQueue queue;
        queue.push(1, Priority::Prefetch, 1);
        queue.push(2, Priority::Neighbor, 2);
        queue.push(3, Priority::VisiblePage, 3);
        queue.push(4, Priority::VisibleImage, 4);
        queue.push(5, Priority::VisiblePage, 5);
        queue.push(6, Priority::Neighbor, 0); // back for a retry: its turn is that of its asking
        QCOMPARE(drained(queue), (std::vector<quint64>{3, 5, 4, 6, 2, 1}));
        QVERIFY(queue.isEmpty());
    }

    void prioritiesChangeWhileWaiting()
    {
        RequestQueue queue;
        for (quint64 id = 1; id <= 3; ++id)
            queue.push(id, Priority::Neighbor, id);
        queue.setPriority(3, Priority::VisiblePage);
        queue.setPriority(1, Priority::Prefetch);
        queue.setPriority(9, Priority::VisiblePage); // does not wait here
        QCOMPARE(drained(queue), (std::vector<quint64>{3, 2, 1}));
        QVERIFY(!queue.remove(3));
    }

    void theSameKeyIsOneFlight()
    {
        FlightTable table;
        const CancelToken token;
        const auto first = table.board(page("k", Priority::Prefetch), token, 1);
        QVERIFY(first.isNew);
        QCOMPARE(first.flight.priority(), Priority::Prefetch);
        const auto second = table.board(page("k"), token, 2);
        QVERIFY(!second.isNew);
        QCOMPARE(&second.flight, &first.flight);
        QCOMPARE(first.flight.priority(), Priority::VisiblePage);
        QVERIFY(table.board(page("other"), token, 3).isNew);
        QVERIFY(table.board(page(""), token, 4).isNew);
        QVERIFY2(table.board(page(""), token, 5).isNew, "without a key everything flies alone");
    }

    void anotherSignInOrConditionDoesNotJoin()
    {
        FlightTable table;
        const CancelToken token;
        QVERIFY(table.board(page("k"), token, 1).isNew);
        HttpRequest conditional = page("k");
        conditional.headers = {{"If-None-Match", "\"x\""}};
        QVERIFY2(table.board(conditional, token, 2).isNew, "its 304 would be no answer for the first");
    }

    void whoMustNotJoinWaitsForAFlightThatBeginsLater()
    {
        FlightTable table;
        const CancelToken token;
        Flight &first = table.board(page("k"), token, 1).flight;
        HttpRequest fresh = page("k");
        fresh.mayJoin = false;
        QVERIFY2(!table.board(fresh, token, 2).isNew, "what still waits begins later");
        first.state = Flight::State::OnWire;
        const auto third = table.board(fresh, token, 3);
        QVERIFY(third.isNew);
        QCOMPARE(&table.board(page("k"), token, 4).flight, &third.flight); // the newest is joined
        table.remove(first.id);
        QCOMPARE(&table.board(page("k"), token, 5).flight, &third.flight);
        table.remove(third.flight.id);
        QVERIFY(table.board(page("k"), token, 6).isNew);
    }

    void leavingTakesOnlyTheTokensOwn()
    {
        FlightTable table;
        const CancelToken mine;
        const CancelToken other;
        Flight &shared = table.board(page("a"), mine, 1).flight;
        HttpRequest background = page("a");
        background.isBackground = true;
        std::ignore = table.board(background, other, 2);
        Flight &alone = table.board(page("b"), mine, 3).flight;
        QVERIFY(!shared.isBackground());

        std::vector<quint64> gone;
        table.leave(mine, [&](Flight & /*flight*/, quint64 waiter) { gone.push_back(waiter); });
        QCOMPARE(gone, (std::vector<quint64>{1, 3}));
        QCOMPARE(shared.waiters.size(), size_t(1));
        QVERIFY(shared.isBackground());
        QCOMPARE(shared.departures, quint64(0));
        QVERIFY(alone.waiters.empty());
        QCOMPARE(alone.departures, quint64(1));
    }
};

QTEST_GUILESS_MAIN(TestHttpFlights)
#include "tst_httpflights.moc"

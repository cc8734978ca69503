// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "cache/userdata/userdatastore.h"
#include "models/outbox/markpull.h"
#include "models/outbox/outbox.h"
#include "tests/support/await.h"
#include "tests/support/callqueue.h"
#include "tests/support/faketimers.h"
#include "tests/support/memoryaccounts.h"
#include "tests/support/recordingtrace.h"
#include "tests/support/scriptedactions.h"
#include "tests/support/scriptedsource.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace matinee;
using test::await;

namespace {

Title film(const QString &extId)
{
    Title title;
    title.id = {u"tmdb"_s, u"movie"_s, extId};
    title.title = u"Film "_s + extId;
    return title;
}

} // namespace

// What is set here, told to a server: over the real user.db and a scripted server.
class TestOutbox : public QObject
{
    Q_OBJECT
private:
    struct World {
        explicit World(const QString &folder)
            : store(folder + u"/user.db"_s, mailbox, clock, trace),
              timers(clock),
              outbox({store, actions, accounts, clock, trace},
                  {timers.later(), [] { return 0.5; }, [] { return QStringList{u"tmdb"_s}; },
                      [this](const QString &) { return offline; }})
        {
            store.setAccounts({[this](const QString &source) {
                                   const auto account = accounts.current(source);
                                   return account ? UserAccount{source, account->id} : UserAccount{source, {}};
                               },
                [this] {
                    const auto account = accounts.current(u"tmdb"_s);
                    return account ? QStringList{u"tmdb/"_s + account->id} : QStringList();
                },
                [](const QString &, MarkKind kind) { return kind != MarkKind::Watched; }});
        }
        Mailbox mailbox;
        test::FakeClock clock;
        test::RecordingTrace trace;
        test::MemoryAccounts accounts;
        test::ScriptedActions actions;
        UserDataStore store;
        test::FakeTimers timers;
        bool offline = false;
        Outbox outbox;
    };
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<World> m_world;

    void signIn(const QString &who)
    {
        m_world->accounts.addAccount(u"tmdb"_s, {who, who, u"secret"_s}, Keeping::UntilClosed, [](auto) {});
    }
    // As after a kill: what was in flight is not known of.
    void restart()
    {
        m_world.reset();
        m_world = std::make_unique<World>(m_dir->path());
        signIn(u"anna"_s);
        m_world->outbox.start();
        settle();
    }
    // Everything that was asked of the store is answered, and what follows from that.
    void settle()
    {
        for (int round = 0; round < 6; ++round)
            QVERIFY(await<std::vector<OutboxOp>>([&](auto reply) { m_world->store.ops(reply); }));
    }
    void set(bool on, const QString &id = u"1"_s)
    {
        QVERIFY(await<void>([&](auto reply) { m_world->store.setFavorite(film(id), on, reply); }));
        m_world->outbox.wake();
        settle();
    }
    void answer(const Result<WriteOutcome> &outcome)
    {
        QVERIFY(!m_world->actions.waiting.empty());
        m_world->actions.answer(outcome);
        settle();
    }
    bool isFavorite()
    {
        return !await<std::vector<Favorite>>([&](auto reply) { m_world->store.favorites({}, reply); }).value().empty();
    }
    std::vector<StateChange> &sent() { return m_world->actions.sent; }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        restart();
    }
    void cleanup()
    {
        m_world.reset();
        m_dir.reset();
    }

    void aChangeIsSentAtOnceAndForgottenWhenTaken()
    {
        QSignalSpy applied(&m_world->outbox, &Outbox::applied);
        set(true);
        QCOMPARE(sent().size(), std::size_t(1));
        QVERIFY(sent().front().on);
        QCOMPARE(m_world->outbox.waiting(), 1);
        answer(WriteOutcome::Changed);
        QCOMPARE(m_world->outbox.waiting(), 0);
        QCOMPARE(applied.size(), 1);
        QCOMPARE(m_world->trace.events(u"outbox.op"_s).size(), std::size_t(2));
    }

    void toggledFiveTimesOfflineIsOneRequest()
    {
        m_world->offline = true;
        for (const bool on : {true, false, true, false, true})
            set(on);
        QVERIFY(sent().empty());
        m_world->offline = false;
        m_world->outbox.reconnected(u"tmdb"_s);
        settle();
        QCOMPARE(sent().size(), std::size_t(1));
        QVERIFY(sent().front().on);
    }

    void anEvenNumberWithAKnownBaseIsNone()
    {
        set(true);
        answer(WriteOutcome::Changed);
        m_world->offline = true;
        for (const bool on : {false, true, false, true})
            set(on);
        m_world->offline = false;
        m_world->outbox.reconnected({});
        settle();
        QCOMPARE(sent().size(), std::size_t(1));
    }

    void twoTitlesAtATimeAndOneTitleInOrder()
    {
        for (const QString &id : {u"1"_s, u"2"_s, u"3"_s})
            set(true, id);
        QCOMPARE(sent().size(), std::size_t(2));
        set(false, u"1"_s); // while it is in flight
        QCOMPARE(sent().size(), std::size_t(2));
        answer(WriteOutcome::Changed);
        QCOMPARE(sent().size(), std::size_t(3));
        answer(WriteOutcome::Changed);
        answer(WriteOutcome::Changed);
        QCOMPARE(sent().size(), std::size_t(4));
        QCOMPARE(sent().back().title.extId, u"1"_s);
        QVERIFY(!sent().back().on);
    }

    void anAnswerLostAfterTheServerTookItIsRightAfterARestart()
    {
        set(true);
        QCOMPARE(sent().size(), std::size_t(1));
        restart();
        QCOMPARE(sent().size(), std::size_t(1)); // again: a state that is set twice is set
        answer(WriteOutcome::AlreadySo);
        QCOMPARE(m_world->outbox.waiting(), 0);
        QVERIFY(isFavorite());
    }

    void aCrashWithInFlightOnAndPendingOffEndsOff()
    {
        set(true);
        set(false);
        restart();
        QCOMPARE(sent().size(), std::size_t(1));
        QVERIFY(!sent().front().on);
        answer(WriteOutcome::Changed);
        QVERIFY(!isFavorite());
        QCOMPARE(m_world->outbox.waiting(), 0);
    }

    void unauthorizedPausesTheAccountUntilItSignsIn()
    {
        set(true, u"1"_s);
        answer(fail(ErrorKind::Unauthorized, u"who are you"_s));
        QVERIFY(m_world->outbox.isRefused(u"tmdb/anna"_s));
        m_world->timers.advance(1h);
        settle();
        QCOMPARE(sent().size(), std::size_t(1)); // nothing more, nothing lost
        QCOMPARE(m_world->outbox.waiting(), 1);
        m_world->outbox.wake(); // signed in again
        settle();
        QCOMPARE(sent().size(), std::size_t(2));
    }

    void nothingIsSentInAnotherName()
    {
        m_world->offline = true;
        set(true);
        signIn(u"ben"_s);
        m_world->offline = false;
        m_world->outbox.reconnected({});
        settle();
        QVERIFY(sent().empty());
        QCOMPARE(m_world->outbox.waiting(), 0);
        QCOMPARE(m_world->outbox.ops().size(), std::size_t(1));
        QVERIFY(m_world->outbox.isForeign(m_world->outbox.ops().front()));
        signIn(u"anna"_s);
        m_world->outbox.wake();
        settle();
        QCOMPARE(sent().size(), std::size_t(1));
    }

    void whatCannotBeSentNowWaitsLongerEachTime()
    {
        set(true);
        for (int failure = 1; failure <= 12; ++failure) {
            answer(fail(ErrorKind::Server, u"broken"_s));
            QCOMPARE(m_world->outbox.waiting(), 1);
            const auto &op = m_world->outbox.ops().front();
            const auto wait = std::chrono::milliseconds(m_world->clock.now().msecsTo(op.nextAt));
            QCOMPARE(wait, std::min<std::chrono::milliseconds>(5s * (1 << (failure - 1)), 15min));
            m_world->timers.advance(wait - 1ms);
            settle();
            QCOMPARE(sent().size(), std::size_t(failure));
            m_world->timers.advance(2ms);
            settle();
            QCOMPARE(sent().size(), std::size_t(failure + 1));
        }
    }

    void whatIsRefusedIsParkedUntilThePersonSays()
    {
        set(true);
        answer(fail(ErrorKind::Rejected, u"no"_s));
        m_world->timers.advance(24h);
        m_world->outbox.wake();
        settle();
        QCOMPARE(sent().size(), std::size_t(1));
        const QString id = m_world->outbox.ops().front().id;
        m_world->outbox.sendNow(id);
        settle();
        QCOMPARE(sent().size(), std::size_t(2));
        answer(fail(ErrorKind::Rejected, u"no"_s));
        QVERIFY(await<void>([&](auto reply) { m_world->outbox.undo(id, reply); }));
        settle();
        QVERIFY(m_world->outbox.ops().empty());
        QVERIFY(!isFavorite());
    }

    void whatIsGoneCannotBeTakenAwayAndThatIsWell()
    {
        set(true);
        answer(WriteOutcome::Changed);
        set(false);
        answer(fail(ErrorKind::NotFound, u"gone"_s));
        QCOMPARE(m_world->outbox.ops().size(), std::size_t(0));
    }

    void aServersListIsMergedTitleByTitle()
    {
        test::CallQueue calls;
        test::ScriptedSource source(calls, m_world->clock);
        source.fill(25);
        MarkPull pull(source, m_world->store);
        QSignalSpy merged(&pull, &MarkPull::merged);
        set(true, u"mine"_s); // on its way
        pull.pull({u"tmdb"_s, u"anna"_s}, {MarkKind::Favorite});
        calls.run();
        for (int round = 0; round < 4; ++round) {
            settle();
            calls.run();
        }
        QCOMPARE(merged.size(), 1);
        QCOMPARE(await<std::vector<Favorite>>([&](auto reply) { m_world->store.favorites({}, reply); }).value().size(),
            std::size_t(26));
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "cache/userdata/userdatastore.h"
#include "tests/support/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/recordingtrace.h"

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

// The rules of store.md for what waits to be sent, on the file.
class TestOutboxTable : public QObject
{
    Q_OBJECT
private:
    using Kind = OpOutcome::Kind;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<UserDataStore> m_store;
    test::FakeClock m_clock;
    Mailbox m_mailbox;
    test::RecordingTrace m_trace;
    QString m_who;

    // As after a kill: what was in flight is not known of.
    void restart()
    {
        m_store.reset();
        m_store = std::make_unique<UserDataStore>(m_dir->filePath(u"user.db"_s), m_mailbox, m_clock, m_trace);
        m_store->setAccounts({[this](const QString &source) {
                                  return UserAccount{source, m_who, {}};
                              },
            [this] { return m_who.isEmpty() ? QStringList() : QStringList{u"tmdb/"_s + m_who}; },
            [](const QString &, MarkKind kind) { return kind != MarkKind::Watched; }});
        QVERIFY(await<void>([&](auto reply) { m_store->recoverOps(reply); }));
    }
    void set(std::optional<double> value, MarkKind kind = MarkKind::Favorite, const QString &id = u"1"_s)
    {
        QVERIFY(await<void>([&](auto reply) { m_store->setMark(kind, film(id), value, {}, reply); }));
    }
    void favorite(bool on) { set(on ? std::optional(1.0) : std::nullopt); }
    std::vector<OutboxOp> ops()
    {
        return await<std::vector<OutboxOp>>([&](auto reply) { m_store->ops(reply); }).value();
    }
    std::vector<OutboxOp> take(int most = 10)
    {
        const QStringList accounts{u"tmdb/"_s + m_who};
        return await<std::vector<OutboxOp>>([&](auto reply) { m_store->takeOps(accounts, most, reply); }).value();
    }
    void settle(const OutboxOp &op, Kind kind, std::chrono::seconds later = 0s)
    {
        const OpOutcome outcome{kind, m_clock.now().addDuration(later), kind == Kind::Refused ? 422 : 0, u"why"_s};
        QVERIFY(await<void>([&](auto reply) { m_store->settleOp(op.id, outcome, reply); }));
    }
    // Sends what waits; how many requests it took.
    int send(Kind kind = Kind::Applied)
    {
        int sent = 0;
        for (std::vector<OutboxOp> taken = take(); !taken.empty(); taken = take()) {
            for (const OutboxOp &op : taken) {
                settle(op, kind);
                ++sent;
            }
        }
        return sent;
    }
    bool isFavorite()
    {
        return !await<std::vector<Favorite>>([&](auto reply) { m_store->favorites({}, reply); }).value().empty();
    }
    MergeReport merge(const std::vector<Mark> &server, bool complete)
    {
        const UserAccount account{u"tmdb"_s, m_who, {}};
        return await<MergeReport>([&](auto reply) {
            m_store->mergeMarks(account, MarkKind::Favorite, server, complete, reply);
        }).value();
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_who = u"anna"_s;
        restart();
    }
    void cleanup()
    {
        m_store.reset();
        m_dir.reset();
    }

    void onAndOffFiveTimesIsAtMostOneRequest()
    {
        for (const bool on : {true, false, true, false, true})
            favorite(on);
        QCOMPARE(ops().size(), std::size_t(1));
        QCOMPARE(ops().front().value, std::optional(1.0));
        QCOMPARE(ops().front().title, film(u"1"_s));
        QCOMPARE(send(), 1);
        QVERIFY(isFavorite());
    }

    void anEvenNumberWithAKnownBaseIsNoRequest()
    {
        favorite(true);
        QCOMPARE(send(), 1);
        for (const bool on : {false, true, false, true})
            favorite(on);
        QCOMPARE(send(), 0);
        favorite(false);
        QCOMPARE(send(), 1);
        favorite(true);
        favorite(false);
        QCOMPARE(send(), 0);
    }

    void ratingTheSameAgainIsNoRequest()
    {
        set(7.5, MarkKind::Rating);
        QCOMPARE(send(), 1);
        set(9, MarkKind::Rating);
        set(7.5, MarkKind::Rating);
        QCOMPARE(send(), 0);
        set(std::nullopt, MarkKind::Rating);
        QCOMPARE(ops().front().value, std::optional<double>());
        QCOMPARE(send(), 1);
    }

    void whatIsLocalOnlyIsNeverSent()
    {
        set(1, MarkKind::Watched);
        m_who.clear();
        favorite(true);
        QVERIFY(ops().empty());
    }

    void anAnswerThatIsLostAfterTheServerAppliedItIsRightAfterARestart()
    {
        favorite(true);
        QCOMPARE(take().size(), std::size_t(1)); // sent, and killed before the answer
        restart();
        QVERIFY(isFavorite());
        const std::vector<OutboxOp> again = take();
        QCOMPARE(again.size(), std::size_t(1));
        QCOMPARE(again.front().value, std::optional(1.0));
        QCOMPARE(again.front().attempt, 2);
        settle(again.front(), Kind::Applied);
        QVERIFY(ops().empty());
        QVERIFY(isFavorite());
    }

    void aCrashWithInFlightOnAndPendingOffEndsOff()
    {
        favorite(true);
        QCOMPARE(take().size(), std::size_t(1));
        favorite(false);
        QCOMPARE(ops().size(), std::size_t(2));
        restart();
        const std::vector<OutboxOp> left = take();
        QCOMPARE(left.size(), std::size_t(1));
        QCOMPARE(left.front().value, std::optional<double>());
        settle(left.front(), Kind::Applied);
        QVERIFY(ops().empty());
        QVERIFY(!isFavorite());
    }

    void theShortCutIsNotTakenWhenNobodyKnowsWhatArrived_data()
    {
        QTest::addColumn<bool>("crash");
        QTest::newRow("the program was killed") << true;
        QTest::newRow("the connection broke") << false;
    }
    void theShortCutIsNotTakenWhenNobodyKnowsWhatArrived()
    {
        QFETCH(bool, crash);
        favorite(true);
        send();
        favorite(false); // the server has it on, and is told off
        const std::vector<OutboxOp> taken = take();
        if (crash)
            restart();
        else
            settle(taken.front(), Kind::Lost);
        favorite(true); // the server may have either: it must be told
        QCOMPARE(send(), 1);
    }

    void aTapWhileItIsInFlightIsSentAfterwards()
    {
        favorite(true);
        const std::vector<OutboxOp> first = take();
        favorite(false);
        QVERIFY(take().empty()); // one at a time for a title
        settle(first.front(), Kind::Applied);
        const std::vector<OutboxOp> second = take();
        QCOMPARE(second.size(), std::size_t(1));
        QCOMPARE(second.front().value, std::optional<double>());
    }

    void whatIsWishedMeanwhileAndIsSoAlreadyIsNotSent()
    {
        favorite(true);
        const std::vector<OutboxOp> first = take();
        favorite(false);
        favorite(true);
        settle(first.front(), Kind::Applied);
        QVERIFY(ops().empty());
    }

    void aRefusalIsParkedAndMayBeTriedAgain()
    {
        favorite(true);
        settle(take().front(), Kind::Refused);
        QCOMPARE(ops().front().state, OutboxOp::State::Parked);
        QCOMPARE(ops().front().lastStatus, 422);
        QVERIFY(take().empty());
        QVERIFY(await<void>([&](auto reply) { m_store->retryOp(ops().front().id, reply); }));
        QCOMPARE(take().size(), std::size_t(1));
    }

    void aNewWishReplacesWhatWasParked()
    {
        favorite(true);
        settle(take().front(), Kind::Refused);
        favorite(false);
        QCOMPARE(ops().size(), std::size_t(1));
        QCOMPARE(ops().front().state, OutboxOp::State::Pending);
    }

    void whatIsPutOffWaits()
    {
        favorite(true);
        settle(take().front(), Kind::Lost, 60s);
        QVERIFY(take().empty());
        restart();
        QVERIFY(take().empty());
        m_clock.advance(61s);
        QCOMPARE(take().size(), std::size_t(1));
    }

    void aClockSetBackKeepsNothingWaitingForYears()
    {
        favorite(true);
        settle(take().front(), Kind::Lost, 60s);
        m_clock.setNow(m_clock.now().addYears(-2));
        QCOMPARE(take().size(), std::size_t(1));
    }

    void changesAreSentInTheOrderTheyWereMade()
    {
        set(1, MarkKind::Watchlist, u"3"_s);
        set(1, MarkKind::Favorite, u"1"_s);
        set(8, MarkKind::Rating, u"3"_s);
        const std::vector<OutboxOp> taken = take();
        QCOMPARE(taken.size(), std::size_t(2));
        QCOMPARE(taken[0].title.id.extId, u"3"_s);
        QCOMPARE(taken[0].kind, MarkKind::Watchlist);
        QCOMPARE(taken[1].title.id.extId, u"1"_s);
    }

    void anotherAccountSendsNothingAndSeesNothing()
    {
        favorite(true);
        m_who = u"bob"_s;
        QVERIFY(take().empty());
        QVERIFY(!isFavorite());
        QCOMPARE(ops().size(), std::size_t(1));
        m_who = u"anna"_s;
        QVERIFY(isFavorite());
        QCOMPARE(take().size(), std::size_t(1));
    }

    void whatWasSetBeforeSigningInIsSeenAndMayBeTakenAway()
    {
        m_who.clear();
        favorite(true);
        m_who = u"anna"_s;
        QVERIFY(isFavorite());
        favorite(false);
        QVERIFY(!isFavorite());
        m_who.clear();
        QVERIFY(isFavorite());
    }

    void undoMakesTheMarkWhatTheServerHas_data()
    {
        QTest::addColumn<bool>("sentBefore");
        QTest::addColumn<bool>("on");
        QTest::newRow("an addition nobody knows of") << false << true;
        QTest::newRow("a removal of what was sent") << true << false;
    }
    void undoMakesTheMarkWhatTheServerHas()
    {
        QFETCH(bool, sentBefore);
        QFETCH(bool, on);
        if (sentBefore) {
            favorite(true);
            send();
        }
        favorite(on);
        QVERIFY(await<void>([&](auto reply) { m_store->undoOp(ops().front().id, reply); }));
        QVERIFY(ops().empty());
        QCOMPARE(isFavorite(), sentBefore);
    }

    void nothingInFlightIsUndone()
    {
        favorite(true);
        const std::vector<OutboxOp> taken = take();
        const auto undone = await<void>([&](auto reply) { m_store->undoOp(taken.front().id, reply); });
        QCOMPARE(undone.error().kind, ErrorKind::Busy);
    }

    void whatAnAccountLeftCanBeForgottenAndItsMarksStay()
    {
        favorite(true);
        QVERIFY(await<void>([&](auto reply) { m_store->discardOps(u"tmdb/anna"_s, reply); }));
        QVERIFY(ops().empty());
        QVERIFY(isFavorite());
    }

    void theServersListIsTakenOver()
    {
        const MergeReport report = merge({{film(u"7"_s), 1, {}}, {film(u"8"_s), 1, {}}}, true);
        QCOMPARE(report.taken, 2);
        QVERIFY(isFavorite());
        QVERIFY(ops().empty());
        set(std::nullopt, MarkKind::Favorite, u"7"_s);
        set(1, MarkKind::Favorite, u"7"_s);
        QVERIFY(ops().empty()); // its base is known
    }

    void onlyACompleteListTakesMarksAway()
    {
        favorite(true);
        send();
        m_clock.advance(2min);
        QCOMPARE(merge({}, false).taken, 0);
        QVERIFY(isFavorite());
        QCOMPARE(merge({}, true).taken, 1);
        QVERIFY(!isFavorite());
    }

    void aListThatLagsTakesNothingAwayForAMinute()
    {
        favorite(true);
        send();
        m_clock.advance(30s);
        QCOMPARE(merge({}, true).taken, 0);
        QVERIFY(isFavorite());
    }

    void whatWaitsToBeSentWinsOverTheServersList()
    {
        merge({{film(u"1"_s), 1, {}}}, true);
        favorite(false);
        merge({{film(u"1"_s), 1, {}}}, true);
        QVERIFY(!isFavorite());
        QCOMPARE(ops().size(), std::size_t(1));
        merge({}, true); // both say off now
        QVERIFY(ops().empty());
    }

    void removedElsewhereAfterItWasChangedHereIsKeptAndTold()
    {
        const UserAccount account{u"tmdb"_s, m_who, {}};
        const auto mergeRatings = [&](const std::vector<Mark> &server) {
            return await<MergeReport>([&](auto reply) {
                m_store->mergeMarks(account, MarkKind::Rating, server, true, reply);
            }).value();
        };
        mergeRatings({{film(u"1"_s), 7, {}}});
        set(9, MarkKind::Rating);
        const MergeReport report = mergeRatings({});
        QCOMPARE(report.kept, std::vector<Title>{film(u"1"_s)});
        QCOMPARE(take().front().value, std::optional(9.0));
    }
};

QTEST_GUILESS_MAIN(TestOutboxTable)
#include "tst_outboxtable.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "cache/core/worker.h"
#include "cache/userdata/userdataaccounts.h"
#include "cache/userdata/userdatabase.h"
#include "cache/userdata/userdatareport.h"
#include "models/catalog/clock.h"
#include "models/catalog/mailbox.h"
#include "models/catalog/personaldata.h"
#include "models/catalog/pindata.h"
#include "models/catalog/tracesink.h"
#include "models/catalog/usecount.h"
#include "models/catalog/userdata.h"

namespace matinee::marktable {
struct Wish;
}
namespace matinee {

/// user.db behind the UserData, PersonalData and OutboxData ports. Main thread; the file is opened and used on a thread of its
/// own ("store").
///
/// A reply without an error comes after COMMIT with synchronous=FULL: it survives kill -9 and power cuts.
/// Where the file cannot be written (permissions, a newer version's file, a full disk) what is in it is still read,
/// and changes fail with ReadOnly or DiskFull, `where` = the path. Where it cannot be read either, everything
/// fails; a damaged file is Corrupt, or is recovered as userrecovery.h says. It is never started anew without a word.
/// A file locked by another program is waited for up to 2 s, then Busy.
class UserDataStore final : public UserData, public PersonalData, public OutboxData, public PinData
{
public:
    /// Starts opening at once. All references outlive the store; replies arrive through `mailbox`.
    /// `maintains`: this process holds the profile's lock. Then a damaged file is recovered, and copies are kept.
    UserDataStore(const QString &path, Mailbox &mailbox, Clock &clock, TraceSink &trace, bool maintains = false);
    ~UserDataStore() override;

    void setAccounts(UserDataAccounts accounts) { m_accounts = std::move(accounts); }

    /// A favorite's date is the time of this call. Unsetting removes the title's snapshot too when nothing else
    /// of the person's names it. InvalidArgument for a title without an id.
    void setFavorite(const Title &snapshot, bool wanted, Reply<void> reply) override;
    /// A favorite whose snapshot is damaged comes with its id as its title ("details missing" in the trace).
    void favorites(const QString &sourceId, Reply<std::vector<Favorite>> reply) override;

    /// An anchor without a title forgets the list's place. The places of the last 1 000 lists are kept; one that
    /// could not be kept is told in the trace once.
    void saveAnchor(const FeedKey &feed, const Anchor &anchor) override;
    void anchor(const FeedKey &feed, Reply<std::optional<Anchor>> reply) override;

    void setMark(
        MarkKind kind, const Title &snapshot, std::optional<double> value, const QDateTime &at, Reply<void> reply) override;
    void marks(MarkKind kind, const QString &sourceId, Reply<std::vector<Mark>> reply) override;
    void lists(Reply<std::vector<OwnList>> reply) override;
    void list(qint64 id, Reply<OwnListContent> reply) override;
    void putList(const OwnListContent &content, Reply<qint64> reply) override;
    void renameList(qint64 id, const QString &name, const QString &about, Reply<void> reply) override;
    void removeList(qint64 id, Reply<void> reply) override;
    void addToList(qint64 id, const Title &snapshot, Reply<void> reply) override;
    void removeFromList(qint64 id, const TitleId &title, Reply<void> reply) override;
    void moveInList(qint64 id, const TitleId &title, const TitleId &before, Reply<void> reply) override;
    void listsOf(const TitleId &title, Reply<std::vector<qint64>> reply) override;
    void notes(Reply<std::vector<Note>> reply) override;
    void note(const TitleId &title, Reply<QString> reply) override;
    void setNote(const Title &snapshot, const QString &text, const QDateTime &at, Reply<void> reply) override;
    void content(Reply<PersonalContent> reply) override;
    void takeIn(const PersonalContent &content, Reply<TakenContent> reply) override;
    /// One over 64 KiB is not kept: it is no small one.
    void keepPoster(const TitleId &title, const QByteArray &bytes, Reply<void> reply) override;
    void poster(const TitleId &title, Reply<QByteArray> reply) override;

    void recoverOps(Reply<void> reply) override;
    void takeOps(const QStringList &accounts, int most, Reply<std::vector<OutboxOp>> reply) override;
    void settleOp(const QString &id, const OpOutcome &outcome, Reply<void> reply) override;
    void ops(Reply<std::vector<OutboxOp>> reply) override;
    void retryOp(const QString &id, Reply<void> reply) override;
    void undoOp(const QString &id, Reply<void> reply) override;
    void discardOps(const QString &account, Reply<void> reply) override;
    void mergeMarks(const UserAccount &account, MarkKind kind, const std::vector<Mark> &server, bool complete,
        Reply<MergeReport> reply) override;
    void pins(Reply<std::vector<Pin>> reply) override;
    void putPin(const FeedKey &feed, int pages, Reply<void> reply) override;
    void removePin(const FeedKey &feed, Reply<void> reply) override;
    /// Sources somebody was signed in at when they set something: whose accounts are worth loading at the start.
    void accountSources(Reply<QStringList> reply);

    void report(Reply<UserDataReport> reply);
    /// Called once where a damaged file was (or already has been) recovered.
    void onRecovered(std::function<void(const UserDataRecovery &)> listener);
    /// Copies the file where the newest copy is a day old; in the background.
    void backUp();

    /// Adds to what is counted a day. Any thread, until close(). Best effort: counts that cannot be kept are lost.
    void addUse(std::vector<UseCount> counts);
    /// What was counted in the last kUseDays days: by day, subject and kind.
    void use(Reply<std::vector<UseCount>> reply);

    /// Finishes what was asked, empties the WAL into the file, closes it and ends the thread. Idempotent; the
    /// destructor does it. What is asked afterwards is answered with Cancelled. Blocks: a few ms, at most about
    /// 2 s where another program holds the file just then.
    void close();

private:
    /// Runs `work(UserDatabase &)` on the store thread and brings its result back through the mailbox.
    template <typename T, typename Work>
    void ask(Reply<T> reply, Work work)
    {
        if (m_closing)
            return m_mailbox.post([reply = std::move(reply)] { reply(closed()); });
        m_worker.post([this, reply = std::move(reply), work = std::move(work)] {
            Q_ASSERT(m_worker.isCurrent());
            if (m_closing)
                m_database->stopWaiting();
            m_mailbox.post([reply, result = Result<T>(work(*m_database))] { reply(result); });
        });
    }
    /// `work(SQLite::Database &)` in one transaction.
    template <typename T, typename Work>
    void change(Reply<T> reply, Work work)
    {
        ask(std::move(reply), [work = std::move(work)](UserDatabase &db) { return db.write<T>(work); });
    }
    template <typename T, typename Work>
    void look(Reply<T> reply, Work work)
    {
        ask(std::move(reply), [work = std::move(work)](UserDatabase &db) { return db.read<T>(work); });
    }
    [[nodiscard]] static tl::unexpected<Error> closed();
    [[nodiscard]] marktable::Wish wishFor(const QString &source, MarkKind kind) const;
    [[nodiscard]] qint64 nowMs() const { return m_clock.now().toMSecsSinceEpoch(); }
    [[nodiscard]] qint64 msOr(const QDateTime &at) const { return at.isValid() ? at.toMSecsSinceEpoch() : nowMs(); }
    [[nodiscard]] QStringList accountKeys() const { return m_accounts.keys ? m_accounts.keys() : QStringList(); }

    [[nodiscard]] UserDatabase::Upkeep upkeep(bool maintains);

    UserDataAccounts m_accounts;
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
    std::function<void(const UserDataRecovery &)> m_onRecovered;
    std::optional<UserDataRecovery> m_recovery;
    Mailbox &m_mailbox;
    Clock &m_clock;
    TraceSink &m_trace;
    std::unique_ptr<UserDatabase> m_database; // used on m_worker only
    std::atomic_bool m_closing = false;
    bool m_anchorFailureTold = false; // store thread only
    Worker m_worker;                  // last: ends before what its calls use
};

} // namespace matinee

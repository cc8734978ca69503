// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "cache/core/worker.h"
#include "cache/userdata/userdatareport.h"
#include "models/catalog/clock.h"
#include "models/catalog/mailbox.h"
#include "models/catalog/tracesink.h"
#include "models/catalog/userdata.h"

namespace matinee {

class UserDatabase;

/// user.db behind the UserData port. Main thread; the file is opened and used on a thread of its own ("store").
///
/// A reply without an error comes after COMMIT with synchronous=FULL: it survives kill -9 and power cuts.
/// Where the file cannot be written (permissions, a newer version's file, a full disk) what is in it is still read,
/// and changes fail with ReadOnly or DiskFull, `where` = the path. Where it cannot be read either, everything
/// fails; a damaged file is Corrupt. The file is never replaced.
/// A file locked by another program is waited for up to 2 s, then Busy.
class UserDataStore final : public UserData
{
public:
    /// Starts opening at once. All references outlive the store; replies arrive through `mailbox`.
    UserDataStore(const QString &path, Mailbox &mailbox, Clock &clock, TraceSink &trace);
    ~UserDataStore() override;

    /// A favorite's date is the time of this call. Unsetting removes the title's snapshot too when nothing else
    /// of the person's names it. InvalidArgument for a title without an id.
    void setFavorite(const Title &snapshot, bool wanted, Reply<void> reply) override;
    /// A favorite whose snapshot is damaged comes with its id as its title ("details missing" in the trace).
    void favorites(const QString &sourceId, Reply<std::vector<Favorite>> reply) override;

    /// An anchor without a title forgets the list's place. The places of the last 1 000 lists are kept; one that
    /// could not be kept is told in the trace once.
    void saveAnchor(const FeedKey &feed, const Anchor &anchor) override;
    void anchor(const FeedKey &feed, Reply<std::optional<Anchor>> reply) override;

    void report(Reply<UserDataReport> reply);

    /// Finishes what was asked, empties the WAL into the file, closes it and ends the thread. Idempotent; the
    /// destructor does it. What is asked afterwards is answered with Cancelled. Blocks: a few ms, at most about
    /// 2 s where another program holds the file just then.
    void close();

private:
    template <typename T, typename Work>
    void ask(Reply<T> reply, Work work);

    Mailbox &m_mailbox;
    Clock &m_clock;
    TraceSink &m_trace;
    std::unique_ptr<UserDatabase> m_database; // used on m_worker only
    std::atomic_bool m_closing = false;
    bool m_anchorFailureTold = false; // store thread only
    Worker m_worker;                  // last: ends before what its calls use
};

} // namespace matinee

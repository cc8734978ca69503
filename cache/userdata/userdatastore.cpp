// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/userdatastore.h"

#include <QJsonObject>

#include "cache/userdata/userdatabase.h"

using namespace Qt::StringLiterals;

namespace matinee {

UserDataStore::UserDataStore(const QString &path, Mailbox &mailbox, Clock &clock, TraceSink &trace)
    : m_mailbox(mailbox),
      m_clock(clock),
      m_trace(trace),
      m_database(std::make_unique<UserDatabase>(path, trace)),
      m_worker(u"store"_s)
{
    m_worker.post([this] { m_database->warmUp(); });
}

UserDataStore::~UserDataStore()
{
    close();
}

// Runs `work(UserDatabase &)` on the store thread and brings its result back through the mailbox.
template <typename T, typename Work>
void UserDataStore::ask(Reply<T> reply, Work work)
{
    if (m_closing) {
        m_mailbox.post([reply = std::move(reply)] { reply(fail(ErrorKind::Cancelled, u"the store is closed"_s)); });
        return;
    }
    m_worker.post([this, reply = std::move(reply), work = std::move(work)] {
        Q_ASSERT(m_worker.isCurrent());
        if (m_closing)
            m_database->stopWaiting();
        m_mailbox.post([reply, result = Result<T>(work(*m_database))] { reply(result); });
    });
}

void UserDataStore::setFavorite(const Title &snapshot, bool wanted, Reply<void> reply)
{
    const qint64 now = m_clock.now().toMSecsSinceEpoch();
    ask(std::move(reply), [snapshot, wanted, now](UserDatabase &db) { return db.setFavorite(snapshot, wanted, now); });
}

void UserDataStore::favorites(const QString &sourceId, Reply<std::vector<Favorite>> reply)
{
    ask(std::move(reply), [sourceId](UserDatabase &db) { return db.favorites(sourceId); });
}

void UserDataStore::saveAnchor(const FeedKey &feed, const Anchor &anchor)
{
    const qint64 now = m_clock.now().toMSecsSinceEpoch();
    m_worker.post([this, feed, anchor, now] {
        if (m_closing)
            m_database->stopWaiting();
        const auto saved = m_database->saveAnchor(feed, anchor, now);
        if (saved || m_anchorFailureTold)
            return;
        m_anchorFailureTold = true;
        m_trace.event(u"error"_s,
            QJsonObject{{u"kind"_s, errorKindName(saved.error().kind)}, {u"where"_s, saved.error().where},
                {u"detail"_s, saved.error().detail}});
    });
}

void UserDataStore::anchor(const FeedKey &feed, Reply<std::optional<Anchor>> reply)
{
    ask(std::move(reply), [feed](UserDatabase &db) { return db.anchor(feed); });
}

void UserDataStore::report(Reply<UserDataReport> reply)
{
    ask(std::move(reply), [](UserDatabase &db) { return db.report(); });
}

void UserDataStore::close()
{
    if (m_closing.exchange(true))
        return;
    m_worker.post([this] { m_database->close(); });
    m_worker.finish();
}

} // namespace matinee

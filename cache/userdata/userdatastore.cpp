// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/userdatastore.h"

#include <QJsonObject>

#include "cache/userdata/anchortable.h"
#include "cache/userdata/stattable.h"

using namespace Qt::StringLiterals;

namespace matinee {

UserDataStore::UserDataStore(const QString &path, Mailbox &mailbox, Clock &clock, TraceSink &trace, bool maintains)
    : m_mailbox(mailbox),
      m_clock(clock),
      m_trace(trace),
      m_database(std::make_unique<UserDatabase>(path, trace, upkeep(maintains))),
      m_worker(u"store"_s)
{
    m_worker.post([this] { m_database->warmUp(); });
}

UserDatabase::Upkeep UserDataStore::upkeep(bool maintains)
{
    const auto recovered = [this, life = std::weak_ptr(m_life)](const UserDataRecovery &recovery) {
        m_mailbox.post([this, life, recovery] {
            if (life.expired())
                return;
            m_recovery = recovery;
            if (m_onRecovered)
                m_onRecovered(recovery);
        });
    };
    return {maintains, [this] { return m_clock.now(); }, recovered};
}

void UserDataStore::onRecovered(std::function<void(const UserDataRecovery &)> listener)
{
    m_onRecovered = std::move(listener);
    if (m_recovery && m_onRecovered)
        m_onRecovered(*m_recovery);
}

void UserDataStore::backUp()
{
    if (!m_closing)
        m_worker.post([this] { m_database->backUp(); });
}

UserDataStore::~UserDataStore()
{
    close();
}

tl::unexpected<Error> UserDataStore::closed()
{
    return fail(ErrorKind::Cancelled, u"the store is closed"_s);
}

void UserDataStore::setFavorite(const Title &snapshot, bool wanted, Reply<void> reply)
{
    setMark(MarkKind::Favorite, snapshot, wanted ? std::optional(1.0) : std::nullopt, {}, std::move(reply));
}

void UserDataStore::favorites(const QString &sourceId, Reply<std::vector<Favorite>> reply)
{
    marks(MarkKind::Favorite, sourceId, [reply = std::move(reply)](Result<std::vector<Mark>> marks) {
        reply(std::move(marks).map([](std::vector<Mark> &&all) {
            std::vector<Favorite> favorites;
            favorites.reserve(all.size());
            for (Mark &mark : all)
                favorites.push_back({std::move(mark.title), mark.at});
            return favorites;
        }));
    });
}

void UserDataStore::saveAnchor(const FeedKey &feed, const Anchor &anchor)
{
    const qint64 now = m_clock.now().toMSecsSinceEpoch();
    m_worker.post([this, feed, anchor, now] {
        if (m_closing)
            m_database->stopWaiting();
        const auto saved = m_database->write<void>([&](SQLite::Database &db) -> Result<void> {
            anchortable::save(db, feed, anchor, now);
            return {};
        });
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
    look(std::move(reply), [feed](SQLite::Database &db) -> Result<std::optional<Anchor>> { return anchortable::find(db, feed); });
}

void UserDataStore::report(Reply<UserDataReport> reply)
{
    ask(std::move(reply), [](UserDatabase &db) { return db.report(); });
}

void UserDataStore::addUse(std::vector<UseCount> counts)
{
    const QDate today = m_clock.now().toLocalTime().date();
    change<void>([](const Result<void> &) {},
        [counts = std::move(counts), today](SQLite::Database &db) -> Result<void> {
            stattable::add(db, counts, today);
            return {};
        });
}

void UserDataStore::use(Reply<std::vector<UseCount>> reply)
{
    const QDate today = m_clock.now().toLocalTime().date();
    look(std::move(reply), [today](SQLite::Database &db) -> Result<std::vector<UseCount>> { return stattable::all(db, today); });
}

void UserDataStore::close()
{
    if (m_closing.exchange(true))
        return;
    m_worker.post([this] { m_database->close(); });
    m_worker.finish();
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/marktable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include "cache/userdata/outboxtable.h"
#include "cache/userdata/userrows.h"

namespace matinee::marktable {
namespace {

using namespace userrows;

// store.md: a server's list may lag behind what it confirmed.
constexpr qint64 kLagMs = 60'000;

void keepAccount(SQLite::Database &db, const UserAccount &account)
{
    if (account.key().isEmpty())
        return;
    SQLite::Statement keep(
        db, "INSERT INTO account(account,source,remote_id,name) VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET name=excluded.name");
    bindText(keep, 1, account.key());
    bindText(keep, 2, account.source);
    bindText(keep, 3, account.remoteId);
    bindText(keep, 4, account.name);
    keep.exec();
}

void putDesired(SQLite::Database &db, const TitleId &id, const Wish &wish)
{
    SQLite::Statement mark(db,
        "INSERT INTO mark(account,source,type,ext_id,kind,desired,base,base_known,changed_at,seq) "
        "VALUES(?1,?2,?3,?4,?5,?6,NULL,0,?7,(SELECT coalesce(max(seq),0)+1 FROM mark)) "
        "ON CONFLICT DO UPDATE SET desired=excluded.desired, changed_at=excluded.changed_at, seq=excluded.seq "
        "WHERE desired IS NOT excluded.desired");
    bindText(mark, 1, wish.account.key());
    bindId(mark, 2, id);
    bindText(mark, 5, markName(wish.kind));
    mark.bind(6, wish.value.value_or(0));
    bindTime(mark, 7, wish.atMs);
    mark.exec();
}

// The local account has no server to tell, so a mark that is off has nothing left to say.
void removeLocal(SQLite::Database &db, const TitleId &id, MarkKind kind)
{
    SQLite::Statement mark(db, "DELETE FROM mark WHERE account='' AND source=? AND type=? AND ext_id=? AND kind=?");
    bindId(mark, 1, id);
    bindText(mark, 4, markName(kind));
    mark.exec();
    dropUnusedSnapshot(db, id);
}

/// One title's register, as a merge meets it.
struct Register {
    double desired = 0;
    double base = 0;
    bool baseKnown = false;
    qint64 changedAt = 0;
    bool exists = false;
};

Register registerOf(SQLite::Database &db, const QString &account, const TitleId &id, MarkKind kind)
{
    SQLite::Statement row(db,
        "SELECT desired,base,base_known,changed_at FROM mark WHERE account=? AND source=? AND type=? AND ext_id=? AND kind=?");
    bindText(row, 1, account);
    bindId(row, 2, id);
    bindText(row, 5, markName(kind));
    if (!row.executeStep())
        return {};
    return {row.getColumn(0).getDouble(), row.getColumn(1).getDouble(), row.getColumn(2).getInt() == 1,
        row.getColumn(3).getInt64(), true};
}

void putBase(SQLite::Database &db, const QString &account, const TitleId &id, MarkKind kind, double base)
{
    SQLite::Statement put(
        db, "UPDATE mark SET base=?, base_known=1 WHERE account=? AND source=? AND type=? AND ext_id=? AND kind=?");
    put.bind(1, base);
    bindText(put, 2, account);
    bindId(put, 3, id);
    bindText(put, 6, markName(kind));
    put.exec();
}

/// One title of a merge: what the server says of it is `theirs`.
class Merge
{
public:
    Merge(SQLite::Database &db, const UserAccount &account, MarkKind kind, qint64 nowMs)
        : m_db(db), m_account(account), m_kind(kind), m_nowMs(nowMs)
    {
    }

    void take(const Title &title, double theirs, qint64 atMs)
    {
        const Register mine = registerOf(m_db, m_account.key(), title.id, m_kind);
        if (outboxtable::waits(m_db, m_account.key(), title.id, m_kind)) {
            if (mine.baseKnown && mine.base > 0 && theirs <= 0 && mine.desired > 0)
                report.kept.push_back(title);
            putBase(m_db, m_account.key(), title.id, m_kind, theirs);
            if (mine.desired == theirs)
                outboxtable::dropPending(m_db, m_account.key(), title.id, m_kind);
            return;
        }
        if (mine.exists && mine.desired != theirs && mine.changedAt > m_nowMs - kLagMs && mine.changedAt <= m_nowMs)
            return;
        if (mine.desired != theirs || !mine.exists) {
            if (theirs > 0)
                keepSnapshot(m_db, title);
            const std::optional<double> value = theirs > 0 ? std::optional(theirs) : std::nullopt;
            putDesired(m_db, title.id, {m_account, false, m_kind, value, atMs, m_nowMs});
            ++report.taken;
        }
        putBase(m_db, m_account.key(), title.id, m_kind, theirs);
    }

    MergeReport report;

private:
    SQLite::Database &m_db;
    const UserAccount &m_account;
    MarkKind m_kind;
    qint64 m_nowMs;
};

std::vector<Title> marksOfAccount(SQLite::Database &db, const QString &account, MarkKind kind)
{
    SQLite::Statement row(db,
        "SELECT m.source,m.type,m.ext_id,t.snap,t.snap_crc FROM mark m "
        "LEFT JOIN title t ON t.source=m.source AND t.type=m.type AND t.ext_id=m.ext_id "
        "WHERE m.account=? AND m.kind=? AND (m.desired<>0 OR m.base<>0)");
    bindText(row, 1, account);
    bindText(row, 2, markName(kind));
    std::vector<Title> titles;
    int damaged = 0;
    while (row.executeStep())
        titles.push_back(snapshotAt(row, 3, idAt(row, 0), damaged));
    return titles;
}

} // namespace

void set(SQLite::Database &db, const Title &snapshot, const Wish &wish)
{
    const QString account = wish.account.key();
    if (account.isEmpty() && !wish.value)
        return removeLocal(db, snapshot.id, wish.kind);
    keepAccount(db, wish.account);
    keepSnapshot(db, snapshot);
    putDesired(db, snapshot.id, wish);
    if (!account.isEmpty() && wish.sends)
        outboxtable::queue(db, account, snapshot.id, wish.kind, wish.value.value_or(0), wish.nowMs);
}

std::optional<Kept> kept(SQLite::Database &db, const QString &account, const TitleId &title, MarkKind kind)
{
    const Register found = registerOf(db, account, title, kind);
    return found.exists ? std::optional(Kept{found.desired, found.changedAt}) : std::nullopt;
}

std::vector<Mark> read(SQLite::Database &db, MarkKind kind, const QString &sourceId, const QStringList &accounts, int &damaged)
{
    SQLite::Statement row(db,
        "WITH who(account) AS (SELECT value FROM json_each(?2)) "
        "SELECT m.source,m.type,m.ext_id,m.desired,m.changed_at,t.snap,t.snap_crc FROM mark m "
        "LEFT JOIN title t ON t.source=m.source AND t.type=m.type AND t.ext_id=m.ext_id "
        "WHERE m.kind=?3 AND m.desired<>0 AND (?1='' OR m.source=?1) AND (m.account IN who OR (m.account='' "
        "AND NOT EXISTS(SELECT 1 FROM mark o WHERE o.account IN who AND o.source=m.source AND o.type=m.type "
        "AND o.ext_id=m.ext_id AND o.kind=m.kind))) ORDER BY m.changed_at DESC, m.seq DESC");
    bindText(row, 1, sourceId);
    row.bind(2, QJsonDocument(QJsonArray::fromStringList(accounts)).toJson(QJsonDocument::Compact).toStdString());
    bindText(row, 3, markName(kind));
    std::vector<Mark> found;
    while (row.executeStep())
        found.push_back({snapshotAt(row, 5, idAt(row, 0), damaged), row.getColumn(3).getDouble(), timeAt(row, 4)});
    return found;
}

MergeReport merge(
    SQLite::Database &db, const UserAccount &account, MarkKind kind, const std::vector<Mark> &server, bool complete, qint64 nowMs)
{
    keepAccount(db, account);
    Merge merge(db, account, kind, nowMs);
    QSet<TitleId> theirs;
    for (const Mark &mark : server) {
        theirs.insert(mark.title.id);
        merge.take(mark.title, mark.value, mark.at.isValid() ? mark.at.toMSecsSinceEpoch() : nowMs);
    }
    if (complete) {
        for (const Title &title : marksOfAccount(db, account.key(), kind)) {
            if (!theirs.contains(title.id))
                merge.take(title, 0, nowMs);
        }
    }
    return merge.report;
}

QStringList accountSources(SQLite::Database &db)
{
    SQLite::Statement row(db, "SELECT DISTINCT source FROM account");
    QStringList sources;
    while (row.executeStep())
        sources += textAt(row, 0);
    return sources;
}

} // namespace matinee::marktable

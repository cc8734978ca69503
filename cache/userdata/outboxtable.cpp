// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/outboxtable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <chrono>

#include "cache/userdata/userrows.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee::outboxtable {
namespace {

using namespace userrows;

// base_known of a mark: whether `base` is what the server has. InDoubt while a change is in flight: known before it.
enum Known { Unknown = 0, Surely = 1, InDoubt = 2 };
// Nothing waits longer than this, so a time further off was written by a clock that has been set back since.
constexpr qint64 kLongestWaitMs = std::chrono::milliseconds(15min).count();

constexpr const char *kColumns
    = "SELECT o.op_id,o.account,o.kind,a.source,o.target,o.desired,o.state,o.attempt,o.created_at,o.next_at,o.last_status,"
      "o.last_error,t.snap,t.snap_crc FROM outbox o JOIN account a ON a.account=o.account "
      "LEFT JOIN title t ON t.source=a.source AND t.type||':'||t.ext_id=o.target ";

/// One mark's place in the outbox and in `mark`.
struct Place {
    QString account;
    QString kind;
    TitleId title;
};

void bindPlace(SQLite::Statement &statement, const Place &place) // ?1 account, ?2 kind, ?3 target
{
    bindText(statement, 1, place.account);
    bindText(statement, 2, place.kind);
    bindText(statement, 3, place.title.localText());
}

void bindMark(SQLite::Statement &statement, int first, const Place &place)
{
    bindText(statement, first, place.account);
    bindId(statement, first + 1, place.title);
    bindText(statement, first + 4, place.kind);
}

void execAt(SQLite::Database &db, const char *sql, const Place &place)
{
    SQLite::Statement statement(db, sql);
    bindPlace(statement, place);
    statement.exec();
}

bool existsAt(SQLite::Database &db, const char *sql, const Place &place)
{
    SQLite::Statement statement(db, sql);
    bindPlace(statement, place);
    return statement.executeStep();
}

void deleteOp(SQLite::Database &db, const QString &id)
{
    SQLite::Statement drop(db, "DELETE FROM outbox WHERE op_id=?");
    bindText(drop, 1, id);
    drop.exec();
}

void insertPending(SQLite::Database &db, const Place &place, double desired, qint64 nowMs)
{
    SQLite::Statement insert(db,
        "INSERT INTO outbox(op_id,account,kind,target,desired,state,next_at,created_at,seq) "
        "VALUES(?4,?1,?2,?3,?5,'pending',?6,?6,(SELECT coalesce(max(seq),0)+1 FROM outbox))");
    bindPlace(insert, place);
    bindText(insert, 4, QUuid::createUuid().toString(QUuid::WithoutBraces));
    insert.bind(5, desired);
    bindTime(insert, 6, nowMs);
    insert.exec();
}

// What the server surely has, nothing where nobody knows.
std::optional<double> knownBase(SQLite::Database &db, const Place &place)
{
    SQLite::Statement row(
        db, "SELECT base FROM mark WHERE account=? AND source=? AND type=? AND ext_id=? AND kind=? AND base_known=1");
    bindMark(row, 1, place);
    return row.executeStep() ? std::optional(row.getColumn(0).getDouble()) : std::nullopt;
}

void setBase(SQLite::Database &db, const Place &place, double base)
{
    SQLite::Statement put(
        db, "UPDATE mark SET base=?, base_known=1 WHERE account=? AND source=? AND type=? AND ext_id=? AND kind=?");
    put.bind(1, base);
    bindMark(put, 2, place);
    put.exec();
}

void setKnown(SQLite::Database &db, const Place &place, Known from, Known to)
{
    SQLite::Statement put(
        db, "UPDATE mark SET base_known=? WHERE account=? AND source=? AND type=? AND ext_id=? AND kind=? AND base_known=?");
    put.bind(1, static_cast<int>(to));
    bindMark(put, 2, place);
    put.bind(7, static_cast<int>(from));
    put.exec();
}

OutboxOp::State stateOf(const QString &name)
{
    return name == "pending"_L1 ? OutboxOp::State::Pending
        : name == "inflight"_L1 ? OutboxOp::State::InFlight
                                : OutboxOp::State::Parked;
}

OutboxOp opAt(const SQLite::Statement &row)
{
    OutboxOp op;
    op.id = textAt(row, 0);
    op.account = textAt(row, 1);
    op.kind = markKindOf(textAt(row, 2)).value_or(MarkKind::Favorite);
    const TitleId id = TitleId::parse(textAt(row, 3), textAt(row, 4)).value_or(TitleId{});
    const double desired = row.getColumn(5).getDouble();
    op.value = desired > 0 ? std::optional(desired) : std::nullopt;
    op.state = stateOf(textAt(row, 6));
    op.attempt = row.getColumn(7).getInt();
    op.createdAt = timeAt(row, 8);
    op.nextAt = timeAt(row, 9);
    op.lastStatus = row.getColumn(10).getInt();
    op.lastError = textAt(row, 11);
    int damaged = 0;
    op.title = snapshotAt(row, 12, id, damaged);
    return op;
}

std::optional<OutboxOp> find(SQLite::Database &db, const QString &id)
{
    SQLite::Statement row(db, std::string(kColumns) + "WHERE o.op_id=?");
    bindText(row, 1, id);
    return row.executeStep() ? std::optional(opAt(row)) : std::nullopt;
}

Place placeOf(const OutboxOp &op)
{
    return {op.account, markName(op.kind), op.title.id};
}

bool hasPending(SQLite::Database &db, const Place &place)
{
    return existsAt(db, "SELECT 1 FROM outbox WHERE account=?1 AND kind=?2 AND target=?3 AND state='pending'", place);
}

void putBack(SQLite::Database &db, const OutboxOp &op, const char *state, const OpOutcome &outcome)
{
    SQLite::Statement put(db, "UPDATE outbox SET state=?, next_at=?, last_status=?, last_error=? WHERE op_id=?");
    put.bind(1, state);
    bindTime(put, 2, outcome.nextAt.isValid() ? outcome.nextAt.toMSecsSinceEpoch() : op.nextAt.toMSecsSinceEpoch());
    put.bind(3, outcome.status);
    bindText(put, 4, outcome.error);
    bindText(put, 5, op.id);
    put.exec();
}

void setDesired(SQLite::Database &db, const Place &place, double desired, qint64 nowMs)
{
    SQLite::Statement put(db,
        "UPDATE mark SET desired=?, changed_at=?, seq=(SELECT coalesce(max(seq),0)+1 FROM mark) "
        "WHERE account=? AND source=? AND type=? AND ext_id=? AND kind=?");
    put.bind(1, desired);
    bindTime(put, 2, nowMs);
    bindMark(put, 3, place);
    put.exec();
}

} // namespace

void queue(SQLite::Database &db, const QString &account, const TitleId &title, MarkKind kind, double desired, qint64 nowMs)
{
    const Place place{account, markName(kind), title};
    // What the server refused once is not what is wished any more.
    execAt(db, "DELETE FROM outbox WHERE account=?1 AND kind=?2 AND target=?3 AND state='parked'", place);
    const bool inFlight
        = existsAt(db, "SELECT 1 FROM outbox WHERE account=?1 AND kind=?2 AND target=?3 AND state='inflight'", place);
    // Two taps offline are no request at all.
    if (!inFlight && knownBase(db, place) == desired)
        return dropPending(db, account, title, kind);
    SQLite::Statement overwrite(
        db, "UPDATE outbox SET desired=?4 WHERE account=?1 AND kind=?2 AND target=?3 AND state='pending'");
    bindPlace(overwrite, place);
    overwrite.bind(4, desired);
    if (overwrite.exec() == 0)
        insertPending(db, place, desired, nowMs);
}

bool waits(SQLite::Database &db, const QString &account, const TitleId &title, MarkKind kind)
{
    return existsAt(db, "SELECT 1 FROM outbox WHERE account=?1 AND kind=?2 AND target=?3", {account, markName(kind), title});
}

void dropPending(SQLite::Database &db, const QString &account, const TitleId &title, MarkKind kind)
{
    execAt(db, "DELETE FROM outbox WHERE account=?1 AND kind=?2 AND target=?3 AND state='pending'",
        {account, markName(kind), title});
}

void recover(SQLite::Database &db)
{
    // Nobody knows whether these arrived: the short cut of sending nothing must not be taken.
    for (const OutboxOp &op : all(db)) {
        if (op.state != OutboxOp::State::InFlight)
            continue;
        setKnown(db, placeOf(op), Surely, Unknown);
        setKnown(db, placeOf(op), InDoubt, Unknown);
        if (hasPending(db, placeOf(op)))
            deleteOp(db, op.id);
        else
            putBack(db, op, "pending", {OpOutcome::Kind::Lost, op.nextAt, op.lastStatus, op.lastError});
    }
}

std::vector<OutboxOp> take(SQLite::Database &db, const QStringList &accounts, int most, qint64 nowMs)
{
    SQLite::Statement row(db,
        std::string(kColumns)
            + "WHERE o.state='pending' AND o.account IN (SELECT value FROM json_each(?1)) AND (o.next_at<=?2 OR o.next_at>?3) "
              "AND NOT EXISTS(SELECT 1 FROM outbox f WHERE f.state='inflight' AND f.account=o.account AND f.target=o.target) "
              "AND NOT EXISTS(SELECT 1 FROM outbox e WHERE e.state='pending' AND e.account=o.account AND e.target=o.target "
              "AND e.seq<o.seq) ORDER BY o.seq LIMIT ?4");
    row.bind(1, QJsonDocument(QJsonArray::fromStringList(accounts)).toJson(QJsonDocument::Compact).toStdString());
    bindTime(row, 2, nowMs);
    bindTime(row, 3, nowMs + kLongestWaitMs);
    row.bind(4, most);
    std::vector<OutboxOp> taken;
    while (row.executeStep())
        taken.push_back(opAt(row));
    row.reset();
    for (OutboxOp &op : taken) {
        SQLite::Statement put(db, "UPDATE outbox SET state='inflight', attempt=attempt+1 WHERE op_id=?");
        bindText(put, 1, op.id);
        put.exec();
        setKnown(db, placeOf(op), Surely, InDoubt);
        op.state = OutboxOp::State::InFlight;
        ++op.attempt;
    }
    return taken;
}

void settle(SQLite::Database &db, const QString &id, const OpOutcome &outcome)
{
    const std::optional<OutboxOp> op = find(db, id);
    if (!op)
        return;
    const Place place = placeOf(*op);
    const bool isNewest = !hasPending(db, place);
    switch (outcome.kind) {
    case OpOutcome::Kind::Applied:
        setBase(db, place, op->value.value_or(0));
        deleteOp(db, id);
        // What was wished meanwhile may be just this.
        if (SQLite::Statement same(
                db, "DELETE FROM outbox WHERE account=?1 AND kind=?2 AND target=?3 AND state='pending' AND desired=?4");
            !isNewest) {
            bindPlace(same, place);
            same.bind(4, op->value.value_or(0));
            same.exec();
        }
        return;
    case OpOutcome::Kind::NotTaken:
    case OpOutcome::Kind::Lost:
        setKnown(db, place, InDoubt, outcome.kind == OpOutcome::Kind::Lost ? Unknown : Surely);
        return isNewest ? putBack(db, *op, "pending", outcome) : deleteOp(db, id);
    case OpOutcome::Kind::Refused:
        setKnown(db, place, InDoubt, Surely);
        return isNewest ? putBack(db, *op, "parked", outcome) : deleteOp(db, id);
    }
}

std::vector<OutboxOp> all(SQLite::Database &db)
{
    SQLite::Statement row(db, std::string(kColumns) + "ORDER BY o.seq");
    std::vector<OutboxOp> ops;
    while (row.executeStep())
        ops.push_back(opAt(row));
    return ops;
}

void retry(SQLite::Database &db, const QString &id, qint64 nowMs)
{
    SQLite::Statement put(db, "UPDATE outbox SET state='pending', next_at=? WHERE op_id=? AND state<>'inflight'");
    bindTime(put, 1, nowMs);
    bindText(put, 2, id);
    put.exec();
}

Result<void> undo(SQLite::Database &db, const QString &id, qint64 nowMs)
{
    const std::optional<OutboxOp> op = find(db, id);
    if (!op)
        return fail(ErrorKind::NotFound, u"the change was sent already"_s, u"outbox"_s);
    const Place place = placeOf(*op);
    if (existsAt(db, "SELECT 1 FROM outbox WHERE account=?1 AND kind=?2 AND target=?3 AND state='inflight'", place))
        return fail(ErrorKind::Busy, u"the change is being sent just now"_s, u"outbox"_s);
    // Where nobody knows what the server has, the other way round is what it was before.
    const bool wasOn = !op->value && op->kind != MarkKind::Rating;
    setDesired(db, place, knownBase(db, place).value_or(wasOn ? 1 : 0), nowMs);
    deleteOp(db, id);
    return {};
}

void discard(SQLite::Database &db, const QString &account)
{
    SQLite::Statement drop(db, "DELETE FROM outbox WHERE account=?");
    bindText(drop, 1, account);
    drop.exec();
}

} // namespace matinee::outboxtable

// SPDX-License-Identifier: GPL-3.0-or-later
// UserDataStore: marks, own lists, notes and posters.
#include <map>

#include "cache/userdata/listtable.h"
#include "cache/userdata/marktable.h"
#include "cache/userdata/notetable.h"
#include "cache/userdata/personalcontent.h"
#include "cache/userdata/userdatastore.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// What a tile of 185 px takes is 10 to 20 KB.
constexpr qsizetype kMostPosterBytes = 64 * 1024;

Result<void> checkMark(MarkKind kind, const TitleId &title, std::optional<double> value)
{
    if (!title.isValid())
        return fail(ErrorKind::InvalidArgument, u"the title has no id"_s, u"title"_s);
    if (kind == MarkKind::Rating && value && !(*value >= 0.5 && *value <= 10))
        return fail(ErrorKind::InvalidArgument, u"must be from 0.5 to 10"_s, u"rating"_s);
    return {};
}

} // namespace

marktable::Wish UserDataStore::wishFor(const QString &source, MarkKind kind) const
{
    marktable::Wish wish;
    wish.kind = kind;
    // What a server is not told of is the same whoever is signed in.
    wish.sends = m_accounts.canSend && m_accounts.canSend(source, kind);
    if (wish.sends && m_accounts.current)
        wish.account = m_accounts.current(source);
    return wish;
}

void UserDataStore::setMark(
    MarkKind kind, const Title &snapshot, std::optional<double> value, const QDateTime &at, Reply<void> reply)
{
    marktable::Wish wish = wishFor(snapshot.id.source, kind);
    wish.value = value && kind != MarkKind::Rating ? std::optional(1.0) : value;
    wish.nowMs = nowMs();
    wish.atMs = msOr(at);
    ask(std::move(reply), [snapshot, wish](UserDatabase &database) -> Result<void> {
        if (auto checked = checkMark(wish.kind, snapshot.id, wish.value); !checked)
            return checked;
        return database.write<void>([&](SQLite::Database &db) -> Result<void> {
            marktable::set(db, snapshot, wish);
            return {};
        });
    });
}

void UserDataStore::marks(MarkKind kind, const QString &sourceId, Reply<std::vector<Mark>> reply)
{
    ask(std::move(reply), [kind, sourceId, accounts = accountKeys()](UserDatabase &database) {
        int damaged = 0;
        auto found = database.read<std::vector<Mark>>([&](SQLite::Database &db) -> Result<std::vector<Mark>> {
            return marktable::read(db, kind, sourceId, accounts, damaged);
        });
        database.traceDamaged(damaged);
        return found;
    });
}

void UserDataStore::lists(Reply<std::vector<OwnList>> reply)
{
    look(std::move(reply), [](SQLite::Database &db) -> Result<std::vector<OwnList>> { return listtable::lists(db); });
}

void UserDataStore::list(qint64 id, Reply<OwnListContent> reply)
{
    ask(std::move(reply), [id](UserDatabase &database) {
        int damaged = 0;
        auto found = database.read<OwnListContent>([&](SQLite::Database &db) { return listtable::content(db, id, damaged); });
        database.traceDamaged(damaged);
        return found;
    });
}

void UserDataStore::putList(const OwnListContent &content, Reply<qint64> reply)
{
    change(std::move(reply), [content, now = nowMs()](SQLite::Database &db) { return listtable::put(db, content, now); });
}

void UserDataStore::renameList(qint64 id, const QString &name, const QString &about, Reply<void> reply)
{
    change(std::move(reply), [=](SQLite::Database &db) { return listtable::rename(db, id, name, about); });
}

void UserDataStore::removeList(qint64 id, Reply<void> reply)
{
    change(std::move(reply), [id](SQLite::Database &db) -> Result<void> {
        listtable::remove(db, id);
        return {};
    });
}

void UserDataStore::addToList(qint64 id, const Title &snapshot, Reply<void> reply)
{
    change(
        std::move(reply), [id, snapshot, now = nowMs()](SQLite::Database &db) { return listtable::add(db, id, snapshot, now); });
}

void UserDataStore::removeFromList(qint64 id, const TitleId &title, Reply<void> reply)
{
    change(std::move(reply), [id, title](SQLite::Database &db) -> Result<void> {
        listtable::removeItem(db, id, title);
        return {};
    });
}

void UserDataStore::moveInList(qint64 id, const TitleId &title, const TitleId &before, Reply<void> reply)
{
    change(std::move(reply), [=](SQLite::Database &db) { return listtable::move(db, id, title, before); });
}

void UserDataStore::listsOf(const TitleId &title, Reply<std::vector<qint64>> reply)
{
    look(
        std::move(reply), [title](SQLite::Database &db) -> Result<std::vector<qint64>> { return listtable::listsOf(db, title); });
}

void UserDataStore::notes(Reply<std::vector<Note>> reply)
{
    ask(std::move(reply), [](UserDatabase &database) {
        int damaged = 0;
        auto found = database.read<std::vector<Note>>(
            [&](SQLite::Database &db) -> Result<std::vector<Note>> { return notetable::notes(db, damaged); });
        database.traceDamaged(damaged);
        return found;
    });
}

void UserDataStore::note(const TitleId &title, Reply<QString> reply)
{
    look(std::move(reply), [title](SQLite::Database &db) -> Result<QString> { return notetable::note(db, title); });
}

void UserDataStore::setNote(const Title &snapshot, const QString &text, const QDateTime &at, Reply<void> reply)
{
    change(std::move(reply), [snapshot, text, ms = msOr(at)](SQLite::Database &db) -> Result<void> {
        if (!snapshot.id.isValid())
            return fail(ErrorKind::InvalidArgument, u"the title has no id"_s, u"title"_s);
        notetable::set(db, snapshot, text, ms);
        return {};
    });
}

void UserDataStore::content(Reply<PersonalContent> reply)
{
    ask(std::move(reply), [accounts = accountKeys()](UserDatabase &database) {
        int damaged = 0;
        auto found
            = database.read<PersonalContent>([&](SQLite::Database &db) { return personalcontent::all(db, accounts, damaged); });
        database.traceDamaged(damaged);
        return found;
    });
}

void UserDataStore::takeIn(const PersonalContent &content, Reply<TakenContent> reply)
{
    // Who is signed in is known here and not on the store's thread.
    std::map<std::pair<QString, MarkKind>, marktable::Wish> wishes;
    for (const PersonalContent::OwnMark &own : content.marks) {
        const std::pair key(own.mark.title.id.source, own.kind);
        if (!wishes.contains(key))
            wishes.emplace(key, wishFor(key.first, key.second));
    }
    ask(std::move(reply), [content, wishes, now = nowMs()](UserDatabase &database) -> Result<TakenContent> {
        for (const PersonalContent::OwnMark &own : content.marks) {
            if (auto checked = checkMark(own.kind, own.mark.title.id, own.mark.value); !checked)
                return tl::unexpected(checked.error());
        }
        return database.write<TakenContent>([&](SQLite::Database &db) {
            const auto wishFor = [&](const TitleId &title, MarkKind kind) { return wishes.at({title.source, kind}); };
            return personalcontent::take(db, content, wishFor, now);
        });
    });
}

void UserDataStore::keepPoster(const TitleId &title, const QByteArray &bytes, Reply<void> reply)
{
    change(std::move(reply), [title, bytes](SQLite::Database &db) -> Result<void> {
        if (bytes.size() <= kMostPosterBytes)
            notetable::keepPoster(db, title, bytes);
        return {};
    });
}

void UserDataStore::poster(const TitleId &title, Reply<QByteArray> reply)
{
    look(std::move(reply), [title](SQLite::Database &db) -> Result<QByteArray> { return notetable::poster(db, title); });
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/personal.h"
#include "models/catalog/reply.h"

namespace matinee {

/// Port: marks, own lists and notes (user.db, synchronous=FULL). A reply without an error means committed. ReadOnly,
/// DiskFull, Busy, Storage on failure: nothing changed. Main thread; answers as Reply says.
///
/// Where somebody is signed in at a title's source, a mark is theirs, and lies over the one that was set without an
/// account; marks of other accounts are not seen.
class PersonalData
{
public:
    PersonalData() = default;
    PersonalData(const PersonalData &) = delete;
    PersonalData &operator=(const PersonalData &) = delete;
    virtual ~PersonalData() = default;

    /// Sets (never toggles) a mark with the title's snapshot, or takes it away. Idempotent: setting again what is set
    /// keeps its date. `at` invalid: now. InvalidArgument for a title without an id and a rating out of 0.5..10.
    virtual void setMark(
        MarkKind kind, const Title &snapshot, std::optional<double> value, const QDateTime &at, Reply<void> reply)
        = 0;
    /// All of a source (of every source when empty), newest first.
    virtual void marks(MarkKind kind, const QString &sourceId, Reply<std::vector<Mark>> reply) = 0;

    /// In the person's order.
    virtual void lists(Reply<std::vector<OwnList>> reply) = 0;
    /// NotFound for a list that is gone.
    virtual void list(qint64 id, Reply<OwnListContent> reply) = 0;
    /// Makes a list (id 0, at the end) or brings an existing one's name, words and items to exactly this, in one
    /// transaction; the answer is its id. An id that is gone makes it anew with that id: what undo wants.
    virtual void putList(const OwnListContent &content, Reply<qint64> reply) = 0;
    /// Name and words only.
    virtual void renameList(qint64 id, const QString &name, const QString &about, Reply<void> reply) = 0;
    virtual void removeList(qint64 id, Reply<void> reply) = 0;
    /// At the end; one that is in it stays where it is.
    virtual void addToList(qint64 id, const Title &snapshot, Reply<void> reply) = 0;
    virtual void removeFromList(qint64 id, const TitleId &title, Reply<void> reply) = 0;
    /// Puts a title before another one of the list, at the end where `before` is invalid.
    virtual void moveInList(qint64 id, const TitleId &title, const TitleId &before, Reply<void> reply) = 0;
    /// The lists a title is in.
    virtual void listsOf(const TitleId &title, Reply<std::vector<qint64>> reply) = 0;

    virtual void notes(Reply<std::vector<Note>> reply) = 0;
    /// An empty text where there is none.
    virtual void note(const TitleId &title, Reply<QString> reply) = 0;
    /// An empty text takes the note away. `at` invalid: now.
    virtual void setNote(const Title &snapshot, const QString &text, const QDateTime &at, Reply<void> reply) = 0;

    /// Everything at one moment: marks as marks() gives them, lists in the person's order, notes.
    virtual void content(Reply<PersonalContent> reply) = 0;
    /// Takes all of it in, in one transaction. What is there stays: a mark that is set keeps its date; of two ratings the
    /// later one counts, and of two notes both; a list goes to the end of the one of its name (several of one name: in
    /// their order), or is made. Times that are invalid are now.
    virtual void takeIn(const PersonalContent &content, Reply<TakenContent> reply) = 0;

    /// A small encoded picture beside the snapshot of a title the person marked; of another title nothing is kept.
    virtual void keepPoster(const TitleId &title, const QByteArray &bytes, Reply<void> reply) = 0;
    /// Empty where none is kept.
    virtual void poster(const TitleId &title, Reply<QByteArray> reply) = 0;
};

} // namespace matinee

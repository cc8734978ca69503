// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/userdata/personalcontent.h"

#include <QSet>

#include <algorithm>

#include "cache/userdata/listtable.h"
#include "cache/userdata/notetable.h"

using namespace Qt::StringLiterals;

namespace matinee::personalcontent {
namespace {

qint64 msOf(const QDateTime &time, qint64 nowMs)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : nowMs;
}

int &countOf(TakenContent &taken, MarkKind kind)
{
    switch (kind) {
    case MarkKind::Favorite: return taken.favorites;
    case MarkKind::Watchlist: return taken.watchlist;
    case MarkKind::Rating: return taken.ratings;
    case MarkKind::Watched: return taken.watched;
    }
    Q_UNREACHABLE();
}

/// Whether what is kept already says it, or says it better.
bool isSettled(const std::optional<marktable::Kept> &kept, const Mark &mark)
{
    if (!kept || kept->value == 0)
        return false;
    const bool isLater = mark.at.isValid() && mark.at.toMSecsSinceEpoch() > kept->changedAtMs;
    return kept->value == mark.value || !isLater;
}

class Taking
{
public:
    Taking(SQLite::Database &db, qint64 nowMs) : m_db(db), m_nowMs(nowMs) { }

    void mark(const PersonalContent::OwnMark &own, marktable::Wish wish)
    {
        if (isSettled(marktable::kept(m_db, wish.account.key(), own.mark.title.id, own.kind), own.mark))
            return;
        wish.kind = own.kind;
        wish.value = own.mark.value;
        wish.atMs = msOf(own.mark.at, m_nowMs);
        wish.nowMs = m_nowMs;
        marktable::set(m_db, own.mark.title, wish);
        ++countOf(taken, own.kind);
    }

    void note(const Note &note)
    {
        const QString known = notetable::note(m_db, note.title.id);
        if (known.contains(note.text))
            return;
        const QString text = known.isEmpty() ? note.text : known + u"\n\n"_s + note.text;
        notetable::set(m_db, note.title, text, msOf(note.changedAt, m_nowMs));
        ++taken.notes;
    }

    Result<void> list(const OwnListContent &content)
    {
        auto id = idOf(content.list);
        if (!id)
            return tl::unexpected(id.error());
        bool isAny = false;
        for (const ListItem &item : content.items) {
            const auto lists = listtable::listsOf(m_db, item.title.id);
            if (std::ranges::find(lists, *id) != lists.end())
                continue;
            if (auto added = listtable::add(m_db, *id, item.title, msOf(item.addedAt, m_nowMs)); !added)
                return added;
            ++taken.listTitles;
            isAny = true;
        }
        if (isAny)
            taken.lists += content.list.name;
        return {};
    }

    TakenContent taken;

private:
    /// The first list of that name that no other one of this content went to, or a new one.
    Result<qint64> idOf(const OwnList &wanted)
    {
        for (const OwnList &list : listtable::lists(m_db)) {
            if (list.name == wanted.name.simplified() && !m_used.contains(list.id)) {
                m_used.insert(list.id);
                return list.id;
            }
        }
        auto made = listtable::put(m_db, {{0, wanted.name, wanted.about, 0}, {}}, m_nowMs);
        if (made)
            m_used.insert(*made);
        return made;
    }

    SQLite::Database &m_db;
    const qint64 m_nowMs;
    QSet<qint64> m_used;
};

} // namespace

Result<PersonalContent> all(SQLite::Database &db, const QStringList &accounts, int &damaged)
{
    PersonalContent content;
    for (const MarkKind kind : kMarkKinds) {
        for (Mark &mark : marktable::read(db, kind, {}, accounts, damaged))
            content.marks.push_back({kind, std::move(mark)});
    }
    for (const OwnList &list : listtable::lists(db)) {
        auto whole = listtable::content(db, list.id, damaged);
        if (!whole)
            return tl::unexpected(whole.error());
        content.lists.push_back(*std::move(whole));
    }
    content.notes = notetable::notes(db, damaged);
    return content;
}

Result<TakenContent> take(SQLite::Database &db, const PersonalContent &content, const WishFor &wishFor, qint64 nowMs)
{
    Taking taking(db, nowMs);
    // The newest last, so that what has no date of its own keeps its order.
    for (auto own = content.marks.rbegin(); own != content.marks.rend(); ++own)
        taking.mark(*own, wishFor(own->mark.title.id, own->kind));
    for (const Note &note : content.notes)
        taking.note(note);
    for (const OwnListContent &list : content.lists) {
        if (auto taken = taking.list(list); !taken)
            return tl::unexpected(taken.error());
    }
    return taking.taken;
}

} // namespace matinee::personalcontent

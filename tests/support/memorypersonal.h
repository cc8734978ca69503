// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <algorithm>

#include "models/catalog/personaldata.h"

namespace matinee::test {

/// The person's own data in memory, answered at once.
class MemoryPersonal final : public PersonalData
{
public:
    PersonalContent kept;
    std::optional<Error> failure; ///< of every change

    void setMark(
        MarkKind kind, const Title &snapshot, std::optional<double> value, const QDateTime &at, Reply<void> reply) override
    {
        if (failure)
            return reply(tl::unexpected(*failure));
        std::erase_if(kept.marks, [&](const auto &own) { return own.kind == kind && own.mark.title.id == snapshot.id; });
        if (value)
            kept.marks.insert(kept.marks.begin(), {kind, {snapshot, *value, at}});
        reply({});
    }
    void marks(MarkKind kind, const QString &sourceId, Reply<std::vector<Mark>> reply) override
    {
        std::vector<Mark> found;
        for (const auto &own : kept.marks) {
            if (own.kind == kind && (sourceId.isEmpty() || own.mark.title.id.source == sourceId))
                found.push_back(own.mark);
        }
        reply(found);
    }
    void lists(Reply<std::vector<OwnList>> reply) override
    {
        std::vector<OwnList> found;
        for (const OwnListContent &content : kept.lists) {
            found.push_back(content.list);
            found.back().size = std::ssize(content.items);
        }
        reply(found);
    }
    void list(qint64 id, Reply<OwnListContent> reply) override
    {
        if (const auto at = find(id); at != kept.lists.end())
            return reply(*at);
        reply(fail(ErrorKind::NotFound, QStringLiteral("there is no such list")));
    }
    void putList(const OwnListContent &content, Reply<qint64> reply) override
    {
        if (failure)
            return reply(tl::unexpected(*failure));
        OwnListContent put = content;
        if (put.list.id == 0)
            put.list.id = ++m_lastList;
        kept.lists.push_back(put);
        reply(put.list.id);
    }
    void renameList(qint64 id, const QString &name, const QString &about, Reply<void> reply) override
    {
        change(id, reply, [&](OwnListContent &content) { content.list = {id, name, about, 0}; });
    }
    void removeList(qint64 id, Reply<void> reply) override
    {
        std::erase_if(kept.lists, [&](const OwnListContent &content) { return content.list.id == id; });
        reply({});
    }
    void addToList(qint64 id, const Title &snapshot, Reply<void> reply) override
    {
        change(id, reply, [&](OwnListContent &content) { content.items.push_back({snapshot, {}}); });
    }
    void removeFromList(qint64 id, const TitleId &title, Reply<void> reply) override
    {
        change(id, reply, [&](OwnListContent &content) {
            std::erase_if(content.items, [&](const ListItem &item) { return item.title.id == title; });
        });
    }
    void moveInList(qint64 id, const TitleId &title, const TitleId &before, Reply<void> reply) override
    {
        change(id, reply, [&](OwnListContent &content) {
            const auto at = [&](const TitleId &wanted) {
                return std::ranges::find_if(content.items, [&](const ListItem &item) { return item.title.id == wanted; });
            };
            const ListItem moved = *at(title);
            content.items.erase(at(title));
            content.items.insert(at(before), moved);
        });
    }
    void listsOf(const TitleId & /*title*/, Reply<std::vector<qint64>> reply) override { reply(std::vector<qint64>()); }
    void notes(Reply<std::vector<Note>> reply) override { reply(kept.notes); }
    void note(const TitleId &title, Reply<QString> reply) override
    {
        const auto at = std::ranges::find_if(kept.notes, [&](const Note &note) { return note.title.id == title; });
        reply(at == kept.notes.end() ? QString() : at->text);
    }
    void setNote(const Title &snapshot, const QString &text, const QDateTime &at, Reply<void> reply) override
    {
        std::erase_if(kept.notes, [&](const Note &note) { return note.title.id == snapshot.id; });
        if (!text.isEmpty())
            kept.notes.push_back({snapshot, text, at});
        reply({});
    }
    void content(Reply<PersonalContent> reply) override { reply(kept); }
    void takeIn(const PersonalContent & /*content*/, Reply<TakenContent> reply) override { reply(TakenContent()); }
    QHash<TitleId, QByteArray> posters;
    void keepPoster(const TitleId &title, const QByteArray &bytes, Reply<void> reply) override
    {
        posters.insert(title, bytes);
        reply({});
    }
    void poster(const TitleId &title, Reply<QByteArray> reply) override { reply(posters.value(title)); }

private:
    std::vector<OwnListContent>::iterator find(qint64 id)
    {
        return std::ranges::find_if(kept.lists, [&](const OwnListContent &content) { return content.list.id == id; });
    }
    template <typename Change>
    void change(qint64 id, const Reply<void> &reply, Change change)
    {
        const auto at = find(id);
        if (failure || at == kept.lists.end())
            return reply(tl::unexpected(failure.value_or(Error{ErrorKind::NotFound, {}, {}})));
        change(*at);
        reply({});
    }

    qint64 m_lastList = 0;
};

} // namespace matinee::test

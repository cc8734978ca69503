// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>

#include <array>

#include "models/catalog/personaldata.h"

namespace matinee {

/// The watchlist, what was watched, ratings, own lists and notes, as menus and pages show them. GUI thread. What is asked
/// for shows only once the store said it is committed; what could not be kept is told by failed(), and nothing changed.
/// Favorites have a class of their own: their hearts show what is on its way.
class Marks : public QObject
{
    Q_OBJECT
public:
    explicit Marks(PersonalData &personal, QObject *parent = nullptr) : QObject(parent), m_personal(personal) { }

    /// Reads everything anew; changed() and listsChanged() follow.
    void load();
    /// The committed value; nothing where it is not set.
    [[nodiscard]] std::optional<double> value(MarkKind kind, const TitleId &title) const;
    [[nodiscard]] bool isSet(MarkKind kind, const TitleId &title) const { return value(kind, title).has_value(); }
    /// Committed marks of a source.
    [[nodiscard]] int count(MarkKind kind, const QString &sourceId) const;
    void set(MarkKind kind, const Title &title, std::optional<double> value);

    [[nodiscard]] const std::vector<OwnList> &lists() const { return m_lists; }
    /// Makes a list and, where a title is given, puts it in.
    void makeList(const QString &name, const std::optional<Title> &title);
    void renameList(qint64 list, const QString &name);
    /// Takes a list away; the answer is what undoList() brings back.
    void removeList(qint64 list, std::function<void(const OwnListContent &)> gone);
    void undoList(const OwnListContent &content);
    void addToList(qint64 list, const Title &title);
    /// Undoes removeFromList(): the title stands before `below` again, at the end where that is invalid or gone.
    void putBack(qint64 list, const Title &title, const TitleId &below);
    void removeFromList(qint64 list, const TitleId &title);
    /// Puts a title before another one, at the end where `before` is invalid.
    void moveInList(qint64 list, const TitleId &title, const TitleId &before);

    void note(const TitleId &title, Reply<QString> reply) { m_personal.note(title, std::move(reply)); }
    void setNote(const Title &title, const QString &text);

Q_SIGNALS:
    /// The committed marks of a source are others now.
    void changed(matinee::MarkKind kind, const QString &sourceId);
    /// There are other lists now, or they have other names or sizes.
    void listsChanged();
    /// What stands in a list is something else now.
    void listChanged(qint64 list);
    void failed(const matinee::Error &error);

private:
    using Values = QHash<TitleId, double>;
    void loadKind(MarkKind kind);
    void loadLists();
    void after(const Result<void> &done, qint64 list);
    [[nodiscard]] Values &valuesOf(MarkKind kind) { return m_values[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] const Values &valuesOf(MarkKind kind) const { return m_values[static_cast<std::size_t>(kind)]; }

    PersonalData &m_personal;
    std::array<Values, kMarkKinds.size()> m_values;
    std::vector<OwnList> m_lists;
};

} // namespace matinee

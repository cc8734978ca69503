// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/marks.h"

#include <QPointer>
#include <QSet>

#include <algorithm>

namespace matinee {
namespace {

/// A reply that does nothing once the marks are gone.
template <typename T, typename Then>
Reply<T> guarded(Marks *marks, Then then)
{
    return [self = QPointer(marks), then = std::move(then)](const Result<T> &result) {
        if (self)
            then(result);
    };
}

} // namespace

void Marks::load()
{
    for (const MarkKind kind : kMarkKinds) {
        if (kind != MarkKind::Favorite)
            loadKind(kind);
    }
    loadLists();
}

void Marks::loadKind(MarkKind kind)
{
    m_personal.marks(kind, {}, guarded<std::vector<Mark>>(this, [this, kind](const Result<std::vector<Mark>> &marks) {
        if (!marks)
            return Q_EMIT failed(marks.error());
        Values values;
        for (const Mark &mark : *marks)
            values.insert(mark.title.id, mark.value);
        QSet<QString> sources;
        const auto differs = [&sources](const Values &a, const Values &b) {
            for (auto at = a.cbegin(); at != a.cend(); ++at) {
                if (b.value(at.key()) != at.value())
                    sources.insert(at.key().source);
            }
        };
        differs(values, valuesOf(kind));
        differs(valuesOf(kind), values);
        valuesOf(kind) = values;
        for (const QString &source : std::as_const(sources))
            Q_EMIT changed(kind, source);
    }));
}

void Marks::loadLists()
{
    m_personal.lists(guarded<std::vector<OwnList>>(this, [this](const Result<std::vector<OwnList>> &lists) {
        if (!lists || *lists == m_lists)
            return;
        m_lists = *lists;
        Q_EMIT listsChanged();
    }));
}

std::optional<double> Marks::value(MarkKind kind, const TitleId &title) const
{
    const auto at = valuesOf(kind).constFind(title);
    return at == valuesOf(kind).cend() ? std::nullopt : std::optional(*at);
}

int Marks::count(MarkKind kind, const QString &sourceId) const
{
    const Values &values = valuesOf(kind);
    return static_cast<int>(
        std::count_if(values.keyBegin(), values.keyEnd(), [&](const TitleId &title) { return title.source == sourceId; }));
}

void Marks::set(MarkKind kind, const Title &title, std::optional<double> value)
{
    const auto then = [this, kind, id = title.id, value](const Result<void> &done) {
        if (!done)
            return Q_EMIT failed(done.error());
        if (value)
            valuesOf(kind).insert(id, *value);
        else
            valuesOf(kind).remove(id);
        Q_EMIT changed(kind, id.source);
    };
    m_personal.setMark(kind, title, value, {}, guarded<void>(this, then));
}

void Marks::makeList(const QString &name, const std::optional<Title> &title)
{
    OwnListContent content{{0, name, {}, 0}, {}};
    if (title)
        content.items.push_back({*title, {}});
    m_personal.putList(content, guarded<qint64>(this, [this](const Result<qint64> &made) {
        if (!made)
            return Q_EMIT failed(made.error());
        loadLists();
    }));
}

void Marks::after(const Result<void> &done, qint64 list)
{
    if (!done)
        return Q_EMIT failed(done.error());
    loadLists();
    Q_EMIT listChanged(list);
}

void Marks::renameList(qint64 list, const QString &name)
{
    const auto at = std::ranges::find(m_lists, list, &OwnList::id);
    const QString about = at == m_lists.end() ? QString() : at->about;
    m_personal.renameList(list, name, about, guarded<void>(this, [this, list](const Result<void> &done) { after(done, list); }));
}

void Marks::removeList(qint64 list, std::function<void(const OwnListContent &)> gone)
{
    m_personal.list(list, guarded<OwnListContent>(this, [this, list, gone](const Result<OwnListContent> &content) {
        if (!content)
            return Q_EMIT failed(content.error());
        m_personal.removeList(list, guarded<void>(this, [this, list, gone, kept = *content](const Result<void> &done) {
            after(done, list);
            if (done)
                gone(kept);
        }));
    }));
}

void Marks::undoList(const OwnListContent &content)
{
    m_personal.putList(content, guarded<qint64>(this, [this](const Result<qint64> &made) {
        if (!made)
            return Q_EMIT failed(made.error());
        after({}, *made);
    }));
}

void Marks::addToList(qint64 list, const Title &title)
{
    m_personal.addToList(list, title, guarded<void>(this, [this, list](const Result<void> &done) { after(done, list); }));
}

void Marks::putBack(qint64 list, const Title &title, const TitleId &below)
{
    const auto then = [this, list, id = title.id, below](const Result<void> &done) {
        if (!done || !below.isValid())
            return after(done, list);
        moveInList(list, id, below);
    };
    m_personal.addToList(list, title, guarded<void>(this, then));
}

void Marks::removeFromList(qint64 list, const TitleId &title)
{
    m_personal.removeFromList(list, title, guarded<void>(this, [this, list](const Result<void> &done) { after(done, list); }));
}

void Marks::moveInList(qint64 list, const TitleId &title, const TitleId &before)
{
    m_personal.moveInList(
        list, title, before, guarded<void>(this, [this, list](const Result<void> &done) { after(done, list); }));
}

void Marks::setNote(const Title &title, const QString &text)
{
    m_personal.setNote(title, text, {}, guarded<void>(this, [this](const Result<void> &done) {
        if (!done)
            Q_EMIT failed(done.error());
    }));
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/favorites.h"

#include <QPointer>
#include <QSet>

namespace matinee {

Favorites::Favorites(UserData &userData, QObject *parent) : QObject(parent), m_userData(userData) { }

void Favorites::load()
{
    m_userData.favorites({}, [self = QPointer(this)](const Result<std::vector<Favorite>> &favorites) {
        if (!self)
            return;
        if (favorites)
            self->onLoaded(*favorites);
        else
            Q_EMIT self->failed({}, favorites.error());
    });
}

void Favorites::onLoaded(const std::vector<Favorite> &favorites)
{
    QSet<TitleId> loaded;
    for (const Favorite &favorite : favorites)
        loaded.insert(favorite.title.id);
    QSet<TitleId> known;
    for (auto heart = m_hearts.cbegin(); heart != m_hearts.cend(); ++heart) {
        if (heart->committed)
            known.insert(heart.key());
    }
    QSet<QString> sources;
    const QSet<TitleId> differing = (loaded - known) + (known - loaded);
    for (const TitleId &title : differing) {
        const State before = state(title);
        commit(title, loaded.contains(title));
        sources.insert(title.source);
        if (state(title) != before)
            Q_EMIT stateChanged(title);
    }
    for (const QString &source : std::as_const(sources))
        Q_EMIT changed(source);
}

Favorites::State Favorites::state(const TitleId &title) const
{
    const Heart heart = m_hearts.value(title);
    if (heart.ticket != 0)
        return heart.wanted ? State::TurningOn : State::TurningOff;
    return heart.committed ? State::On : State::Off;
}

bool Favorites::isWanted(const TitleId &title) const
{
    const Heart heart = m_hearts.value(title);
    return heart.ticket != 0 ? heart.wanted : heart.committed;
}

int Favorites::count(const QString &sourceId) const
{
    return m_counts.value(sourceId);
}

void Favorites::set(const Title &title, bool wanted)
{
    if (isWanted(title.id) == wanted)
        return;
    Heart &heart = m_hearts[title.id];
    heart.wanted = wanted;
    heart.ticket = ++m_tickets;
    m_userData.setFavorite(
        title, wanted, [self = QPointer(this), id = title.id, wanted, ticket = heart.ticket](const Result<void> &result) {
            if (self)
                self->onSet(id, wanted, ticket, result);
        });
    Q_EMIT stateChanged(title.id);
}

void Favorites::onSet(const TitleId &title, bool wanted, quint64 ticket, const Result<void> &result)
{
    const bool differs = result && commit(title, wanted);
    // An older wish that failed is silent: the newer one says how it ends.
    const bool isNewest = m_hearts.value(title).ticket == ticket;
    if (isNewest) {
        m_hearts[title].ticket = 0;
        forgetIfOff(title);
        Q_EMIT stateChanged(title);
    }
    if (differs)
        Q_EMIT changed(title.source);
    if (!result && isNewest)
        Q_EMIT failed(title, result.error());
}

bool Favorites::commit(const TitleId &title, bool isFavorite)
{
    Heart &heart = m_hearts[title];
    const bool differs = heart.committed != isFavorite;
    heart.committed = isFavorite;
    if (differs)
        m_counts[title.source] += isFavorite ? 1 : -1;
    forgetIfOff(title);
    return differs;
}

void Favorites::forgetIfOff(const TitleId &title)
{
    const auto heart = m_hearts.constFind(title);
    if (heart != m_hearts.cend() && !heart->committed && heart->ticket == 0)
        m_hearts.erase(heart);
}

} // namespace matinee

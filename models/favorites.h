// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>

#include "models/catalog/title.h"
#include "models/catalog/userdata.h"

namespace matinee {

/// Which titles are favorites, as every heart on screen shows it. GUI thread. A heart is pressed at once and
/// filled only after the store said the change is committed; if it could not be kept it springs back.
class Favorites : public QObject
{
    Q_OBJECT
public:
    enum class State { Off, TurningOn, On, TurningOff };
    Q_ENUM(State)

    Favorites(UserData &userData, QObject *parent = nullptr);

    /// Reads all favorites from the store; changed() follows for each source whose set differs from what was known.
    /// failed() with an invalid title when they cannot be read; what was known stays.
    void load();
    [[nodiscard]] State state(const TitleId &title) const;
    /// On or turning on: what a click would undo.
    [[nodiscard]] bool isWanted(const TitleId &title) const;
    /// Committed favorites of a source.
    [[nodiscard]] int count(const QString &sourceId) const;
    /// Asks for a change, also while an earlier one is on its way: the last wish wins. Wishing what is wished already
    /// does nothing.
    void set(const Title &title, bool wanted);

Q_SIGNALS:
    /// The heart of one title looks different now.
    void stateChanged(const matinee::TitleId &title);
    /// The committed set of this source changed: its favorites and for-you lists are to be read anew.
    void changed(const QString &sourceId);
    /// A change could not be kept; the state is what it was before.
    void failed(const matinee::TitleId &title, const matinee::Error &error);

private:
    struct Heart {
        bool committed = false;
        bool wanted = false;
        quint64 ticket = 0; // of the newest wish on its way, 0 for none
    };
    void onLoaded(const std::vector<Favorite> &favorites);
    void onSet(const TitleId &title, bool wanted, quint64 ticket, const Result<void> &result);
    bool commit(const TitleId &title, bool isFavorite);
    void forgetIfOff(const TitleId &title);

    UserData &m_userData;
    QHash<TitleId, Heart> m_hearts; // absent = Off
    QHash<QString, int> m_counts;   // committed, by source
    quint64 m_tickets = 0;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QSet>

#include "tests/support/faultserver/dialects/pendingsignins.h"
#include "tests/support/faultserver/dialects/tmdbjson.h"

namespace matinee::test {

/// TMDB's sign-in and what a signed-in person writes: request tokens, sessions, favorite, watchlist, rating.
class TmdbAccount
{
public:
    /// `parts`: the path behind /3. Nothing where the path is none of the account's.
    [[nodiscard]] std::optional<Answer> answer(const ServedRequest &request, const QStringList &parts, ServedWorld &world);
    /// `{id, favorite, rated, watchlist}` of a title.
    [[nodiscard]] QJsonObject states(qint64 number, ServedWorld &world) const;
    [[nodiscard]] bool isSignedIn(const ServedRequest &request, const ServedWorld &world) const;

private:
    [[nodiscard]] Answer authentication(const ServedRequest &request, const QString &what, const ServedWorld &world);
    [[nodiscard]] Answer newSession(const ServedRequest &request, const ServedWorld &world);
    [[nodiscard]] Answer account(const ServedRequest &request, const QStringList &parts, ServedWorld &world) const;
    [[nodiscard]] Answer keep(const ServedRequest &request, ListKind kind, ServedWorld &world) const;
    [[nodiscard]] Answer keptPage(const ServedRequest &request, ListKind kind, ServedWorld &world) const;
    [[nodiscard]] Answer rate(const ServedRequest &request, qint64 number, ServedWorld &world);

    PendingSignIns m_tokens;  // request tokens
    QSet<QString> m_sessions; // those made here, guests' too
    QMap<qint64, double> m_ratings;
    qint64 m_made = 0;
};

} // namespace matinee::test

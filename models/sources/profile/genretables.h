// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <functional>
#include <vector>

#include "models/catalog/clock.h"
#include "models/sources/profile/readingtransport.h"
#include "models/sources/profile/requestbuilder.h"

namespace matinee {

/// The names of genres that lists tell by number only, one table a source and language, asked for once and kept for as
/// long as reference data stays fresh. Where a table cannot be had, titles come without genres, and the next page asks
/// again. Main thread.
class GenreTables
{
public:
    GenreTables(ReadingTransport &transport, const Clock &clock);

    /// Asks for the table where the profile has one and it is not there.
    void want(const ProfileEntry &entry, const Secrets &secrets, const RequestManner &manner);
    /// Calls back once the table is there or is known not to come: at once, or later.
    void whenKnown(const ProfileEntry &entry, std::function<void(const GenreNames &)> call);
    /// What is there now.
    [[nodiscard]] GenreNames names(const ProfileEntry &entry) const;

private:
    struct Table {
        GenreNames names;
        QDateTime fetchedAt;
        bool isAsked = false;
        std::vector<std::function<void(const GenreNames &)>> waiting;
    };
    void arrived(const QString &key, const Result<GenreNames> &names);

    ReadingTransport &m_transport;
    const Clock &m_clock;
    QHash<QString, Table> m_tables;
    std::shared_ptr<char> m_life = std::make_shared<char>();
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/cataloguefile/index/cataloguerows.h"
#include "cache/cataloguefile/index/indexconnection.h"
#include "models/catalog/titleclue.h"

namespace matinee {

/// Finds titles of an index by what other catalogues say of them: their ids first, then title and year. Lives on the
/// catalogue thread, inside IndexConnection::read(): may throw SQLite::Exception.
class TitleLookup
{
public:
    TitleLookup(IndexConnection &index, QString sourceId) : m_index(index), m_sourceId(std::move(sourceId)) { }

    [[nodiscard]] FoundTitle find(const TitleClue &clue);

private:
    [[nodiscard]] std::optional<Title> byId(const char *scheme, const QString &value);
    [[nodiscard]] std::optional<Title> titleAt(qint64 n);
    void offerCalled(const QString &name, ClueMatch &match);
    void offerWithWords(const QString &name, ClueMatch &match);
    [[nodiscard]] qint64 numberAt(qint64 place);

    IndexConnection &m_index;
    const QString m_sourceId;
    QByteArray m_fileOrder; // read when first needed
};

} // namespace matinee

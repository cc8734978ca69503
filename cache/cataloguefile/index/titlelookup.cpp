// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/titlelookup.h"

#include <QtEndian>

#include "cache/cataloguefile/import/entrytext.h"
#include "cache/cataloguefile/index/orderstats.h"
#include "cache/core/packedtitle.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// They only bound the work of one clue: no title has so many namesakes.
constexpr int kMostNamesakes = 200;

} // namespace

FoundTitle TitleLookup::find(const TitleClue &clue)
{
    if (clue.id.source == m_sourceId) {
        if (const auto n = numberOf(m_index, clue.id))
            return {titleAt(*n), true, false};
    }
    for (const auto &[scheme, value] : {std::pair{"imdb", clue.imdb}, std::pair{"tmdb", clue.tmdb}}) {
        if (auto title = byId(scheme, value))
            return {std::move(title), true, false};
    }
    ClueMatch match(clue);
    for (const QString &name : {clue.title, clue.originalTitle}) {
        offerCalled(name, match);
        if (FoundTitle found = match.best(); found.title)
            return found;
    }
    for (const QString &name : {clue.title, clue.originalTitle})
        offerWithWords(name, match); // written otherwise, or its original title
    return match.best();
}

std::optional<Title> TitleLookup::byId(const char *scheme, const QString &value)
{
    if (value.isEmpty())
        return std::nullopt;
    auto row = m_index.use("SELECT title.n FROM external_id JOIN title USING(type, ext_id) WHERE scheme=?1 AND value=?2");
    row->bind(1, scheme);
    bindText(*row, 2, value);
    return row->executeStep() ? titleAt(row->getColumn(0).getInt64()) : std::nullopt;
}

std::optional<Title> TitleLookup::titleAt(qint64 n)
{
    const auto raw = readRawTitle(m_index, n);
    if (!raw)
        return std::nullopt;
    TitleId id = raw->id;
    id.source = m_sourceId;
    auto title = unpackTitle(raw->lite.view(), raw->crc, id);
    return title ? std::optional(*std::move(title)) : std::nullopt; // damaged: as if it were not there
}

void TitleLookup::offerCalled(const QString &name, ClueMatch &match)
{
    const QByteArray sortTitle = sortTitleOf(name).toUtf8();
    if (sortTitle.isEmpty())
        return;
    // n is the place in title order.
    const qint64 before = titlesBefore(m_index, sortTitle);
    for (qint64 n = before + 1; n <= before + kMostNamesakes; ++n) {
        auto row = m_index.use("SELECT sort_title FROM title WHERE n=?1");
        row->bind(1, static_cast<int64_t>(n));
        if (!row->executeStep() || textOf(row->getColumn(0)).toUtf8() != sortTitle)
            return;
        if (const auto title = titleAt(n))
            match.offer(*title);
    }
}

void TitleLookup::offerWithWords(const QString &name, ClueMatch &match)
{
    const QString expression = namesakeExpression(name);
    if (expression.isEmpty())
        return;
    auto row = m_index.use("SELECT rowid FROM fts WHERE fts MATCH ?1 LIMIT ?2");
    bindText(*row, 1, expression);
    row->bind(2, kMostNamesakes);
    while (row->executeStep()) {
        if (const auto title = titleAt(numberAt(row->getColumn(0).getInt64())))
            match.offer(*title);
    }
}

qint64 TitleLookup::numberAt(qint64 place)
{
    if (m_fileOrder.isEmpty()) {
        auto row = m_index.use("SELECT n FROM file_order");
        if (row->executeStep())
            m_fileOrder = blobOf(row->getColumn(0));
    }
    const qint64 at = (place - 1) * qint64(sizeof(quint32));
    return at >= 0 && at < m_fileOrder.size() ? qint64(qFromLittleEndian<quint32>(m_fileOrder.constData() + at)) : 0;
}

} // namespace matinee

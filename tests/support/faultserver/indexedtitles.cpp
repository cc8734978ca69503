// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/indexedtitles.h"

#include <algorithm>

#include "cache/cataloguefile/import/catalogueimporter.h"
#include "tests/support/faultserver/synthetictitles.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

const QString kSource = u"served"_s;
// What a page of a catalogue holds at most (CatalogueQuery).
constexpr qint64 kMostRows = 100;
// Genres TMDB has no id for are numbered from here.
constexpr qint64 kOwnGenres = 100'000;

QString feedNameOf(ListKind kind)
{
    if (kind == ListKind::Search)
        return u"search"_s;
    return kind == ListKind::Recommended || kind == ListKind::Similar ? u"recommended"_s : u"all"_s;
}

std::vector<ServedGenre> genresOf(const CatalogueFacts &facts)
{
    std::vector<ServedGenre> out;
    const auto &known = tmdbGenres();
    for (const CatalogueTerm &term : facts.genres) {
        const auto at = std::find_if(known.begin(), known.end(),
            [&](const ServedGenre &genre) { return genre.name.compare(term.name, Qt::CaseInsensitive) == 0; });
        out.push_back({at == known.end() ? kOwnGenres + term.id : at->id, term.name});
    }
    return out;
}

} // namespace

Result<std::unique_ptr<IndexedTitles>> IndexedTitles::import(const QString &cataloguePath, const std::function<bool()> &goesOn)
{
    std::unique_ptr<IndexedTitles> titles(new IndexedTitles);
    titles->m_folder = std::make_unique<QTemporaryDir>();
    const QString path = titles->m_folder->filePath(u"index.db"_s);
    if (const auto report = CatalogueImporter::run({cataloguePath, path}, [&](SourceProgress) { return !goesOn || goesOn(); });
        !report)
        return tl::unexpected(report.error());
    auto index = CatalogueIndex::open(path, kSource);
    if (!index)
        return tl::unexpected(index.error());
    auto numbers = IndexConnection::open(path);
    if (!numbers)
        return tl::unexpected(numbers.error());
    titles->m_index = *std::move(index);
    titles->m_genres = genresOf(titles->m_index->facts());
    titles->m_numbers = *std::move(numbers);
    return titles;
}

FeedKey IndexedTitles::ordered(SortField field, bool descending) const
{
    const auto fields = m_index->facts().sorts();
    const FeedKey all = FeedKey::of(kSource, u"all"_s);
    if (std::find(fields.begin(), fields.end(), field) == fields.end())
        return all;
    return all.with(u"sort"_s, sortFieldName(field)).with(u"order"_s, descending ? u"desc"_s : u"asc"_s);
}

std::optional<TitleId> IndexedTitles::idOf(qint64 number)
{
    const auto row = m_numbers->read<std::optional<RawTitle>>(
        [&]() -> Result<std::optional<RawTitle>> { return readRawTitle(*m_numbers, number); });
    if (!row || !*row)
        return std::nullopt;
    TitleId id = (*row)->id;
    id.source = kSource;
    return id;
}

FeedKey IndexedTitles::feedOf(const ListAsk &ask)
{
    const FeedKey feed = FeedKey::of(kSource, feedNameOf(ask.kind));
    switch (ask.kind) {
    case ListKind::TrendingDay:
    case ListKind::NowPlaying:
    case ListKind::Upcoming: return ordered(SortField::Year, true);
    case ListKind::TrendingWeek: return ordered(SortField::Runtime, true);
    case ListKind::TopRated: return ordered(SortField::Rating, true);
    case ListKind::Search: return feed.with(u"q"_s, ask.text.left(200));
    case ListKind::Recommended:
    case ListKind::Similar: {
        const auto id = idOf(ask.title);
        return feed.with(u"title"_s, id ? id->localText() : u"movie:"_s);
    }
    case ListKind::Discover:
        for (const ServedGenre &genre : m_genres) {
            if (genre.id == ask.genre)
                return feed.with(u"genre"_s, genre.name);
        }
        return feed;
    default: return feed;
    }
}

qint64 IndexedTitles::total(const ListAsk &ask)
{
    if (ask.kind == ListKind::ByNumber)
        return size();
    const auto counted = m_index->size(feedOf(ask), {{}, QDateTime::currentDateTimeUtc()});
    return counted ? counted->total : 0;
}

std::vector<ServedTitle> IndexedTitles::slice(const ListAsk &ask, qint64 offset, qint64 count)
{
    std::vector<ServedTitle> out;
    if (ask.kind == ListKind::ByNumber) {
        for (qint64 number = offset + 1; number <= std::min(offset + count, size()); ++number) {
            if (auto found = details(number))
                out.push_back({number, std::move(found->title)});
        }
        return out;
    }
    const FeedKey feed = feedOf(ask);
    while (count > 0) {
        const qint64 rows = std::min(count, kMostRows);
        const auto raw = m_index->page(
            feed.with(u"page_size"_s, QString::number(rows)), PageOffset{offset}, {{}, QDateTime::currentDateTimeUtc()});
        if (!raw)
            break;
        const qint64 read = static_cast<qint64>(raw->titles.size());
        for (Row &row : unpackPage(*raw).rows)
            out.push_back({row.item.value, std::move(row.title)});
        if (read < rows)
            break;
        offset += rows;
        count -= rows;
    }
    return out;
}

std::optional<TitleDetails> IndexedTitles::details(qint64 number)
{
    const auto id = number >= 1 ? idOf(number) : std::nullopt;
    if (!id)
        return std::nullopt;
    const auto raw = m_index->details(*id);
    auto unpacked = raw ? unpackRawDetails(*raw) : tl::unexpected(raw.error());
    return unpacked ? std::optional(*std::move(unpacked)) : std::nullopt;
}

} // namespace matinee::test

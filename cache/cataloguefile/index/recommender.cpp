// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cataloguefile/index/recommender.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <tuple>

#include "cache/cataloguefile/schema.h"

namespace matinee {
namespace {

constexpr double kDirectorPoints = 6.0;
constexpr double kCastPoints = 3.0;
// A whole ensemble in common says no more than three of it.
constexpr int kMostCastCounted = 3;
constexpr double kGenrePoints = 4.0;
constexpr double kYearPoints = 1.5;
constexpr int kYearsThatCount = 20;
constexpr double kCountryPoints = 0.5;
constexpr int kYearsUnknown = 10000;

} // namespace

struct Recommender::Likeness {
    qint64 self = 0;
    std::optional<int> year;
    std::vector<CatalogueTerm> genres;
    std::vector<CatalogueTerm> countries;
    qint64 genreMask = 0;    // any of the title's genres, the shared bit included
    qint64 ownGenreBits = 0; // of every genre of the catalogue that has a bit of its own
};

std::vector<CatalogueTerm> Recommender::terms(const std::vector<CatalogueTerm> &known, const QStringList &names) const
{
    std::vector<CatalogueTerm> found;
    for (const CatalogueTerm &term : known) {
        if (names.contains(term.name))
            found.push_back(term);
    }
    return found;
}

std::vector<Recommender::Scored> Recommender::candidates(qint64 n, const TitleDetails &details, std::size_t genreCap)
{
    Likeness like{
        n, details.title.year, terms(m_facts.genres, details.title.genres), terms(m_facts.countries, details.countries), 0, 0};
    for (const CatalogueTerm &genre : like.genres)
        like.genreMask |= genre.mask;
    for (const CatalogueTerm &genre : m_facts.genres)
        like.ownGenreBits |= genre.shared ? 0 : genre.mask;
    QStringList cast;
    for (const Credit &credit : details.cast)
        cast.append(credit.name);
    Candidates found;
    addPeople(details.directors, static_cast<int>(TermKind::Director), &Candidate::directors, found);
    addPeople(cast, static_cast<int>(TermKind::Cast), &Candidate::cast, found);
    const std::size_t cap = found.size() + genreCap;
    addByYear(like, cap, found);
    addByGenre(like, cap, found);
    found.erase(n);
    std::vector<Scored> scored;
    scored.reserve(found.size());
    for (auto &[other, candidate] : found) {
        if (!complete(other, candidate))
            continue;
        if (const auto points = score(like, other, candidate))
            scored.push_back(*points);
    }
    return scored;
}

void Recommender::addPeople(const QStringList &names, int kind, int Candidate::*count, Candidates &out)
{
    for (const QString &name : names) {
        auto statement = m_index.use("SELECT n FROM posting WHERE term_id=(SELECT term_id FROM term WHERE kind=?1 AND name=?2)");
        statement->bind(1, kind);
        bindText(*statement, 2, name);
        while (statement->executeStep())
            ++(out[statement->getColumn(0).getInt64()].*count);
    }
}

// The covering index of the years, outward from the title's own: near years score most, so the cap cuts the rest.
void Recommender::addByYear(const Likeness &like, std::size_t cap, Candidates &out)
{
    if (!like.year || like.genreMask == 0)
        return;
    for (int apart = 0; apart < kYearsThatCount && out.size() < cap; ++apart) {
        for (const int year : {*like.year - apart, *like.year + apart}) {
            auto statement
                = m_index.use("SELECT n, facets FROM title INDEXED BY title_by_year WHERE year=?1 AND facets&?2<>0 ORDER BY n");
            statement->bind(1, year);
            statement->bind(2, static_cast<int64_t>(like.genreMask));
            while (out.size() < cap && statement->executeStep()) {
                Candidate &candidate = out[statement->getColumn(0).getInt64()];
                candidate.isRead = true;
                candidate.year = year;
                candidate.facets = statement->getColumn(1).getInt64();
            }
        }
    }
}

// Titles far away in years or without one: the rarest genre says most.
void Recommender::addByGenre(const Likeness &like, std::size_t cap, Candidates &out)
{
    std::vector<CatalogueTerm> rarestFirst = like.genres;
    std::stable_sort(rarestFirst.begin(), rarestFirst.end(), [](const auto &a, const auto &b) { return a.titles < b.titles; });
    for (const CatalogueTerm &genre : rarestFirst) {
        auto statement = m_index.use("SELECT n FROM posting WHERE term_id=?1 ORDER BY n");
        statement->bind(1, static_cast<int64_t>(genre.id));
        while (out.size() < cap && statement->executeStep())
            out.try_emplace(statement->getColumn(0).getInt64());
    }
}

bool Recommender::has(const CatalogueTerm &term, qint64 facets, qint64 n)
{
    if ((facets & term.mask) == 0)
        return false;
    if (!term.shared)
        return true;
    auto statement = m_index.use("SELECT 1 FROM posting WHERE term_id=?1 AND n=?2");
    statement->bind(1, static_cast<int64_t>(term.id));
    statement->bind(2, static_cast<int64_t>(n));
    return statement->executeStep();
}

bool Recommender::complete(qint64 n, Candidate &candidate)
{
    if (candidate.isRead)
        return true;
    auto statement = m_index.use("SELECT year, facets FROM title WHERE n=?1");
    statement->bind(1, static_cast<int64_t>(n));
    if (!statement->executeStep())
        return false;
    if (!statement->getColumn(0).isNull())
        candidate.year = statement->getColumn(0).getInt();
    candidate.facets = statement->getColumn(1).getInt64();
    return candidate.isRead = true;
}

std::optional<Recommender::Scored> Recommender::score(const Likeness &like, qint64 n, const Candidate &candidate)
{
    const int apart = like.year && candidate.year ? std::abs(*like.year - *candidate.year) : kYearsUnknown;
    const qint64 facets = candidate.facets;
    const auto shared = [&](const CatalogueTerm &term) { return has(term, facets, n); };
    const auto genres = std::count_if(like.genres.begin(), like.genres.end(), shared);
    if (candidate.directors == 0 && candidate.cast == 0 && genres == 0)
        return std::nullopt;
    // Genres that share a bit cannot be counted from it; they count where they are in common.
    const auto theirs = std::max<qint64>(std::popcount(static_cast<quint64>(facets & like.ownGenreBits)), genres);
    const qint64 either = static_cast<qint64>(like.genres.size()) + theirs - genres;
    double points = kDirectorPoints * candidate.directors + kCastPoints * std::min(candidate.cast, kMostCastCounted);
    if (either > 0)
        points += kGenrePoints * static_cast<double>(genres) / static_cast<double>(either);
    points += kYearPoints * std::max(0.0, 1.0 - static_cast<double>(apart) / kYearsThatCount);
    if (std::any_of(like.countries.begin(), like.countries.end(), shared))
        points += kCountryPoints;
    return Scored{n, points, apart};
}

std::vector<qint64> Recommender::best(std::vector<Scored> scored, std::size_t most)
{
    const auto kept = scored.begin() + static_cast<std::ptrdiff_t>(std::min(most, scored.size()));
    std::partial_sort(scored.begin(), kept, scored.end(), [](const Scored &a, const Scored &b) {
        return std::tuple(-a.score, a.yearsApart, a.n) < std::tuple(-b.score, b.yearsApart, b.n);
    });
    std::vector<qint64> titles;
    for (auto at = scored.begin(); at != kept; ++at)
        titles.push_back(at->n);
    return titles;
}

} // namespace matinee

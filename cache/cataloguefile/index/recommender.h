// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "cache/cataloguefile/index/cataloguefacts.h"
#include "models/catalog/title.h"

namespace matinee {

/// What a title has in common with others:
///
///   score = 6 x shared directors + 3 x min(shared cast, 3) + 4 x (shared genres / genres of either)
///         + 1.5 x max(0, 1 - |years apart| / 20) + 0.5 where a country is shared
///
/// A candidate shares a person or a genre; year and country alone make none. So that a million titles stay cheap,
/// everybody who shares a person is scored, and of those who share only a genre the nearest in years, up to a cap.
/// Catalogue thread.
class Recommender
{
public:
    Recommender(IndexConnection &index, const CatalogueFacts &facts) : m_index(index), m_facts(facts) { }

    struct Scored {
        qint64 n = 0;
        double score = 0;
        int yearsApart = 0; ///< a large number where a year is unknown
    };
    /// Every candidate for a title but itself, in no order. May throw SQLite::Exception.
    [[nodiscard]] std::vector<Scored> candidates(qint64 n, const TitleDetails &details, std::size_t genreCap);
    /// The best `most`, best first; ties by years apart, then by number.
    [[nodiscard]] static std::vector<qint64> best(std::vector<Scored> scored, std::size_t most);

private:
    struct Candidate {
        int directors = 0;
        int cast = 0;
        bool isRead = false; ///< year and facets are known
        std::optional<int> year;
        qint64 facets = 0;
    };
    struct Likeness;
    using Candidates = std::unordered_map<qint64, Candidate>;
    [[nodiscard]] std::vector<CatalogueTerm> terms(const std::vector<CatalogueTerm> &known, const QStringList &names) const;
    void addPeople(const QStringList &names, int kind, int Candidate::*count, Candidates &out);
    void addByYear(const Likeness &like, std::size_t cap, Candidates &out);
    void addByGenre(const Likeness &like, std::size_t cap, Candidates &out);
    [[nodiscard]] bool has(const CatalogueTerm &term, qint64 facets, qint64 n);
    [[nodiscard]] bool complete(qint64 n, Candidate &candidate);
    [[nodiscard]] std::optional<Scored> score(const Likeness &like, qint64 n, const Candidate &candidate);

    IndexConnection &m_index;
    const CatalogueFacts &m_facts;
};

} // namespace matinee

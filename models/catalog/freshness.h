// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace matinee {

/// What a list or a title's page is, as far as its age matters (paging.md 4.10).
enum class FreshnessClass { Trending, Related, Personal, AlwaysAsk, Other, Detail, Reference };

/// How old a stored copy is, in words.
enum class Freshness {
    Fresh, ///< shown, nothing is asked
    Stale, ///< shown, asked again
    Old,   ///< shown with its date, asked again
    Gone,  ///< not shown while the source can be asked
};

/// The ages at which a copy changes its word.
struct FreshnessRule {
    std::chrono::seconds freshFor{};
    std::chrono::seconds oldAfter{};
    std::optional<std::chrono::seconds> goneAfter; ///< absent: never

    /// The table of paging.md 4.10.
    [[nodiscard]] static FreshnessRule of(FreshnessClass of);
    /// The rule under what the server and experience say: `max-age` replaces `freshFor` where that is above zero, held
    /// within 30 s and four times it; `no-cache` makes it zero; `adapt` (1 = as the table) stretches or shrinks it.
    [[nodiscard]] FreshnessRule with(const QString &cacheControl, double adapt) const;
    /// A copy validated in the future (the clock was set back by more than a minute) is Stale; ages are never negative.
    [[nodiscard]] Freshness at(const QDateTime &validatedAt, const QDateTime &now) const;
};

/// `trending`, `always-ask`, ...: as profiles and reports write a class.
[[nodiscard]] QString freshnessClassName(FreshnessClass of);
[[nodiscard]] std::optional<FreshnessClass> freshnessClassOf(QStringView name);

} // namespace matinee

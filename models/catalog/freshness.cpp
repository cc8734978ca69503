// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/freshness.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using std::chrono::days;
using std::chrono::seconds;

constexpr seconds kLeastMaxAge = 30s; // a server that says "max-age=1" would be asked at every look
constexpr int kMostStretch = 4;       // of the class's own figure, by headers or by experience
constexpr seconds kLeastAdapted = 5min;
constexpr seconds kClockSlack = 60s; // two clocks that agree to a minute are the same clock

constexpr std::array kNames{
    std::pair(FreshnessClass::Trending, "trending"_L1),
    std::pair(FreshnessClass::Related, "related"_L1),
    std::pair(FreshnessClass::Personal, "personal"_L1),
    std::pair(FreshnessClass::AlwaysAsk, "always-ask"_L1),
    std::pair(FreshnessClass::Other, "other"_L1),
    std::pair(FreshnessClass::Detail, "detail"_L1),
    std::pair(FreshnessClass::Reference, "reference"_L1),
};

std::optional<seconds> maxAgeOf(const QString &cacheControl)
{
    for (const QString &part : cacheControl.split(u',')) {
        const QString directive = part.trimmed().toLower();
        if (!directive.startsWith("max-age="_L1))
            continue;
        bool ok = false;
        const qint64 age = directive.mid(8).remove(u'"').toLongLong(&ok);
        if (ok && age >= 0)
            return seconds(std::min<qint64>(age, days(365) / 1s));
    }
    return std::nullopt;
}

bool hasDirective(const QString &cacheControl, QLatin1StringView wanted)
{
    const QStringList parts = cacheControl.split(u',');
    return std::ranges::any_of(
        parts, [&](const QString &part) { return part.trimmed().section(u'=', 0, 0).compare(wanted, Qt::CaseInsensitive) == 0; });
}

} // namespace

FreshnessRule FreshnessRule::of(FreshnessClass of)
{
    switch (of) {
    case FreshnessClass::Trending: return {1h, days(1), days(60)};
    case FreshnessClass::Related: return {1h, days(14), days(90)};
    case FreshnessClass::Personal: return {0s, days(1), std::nullopt};
    case FreshnessClass::AlwaysAsk: return {0s, days(7), days(60)};
    case FreshnessClass::Other: return {15min, days(1), days(60)};
    case FreshnessClass::Detail: return {24h, days(30), days(180)};
    case FreshnessClass::Reference: return {days(7), days(60), days(180)};
    }
    Q_UNREACHABLE();
}

FreshnessRule FreshnessRule::with(const QString &cacheControl, double adapt) const
{
    FreshnessRule rule = *this;
    if (hasDirective(cacheControl, "no-cache"_L1)) {
        rule.freshFor = 0s;
        return rule;
    }
    if (freshFor <= 0s)
        return rule;
    if (const auto maxAge = maxAgeOf(cacheControl))
        rule.freshFor = std::clamp(*maxAge, kLeastMaxAge, std::max(kLeastMaxAge, freshFor * kMostStretch));
    if (adapt != 1.0) {
        const seconds adapted(static_cast<qint64>(static_cast<double>(rule.freshFor / 1s) * adapt));
        rule.freshFor = std::clamp(adapted, std::min(kLeastAdapted, rule.freshFor), freshFor * kMostStretch);
    }
    return rule;
}

Freshness FreshnessRule::at(const QDateTime &validatedAt, const QDateTime &now) const
{
    const qint64 age = validatedAt.secsTo(now);
    if (!validatedAt.isValid() || age < -(kClockSlack / 1s))
        return Freshness::Stale;
    if (age < freshFor / 1s)
        return Freshness::Fresh;
    if (goneAfter && age >= *goneAfter / 1s)
        return Freshness::Gone;
    return age >= oldAfter / 1s ? Freshness::Old : Freshness::Stale;
}

QString freshnessClassName(FreshnessClass of)
{
    const auto *const found = std::ranges::find(kNames, of, &decltype(kNames)::value_type::first);
    return found->second;
}

std::optional<FreshnessClass> freshnessClassOf(QStringView name)
{
    const auto *const found = std::ranges::find_if(kNames, [&](const auto &entry) { return name == entry.second; });
    return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/genretables.h"

#include <utility>

namespace matinee {
namespace {

QString keyOf(const ProfileEntry &entry)
{
    return entry.profile->id + u'\n' + entry.languageTag();
}

} // namespace

GenreTables::GenreTables(ReadingTransport &transport, const Clock &clock) : m_transport(transport), m_clock(clock) { }

void GenreTables::want(const ProfileEntry &entry, const Secrets &secrets, const RequestManner &manner)
{
    if (!entry.profile->genres)
        return;
    const QString key = keyOf(entry);
    Table &table = m_tables[key];
    const FreshnessRule rule = FreshnessRule::of(FreshnessClass::Reference);
    const bool isFresh = !table.names.isEmpty() && rule.at(table.fetchedAt, m_clock.now()) == Freshness::Fresh;
    if (table.isAsked || isFresh)
        return;
    Result<BuiltRequest> built = genresRequest(entry, secrets, manner);
    if (!built)
        return;
    table.isAsked = true;
    const auto read = [context = AnswerContext{entry.profile, built->asked, {}, {}}](
                          const HttpResponse &response) { return readGenreNames(context, response); };
    m_transport.ask<GenreNames>(
        std::move(built->request), read, CancelToken(), [this, key, life = std::weak_ptr(m_life)](Result<GenreNames> names) {
            if (!life.expired())
                arrived(key, names);
        });
}

void GenreTables::whenKnown(const ProfileEntry &entry, std::function<void(const GenreNames &)> call)
{
    Table &table = m_tables[keyOf(entry)];
    if (table.isAsked && table.names.isEmpty())
        table.waiting.push_back(std::move(call));
    else
        call(GenreNames(table.names));
}

GenreNames GenreTables::names(const ProfileEntry &entry) const
{
    return m_tables.value(keyOf(entry)).names;
}

void GenreTables::arrived(const QString &key, const Result<GenreNames> &names)
{
    Table &table = m_tables[key];
    table.isAsked = false;
    if (names) {
        table.names = *names;
        table.fetchedAt = m_clock.now();
    }
    const GenreNames known = table.names;
    // They may ask for more, which changes the tables.
    for (const auto &call : std::exchange(table.waiting, {}))
        call(known);
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>

#include "tests/support/faultserver/dialect.h"

namespace matinee::test {

/// A movie object of a list, as TMDB writes it.
[[nodiscard]] QJsonObject tmdbItem(const ServedTitle &title, ServedWorld &world);
/// The list items of a page.
[[nodiscard]] QJsonArray tmdbItems(const PageCut &cut, ServedWorld &world);
/// `{page, results, total_pages, total_results}`.
[[nodiscard]] QJsonObject tmdbEnvelope(const PageCut &cut, ServedWorld &world);
/// The body of /movie/{id} without anything appended.
[[nodiscard]] QJsonObject tmdbDetails(qint64 number, const TitleDetails &details, ServedWorld &world);
/// What append_to_response names `part` adds, itself an endpoint of the movie; nothing for an unknown name.
/// Lists and account_states are the dialect's.
[[nodiscard]] std::optional<QJsonObject> tmdbPart(const QString &part, qint64 number, const TitleDetails &details);
[[nodiscard]] QJsonObject tmdbConfiguration(const ServedWorld &world);

/// TMDB's `{success, status_code, status_message}` for one of its codes, with the HTTP status that goes with it.
[[nodiscard]] Answer tmdbStatus(int code);

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QUrl>

#include "models/catalog/error.h"

namespace matinee {

/// The URL of the next page as a server stated it, resolved against the one that was asked. CrossOrigin unless host and
/// port are the same; http is raised to https where either of the two says https (a server behind a proxy may believe
/// it speaks http), never lowered. User names and passwords are dropped. Any thread.
[[nodiscard]] Result<QUrl> nextUrl(const QUrl &asked, const QString &stated);

/// The URL without its user info and fragment and without the query items that carry secrets: `names`, and those
/// everybody uses (api_key, access_token, session_id, ...).
[[nodiscard]] QUrl withoutCredentials(const QUrl &url, const QStringList &names);

/// Scheme, host and port are the same.
[[nodiscard]] bool isSameOrigin(const QUrl &one, const QUrl &other);

} // namespace matinee

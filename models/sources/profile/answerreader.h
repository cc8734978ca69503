// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <memory>
#include <tl/expected.hpp>

#include "models/catalog/pagesource.h"
#include "models/sources/http/httprequest.h"
#include "models/sources/profile/profile.h"

namespace matinee {

/// What reading an answer comes to: a value, or whether asking again would help, with the error.
template <typename T>
using Verdict = tl::expected<T, BodyVerdict>;

/// A page whose genres are not all named yet.
struct ReadPage {
    FetchedPage page;
    std::vector<QStringList> genreIds; ///< a list a title
    QString refused;                   ///< see PageOutcome
};

struct ReadDetails {
    FetchedDetails details;
    QStringList genreIds;
};

/// Names of genres by their id.
using GenreNames = QHash<QString, QString>;

/// What an answer is read against. A value that never changes; any thread.
struct AnswerContext {
    std::shared_ptr<const Profile> profile;
    QUrl asked; ///< without credentials
    QStringList credentials;
    QString region;
};

/// One page of a list, from any final status: 2xx, 304, an end status, an error.
struct PageContext {
    AnswerContext answer;
    Pagination pagination;
    PageKey key;
    int pageSize = 20;
};
[[nodiscard]] Verdict<ReadPage> readPage(const PageContext &context, const HttpResponse &response);
[[nodiscard]] Verdict<ReadDetails> readDetails(const AnswerContext &context, const TitleId &title, const HttpResponse &response);
[[nodiscard]] Verdict<GenreNames> readGenreNames(const AnswerContext &context, const HttpResponse &response);

/// What a 2xx answer says is wrong with it; nothing where nothing is.
[[nodiscard]] std::optional<Error> errorInBody(const Profile &profile, const QJsonValue &document);
/// The error that a status stands for (architecture.md, Errors), with the server's own words where it has some.
[[nodiscard]] Error statusError(const Profile &profile, const HttpResponse &response);
[[nodiscard]] Validators validatorsOf(const HttpResponse &response);

} // namespace matinee

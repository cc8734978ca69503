// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>

#include "tests/support/faultserver/dialect.h"

namespace matinee::test {

/// A title as most small APIs write it: `{id, title, overview, release_date, vote_average, vote_count, genres, poster}`.
[[nodiscard]] QJsonObject plainItem(const ServedTitle &title, const ServedWorld &world);
[[nodiscard]] QJsonArray plainItems(const PageCut &cut, const ServedWorld &world);
/// The request's query with one parameter set: the URL of another page of the same list.
[[nodiscard]] QString pageLink(const ServedRequest &request, const ServedWorld &world, const QString &name, const QString &value);
/// The first member named `name` of a JSON body as a whole number; 0 where there is none. Text counts.
[[nodiscard]] qint64 bodyNumber(const ServedRequest &request, const QStringList &names);
/// `Authorization: SCHEME token`, where the server has a token.
[[nodiscard]] bool showsToken(const ServedRequest &request, const ServedWorld &world, QByteArrayView scheme);

/// What small REST APIs share, whatever comes before these paths:
///     .../popular  .../trending?time_window=  .../top_rated  .../search?q=  .../{id}/recommendations  .../{id}/similar
///     .../favorites (GET, POST {"movie": id}, DELETE .../favorites/{id})  .../{id}  any other word: the list of all, or
///     a search where there is a `q`
/// A dialect says what a page of a list looks like, and an error.
class PlainDialect : public Dialect
{
public:
    [[nodiscard]] Answer answer(const ServedRequest &request, ServedWorld &world) override;
    /// `{"detail": "Not Found"}`.
    [[nodiscard]] Answer error(int status) const override;

protected:
    [[nodiscard]] virtual Answer page(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) = 0;
    [[nodiscard]] virtual Answer details(qint64 number, const TitleDetails &details, ServedWorld &world);
    /// `wanted`: the POST; otherwise the DELETE.
    [[nodiscard]] virtual Answer favorite(qint64 number, bool wanted, ServedWorld &world);
    [[nodiscard]] Answer errorSaying(int status, const QString &detail) const;

private:
    [[nodiscard]] std::optional<Answer> writes(const ServedRequest &request, const QStringList &parts, ServedWorld &world);
};

/// The list a path of PlainDialect means; nothing for an empty path.
[[nodiscard]] std::optional<ListAsk> plainList(const ServedRequest &request);

} // namespace matinee::test

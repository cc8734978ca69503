// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/plaindialect.h"

namespace matinee::test {

/// Django REST framework 3.14. Its three paginators by the path's first word behind /api: /api/page/..., /api/limit/...,
/// /api/cursor/... in front of any path of PlainDialect. A path without its last slash is redirected to the one with it.
class DrfDialect : public PlainDialect
{
public:
    [[nodiscard]] Answer answer(const ServedRequest &request, ServedWorld &world) override;

protected:
    [[nodiscard]] Answer page(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) override;
    [[nodiscard]] Answer favorite(qint64 number, bool wanted, ServedWorld &world) override;

    /// The page a `page` parameter asks for; nothing where the answer is 404 "Invalid page.". `last` is a page.
    [[nodiscard]] std::optional<PageCut> numberedPage(
        const ServedRequest &request, const ListAsk &ask, qint64 size, ServedWorld &world) const;
    /// `{next, previous}` by page number.
    [[nodiscard]] QJsonObject numberedLinks(const ServedRequest &request, const PageCut &cut, const ServedWorld &world) const;

private:
    [[nodiscard]] Answer byNumber(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const;
    [[nodiscard]] Answer byLimit(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const;
    [[nodiscard]] Answer byCursor(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const;
};

} // namespace matinee::test

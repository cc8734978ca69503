// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/dialects/plaindialect.h"

namespace matinee::test {

/// json-server over a collection: /movies?_page=&_limit=, /movies?q=, /movies/{id}, /favorites.
/// 0.17: a bare array, X-Total-Count, and a Link header where `_page` is asked for; past the end the array is empty.
/// 1.0: `{first, prev, next, last, pages, items, data}` with `_per_page`; ids are text, past the end is the last page.
class JsonServerDialect final : public PlainDialect
{
public:
    enum class Version { V017, V1 };
    explicit JsonServerDialect(Version version) : m_version(version) { }

    /// `{}`, as both say.
    [[nodiscard]] Answer error(int status) const override;

protected:
    [[nodiscard]] Answer page(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) override;

private:
    [[nodiscard]] Answer bare(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const;
    [[nodiscard]] Answer wrapped(const ServedRequest &request, const ListAsk &ask, ServedWorld &world) const;

    Version m_version;
};

} // namespace matinee::test

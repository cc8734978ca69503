// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <memory>

#include "tests/support/faultserver/servedworld.h"

namespace matinee::test {

/// Port: how one kind of server speaks. Server thread.
class Dialect
{
public:
    Dialect() = default;
    Dialect(const Dialect &) = delete;
    Dialect &operator=(const Dialect &) = delete;
    virtual ~Dialect() = default;

    [[nodiscard]] virtual Answer answer(const ServedRequest &request, ServedWorld &world) = 0;
    /// What this kind of server says beside a status it did not mean to give.
    [[nodiscard]] virtual Answer error(int status) const = 0;
};

[[nodiscard]] QStringList dialectNames();
/// Null for a name that is none of dialectNames().
[[nodiscard]] std::unique_ptr<Dialect> makeDialect(const QString &name);

} // namespace matinee::test

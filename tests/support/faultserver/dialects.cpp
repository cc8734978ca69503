// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialect.h"
#include "tests/support/faultserver/tmdbdialect.h"

#include <functional>
#include <map>

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

using Maker = std::function<std::unique_ptr<Dialect>()>;

template <typename T>
std::unique_ptr<Dialect> made()
{
    return std::make_unique<T>();
}

const std::map<QString, Maker> &makers()
{
    static const std::map<QString, Maker> all{
        {u"tmdb"_s, made<TmdbDialect>},
    };
    return all;
}

} // namespace

QStringList dialectNames()
{
    QStringList names;
    for (const auto &[name, maker] : makers())
        names.append(name);
    return names;
}

std::unique_ptr<Dialect> makeDialect(const QString &name)
{
    const auto at = makers().find(name);
    return at == makers().end() ? nullptr : at->second();
}

} // namespace matinee::test

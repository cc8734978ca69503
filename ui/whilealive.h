// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <utility>

namespace matinee {

/// A call that does nothing once `object` is gone: for answers of ports, which may come after a page was closed.
/// GUI thread.
template <typename Call>
[[nodiscard]] auto whileAlive(QObject *object, Call call)
{
    return [alive = QPointer<QObject>(object), call = std::move(call)](auto &&...arguments) {
        const QObject *still = alive.data();
        if (still != nullptr)
            call(std::forward<decltype(arguments)>(arguments)...);
    };
}

} // namespace matinee

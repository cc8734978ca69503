// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

#include "models/catalog/outboxdata.h"

namespace matinee {

/// Who is signed in, and what their servers can be told; asked on the main thread at the moment of a change. What is
/// empty: nobody, nothing.
struct UserDataAccounts {
    std::function<UserAccount(const QString &sourceId)> current;
    std::function<QStringList()> keys; ///< of all that are current somewhere
    std::function<bool(const QString &sourceId, MarkKind kind)> canSend;
};

} // namespace matinee

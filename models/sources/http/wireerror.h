// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkReply>
#include <QStringList>

#include "models/catalog/error.h"
#include "models/sources/http/retrypolicy.h"

namespace matinee {

/// A failure of QNetworkAccessManager in our words.
struct WireError {
    AttemptEnd::Kind kind = AttemptEnd::Kind::NoAnswer;
    Error error;
};

/// OperationCanceledError is the idle timeout: what we abort ourselves never comes here. Qt's own sentences are left
/// out, they hold the whole URL.
[[nodiscard]] WireError wireError(QNetworkReply::NetworkError code, const QString &host, const QStringList &tlsReasons);

} // namespace matinee

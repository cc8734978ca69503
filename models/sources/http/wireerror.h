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

/// `reason` is Qt's own sentence, used only to tell decompression bombs from damage: it holds the whole URL and goes
/// nowhere. OperationCanceledError is the idle timeout; what we abort ourselves never comes here.
[[nodiscard]] WireError wireError(
    QNetworkReply::NetworkError code, const QString &host, const QString &reason, const QStringList &tlsReasons);

} // namespace matinee

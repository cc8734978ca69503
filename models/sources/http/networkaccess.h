// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QUrl>

#include <memory>

#include "models/sources/http/httpclientoptions.h"
#include "models/sources/http/httprequest.h"

namespace matinee {

/// From the next request on.
void useProxy(QNetworkAccessManager &access, const HttpProxy &proxy);

/// A QNetworkAccessManager without cookies, with the proxy asked for. Made and used on the network thread only.
[[nodiscard]] std::unique_ptr<QNetworkAccessManager> makeNetworkAccess(const HttpClientOptions &options);

/// The request as Qt is given it: to `url` (the request's own, or where a redirect led), every attribute set that
/// Qt's defaults have wrong for us.
[[nodiscard]] QNetworkRequest wireRequest(const HttpRequest &request, const QUrl &url, const HttpClientOptions &options);

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "models/catalog/hostsign.h"
#include "models/sources/http/httptransport.h"

namespace matinee {

/// Asks once whether the server of `url` is there: a HEAD request without retries or a sign-in, five seconds at most.
/// Captive: a web page or another address in place of an answer of its own, which counts unless `url` is a server's
/// root. Main thread.
void probeHost(HttpTransport &http, const QUrl &url, std::function<void(HostSign)> then);

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QNetworkProxy>
#include <QString>
#include <QUrl>

#include <chrono>
#include <functional>

#include "models/catalog/hostsign.h"

namespace matinee {

/// By which way requests go.
struct HttpProxy {
    enum class Mode { System, Manual, None };
    Mode mode = Mode::System;
    QNetworkProxy proxy; ///< for Manual
};

/// What an HttpClient is told once.
struct HttpClientOptions {
    QByteArray userAgent;
    QByteArray acceptLanguage; ///< where a request brings none of its own; empty: none is sent
    HttpProxy proxy;
    bool waitsForProxy = false; ///< nothing is sent before HttpClient::setProxy()

    /// Numbers in [0, 1) for the jitter of retries; called on the network thread. Empty: the system's chance.
    std::function<double()> random;
    /// Called on the main thread when a host asked to be left alone, for a countdown. May stay empty.
    std::function<void(const QString &host, std::chrono::milliseconds time)> hostFrozen;
    /// Called on the main thread for each attempt of a call (no picture, no probe) that says whether its server is there,
    /// before its answer arrives. May stay empty.
    std::function<void(const QUrl &url, HostSign sign)> hostSign;

    // Other values are for tests.
    std::chrono::milliseconds idleTimeout{15'000}; ///< without a byte of body
    std::chrono::milliseconds leaveGrace{2'000};   ///< what is on the wire and nobody waits for any more lives on so long
};

} // namespace matinee

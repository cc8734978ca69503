// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace matinee {

/// The Authorization header of a Jellyfin server: which program on which device asks, and with which token (without one
/// while signing in). Values are quoted and percent-encoded. A server counts one session for a device and a person, so
/// the device's id is this computer's own, made from what its system calls itself, which it does not give away.
[[nodiscard]] QString jellyfinAuthorization(const QString &token);

} // namespace matinee

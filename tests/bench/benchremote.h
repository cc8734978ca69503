// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "app/remoteparts.h"
#include "tests/support/faultserver/faultserver.h"

namespace matinee::bench {

/// A program that asks `server` in the place of the one on the internet.
[[nodiscard]] RemoteManner against(const test::FaultServer &server);

/// TMDB's profile without its pace, in the profile folder of a program: where a server of our own is read as fast as it
/// answers, because something else is measured.
void writeHurriedProfile(const QString &profileDir);

} // namespace matinee::bench

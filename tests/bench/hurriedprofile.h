// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace matinee::bench {

/// TMDB's profile without its pace, in the profile folder of a program: where a server of our own is read as fast as it
/// answers, because something else is measured.
void writeHurriedProfile(const QString &profileDir);

} // namespace matinee::bench

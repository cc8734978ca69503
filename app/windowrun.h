// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

namespace matinee {

/// Opens the window, or raises the one that is open, and returns the exit code when it is closed.
[[nodiscard]] int runWindow(int &argc, char **argv, const Invocation &invocation);

} // namespace matinee

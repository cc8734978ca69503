// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

namespace matinee {

/// Runs one command to its end without a display and returns the exit code.
[[nodiscard]] int runHeadless(int &argc, char **argv, const Invocation &invocation);

} // namespace matinee

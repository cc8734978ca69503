// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver/fault.h"

namespace matinee::test {

/// Does to an answer's body what the fault says; a true body and an answer without one (204, 304) stay as they are.
void spoilBody(Answer &answer, const Fault &fault);

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "models/catalog/error.h"

namespace matinee {

/// How an asynchronous port answers: called exactly once, on the thread that asked (the GUI thread, or the
/// main thread of a command), always from the event loop and never from inside the asking call.
/// The asker checks that it still wants the answer; a reply after close is normal.
template <typename T>
using Reply = std::function<void(Result<T>)>;

} // namespace matinee

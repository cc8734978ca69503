// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace matinee {

/// What one request tells of whether its server can be reached (paging.md 4.16).
enum class HostSign {
    Answered, ///< with any status: it is there
    NoAnswer, ///< refused, reset, not found by name, our timeout
    Captive,  ///< somebody between here and the server answered for it
};

} // namespace matinee

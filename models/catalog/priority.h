// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace matinee {

/// How urgent a request to a server is; a more urgent one is sent before every waiting one that is less so.
enum class Priority {
    Prefetch,     ///< warming, "Keep offline": nobody looks at it
    Neighbor,     ///< a page ahead of the reader, the next title's details
    VisibleImage, ///< a poster on screen
    VisiblePage,  ///< titles on screen, or what the person just asked for
};

} // namespace matinee

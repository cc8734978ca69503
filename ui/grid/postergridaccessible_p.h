// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace matinee {

/// From now on assistive technology finds a PosterGrid as a list of titles (by name "Metropolis, 1927, ...") that can
/// be opened and made favorites. Idempotent. GUI thread.
void installPosterGridAccessibility();

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace matinee {

/// From now on memory the size of a poster that fits into no hole is taken from the system piece by piece and given back as
/// soon as it is freed.
/// For the whole process; before the first poster.
void keepBigBlocksApart();

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bigblocks.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <malloc.h>
#endif

namespace matinee {

void keepBigBlocksApart()
{
#ifdef __GLIBC__
    // Less than the smallest poster's pixels. glibc's own limit starts at twice that and rises with every larger block that
    // is freed, so that posters soon lie in the heaps of all threads and leave holes there that nothing else fills.
    constexpr int kBigBytes = 64 * 1024;
    // Setting the one freezes the other at a height that gives the heap's end back and takes it again all the time.
    constexpr int kKeptAtEnd = 1024 * 1024;
    mallopt(M_MMAP_THRESHOLD, kBigBytes);
    mallopt(M_TRIM_THRESHOLD, kKeptAtEnd);
#endif
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QString>

#include <cstdio>

#include "tests/bench/syntheticcatalogue.h"

namespace {

// What CatalogueImporter still takes: about 900 bytes a title and 1 GiB a file.
constexpr int kMostTitles = 1'100'000;

} // namespace

int main(int argc, char *argv[])
{
    bool ok = argc == 3;
    const int titles = ok ? QByteArray(argv[1]).toInt(&ok) : 0;
    if (!ok || titles < 1 || titles > kMostTitles) {
        std::fprintf(stderr, "usage: synthcatalogue N FILE   (1 to %d made-up titles as JSON Lines)\n", kMostTitles);
        return 2;
    }
    if (!matinee::bench::writeSyntheticCatalogue(QString::fromLocal8Bit(argv[2]), titles)) {
        std::fprintf(stderr, "synthcatalogue: %s cannot be written\n", argv[2]);
        return 1;
    }
    return 0;
}

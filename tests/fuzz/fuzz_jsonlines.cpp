// SPDX-License-Identifier: GPL-3.0-or-later
// Catalogue files: JSON Lines.
#include "cache/cataloguefile/import/jsonlinesreader.h"
#include "tests/fuzz/cataloguefuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    matinee::fuzz::readCatalogueBytes(data, size, matinee::readJsonLines);
    return 0;
}

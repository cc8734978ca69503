// SPDX-License-Identifier: GPL-3.0-or-later
// Catalogue files: JSON arrays of objects.
#include "cache/cataloguefile/import/jsonreader.h"
#include "tests/fuzz/cataloguefuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    matinee::fuzz::readCatalogueBytes(data, size, matinee::readJson);
    return 0;
}

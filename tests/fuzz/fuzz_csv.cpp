// SPDX-License-Identifier: GPL-3.0-or-later
// Catalogue files: Tables (CSV, TSV).
#include "cache/cataloguefile/import/csvreader.h"
#include "tests/fuzz/cataloguefuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    matinee::fuzz::readCatalogueBytes(data, size, matinee::readCsv);
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace matinee::test {

/// The smallest profile there is.
[[nodiscard]] QByteArray smallProfile();

/// A member of the smallest profile replaced, and where the fault is to be.
struct FaultCase {
    const char *name;
    const char *put;
    const char *value;
    const char *pointer = nullptr; ///< null: at `put`
};
/// (In a file of its own: moc takes the slashes of a raw string for a comment.)
[[nodiscard]] std::vector<FaultCase> faultCases();

} // namespace matinee::test

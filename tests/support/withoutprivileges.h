// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace matinee::test {

/// While it lives the whole process is an ordinary user, so that file permissions count even where the tests run
/// as root (a container). Elsewhere it changes nothing.
class WithoutPrivileges
{
public:
    WithoutPrivileges();
    ~WithoutPrivileges();
    WithoutPrivileges(const WithoutPrivileges &) = delete;
    WithoutPrivileges &operator=(const WithoutPrivileges &) = delete;

private:
    bool m_dropped = false;
};

/// Takes the write permission of a folder and of everything in it, as on a read-only home; everyone may read.
void makeReadOnly(const QString &folder);
/// Gives it back, so that a temporary folder can be removed.
void makeWritable(const QString &folder);

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/catalog/error.h"

namespace matinee {

/// Exit codes of the command line (product.md).
inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;

/// `matinee: where: detail` on stderr.
void printError(const Error &error);
/// A note for the person on stderr; stdout carries data only.
void printNote(const QString &text);
/// 2 for what the person typed wrong, 1 for everything else.
[[nodiscard]] int exitCodeOf(const Error &error);

/// One run of a command without a window. Main thread. start() begins, finished() comes once, from the event loop.
class Command : public QObject
{
    Q_OBJECT
public:
    virtual void start() = 0;

Q_SIGNALS:
    void finished(int exitCode);

protected:
    /// Prints the error and finishes with its exit code.
    void failWith(const Error &error);
};

} // namespace matinee

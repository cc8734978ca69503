// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/command.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace matinee {

void printError(const Error &error)
{
    printNote(u"matinee: "_s + error.sentence());
}

void printNote(const QString &text)
{
    const QByteArray line = text.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

int exitCodeOf(const Error &error)
{
    return error.kind == ErrorKind::InvalidArgument ? kExitUsage : kExitFailed;
}

void Command::failWith(const Error &error)
{
    printError(error);
    Q_EMIT finished(exitCodeOf(error));
}

} // namespace matinee

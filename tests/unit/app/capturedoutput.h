// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTemporaryFile>

#include <cstdio>
#include <unistd.h>

namespace matinee::test {

/// While it lives what the process prints on stdout goes into a file instead; one at a time.
class CapturedOutput
{
public:
    CapturedOutput()
    {
        std::fflush(stdout);
        m_terminal = dup(STDOUT_FILENO);
        if (m_file.open())
            dup2(m_file.handle(), STDOUT_FILENO);
    }
    ~CapturedOutput()
    {
        std::fflush(stdout);
        dup2(m_terminal, STDOUT_FILENO);
        ::close(m_terminal);
    }
    CapturedOutput(const CapturedOutput &) = delete;
    CapturedOutput &operator=(const CapturedOutput &) = delete;

    [[nodiscard]] QByteArray text()
    {
        std::fflush(stdout);
        m_file.seek(0);
        return m_file.readAll();
    }

private:
    QTemporaryFile m_file;
    int m_terminal;
};

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QMutex>

#include <memory>
#include <vector>

#include "models/catalog/error.h"
#include "tests/support/faultserver/httpmessage.h"

namespace matinee::test {

/// Every request a server had, in order of arrival. Any thread.
class RequestLog
{
public:
    /// Also writes a JSON line for each request once it is answered (or dropped); "-" is standard error.
    [[nodiscard]] Result<void> writeTo(const QString &path);

    /// Numbers the request and notes when it came.
    void arrived(ServedRequest &request);
    void answered(qint64 number, int status, const QString &fault, qint64 bytes);

    [[nodiscard]] std::vector<ServedRequest> requests() const;
    /// Forgets them; the numbers go on.
    void clear();

private:
    void writeLine(const ServedRequest &request, qint64 bytes);

    mutable QMutex m_mutex;
    std::vector<ServedRequest> m_requests; // all under m_mutex
    std::unique_ptr<QFile> m_file;
    qint64 m_last = 0;
};

} // namespace matinee::test

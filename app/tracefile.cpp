// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tracefile.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QMutexLocker>

#include <cmath>

#ifdef Q_OS_LINUX
#include <ctime>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace matinee {

double processAgeMs()
{
#ifdef Q_OS_LINUX
    // proc(5): field 22 of /proc/self/stat is the start time in clock ticks since boot. The command in
    // parentheses may hold blanks, so fields are counted after the last ')'.
    QFile stat(u"/proc/self/stat"_s);
    timespec now{};
    if (!stat.open(QIODevice::ReadOnly) || clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        return 0;
    const QByteArray line = stat.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype kStartTime = 22 - 3; // the list begins with field 3
    if (fields.size() <= kStartTime)
        return 0;
    const double startMs = fields[kStartTime].toDouble() * 1000.0 / double(sysconf(_SC_CLK_TCK));
    const double nowMs = double(now.tv_sec) * 1000.0 + double(now.tv_nsec) / 1e6;
    return std::max(0.0, nowMs - startMs);
#else
    return 0;
#endif
}

TraceFile::TraceFile(const QString &path) : m_file(path), m_startOffsetMs(processAgeMs())
{
    m_elapsed.start();
}

Result<std::unique_ptr<TraceFile>> TraceFile::open(const QString &path)
{
    std::unique_ptr<TraceFile> trace(new TraceFile(path));
    // A pipe or terminal cannot be appended to by seeking to its end, which is what Append does first.
    const bool seekable = !QFileInfo::exists(path) || QFileInfo(path).isFile();
    if (!trace->m_file.open(seekable ? QIODevice::Append : QIODevice::WriteOnly | QIODevice::Unbuffered))
        return fail(ErrorKind::Storage, u"the trace cannot be written: %1"_s.arg(trace->m_file.errorString()), path);
    return trace;
}

void TraceFile::event(const QString &name, QJsonObject fields)
{
    const double at = m_startOffsetMs + double(m_elapsed.nsecsElapsed()) / 1e6;
    // `t` and `ev` first, so that a person reading the file sees them; QJsonObject would sort them among the rest.
    QByteArray line = "{\"t\":" + QByteArray::number(std::round(at * 100) / 100, 'f', 2) + ",\"ev\":\"" + name.toUtf8() + '"';
    const QByteArray rest = QJsonDocument(fields).toJson(QJsonDocument::Compact);
    line += fields.isEmpty() ? QByteArray("}\n") : ',' + rest.mid(1) + '\n';
    const QMutexLocker lock(&m_mutex);
    m_file.write(line);
    m_file.flush();
}

} // namespace matinee

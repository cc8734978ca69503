// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/statedump.h"

#include <QJsonDocument>
#include <QSaveFile>

#include "app/programinfo.h"
#include "app/tracefile.h"

using namespace Qt::StringLiterals;

namespace matinee {

Result<void> writeStateDump(const QString &path, const QJsonArray &feeds)
{
    qint64 requests = 0;
    for (const QJsonValue feed : feeds)
        requests += feed.toObject().value(u"requests"_s).toInteger();
    const QJsonObject state{
        {u"program"_s, u"matinee"_s}, {u"version"_s, programVersion()}, {u"feeds"_s, feeds}, {u"requestsSent"_s, requests}};
    QSaveFile file(path);
    const QByteArray text = QJsonDocument(state).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(ErrorKind::Storage, u"the state cannot be written: %1"_s.arg(file.errorString()), path);
    return {};
}

Result<std::unique_ptr<TraceSink>> openTrace(const QString &path)
{
    if (path.isEmpty())
        return std::make_unique<NullTrace>();
    auto trace = TraceFile::open(path);
    if (!trace)
        return tl::unexpected(trace.error());
    return *std::move(trace);
}

void traceStart(TraceSink &trace)
{
    trace.event(u"app.started"_s, {{u"version"_s, programVersion()}});
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/httptrace.h"

#include <QList>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr auto kSlow = std::chrono::milliseconds(500); ///< product.md

std::optional<double> duration(QByteArray text)
{
    text = text.trimmed().toLower();
    double unit = 1;
    if (text.endsWith("ms"))
        text.chop(2);
    else if (text.endsWith('s')) {
        text.chop(1);
        unit = 1000;
    }
    bool isNumber = false;
    const double value = text.trimmed().toDouble(&isNumber) * unit;
    return isNumber && std::isfinite(value) && value >= 0 ? std::optional(value) : std::nullopt;
}

/// `db;dur=53, total;desc="all of it";dur=123.4`
std::optional<double> timing(const std::vector<QByteArray> &fields)
{
    std::optional<double> longest;
    for (const QByteArray &field : fields) {
        for (const QByteArray &metric : field.split(',')) {
            const QList<QByteArray> parts = metric.split(';');
            for (const QByteArray &part : parts) {
                const QByteArray parameter = part.trimmed();
                if (!parameter.toLower().startsWith("dur="))
                    continue;
                const std::optional<double> ms = duration(parameter.mid(4).replace('"', ""));
                if (ms && parts.first().trimmed().toLower() == "total")
                    return ms;
                if (ms)
                    longest = std::max(longest.value_or(0), *ms);
            }
        }
    }
    return longest;
}

} // namespace

void traceExchange(TraceSink &trace, const WireRecord &record)
{
    if (!trace.isEnabled())
        return;
    QJsonObject about{
        {u"method"_s, QString::fromLatin1(record.method)},
        {u"host"_s, record.url.host()},
        {u"path"_s, record.tracePath.isEmpty() ? record.url.path() : record.tracePath},
        {u"status"_s, record.status},
        {u"ms"_s, qint64(record.took.count())},
        {u"attempt"_s, record.attempt},
    };
    if (record.took > kSlow)
        trace.event(u"http.slow"_s, about);
    about.insert(u"bytes"_s, record.bytes);
    if (record.serverMs)
        about.insert(u"server_ms"_s, *record.serverMs);
    if (!record.error.isEmpty())
        about.insert(u"error"_s, record.error);
    trace.event(u"http.request"_s, about);
}

std::optional<double> serverMilliseconds(const HttpHeaders &headers)
{
    if (const std::optional<double> said = duration(headerValue(headers, "X-Request-Duration")))
        return said;
    return timing(headerValues(headers, "Server-Timing"));
}

} // namespace matinee

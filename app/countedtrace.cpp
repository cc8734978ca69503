// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/countedtrace.h"

using namespace Qt::StringLiterals;

namespace matinee {

void CountedTrace::event(const QString &name, QJsonObject fields)
{
    const QString host = fields.value(u"host"_s).toString();
    const double ms = fields.value(u"ms"_s).toDouble();
    if (name == "http.request"_L1) {
        m_counter.count(UseKind::Request, host, 1, ms);
        m_counter.count(UseKind::Bytes, host, fields.value(u"bytes"_s).toInteger(), 0);
    } else if (name == "http.slow"_L1) {
        m_counter.count(UseKind::Slow, host + fields.value(u"path"_s).toString(), 1, ms);
    }
    if (m_trace.isEnabled())
        m_trace.event(name, std::move(fields));
}

} // namespace matinee

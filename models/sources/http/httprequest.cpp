// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/httprequest.h"

namespace matinee {

QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name)
{
    for (const auto &[field, value] : headers) {
        if (name.compare(field, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

std::vector<QByteArray> headerValues(const HttpHeaders &headers, QByteArrayView name)
{
    std::vector<QByteArray> values;
    for (const auto &[field, value] : headers) {
        if (name.compare(field, Qt::CaseInsensitive) == 0)
            values.push_back(value);
    }
    return values;
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/httprequest.h"

namespace matinee {

QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers) {
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

std::vector<QByteArray> headerValues(const HttpHeaders &headers, QByteArrayView name)
{
    std::vector<QByteArray> found;
    for (const auto &[key, value] : headers) {
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            found.push_back(value);
    }
    return found;
}

} // namespace matinee

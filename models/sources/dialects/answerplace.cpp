// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/dialects/answerplace.h"

#include "models/sources/dialects/requestparts.h"
#include "models/sources/http/linkheader.h"

namespace matinee {

QJsonValue answerAt(
    const std::optional<AnswerPlace> &place, const QJsonValue &body, const HttpHeaders &headers, const QUrl &asked)
{
    const QJsonValue nothing(QJsonValue::Undefined);
    if (!place)
        return nothing;
    switch (place->kind) {
    case AnswerPlace::Kind::Body: {
        for (const JsonPointer &pointer : place->pointers) {
            if (const QJsonValue value = pointer.in(body); !value.isUndefined() && !value.isNull())
                return value;
        }
        return nothing;
    }
    case AnswerPlace::Kind::Header: {
        const QByteArray value = headerValue(headers, place->header).trimmed();
        return value.isEmpty() ? nothing : QJsonValue(QString::fromUtf8(value));
    }
    case AnswerPlace::Kind::Link: break;
    }
    const QString target = linkTarget(headers, place->rel);
    if (target.isEmpty())
        return nothing;
    for (const auto &[name, value] : queryItems(asked.resolved(QUrl::fromEncoded(target.toUtf8())))) {
        if (name == place->query)
            return value;
    }
    return nothing;
}

QString linkTarget(const HttpHeaders &headers, const QString &rel)
{
    return linkTarget(parseLinks(headerValues(headers, "link")), rel).value_or(QString());
}

} // namespace matinee

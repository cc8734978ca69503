// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/dialects/requestparts.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

#include "models/sources/dialects/jsonscalars.h"
#include "models/sources/dialects/nexturl.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QByteArray bodyBytes(const QJsonValue &body)
{
    const QJsonDocument document = body.isArray() ? QJsonDocument(body.toArray()) : QJsonDocument(body.toObject());
    return document.toJson(QJsonDocument::Compact);
}

} // namespace

void RequestParts::set(const RequestPlace &place, const QJsonValue &value)
{
    const QString text = scalarText(value).value_or(QString());
    switch (place.kind) {
    case RequestPlace::Kind::Query: setQuery(place.name, text); return;
    case RequestPlace::Kind::Body: body = place.pointer.put(body.value_or(QJsonObject()), value); return;
    case RequestPlace::Kind::Header: break;
    }
    const QByteArray name = place.name.toLatin1();
    std::erase_if(headers, [&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
    headers.emplace_back(name, text.toUtf8());
}

void RequestParts::setQuery(const QString &name, const QString &value)
{
    const auto found = std::ranges::find(query, name, &QueryItems::value_type::first);
    if (found == query.end())
        query.emplace_back(name, value);
    else
        found->second = value;
}

bool RequestParts::hasQuery(const QString &name) const
{
    return std::ranges::find(query, name, &QueryItems::value_type::first) != query.end();
}

QUrl RequestParts::url() const
{
    if (whole) {
        // As the server wrote it; only what it left out is added.
        QByteArray encoded = whole->toEncoded(QUrl::RemoveFragment);
        const QByteArray more = encodedQuery(query);
        if (!more.isEmpty())
            encoded += (whole->hasQuery() ? '&' : '?') + more;
        return QUrl::fromEncoded(encoded, QUrl::StrictMode);
    }
    QByteArray encoded = base.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    while (encoded.endsWith('/'))
        encoded.chop(1);
    encoded += path;
    if (const QByteArray items = encodedQuery(query); !items.isEmpty())
        encoded += '?' + items;
    return QUrl::fromEncoded(encoded, QUrl::StrictMode);
}

QByteArray encodedQuery(const QueryItems &items)
{
    QByteArrayList parts;
    for (const auto &[name, value] : items)
        parts.append(QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value));
    return parts.join('&');
}

QueryItems queryItems(const QUrl &url)
{
    QueryItems items;
    const QByteArray query = url.query(QUrl::FullyEncoded).toLatin1();
    for (const QByteArray &part : query.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = equals < 0 ? part : part.first(equals);
        const QByteArray value = equals < 0 ? QByteArray() : part.sliced(equals + 1);
        items.emplace_back(QUrl::fromPercentEncoding(name), QUrl::fromPercentEncoding(value));
    }
    return items;
}

QByteArray canonicalKey(
    const RequestParts &parts, const QueryItems &defaults, const QStringList &credentials, const QStringList &facets)
{
    const QUrl url = withoutCredentials(parts.url(), credentials);
    QueryItems items = queryItems(url);
    std::erase_if(items, [&](const auto &item) { return std::ranges::find(defaults, item) != defaults.end(); });
    std::ranges::sort(items);
    const QString scheme = url.scheme().toLower();
    const int standardPort = scheme == "https"_L1 ? 443 : 80;
    QByteArray key = parts.method + ' ' + scheme.toLatin1() + "://" + url.host(QUrl::FullyEncoded).toLower().toLatin1();
    if (url.port(standardPort) != standardPort)
        key += ':' + QByteArray::number(url.port());
    // Decoded where that changes nothing, encoded again the one way.
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    QByteArrayList segments;
    for (const QByteArray &segment : path.split('/'))
        segments.append(QUrl::toPercentEncoding(QUrl::fromPercentEncoding(segment)));
    key += segments.join('/') + '?' + encodedQuery(items);
    if (parts.body)
        key += " body=" + QCryptographicHash::hash(bodyBytes(*parts.body), QCryptographicHash::Sha256).toHex();
    for (const QString &facet : facets)
        key += ' ' + QUrl::toPercentEncoding(facet);
    return key;
}

} // namespace matinee

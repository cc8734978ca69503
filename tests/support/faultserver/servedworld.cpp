// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/servedworld.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>

#include "tests/support/faultserver/posterpainter.h"

using namespace Qt::StringLiterals;

namespace matinee::test {

qint64 ServedWorld::pageSize(std::optional<qint64> asked, qint64 standard, qint64 most) const
{
    const qint64 usual = settings.pageSize > 0 ? settings.pageSize : standard;
    const qint64 limit = settings.maxPageSize > 0 ? settings.maxPageSize : most;
    return std::min(asked && *asked > 0 ? *asked : usual, limit);
}

QString ServedWorld::cursorFor(qint64 offset) const
{
    const QJsonObject token{{u"o"_s, offset}, {u"t"_s, QDateTime::currentMSecsSinceEpoch()}};
    return QString::fromLatin1(QJsonDocument(token).toJson(QJsonDocument::Compact).toBase64(QByteArray::Base64UrlEncoding));
}

std::optional<qint64> ServedWorld::offsetOf(const QString &cursor) const
{
    const auto bytes = QByteArray::fromBase64Encoding(
        cursor.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const QJsonObject token = QJsonDocument::fromJson(*bytes).object();
    if (!bytes || !token.value(u"o"_s).isDouble())
        return std::nullopt;
    const qint64 age = QDateTime::currentMSecsSinceEpoch() - token.value(u"t"_s).toInteger();
    if (plan.cursorLifetime && age >= plan.cursorLifetime->count())
        return std::nullopt;
    return token.value(u"o"_s).toInteger();
}

QString ServedWorld::link(const QString &path, const std::vector<std::pair<QString, QString>> &query) const
{
    QByteArray url = (plan.linkOrigin.isEmpty() ? origin : plan.linkOrigin) + QUrl::toPercentEncoding(path, "/");
    char joint = '?';
    for (const auto &[name, value] : query) {
        url += joint + QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
        joint = '&';
    }
    return QString::fromLatin1(url);
}

QString ServedWorld::posterUrl(qint64 number) const
{
    return QString::fromLatin1(origin + "/t/p/w500" + picturePath('p', number));
}

qint64 ServedWorld::genreId(const QString &name)
{
    for (const ServedGenre &genre : pages.shelf().genres()) {
        if (genre.name.compare(name, Qt::CaseInsensitive) == 0)
            return genre.id;
    }
    return 0;
}

std::vector<std::pair<QString, QString>> withParameter(
    std::vector<std::pair<QString, QString>> query, const QString &name, const QString &value)
{
    const auto at = std::find_if(query.begin(), query.end(), [&](const auto &item) { return item.first == name; });
    if (at == query.end())
        query.emplace_back(name, value);
    else
        at->second = value;
    return query;
}

} // namespace matinee::test

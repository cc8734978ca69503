// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/support/faultserver/faultserver.h"
#include "tests/unit/support/rawclient.h"

namespace matinee::test {

/// A request to a dialect, as a row of a table.
struct Ask {
    QByteArray target;
    QByteArray body = {}; // a POST where there is one
    QByteArray lines = {};
};

inline RawReply sent(const FaultServer &server, const Ask &ask)
{
    RawClient client(server.port());
    if (ask.body.isEmpty())
        client.get(ask.target, ask.lines);
    else
        client.request("POST", ask.target, ask.body, ask.lines);
    return client.reply();
}

inline RawReply sentAs(
    const FaultServer &server, const QByteArray &method, const QByteArray &target, const QByteArray &lines = {})
{
    RawClient client(server.port());
    client.request(method, target, {}, lines);
    return client.reply();
}

inline QByteArray text(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// "/response/docs" in a body; "" is the body itself.
inline QJsonValue at(const RawReply &reply, const QString &pointer)
{
    QJsonValue value = reply.body.startsWith('[') ? QJsonValue(reply.list()) : QJsonValue(reply.json());
    for (const QString &name : pointer.split(u'/', Qt::SkipEmptyParts))
        value = value.toObject().value(name);
    return value;
}

inline QStringList idsOf(const QJsonArray &items, const QStringList &path)
{
    QStringList ids;
    for (QJsonValue item : items) {
        for (const QString &name : path)
            item = item.toObject().value(name);
        ids.append(item.isString() ? item.toString() : QString::number(item.toInteger()));
    }
    return ids;
}

/// What Trakt asks of every client.
inline const QByteArray kTraktLines = "trakt-api-key: id\r\ntrakt-api-version: 2\r\n";

} // namespace matinee::test

Q_DECLARE_METATYPE(matinee::test::Ask)

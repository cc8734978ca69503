// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace matinee::test {

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

/// The first value of a header, names compared without case; empty when absent.
[[nodiscard]] QByteArray headerOf(const Headers &headers, QByteArrayView name);
/// Replaces every value of a header by one.
void setHeader(Headers &headers, const QByteArray &name, const QByteArray &value);

/// A request as it came, and what became of it.
struct ServedRequest {
    qint64 number = 0; ///< from 1, in order of arrival
    QByteArray method = {};
    QString path = {};                                   ///< percent-decoded
    std::vector<std::pair<QString, QString>> query = {}; ///< decoded, in order
    Headers headers = {};
    QByteArray body = {};
    QDateTime at = {};
    int status = 0;     ///< of the answer; 0 while there is none, and for ever where it was dropped before its status line
    QString fault = {}; ///< what was done to the answer, "" for the plain truth

    [[nodiscard]] QByteArray header(QByteArrayView name) const { return headerOf(headers, name); }
    /// The first value of a query parameter; "" when absent.
    [[nodiscard]] QString value(QStringView name) const;
    [[nodiscard]] bool has(QStringView name) const;
    /// The parameter as a whole number; nothing when absent or anything else.
    [[nodiscard]] std::optional<qint64> whole(QStringView name) const;
    /// The path's parts, empty ones left out.
    [[nodiscard]] QStringList parts() const;
};

/// What is to be answered, before anything is done to it on its way.
struct Answer {
    int status = 200;
    Headers headers;
    QByteArray contentType = "application/json;charset=utf-8";
    QByteArray body;
    bool isEncoded = false; ///< the body carries a Content-Encoding of its own

    [[nodiscard]] static Answer json(const QJsonValue &value, int status = 200);
    [[nodiscard]] static Answer text(const QByteArray &text, const QByteArray &contentType, int status = 200);
    [[nodiscard]] static Answer nothing(int status = 204);
    Answer &with(const QByteArray &name, const QByteArray &value);
};

/// "Not Found" for 404; "Status" for a number nobody named.
[[nodiscard]] QByteArray reasonOf(int status);

} // namespace matinee::test

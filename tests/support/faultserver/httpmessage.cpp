// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/httpmessage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace matinee::test {
namespace {

struct Reason {
    int status;
    const char *text;
};
constexpr std::array kReasons{Reason{200, "OK"}, Reason{201, "Created"}, Reason{204, "No Content"},
    Reason{301, "Moved Permanently"}, Reason{302, "Found"}, Reason{304, "Not Modified"}, Reason{307, "Temporary Redirect"},
    Reason{400, "Bad Request"}, Reason{401, "Unauthorized"}, Reason{403, "Forbidden"}, Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"}, Reason{408, "Request Timeout"}, Reason{410, "Gone"}, Reason{413, "Content Too Large"},
    Reason{422, "Unprocessable Content"}, Reason{425, "Too Early"}, Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"}, Reason{500, "Internal Server Error"}, Reason{501, "Not Implemented"},
    Reason{502, "Bad Gateway"}, Reason{503, "Service Unavailable"}, Reason{504, "Gateway Timeout"}};

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

QByteArray headerOf(const Headers &headers, QByteArrayView name)
{
    const auto at
        = std::find_if(headers.begin(), headers.end(), [&](const auto &header) { return sameName(header.first, name); });
    return at == headers.end() ? QByteArray() : at->second;
}

void setHeader(Headers &headers, const QByteArray &name, const QByteArray &value)
{
    std::erase_if(headers, [&](const auto &header) { return sameName(header.first, name); });
    headers.emplace_back(name, value);
}

QString ServedRequest::value(QStringView name) const
{
    const auto found = std::find_if(query.begin(), query.end(), [&](const auto &item) { return item.first == name; });
    return found == query.end() ? QString() : found->second;
}

bool ServedRequest::has(QStringView name) const
{
    return std::any_of(query.begin(), query.end(), [&](const auto &item) { return item.first == name; });
}

std::optional<qint64> ServedRequest::whole(QStringView name) const
{
    bool ok = false;
    const qint64 read = value(name).toLongLong(&ok);
    return ok ? std::optional(read) : std::nullopt;
}

QStringList ServedRequest::parts() const
{
    return path.split(u'/', Qt::SkipEmptyParts);
}

Answer Answer::json(const QJsonValue &value, int status)
{
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    Answer answer;
    answer.status = status;
    answer.body = document.toJson(QJsonDocument::Compact);
    return answer;
}

Answer Answer::text(const QByteArray &text, const QByteArray &contentType, int status)
{
    Answer answer;
    answer.status = status;
    answer.contentType = contentType;
    answer.body = text;
    return answer;
}

Answer Answer::nothing(int status)
{
    return text({}, {}, status);
}

Answer &Answer::with(const QByteArray &name, const QByteArray &value)
{
    setHeader(headers, name, value);
    return *this;
}

QByteArray reasonOf(int status)
{
    const auto at = std::find_if(kReasons.begin(), kReasons.end(), [&](const Reason &reason) { return reason.status == status; });
    return at == kReasons.end() ? QByteArray("Status") : QByteArray(at->text);
}

} // namespace matinee::test

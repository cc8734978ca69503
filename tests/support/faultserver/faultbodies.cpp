// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/faultbodies.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <zlib.h>

#include "tests/support/faultserver/gzip.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

constexpr int kDeep = 5'000;
constexpr qsizetype kHugeBytes = 30 * 1024 * 1024;
constexpr qint64 kBombBytes = 300LL * 1024 * 1024;
constexpr quint32 kGiantSide = 20'000;

QByteArray portalPage()
{
    return "<!DOCTYPE html><html><head><title>Sign in to the network</title></head>"
           "<body><form action=\"/login\"><input name=\"room\"><button>Go online</button></form></body></html>";
}

QJsonValue withNullId(const QJsonValue &item)
{
    QJsonObject object = item.toObject();
    for (const QString &name : {u"id"_s, u"Id"_s, u"identifier"_s, u"movieid"_s}) {
        if (object.contains(name))
            object.insert(name, QJsonValue::Null);
    }
    // Wrapped items: {movie: {ids}}, {node: {id}}, {show: {id}}.
    for (const QString &name : {u"movie"_s, u"node"_s, u"ids"_s}) {
        if (object.value(name).isObject())
            object.insert(name, name == "ids"_L1 ? QJsonValue(QJsonValue::Null) : withNullId(object.value(name)));
    }
    return object;
}

// `change` is called with each list found, at most four objects deep: "response.docs", "data.movies.edges".
template <typename Change>
QJsonValue changeLists(const QJsonValue &value, int depth, const Change &change)
{
    if (value.isArray())
        return change(value.toArray());
    if (!value.isObject() || depth == 0)
        return value;
    QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        *member = changeLists(QJsonValue(*member), depth - 1, change);
    return object;
}

QByteArray rewritten(const QByteArray &body, const std::function<QJsonValue(const QJsonArray &)> &change)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    const QJsonValue out = changeLists(root, 4, change);
    if (out.isArray())
        return QJsonDocument(out.toArray()).toJson(QJsonDocument::Compact);
    return out.isObject() ? QJsonDocument(out.toObject()).toJson(QJsonDocument::Compact) : QByteArray::number(out.toInt());
}

QByteArray huge(const QByteArray &body)
{
    // The true members stay, so that a reader without a limit finds nothing to complain of.
    const bool isObject = body.startsWith('{') && body.size() > 2;
    const QByteArray padding = '"' + QByteArray(kHugeBytes, 'x') + '"';
    if (isObject)
        return "{\"padding\":" + padding + ',' + body.sliced(1);
    return '[' + padding + ']';
}

QByteArray pngChunk(const QByteArray &type, const QByteArray &data)
{
    const QByteArray named = type + data;
    QByteArray chunk(4, '\0');
    qToBigEndian(static_cast<quint32>(data.size()), chunk.data());
    QByteArray sum(4, '\0');
    const auto crc = crc32(0, reinterpret_cast<const Bytef *>(named.constData()), static_cast<uInt>(named.size()));
    qToBigEndian(static_cast<quint32>(crc), sum.data());
    return chunk + named + sum;
}

// A sound head and a little of the data: whoever allocates by the head takes 1.6 GB.
QByteArray giantPng()
{
    QByteArray head(13, '\0');
    qToBigEndian(kGiantSide, head.data());
    qToBigEndian(kGiantSide, head.data() + 4);
    head[8] = 8; // bits
    head[9] = 6; // RGBA
    return QByteArray::fromHex("89504e470d0a1a0a") + pngChunk("IHDR", head)
        + pngChunk("IDAT", qCompress(QByteArray(4096, '\0')).mid(4)) + pngChunk("IEND", {});
}

} // namespace

void spoilBody(Answer &answer, const Fault &fault)
{
    switch (fault.body) {
    case FaultBody::True: return;
    case FaultBody::Html:
        answer.contentType = "text/html; charset=utf-8";
        answer.body = portalPage();
        break;
    case FaultBody::HalfJson:
    case FaultBody::HalfJpeg: answer.body.truncate(answer.body.size() / 2); break;
    case FaultBody::DeepJson: answer.body = "{\"results\":" + QByteArray(kDeep, '[') + QByteArray(kDeep, ']') + '}'; break;
    case FaultBody::NumberForList: answer.body = rewritten(answer.body, [](const QJsonArray &) { return QJsonValue(7); }); break;
    case FaultBody::NullIds:
        answer.body = rewritten(answer.body, [](const QJsonArray &list) {
            QJsonArray out;
            for (const QJsonValue &item : list)
                out.append(item.isObject() ? withNullId(item) : item);
            return QJsonValue(out);
        });
        break;
    case FaultBody::Huge: answer.body = huge(answer.body); break;
    case FaultBody::GzipBomb:
        answer.body = gzipBomb(kBombBytes);
        answer.isEncoded = true;
        setHeader(answer.headers, "Content-Encoding", "gzip");
        break;
    case FaultBody::NoPicture: answer.body = "There is no picture in here."; break;
    case FaultBody::GiantPicture:
        answer.contentType = "image/png";
        answer.body = giantPng();
        break;
    case FaultBody::Given: answer.body = fault.given; break;
    }
    std::erase_if(answer.headers, [](const auto &header) { return header.first.compare("ETag", Qt::CaseInsensitive) == 0; });
}

} // namespace matinee::test

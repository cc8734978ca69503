// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/wireanswer.h"

#include <QLocale>

#include "tests/support/faultserver/gzip.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

// Below this a gzip member is longer than what it holds.
constexpr qsizetype kLeastToGzip = 200;
constexpr qsizetype kChunkBytes = 4096;

bool hasBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

bool accepts(const ServedRequest &request, QByteArrayView encoding)
{
    for (const QByteArray &item : request.header("Accept-Encoding").split(',')) {
        const QByteArray name = item.split(';').constFirst().trimmed();
        if (name.compare(encoding, Qt::CaseInsensitive) == 0)
            return !item.simplified().replace(" ", "").endsWith(";q=0");
    }
    return false;
}

QByteArray chunkedText(const QByteArray &body, bool ended)
{
    QByteArray out;
    for (qsizetype at = 0; at < body.size(); at += kChunkBytes) {
        const QByteArray chunk = body.mid(at, kChunkBytes);
        out += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    }
    return ended ? out + "0\r\n\r\n" : out;
}

QByteArray dateText(const QDateTime &when)
{
    return QLocale::c().toString(when.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

bool wantsClose(const ServedRequest &request)
{
    return request.header("Connection").toLower().contains("close");
}

void encode(Answer &answer, const ServedRequest &request, const Fault &fault, const WireOptions &options)
{
    const bool forced = fault.cut == FaultCut::GzipClosed || fault.cut == FaultCut::GzipShortLength;
    if (answer.isEncoded || !hasBody(answer.status))
        return;
    const bool isPicture = answer.contentType.startsWith("image/");
    if (!forced && (isPicture || !options.gzip || answer.body.size() < kLeastToGzip || !accepts(request, "gzip")))
        return;
    answer.body = gzipped(answer.body);
    answer.with("Content-Encoding", "gzip");
    answer.with("Vary", "Accept-Encoding");
}

// Puts the body on the wire and says how in the headers.
void frame(Answer &answer, WireAnswer &wire, FaultCut cut, bool chunked)
{
    const qsizetype whole = answer.body.size();
    const QByteArray half = answer.body.first(whole / 2);
    switch (cut) {
    case FaultCut::None:
        if (chunked)
            answer.with("Transfer-Encoding", "chunked");
        else
            answer.with("Content-Length", QByteArray::number(whole));
        wire.body = chunked ? chunkedText(answer.body, true) : answer.body;
        return;
    case FaultCut::Length:
        answer.with("Content-Length", QByteArray::number(whole));
        wire.body = half;
        break;
    case FaultCut::GzipShortLength:
        answer.with("Content-Length", QByteArray::number(half.size()));
        wire.body = half;
        return;
    case FaultCut::ChunkedNoEnd:
    case FaultCut::ChunkedHalf:
        answer.with("Transfer-Encoding", "chunked");
        wire.body = chunkedText(cut == FaultCut::ChunkedHalf ? half : answer.body, false);
        break;
    case FaultCut::GzipClosed:
    case FaultCut::JsonNoLength: wire.body = half; break;
    }
    wire.closes = true;
}

QByteArray headText(const Answer &answer, const ServedRequest &request, bool closes)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonOf(answer.status) + "\r\n";
    head += "Date: " + dateText(request.at) + "\r\n";
    if (!answer.contentType.isEmpty() && hasBody(answer.status))
        head += "Content-Type: " + answer.contentType + "\r\n";
    for (const auto &[name, value] : answer.headers)
        head += name + ": " + value + "\r\n";
    head += closes ? "Connection: close\r\n" : "Connection: keep-alive\r\n";
    return head + "\r\n";
}

void drop(WireAnswer &wire, FaultDrop how)
{
    if (how == FaultDrop::None)
        return;
    wire.closes = true;
    if (how == FaultDrop::MidBody) {
        wire.body.truncate(wire.body.size() / 2);
        return;
    }
    wire.body.clear();
    wire.status = 0;
    wire.head.truncate(how == FaultDrop::BeforeAnswer ? 0 : wire.head.size() / 2);
}

} // namespace

WireAnswer WireAnswer::of(Answer answer, const ServedRequest &request, const Fault &fault, const WireOptions &options)
{
    WireAnswer wire;
    wire.status = answer.status;
    wire.closes = wantsClose(request);
    encode(answer, request, fault, options);
    if (hasBody(answer.status))
        frame(answer, wire, fault.cut, options.chunked && request.method != "HEAD");
    for (const auto &[name, value] : fault.headers)
        setHeader(answer.headers, name, value);
    wire.head = headText(answer, request, wire.closes);
    if (request.method == "HEAD")
        wire.body.clear();
    drop(wire, fault.drop);
    return wire;
}

} // namespace matinee::test

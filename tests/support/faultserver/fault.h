// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>

#include "tests/support/faultserver/httpmessage.h"
#include "tests/support/faultserver/listplan.h"

namespace matinee::test {

/// What is sent instead of the body that was asked for.
enum class FaultBody {
    True,
    Html,          ///< a page of a captive portal, status 200 unless told otherwise
    HalfJson,      ///< the true JSON's first half, with a matching length
    DeepJson,      ///< arrays in arrays, 5 000 deep
    NumberForList, ///< every list at the top of the object (or the whole array) is the number 7
    NullIds,       ///< every "id" of the list's items is null
    Huge,          ///< 30 MB of valid JSON: the true members and a long one
    GzipBomb,      ///< some 300 KB that unpack to 300 MB of valid JSON
    NoPicture,     ///< text under a picture's content type
    HalfJpeg,      ///< the picture's first half, with a matching length
    GiantPicture,  ///< a PNG whose head says 20 000 x 20 000
    Given,         ///< Fault::given
};

/// How an answer is cut short while its body is on the way.
enum class FaultCut {
    None,
    Length,          ///< Content-Length is that of the whole body, half of it comes, then the connection closes
    GzipClosed,      ///< half a gzip member without a length, then the connection closes
    GzipShortLength, ///< half a gzip member with the length of that half
    ChunkedNoEnd,    ///< chunked, the whole body, closed before the chunk of no bytes that ends it
    ChunkedHalf,     ///< chunked, closed after half the body
    JsonNoLength,    ///< half the body without a length, then the connection closes
};

/// When the connection closes without a (whole) answer.
enum class FaultDrop { None, BeforeAnswer, MidHead, MidBody };

/// What goes wrong with one answer. The default does nothing.
struct Fault {
    std::optional<int> status = {}; ///< instead of the true one; the true body is replaced by the dialect's error for it
    Headers headers = {};           ///< replace or join the answer's: Retry-After, Location, ETag, ...
    FaultBody body = FaultBody::True;
    QByteArray given = {}; ///< for FaultBody::Given
    FaultCut cut = FaultCut::None;
    FaultDrop drop = FaultDrop::None;
    std::chrono::milliseconds latency{}; ///< before the first byte, beside the server's own
    std::chrono::milliseconds dribble{}; ///< the body comes byte by byte, one each so long; 0: at once
    bool hang = false;                   ///< no answer ever, the connection stays open
    std::optional<ListPlan> list = {};   ///< instead of the server's own plan

    [[nodiscard]] static Fault ofStatus(int status, const QByteArray &retryAfter = {});
    [[nodiscard]] static Fault ofBody(FaultBody body);
    [[nodiscard]] static Fault ofCut(FaultCut cut);
    [[nodiscard]] static Fault ofDrop(FaultDrop drop);
    [[nodiscard]] static Fault ofList(ListPlan plan);
    /// 302 to a URL, of another origin for example.
    [[nodiscard]] static Fault redirect(const QByteArray &location, int status = 302);

    /// "status 503, latency", "" for none: for the log.
    [[nodiscard]] QString name() const;
};

/// Which requests a script is about. Called on the server's thread.
using RequestMatcher = std::function<bool(const ServedRequest &)>;

[[nodiscard]] RequestMatcher anyRequest();
/// Requests whose path ends in `end`, the query left out: onPath(u"/movie/popular").
[[nodiscard]] RequestMatcher onPath(const QString &end);
/// The same with one query parameter: onQuery(u"/movie/popular", u"page", u"3").
[[nodiscard]] RequestMatcher onQuery(const QString &pathEnd, const QString &name, const QString &value);

} // namespace matinee::test

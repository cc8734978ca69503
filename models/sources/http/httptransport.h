// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/canceltoken.h"
#include "models/catalog/reply.h"
#include "models/sources/http/httprequest.h"

namespace matinee {

/// Port: requests to servers, with queueing, limits and retries behind it. Main thread; answers as Reply says.
class HttpTransport
{
public:
    HttpTransport() = default;
    HttpTransport(const HttpTransport &) = delete;
    HttpTransport &operator=(const HttpTransport &) = delete;
    virtual ~HttpTransport() = default;

    /// Any final status is a response, 304 and 4xx and 5xx included, once automatic retries are spent. An Error is what
    /// never became one: Offline, Unreachable (with `retryAfter`, where the host did not answer again and again and is
    /// left alone for a while), Timeout, Tls, CrossOrigin (a redirect elsewhere, or too many), TooLarge, Malformed (what
    /// `read` said, or a broken encoding), RateLimited (with `retryAfter`, where the host asks to wait longer than
    /// 10 minutes; shorter waits are waited), InvalidArgument (no address), Cancelled. No Error holds a secret or a query.
    virtual void send(HttpRequest request, const CancelToken &cancel, Reply<HttpResponse> reply) = 0;
    /// Gives waiting requests of a cancelled token up at once, and what is on the wire when nobody else waits for it.
    virtual void cancel(const CancelToken &cancel) = 0;
};

} // namespace matinee

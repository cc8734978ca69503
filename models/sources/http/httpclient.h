// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>
#include <QThreadPool>

#include <memory>

#include "models/catalog/clock.h"
#include "models/catalog/mailbox.h"
#include "models/catalog/tracesink.h"
#include "models/sources/http/httpclientoptions.h"
#include "models/sources/http/httptransport.h"

namespace matinee {

class HttpDispatcher;
class ReplyBook;

/// HttpTransport over Qt's network, on a thread of its own ("network") with a pool of two for reading bodies.
/// Main thread. What a request's `read` uses must live until close() has returned.
class HttpClient final : public HttpTransport
{
public:
    /// The references outlive the client; replies arrive through `mailbox`.
    HttpClient(Mailbox &mailbox, Clock &clock, TraceSink &trace, HttpClientOptions options);
    ~HttpClient() override;

    /// InvalidArgument for an address that is none of http or https, or a header with a line break.
    void send(HttpRequest request, const CancelToken &cancel, Reply<HttpResponse> reply) override;
    void cancel(const CancelToken &cancel) override;

    /// For every request that is sent from now on.
    void setProxy(const HttpProxy &proxy);

    /// Aborts everything, ends the thread, and answers what was open, and what is asked afterwards, with Cancelled.
    /// Idempotent; the destructor does it. Blocks for some ms; under 1.5 s, as long as `read` keeps below that.
    void close();

private:
    Mailbox &m_mailbox;
    std::shared_ptr<ReplyBook> m_replies;
    std::unique_ptr<QThreadPool> m_pool;
    std::unique_ptr<HttpDispatcher> m_dispatcher;
    std::unique_ptr<QThread> m_thread;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "models/catalog/clock.h"
#include "models/catalog/mailbox.h"
#include "models/sources/http/httpclient.h"
#include "tests/support/await.h"
#include "tests/support/recordingtrace.h"

namespace matinee::test {

/// A client on the real network stack, whose jitter is always the least.
struct HttpWorld {
    explicit HttpWorld(const std::function<void(HttpClientOptions &)> &change = {})
    {
        HttpClientOptions options;
        options.userAgent = "Matinee/test";
        options.acceptLanguage = "en-US";
        options.proxy.mode = HttpProxy::Mode::None;
        options.random = [] { return 0.0; };
        if (change)
            change(options);
        client = std::make_unique<HttpClient>(mailbox, clock, trace, options);
    }

    [[nodiscard]] Result<HttpResponse> ask(const HttpRequest &request) const
    {
        return await<HttpResponse>([&](Reply<HttpResponse> reply) { client->send(request, {}, std::move(reply)); });
    }

    Mailbox mailbox;
    SystemClock clock;
    RecordingTrace trace;
    std::unique_ptr<HttpClient> client;
};

/// A GET with limits that hold nothing back.
inline HttpRequest get(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    request.limits = {1000, 1000, 6};
    return request;
}

/// Keeps what answers said, in the order they came.
struct Answers {
    [[nodiscard]] Reply<HttpResponse> into(int who)
    {
        return [list = list, who](Result<HttpResponse> result) { list->emplace_back(who, std::move(result)); };
    }
    [[nodiscard]] size_t count() const { return list->size(); }
    [[nodiscard]] const Result<HttpResponse> &of(int who) const
    {
        for (const auto &[id, result] : *list) {
            if (id == who)
                return result;
        }
        qFatal("%d was not answered", who);
    }

    std::shared_ptr<std::vector<std::pair<int, Result<HttpResponse>>>> list
        = std::make_shared<std::vector<std::pair<int, Result<HttpResponse>>>>();
};

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

#include "models/catalog/mailbox.h"
#include "models/sources/http/httptransport.h"
#include "models/sources/profile/answerreader.h"

namespace matinee {

/// Asks a transport and reads the answers, never on the main thread. Main thread.
class ReadingTransport
{
public:
    ReadingTransport(HttpTransport &transport, Mailbox &mailbox);

    template <typename T>
    using Reader = std::function<Verdict<T>(const HttpResponse &)>;

    /// `read` reads any final status; it runs on a pool thread, perhaps more than once, and must own what it uses.
    template <typename T>
    void ask(HttpRequest request, Reader<T> read, const CancelToken &cancel, Reply<T> reply);

private:
    /// Does `work` on a pool thread, then what it returns on the main thread, unless this is gone by then.
    void onPool(std::function<std::function<void()>()> work);

    HttpTransport &m_transport;
    Mailbox &m_mailbox;
    QThreadPool m_pool;
    std::shared_ptr<char> m_life = std::make_shared<char>();
};

template <typename T>
void ReadingTransport::ask(HttpRequest request, Reader<T> read, const CancelToken &cancel, Reply<T> reply)
{
    using Slot = std::optional<Verdict<T>>;
    // Written by the transport's pool before it answers, read here afterwards.
    auto slot = std::make_shared<Slot>();
    request.read = [slot, read](const HttpResponse &response) {
        *slot = read(response);
        return slot->value() ? BodyVerdict::good() : slot->value().error();
    };
    const auto answer = [reply](Verdict<T> &verdict) {
        if (verdict)
            reply(std::move(*verdict));
        else
            reply(
                tl::unexpected(verdict.error().error.value_or(Error{ErrorKind::Malformed, QStringLiteral("not readable"), {}})));
    };
    m_transport.send(std::move(request), cancel,
        [this, life = std::weak_ptr(m_life), slot, read, answer, reply](Result<HttpResponse> response) {
            if (life.expired())
                return;
            if (!response) {
                reply(tl::unexpected(response.error()));
                return;
            }
            const bool isSuccess = response->status >= 200 && response->status < 300;
            if (isSuccess && slot->has_value()) {
                answer(**slot);
                return;
            }
            // No success, or another request's flight brought the answer: nobody has read it for us.
            onPool([read, answer, response = std::move(*response)]() -> std::function<void()> {
                auto verdict = std::make_shared<Verdict<T>>(read(response));
                return [answer, verdict] { answer(*verdict); };
            });
        });
}

} // namespace matinee

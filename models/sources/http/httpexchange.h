// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkReply>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <optional>

#include "models/catalog/clock.h"
#include "models/catalog/tracesink.h"
#include "models/sources/http/httpclientoptions.h"
#include "models/sources/http/httprequest.h"
#include "models/sources/http/redirect.h"
#include "models/sources/http/retrypolicy.h"

namespace matinee {

/// How one attempt came back.
struct ExchangeEnd {
    AttemptEnd::Kind kind = AttemptEnd::Kind::Answered;
    HttpResponse response;                     ///< for Answered; whatever came, otherwise
    std::optional<Error> error = std::nullopt; ///< for the others
};

/// One attempt: the request on the wire, redirects within its origin followed, with an idle timeout, a deadline for the
/// whole and a limit of size. Network thread. Every exchange with the server is in the trace.
class HttpExchange final : public QObject
{
    Q_OBJECT
public:
    /// All of it outlives the exchange.
    struct Surroundings {
        QNetworkAccessManager &access;
        const HttpClientOptions &options;
        Clock &clock;
        TraceSink &trace;
    };
    using Done = std::function<void(ExchangeEnd)>;

    /// `done` is called once, from the event loop after start(), unless abort() comes first. It may delete the
    /// exchange with deleteLater().
    HttpExchange(const Surroundings &around, const HttpRequest &request, int attempt, Done done);
    /// Lets go of the wire; nothing is called.
    ~HttpExchange() override;

    void start();
    /// Lets go of the wire; `done` is not called.
    void abort();

private:
    void ask();
    void onMetaData();
    void onReadyRead();
    [[nodiscard]] bool takeBytes(); ///< false: there are too many
    void onFinished();
    void onDeadline();
    void onTooLarge();
    void follow(const Redirect &redirect);
    void detach();
    void end(AttemptEnd::Kind kind, std::optional<Error> error);
    void record(const QString &error);
    [[nodiscard]] int status() const;
    [[nodiscard]] bool isWhole() const;
    [[nodiscard]] HttpHeaders headers() const;

    Surroundings m_around;
    HttpRequest m_request; ///< of the hop that is on the wire
    const int m_attempt;
    Done m_done;
    QNetworkReply *m_reply = nullptr; ///< ours until detach()
    QTimer m_deadline;
    QByteArray m_body;
    QStringList m_tlsReasons;
    int m_redirects = 0;
    std::chrono::nanoseconds m_startedAt{};
    std::chrono::nanoseconds m_hopStartedAt{};
};

} // namespace matinee

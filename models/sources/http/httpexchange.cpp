// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/httpexchange.h"

#include <QNetworkAccessManager>
#ifndef QT_NO_SSL
#include <QSslError>
#endif

#include <utility>

#include "models/sources/http/httptrace.h"
#include "models/sources/http/networkaccess.h"
#include "models/sources/http/wireerror.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using std::chrono::milliseconds;

constexpr int kRedirects = 5; ///< paging.md, Network

bool isGood(int status)
{
    return status >= 200 && status < 300;
}

} // namespace

HttpExchange::HttpExchange(const Surroundings &around, const HttpRequest &request, int attempt, Done done)
    : m_around(around), m_request(request), m_attempt(attempt), m_done(std::move(done)), m_deadline(this)
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, &HttpExchange::onDeadline);
}

HttpExchange::~HttpExchange()
{
    detach();
}

void HttpExchange::start()
{
    m_startedAt = m_around.clock.steady();
    m_deadline.start(m_request.deadline);
    ask();
}

void HttpExchange::ask()
{
    m_hopStartedAt = m_around.clock.steady();
    m_body.clear();
    const QNetworkRequest wire = wireRequest(m_request, m_request.url, m_around.options);
    if (m_request.method == "GET")
        m_reply = m_around.access.get(wire);
    else if (m_request.method == "HEAD")
        m_reply = m_around.access.head(wire);
    else
        m_reply = m_around.access.sendCustomRequest(wire, m_request.method, m_request.body);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::onMetaData);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::onReadyRead);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::onFinished);
#ifndef QT_NO_SSL
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_tlsReasons += error.errorString();
    });
#endif
}

void HttpExchange::abort()
{
    if (!m_reply)
        return;
    record(errorKindName(ErrorKind::Cancelled));
    detach();
}

void HttpExchange::onMetaData()
{
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (m_request.method != "HEAD" && announced > m_request.maxBytes)
        onTooLarge();
}

void HttpExchange::onReadyRead()
{
    if (!takeBytes())
        onTooLarge();
}

bool HttpExchange::takeBytes()
{
    // Unpacked bytes are counted by Qt but made only when read: a decompression bomb stays packed.
    if (m_body.size() + m_reply->bytesAvailable() > m_request.maxBytes)
        return false;
    if (m_reply->bytesAvailable() > 0)
        m_body += m_reply->readAll();
    return m_body.size() <= m_request.maxBytes;
}

void HttpExchange::onTooLarge()
{
    m_body.clear();
    // The status of a failure matters, the essay that comes with it does not.
    if (status() != 0 && !isGood(status()))
        return end(AttemptEnd::Kind::Answered, std::nullopt);
    const QString detail = u"the answer is larger than %1 KiB"_s.arg(m_request.maxBytes / 1024);
    end(AttemptEnd::Kind::Final, Error{ErrorKind::TooLarge, detail, m_request.url.host(), status()});
}

void HttpExchange::onDeadline()
{
    const QString detail = u"no whole answer came in %1 s"_s.arg(double(m_request.deadline.count()) / 1000);
    end(AttemptEnd::Kind::NoAnswer, Error{ErrorKind::Timeout, detail, m_request.url.host(), status()});
}

void HttpExchange::onFinished()
{
    if (!takeBytes())
        return onTooLarge();
    // The status by its number first: Qt calls 429 an unknown content error and 304 a success.
    const bool isOfProxy = m_reply->error() == QNetworkReply::ProxyAuthenticationRequiredError;
    const bool statusDecides = status() != 0 && !isGood(status()) && !isOfProxy;
    if (!statusDecides && m_reply->error() != QNetworkReply::NoError) {
        WireError failed = wireError(m_reply->error(), m_request.url.host(), m_tlsReasons);
        failed.error.httpStatus = status();
        return end(failed.kind, std::move(failed.error));
    }
    const auto redirect = redirectOf(m_request.url, m_request.method, status(), m_reply->rawHeader("Location"));
    if (!redirect)
        return end(AttemptEnd::Kind::Final, redirect.error());
    if (*redirect)
        return follow(**redirect);
    if (!isWhole()) {
        const QString detail = u"the answer ends early"_s;
        return end(AttemptEnd::Kind::Broken, Error{ErrorKind::Malformed, detail, m_request.url.host(), status()});
    }
    end(AttemptEnd::Kind::Answered, std::nullopt);
}

void HttpExchange::follow(const Redirect &redirect)
{
    if (m_redirects == kRedirects) {
        const QString detail = u"more than %1 redirects"_s.arg(kRedirects);
        return end(AttemptEnd::Kind::Final, Error{ErrorKind::CrossOrigin, detail, m_request.url.host(), status()});
    }
    ++m_redirects;
    record({});
    detach();
    m_request.url = redirect.url;
    if (redirect.method != m_request.method) {
        m_request.method = redirect.method;
        m_request.body.clear();
    }
    m_deadline.start(std::max(
        milliseconds(1), m_request.deadline - std::chrono::duration_cast<milliseconds>(m_around.clock.steady() - m_startedAt)));
    ask();
}

void HttpExchange::detach()
{
    m_deadline.stop();
    if (!m_reply)
        return;
    // abort() emits finished() before it returns: nobody may be listening any more.
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

void HttpExchange::end(AttemptEnd::Kind kind, std::optional<Error> error)
{
    record(error ? errorKindName(error->kind) : QString());
    ExchangeEnd end{kind, {}, std::move(error)};
    HttpResponse &response = end.response;
    response.status = status();
    response.headers = headers();
    response.body = std::exchange(m_body, {});
    response.url = m_request.url;
    response.receivedAt = m_around.clock.now();
    response.took = std::chrono::duration_cast<milliseconds>(m_around.clock.steady() - m_startedAt);
    response.attempts = m_attempt;
    detach();
    std::exchange(m_done, {})(std::move(end));
}

void HttpExchange::record(const QString &error)
{
    WireRecord about;
    about.method = m_request.method;
    about.url = m_request.url;
    about.tracePath = m_request.tracePath;
    about.status = status();
    about.bytes = m_body.size();
    about.took = std::chrono::duration_cast<milliseconds>(m_around.clock.steady() - m_hopStartedAt);
    about.attempt = m_attempt;
    about.serverMs = serverMilliseconds(headers());
    about.error = error;
    traceExchange(m_around.trace, about);
}

int HttpExchange::status() const
{
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool HttpExchange::isWhole() const
{
    const bool hasBody = isGood(status()) && status() != 204 && m_request.method != "HEAD";
    const QByteArray encoding = m_reply->rawHeader("Content-Encoding").trimmed().toLower();
    // What Qt unpacked has another length than the header says: there the reader of the body finds out.
    if (!hasBody || !m_reply->hasRawHeader("Content-Length") || !(encoding.isEmpty() || encoding == "identity"))
        return true;
    return m_reply->rawHeader("Content-Length").trimmed().toLongLong() == m_body.size();
}

HttpHeaders HttpExchange::headers() const
{
    HttpHeaders all;
    for (const auto &[name, value] : m_reply->rawHeaderPairs()) {
        // Qt joins fields of one name; by ", " except Set-Cookie, which nobody reads here.
        all.emplace_back(name, value);
    }
    return all;
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/wireerror.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

WireError noAnswer(ErrorKind kind, const QString &detail, const QString &host)
{
    return {AttemptEnd::Kind::NoAnswer, {kind, detail, host}};
}

} // namespace

WireError wireError(QNetworkReply::NetworkError code, const QString &host, const QStringList &tlsReasons)
{
    switch (code) {
    case QNetworkReply::OperationCanceledError:
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError: return noAnswer(ErrorKind::Timeout, u"nothing came for too long"_s, host);
    case QNetworkReply::ConnectionRefusedError: return noAnswer(ErrorKind::Unreachable, u"the connection was refused"_s, host);
    case QNetworkReply::RemoteHostClosedError: return noAnswer(ErrorKind::Unreachable, u"the server hung up"_s, host);
    case QNetworkReply::HostNotFoundError: return noAnswer(ErrorKind::Unreachable, u"no such host"_s, host);
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError: return noAnswer(ErrorKind::Offline, u"there is no network"_s, host);
    case QNetworkReply::SslHandshakeFailedError: {
        const QString why = tlsReasons.isEmpty() ? u"no reason was given"_s : tlsReasons.join(u"; "_s);
        return {AttemptEnd::Kind::Final, {ErrorKind::Tls, u"no private connection: "_s + why, host}};
    }
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::UnknownProxyError: return noAnswer(ErrorKind::Unreachable, u"the proxy does not answer"_s, host);
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return {AttemptEnd::Kind::Final, {ErrorKind::Unreachable, u"the proxy wants a sign-in"_s, host}};
    case QNetworkReply::UnknownContentError:
        return {AttemptEnd::Kind::Broken, {ErrorKind::Malformed, u"the answer's encoding is damaged"_s, host}};
    case QNetworkReply::ProtocolFailure:
        return {AttemptEnd::Kind::Broken, {ErrorKind::Malformed, u"the answer is not HTTP"_s, host}};
    default: return noAnswer(ErrorKind::Unreachable, u"the connection failed (%1)"_s.arg(int(code)), host);
    }
}

} // namespace matinee

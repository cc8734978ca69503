// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/error.h"

using namespace Qt::StringLiterals;

namespace matinee {

QString Error::sentence() const
{
    return where.isEmpty() ? detail : where + u": "_s + detail;
}

tl::unexpected<Error> fail(ErrorKind kind, QString detail, QString where)
{
    return tl::unexpected(Error{kind, std::move(detail), std::move(where)});
}

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Offline: return u"offline"_s;
    case ErrorKind::Unreachable: return u"unreachable"_s;
    case ErrorKind::Timeout: return u"timeout"_s;
    case ErrorKind::RateLimited: return u"rate-limited"_s;
    case ErrorKind::Unauthorized: return u"unauthorized"_s;
    case ErrorKind::Forbidden: return u"forbidden"_s;
    case ErrorKind::NotFound: return u"not-found"_s;
    case ErrorKind::Rejected: return u"rejected"_s;
    case ErrorKind::Malformed: return u"malformed"_s;
    case ErrorKind::TooLarge: return u"too-large"_s;
    case ErrorKind::Tls: return u"tls"_s;
    case ErrorKind::CrossOrigin: return u"cross-origin"_s;
    case ErrorKind::CaptivePortal: return u"captive-portal"_s;
    case ErrorKind::Server: return u"server"_s;
    case ErrorKind::InvalidArgument: return u"invalid-argument"_s;
    case ErrorKind::Storage: return u"storage"_s;
    case ErrorKind::Busy: return u"busy"_s;
    case ErrorKind::DiskFull: return u"disk-full"_s;
    case ErrorKind::Corrupt: return u"corrupt"_s;
    case ErrorKind::ReadOnly: return u"read-only"_s;
    case ErrorKind::Cancelled: return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

} // namespace matinee

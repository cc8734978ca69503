// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/hostprobe.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 5s; // paging.md 4.16

HostSign signOf(const Result<HttpResponse> &answer, bool isRoot)
{
    if (!answer) {
        const bool isElsewhere = answer.error().kind == ErrorKind::CrossOrigin;
        if (isElsewhere && isRoot) // many a server's root sends people to its web page
            return HostSign::Answered;
        return isElsewhere ? HostSign::Captive : HostSign::NoAnswer;
    }
    const bool isPage = headerValue(answer->headers, "Content-Type").toLower().startsWith("text/html");
    const bool isSignIn = answer->status == 511 || (!isRoot && isPage && answer->status == 200);
    return isSignIn ? HostSign::Captive : HostSign::Answered;
}

} // namespace

void probeHost(HttpTransport &http, const QUrl &url, std::function<void(HostSign)> then)
{
    HttpRequest request;
    request.method = "HEAD";
    request.url = url;
    request.isIdempotent = false; // no retries: the next probe is one
    request.isProbe = true;
    request.deadline = kPatience;
    const bool isRoot = url.path().isEmpty() || url.path() == u"/";
    http.send(std::move(request), CancelToken(),
        [then = std::move(then), isRoot](const Result<HttpResponse> &answer) { then(signOf(answer, isRoot)); });
}

} // namespace matinee

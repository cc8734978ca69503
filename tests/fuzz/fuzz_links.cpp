// SPDX-License-Identifier: GPL-3.0-or-later
// Link headers (RFC 8288), and the address of the next page they state. A line of the input is a field.
#include "models/sources/dialects/nexturl.h"
#include "models/sources/http/linkheader.h"
#include "models/sources/http/redirect.h"
#include "tests/fuzz/fuzz.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using matinee::fuzz::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    const QByteArrayList lines = bytes.split('\n');
    const auto links = parseLinks(std::vector<QByteArray>(lines.begin(), lines.end()));
    const QUrl asked(u"https://api.example.org:8443/movies?api_key=hidden&page=1"_s);
    for (const WebLink &link : links) {
        const auto next = nextUrl(asked, link.target);
        if (!next)
            continue;
        must(next->host() == asked.host() && next->scheme() == "https"_L1 && next->port() == 8443, "the next page is at home");
        must(next->userInfo().isEmpty(), "nobody signs in by a URL");
        const QUrl clean = withoutCredentials(*next, {u"token"_s});
        must(!clean.query(QUrl::FullyEncoded).contains("api_key="_L1), "credentials are taken off");
    }
    static_cast<void>(linkTarget(links, u"next"));
    const auto redirect = redirectOf(asked, "GET", 302, bytes);
    if (redirect && *redirect)
        must((*redirect)->url.host() == asked.host() && (*redirect)->url.scheme() == "https"_L1, "redirects stay at home");
    return 0;
}

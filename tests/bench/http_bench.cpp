// SPDX-License-Identifier: GPL-3.0-or-later
// http.overhead and http.parse: what our queue and our mapping cost over Qt's own. Prints one JSON object a line; judges
// nothing. Usage: bench_http [NAME].
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include "models/catalog/clock.h"
#include "models/catalog/mailbox.h"
#include "models/catalog/tracesink.h"
#include "models/sources/http/httpclient.h"
#include "models/sources/profile/answerreader.h"
#include "models/sources/profile/profileset.h"
#include "tests/bench/benchevents.h"
#include "tests/bench/benchprint.h"
#include "tests/bench/leanserver.h"
#include "tests/support/faultserver/faultserver.h"

using namespace matinee;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPairs = 21;         // odd, so that the median is a measure
constexpr int kRequests = 200;     // a sample: some tens of milliseconds
constexpr int kPageBytes = 12'000; // of a page of 20 titles
constexpr int kItems = 100;        // of the page that is parsed
constexpr int kParsesASample = 20;

QByteArray received(QNetworkAccessManager &access, const QUrl &url)
{
    QNetworkReply *reply = access.get(QNetworkRequest(url));
    bench::spinUntil([&] { return reply->isFinished(); }, "an answer");
    if (reply->error() != QNetworkReply::NoError)
        bench::die(reply->errorString());
    const QByteArray body = reply->readAll();
    reply->deleteLater();
    return body;
}

/// kRequests requests with so many on their way, each begun when one ends.
class Load
{
public:
    /// Asks once, and calls back with how many bytes came.
    using Ask = std::function<void(std::function<void(qsizetype)>)>;
    Load(int inFlight, Ask ask) : m_inFlight(inFlight), m_ask(std::move(ask)) { }

    void run()
    {
        m_toBegin = kRequests;
        m_toEnd = kRequests;
        for (int i = 0; i < std::min(m_inFlight, kRequests); ++i)
            begin();
        bench::spinUntil([this] { return m_toEnd == 0; }, "the answers");
    }

private:
    void begin()
    {
        --m_toBegin;
        m_ask([this](qsizetype bytes) {
            if (bytes != kPageBytes)
                bench::die(u"an answer of %1 bytes"_s.arg(bytes));
            --m_toEnd;
            if (m_toBegin > 0)
                begin();
        });
    }

    const int m_inFlight;
    const Ask m_ask;
    int m_toBegin = 0;
    int m_toEnd = 0;
};

void benchOverhead(int inFlight)
{
    const bench::LeanServer server(QByteArray(kPageBytes, 'x'));
    Mailbox mailbox;
    SystemClock clock;
    NullTrace trace;
    HttpClientOptions options;
    options.userAgent = "Matinee/bench";
    HttpClient client(mailbox, clock, trace, options);
    QNetworkAccessManager access;
    HttpRequest request;
    request.url = server.url();
    request.limits = {1e6, 1'000'000, inFlight}; // the token bucket never decides; at most 6 are on the wire, as in Qt
    Load ours(inFlight, [&](const std::function<void(qsizetype)> &done) {
        client.send(request, CancelToken(),
            [done](const Result<HttpResponse> &response) { done(response ? response->body.size() : -1); });
    });
    Load bare(inFlight, [&](const std::function<void(qsizetype)> &done) {
        QNetworkReply *reply = access.get(QNetworkRequest(server.url()));
        QObject::connect(reply, &QNetworkReply::finished, reply, [reply, done] {
            const qsizetype bytes = reply->error() == QNetworkReply::NoError ? reply->readAll().size() : -1;
            reply->deleteLater();
            done(bytes);
        });
    });
    ours.run();
    bare.run();
    const auto times = bench::interleaved(
        kPairs, [&] { ours.run(); }, [&] { bare.run(); });
    bench::print(u"http.overhead.%1"_s.arg(inFlight), bench::perPiece(times, kRequests), 1.5, u"us"_s,
        u"a request of %1 bytes on loopback, %2 in flight"_s.arg(kPageBytes).arg(inFlight));
}

/// A page of kItems as TMDB writes them, from the server that speaks as it does.
QByteArray largePage()
{
    test::FaultServer server({.titles = kItems});
    bench::must(server.start());
    QNetworkAccessManager access;
    QJsonObject page;
    QJsonArray results;
    for (int number = 1; results.size() < kItems; ++number) {
        page = QJsonDocument::fromJson(received(access, server.url(u"/3/movie/popular?page=%1"_s.arg(number)))).object();
        for (const QJsonValue &result : page.value("results"_L1).toArray())
            results.append(result);
    }
    page.insert(u"page"_s, 1);
    page.insert(u"results"_s, results);
    return QJsonDocument(page).toJson(QJsonDocument::Compact);
}

void benchParse()
{
    const auto profile = readProfileFile(shippedProfileFolder() + "/tmdb.json"_L1).reading.profile;
    HttpResponse response;
    response.status = 200;
    response.body = largePage();
    response.receivedAt = QDateTime::currentDateTimeUtc();
    response.url = QUrl(u"http://127.0.0.1/3/movie/popular?page=1"_s);
    const PageContext context{{profile, response.url, {}, {}}, profile->feed(u"popular")->pagination, PageNo{1}, kItems};
    const auto ours = [&] {
        for (int i = 0; i < kParsesASample; ++i) {
            const auto page = readPage(context, response);
            if (!page || page->page.titles.size() != kItems)
                bench::die(u"the page was not read"_s);
        }
    };
    const auto floor = [&] {
        for (int i = 0; i < kParsesASample; ++i) {
            if (QJsonDocument::fromJson(response.body).isNull())
                bench::die(u"the page was not parsed"_s);
        }
    };
    ours();
    floor();
    bench::print(u"http.parse"_s, bench::perPiece(bench::interleaved(kPairs, ours, floor), kParsesASample), 3.0, u"us"_s,
        u"%1 items, %2 bytes, to titles"_s.arg(kItems).arg(response.body.size()));
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    bench::run({{u"http.overhead.1"_s, [] { benchOverhead(1); }}, {u"http.overhead.100"_s, [] { benchOverhead(100); }},
                   {u"http.parse"_s, benchParse}},
        QCoreApplication::arguments().value(1));
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/servercore.h"

#include <QCryptographicHash>

#include "tests/support/faultserver/faultbodies.h"
#include "tests/support/faultserver/indexedtitles.h"
#include "tests/support/faultserver/posterpainter.h"
#include "tests/support/faultserver/synthetictitles.h"

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

// Twenty clients with six connections each, and then some.
constexpr int kMostWaiting = 200;

Result<std::unique_ptr<TitleShelf>> shelfOf(const ServerSettings &settings)
{
    if (settings.catalogue.isEmpty())
        return std::make_unique<SyntheticTitles>(settings.titles);
    auto indexed = IndexedTitles::import(settings.catalogue, settings.goesOn);
    if (!indexed)
        return tl::unexpected(indexed.error());
    return std::unique_ptr<TitleShelf>(*std::move(indexed));
}

// RFC 9110 13.1.2: weak comparison, a list, or a star.
bool matches(const QByteArray &ifNoneMatch, const QByteArray &etag)
{
    for (const QByteArray &item : ifNoneMatch.split(',')) {
        const QByteArray tag = item.trimmed();
        if (tag == "*" || (tag.startsWith("W/") ? tag.mid(2) : tag) == (etag.startsWith("W/") ? etag.mid(2) : etag))
            return true;
    }
    return false;
}

QSize shapeOf(const QString &file)
{
    return file.startsWith(u'b') ? QSize(16, 9) : QSize(2, 3);
}

} // namespace

ServerCore::ServerCore(ServerSettings settings, FaultScript &script, RequestLog &log)
    : m_settings(std::move(settings)), m_script(script), m_log(log), m_server(this), m_port(m_settings.port)
{
    m_server.setListenBacklogSize(kMostWaiting);
    connect(&m_server, &QTcpServer::newConnection, this, &ServerCore::accept);
}

Result<void> ServerCore::openWorld()
{
    m_dialect = makeDialect(m_settings.dialect);
    if (!m_dialect)
        return fail(ErrorKind::InvalidArgument, u"is none of %1"_s.arg(dialectNames().join(u", "_s)), u"dialect"_s);
    if (!m_settings.logFile.isEmpty()) {
        if (auto logged = m_log.writeTo(m_settings.logFile); !logged)
            return logged;
    }
    auto shelf = shelfOf(m_settings);
    if (!shelf)
        return tl::unexpected(shelf.error());
    m_world.reset(new ServedWorld{m_settings, ListPages(*std::move(shelf), m_settings.moving), {}, m_settings.list});
    return {};
}

Result<void> ServerCore::listen()
{
    if (!m_world) {
        if (auto opened = openWorld(); !opened)
            return opened;
    }
    if (!m_server.listen(QHostAddress::LocalHost, m_port))
        return fail(ErrorKind::Unreachable, m_server.errorString(), u"port"_s);
    m_port = m_server.serverPort();
    m_world->origin = "http://127.0.0.1:" + QByteArray::number(m_port);
    return {};
}

void ServerCore::stopListening()
{
    m_server.close();
    closeConnections();
}

void ServerCore::closeConnections()
{
    for (const QPointer<FaultConnection> &connection : m_connections) {
        if (connection)
            connection->close();
    }
    m_connections.clear();
}

void ServerCore::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        std::erase_if(m_connections, [](const auto &connection) { return connection.isNull(); });
        const auto refusal = [this](int status) {
            return WireAnswer::of(m_dialect->error(status),
                ServedRequest{.headers = {{"Connection", "close"}}, .at = QDateTime::currentDateTimeUtc()}, {}, {});
        };
        m_connections.emplace_back(new FaultConnection(
            socket, [this](ServedRequest request) { return answer(std::move(request)); }, refusal, this));
    }
}

TimedAnswer ServerCore::answer(ServedRequest request)
{
    m_log.arrived(request);
    const Fault fault = m_script.faultFor(request);
    Answer plain = trueAnswer(request, fault);
    spoilBody(plain, fault);
    TimedAnswer timed;
    timed.wire = WireAnswer::of(std::move(plain), request, fault, {m_settings.gzip, m_settings.chunked});
    timed.latency = fault.latency;
    timed.dribble = fault.dribble;
    timed.hang = fault.hang;
    const qint64 bytes = timed.wire.head.size() + timed.wire.body.size();
    // What the client can have read is known now; a test that has the answer finds it in the log.
    if (fault.latency.count() == 0 || fault.hang)
        m_log.answered(request.number, fault.hang ? 0 : timed.wire.status, fault.name(), bytes);
    else
        timed.onSent = [this, number = request.number, status = timed.wire.status, name = fault.name(), bytes] {
            m_log.answered(number, status, name, bytes);
        };
    return timed;
}

Answer ServerCore::trueAnswer(const ServedRequest &request, const Fault &fault)
{
    if (fault.status) {
        Answer refused = m_dialect->error(*fault.status);
        refused.status = *fault.status;
        return refused;
    }
    m_world->plan = fault.list.value_or(m_world->settings.list);
    std::optional<Answer> found = picture(request);
    Answer answer = found ? *std::move(found) : m_dialect->answer(request, *m_world);
    finish(answer, request);
    return answer;
}

std::optional<Answer> ServerCore::picture(const ServedRequest &request) const
{
    const QStringList parts = request.parts();
    if (parts.size() != 4 || parts[0] != "t"_L1 || parts[1] != "p"_L1)
        return std::nullopt;
    const QSize size = tmdbPictureSize(parts[2].toLatin1(), shapeOf(parts[3]));
    if (size.isEmpty() || !parts[3].endsWith(".jpg"_L1))
        return Answer::text("<h1>File not Found</h1>", "text/html", 404);
    Answer answer = Answer::text(paintedPicture(parts[3].toUtf8(), size), "image/jpeg");
    return answer.with("Cache-Control", "public, max-age=31919000");
}

void ServerCore::finish(Answer &answer, const ServedRequest &request) const
{
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (!reads || answer.status != 200)
        return;
    if (m_settings.maxAge > 0)
        answer.with("Cache-Control", "public, max-age=" + QByteArray::number(m_settings.maxAge));
    if (!m_settings.etags)
        return;
    if (headerOf(answer.headers, "ETag").isEmpty()) {
        const QByteArray hash = QCryptographicHash::hash(answer.body, QCryptographicHash::Md5).toHex();
        answer.with("ETag", "W/\"" + hash + '"');
    }
    const QByteArray known = request.header("If-None-Match");
    if (!known.isEmpty() && matches(known, headerOf(answer.headers, "ETag"))) {
        answer.status = 304;
        answer.body.clear();
    }
}

} // namespace matinee::test

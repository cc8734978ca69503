// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/http/httpclient.h"

#include <QDeadlineTimer>

#include <map>
#include <utility>
#include <vector>

#include "models/sources/http/httpdispatcher.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using namespace std::chrono_literals;

constexpr int kReaders = 2;
constexpr auto kThreadPatience = 1000ms; ///< with the pool's below the 1.5 s that closing may take
constexpr auto kPoolPatience = 400ms;

struct Remains {
    std::unique_ptr<QThreadPool> pool;
    std::unique_ptr<HttpDispatcher> dispatcher;
    std::unique_ptr<QThread> thread;
};

/// Never destroyed: destroying it would wait.
void leaveBehind(Remains remains)
{
    static auto &all = *new std::vector<Remains>;
    all.push_back(std::move(remains));
}

} // namespace

/// Who waits for an answer. Main thread; outlives the client as long as answers are under way.
class ReplyBook
{
public:
    quint64 enter(Reply<HttpResponse> reply)
    {
        m_replies.emplace(++m_lastId, std::move(reply));
        return m_lastId;
    }
    void answer(quint64 id, Result<HttpResponse> result)
    {
        if (auto entry = m_replies.extract(id))
            entry.mapped()(std::move(result));
    }
    void answerAll(const Error &error)
    {
        for (const auto &[id, reply] : std::exchange(m_replies, {}))
            reply(tl::unexpected(error));
    }

private:
    quint64 m_lastId = 0;
    std::map<quint64, Reply<HttpResponse>> m_replies;
};

HttpClient::HttpClient(Mailbox &mailbox, Clock &clock, TraceSink &trace, HttpClientOptions options)
    : m_mailbox(mailbox),
      m_replies(std::make_shared<ReplyBook>()),
      m_pool(std::make_unique<QThreadPool>()),
      m_thread(std::make_unique<QThread>())
{
    m_pool->setMaxThreadCount(kReaders);
    HttpDispatcher::Outlets outlets;
    outlets.answer = [&mailbox, book = m_replies](quint64 id, Result<HttpResponse> result) {
        mailbox.post([book, id, result = std::move(result)] { book->answer(id, result); });
    };
    outlets.frozen = [&mailbox, told = options.hostFrozen](const QString &host, std::chrono::milliseconds time) {
        if (told)
            mailbox.post([told, host, time] { told(host, time); });
    };
    outlets.sign = [&mailbox, told = options.hostSign](const QUrl &url, HostSign sign) {
        if (told)
            mailbox.post([told, url, sign] { told(url, sign); });
    };
    m_dispatcher = std::make_unique<HttpDispatcher>(std::move(options), clock, trace, *m_pool, std::move(outlets));
    m_dispatcher->moveToThread(m_thread.get());
    m_thread->setObjectName(u"network"_s);
    m_thread->start();
    QMetaObject::invokeMethod(
        m_dispatcher.get(), [dispatcher = m_dispatcher.get()] { dispatcher->open(); }, Qt::QueuedConnection);
}

HttpClient::~HttpClient()
{
    close();
}

void HttpClient::send(HttpRequest request, const CancelToken &cancel, Reply<HttpResponse> reply)
{
    const quint64 id = m_replies->enter(std::move(reply));
    if (!m_dispatcher) {
        m_mailbox.post([book = m_replies] { book->answerAll({ErrorKind::Cancelled, u"the network is closed"_s, {}}); });
        return;
    }
    QMetaObject::invokeMethod(
        m_dispatcher.get(),
        [dispatcher = m_dispatcher.get(), id, request = std::move(request), cancel]() mutable {
            dispatcher->send(id, std::move(request), cancel);
        },
        Qt::QueuedConnection);
}

void HttpClient::cancel(const CancelToken &cancel)
{
    if (!m_dispatcher)
        return;
    QMetaObject::invokeMethod(
        m_dispatcher.get(), [dispatcher = m_dispatcher.get(), cancel] { dispatcher->cancel(cancel); }, Qt::QueuedConnection);
}

void HttpClient::setProxy(const HttpProxy &proxy)
{
    if (!m_dispatcher)
        return;
    QMetaObject::invokeMethod(
        m_dispatcher.get(), [dispatcher = m_dispatcher.get(), proxy] { dispatcher->setProxy(proxy); }, Qt::QueuedConnection);
}

void HttpClient::close()
{
    if (!m_dispatcher)
        return;
    m_dispatcher->refuse();
    m_pool->clear();
    QMetaObject::invokeMethod(
        m_dispatcher.get(), [dispatcher = m_dispatcher.get()] { dispatcher->shut(); }, Qt::QueuedConnection);
    const bool hasEnded = m_thread->wait(QDeadlineTimer(kThreadPatience));
    const bool hasRead = m_pool->waitForDone(static_cast<int>(kPoolPatience.count()));
    if (!hasEnded || !hasRead) {
        // A thread stuck in the system's proxy look-up, or a reader that takes its time, cannot be ended from here.
        // It is left behind with what it stands on; having refused, the dispatcher touches nothing else any more.
        leaveBehind({std::move(m_pool), std::move(m_dispatcher), std::move(m_thread)});
    }
    m_thread.reset();
    m_dispatcher.reset();
    m_pool.reset();
    m_mailbox.post([book = m_replies] { book->answerAll({ErrorKind::Cancelled, u"the network is closed"_s, {}}); });
}

} // namespace matinee

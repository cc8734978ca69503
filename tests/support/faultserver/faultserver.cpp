// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/faultserver.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee::test {

FaultServer::FaultServer(ServerSettings settings, Where where)
    : m_script(settings.faults), m_core(std::make_unique<ServerCore>(std::move(settings), m_script, m_log))
{
    if (where == Where::CallersThread)
        return;
    m_thread.setObjectName(u"fault-server"_s);
    m_core->moveToThread(&m_thread);
    m_thread.start();
}

FaultServer::~FaultServer()
{
    onServerThread([this] { m_core->stopListening(); });
    if (!m_thread.isRunning())
        return;
    m_core.release()->deleteLater(); // on the thread its sockets live on
    m_thread.quit();
    m_thread.wait();
}

void FaultServer::onServerThread(const std::function<void()> &work)
{
    if (m_core->thread() == QThread::currentThread())
        work();
    else
        QMetaObject::invokeMethod(m_core.get(), work, Qt::BlockingQueuedConnection);
}

Result<void> FaultServer::start()
{
    Result<void> started;
    onServerThread([&] {
        started = m_core->listen();
        m_port = m_core->port();
    });
    return started;
}

void FaultServer::stop()
{
    onServerThread([this] { m_core->stopListening(); });
}

void FaultServer::closeConnections()
{
    onServerThread([this] { m_core->closeConnections(); });
}

QUrl FaultServer::url(const QString &path) const
{
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_port).arg(path));
}

void FaultServer::setList(const ListPlan &plan)
{
    withWorld([&](ServedWorld &world) { world.settings.list = plan; });
}

void FaultServer::withWorld(const std::function<void(ServedWorld &)> &change)
{
    onServerThread([&] { change(m_core->world()); });
}

int FaultServer::count(const RequestMatcher &matcher) const
{
    const auto all = m_log.requests();
    return static_cast<int>(std::count_if(all.begin(), all.end(), matcher));
}

} // namespace matinee::test

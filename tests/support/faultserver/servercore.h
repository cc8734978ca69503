// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTcpServer>

#include "models/catalog/error.h"
#include "tests/support/faultserver/dialect.h"
#include "tests/support/faultserver/faultconnection.h"
#include "tests/support/faultserver/requestlog.h"

namespace matinee::test {

/// The part of a FaultServer that lives on the server's thread: listens, answers, fails as told.
class ServerCore : public QObject
{
public:
    ServerCore(ServerSettings settings, FaultScript &script, RequestLog &log);

    /// Opens the catalogue the first time, then listens on 127.0.0.1, on the port it had before if it had one.
    [[nodiscard]] Result<void> listen();
    /// Refuses connections and drops those there are.
    void stopListening();
    void closeConnections();
    [[nodiscard]] quint16 port() const { return m_port; }
    /// Only after listen().
    [[nodiscard]] ServedWorld &world() { return *m_world; }

private:
    [[nodiscard]] Result<void> openWorld();
    void accept();
    [[nodiscard]] TimedAnswer answer(ServedRequest request);
    [[nodiscard]] Answer trueAnswer(const ServedRequest &request, const Fault &fault);
    [[nodiscard]] std::optional<Answer> picture(const ServedRequest &request) const;
    void finish(Answer &answer, const ServedRequest &request) const;

    ServerSettings m_settings;
    FaultScript &m_script;
    RequestLog &m_log;
    std::unique_ptr<Dialect> m_dialect;
    std::unique_ptr<ServedWorld> m_world;
    QTcpServer m_server;
    quint16 m_port = 0;
    std::vector<QPointer<FaultConnection>> m_connections;
};

} // namespace matinee::test

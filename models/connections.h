// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QUrl>

#include <functional>
#include <map>
#include <memory>

#include "models/catalog/clock.h"
#include "models/hostreach.h"

namespace matinee {

/// Which sources' servers can be reached, told by their own traffic and by probes (paging.md 4.16), and whether the
/// person wants to be offline. Main thread. What waits for a server is continued by whoever hears changed().
class Connections : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Online,
        Offline, ///< the server does not answer, a probe said so too
        Captive, ///< the network wants a sign-in of its own first
        Manual,  ///< the person works offline
    };
    struct Tools {
        /// Asks a server once, without retries, whether it is there: a cheap request that leaves no trace in lists.
        std::function<void(const QUrl &url, std::function<void(HostSign)> then)> probe;
        /// Runs a call after so long, on the main thread, as long as this object lives.
        std::function<void(std::chrono::milliseconds, std::function<void()>)> later;
        std::function<double()> random; ///< in [0, 1)
    };
    /// The sources whose server this is.
    using SourcesOf = std::function<QStringList(const QUrl &url)>;

    Connections(Clock &clock, SourcesOf sourcesOf, Tools tools);

    [[nodiscard]] State state(const QString &sourceId) const;
    /// Whether the source's server is left alone.
    [[nodiscard]] bool isOffline(const QString &sourceId) const { return state(sourceId) != State::Online; }
    /// What a request to `url` met.
    void note(const QUrl &url, HostSign sign);
    /// Nothing is asked of any server, until it is taken back.
    void setManual(bool manual);
    [[nodiscard]] bool isManual() const { return m_isManual; }
    /// The person wants to know: one probe now, where the source's server is thought away. Nothing while it is Manual.
    void askNow(const QString &sourceId);
    /// The system says that the network is another one now. It may be wrong: servers thought away or in doubt are probed.
    void systemChanged();

Q_SIGNALS:
    /// Of every source whose state() is another one; an empty id stands for all.
    void changed(const QString &sourceId);

private:
    struct Host {
        explicit Host(std::function<double()> random) : reach(std::move(random)) { }
        QUrl url; // of the request that met nobody, without query and user
        HostReach reach;
        QStringList sources;
        bool isProbing = false;
        std::uint64_t wake = 0; // of the timer that counts
    };
    [[nodiscard]] Host &hostOf(const QUrl &url);
    void after(Host &host, HostReach::State before);
    void wakeFor(Host &host);
    void probe(Host &host);

    Clock &m_clock;
    SourcesOf m_sourcesOf;
    Tools m_tools;
    std::map<QString, std::unique_ptr<Host>> m_hosts; // by scheme, name and port
    bool m_isManual = false;
};

} // namespace matinee

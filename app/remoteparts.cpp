// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/remoteparts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRandomGenerator>
#include <QTimer>

#include "app/keptlists.h"
#include "models/sources/http/hostprobe.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QStringList sourcesOf(const ProfileSet &profiles, const QString &host)
{
    QStringList ids = profiles.ids();
    ids.removeIf([&](const QString &id) { return profiles.find(id)->base.host() != host; });
    return ids;
}

/// Only a window goes on by itself once there is a way again: a command ends with what it met.
HttpClientOptions httpOptions(const ProfilePaths &paths, const RemoteManner &manner, const ProfileSet &profiles,
    SourceWaits &waits, Connections &connections)
{
    HttpClientOptions options;
    NetworkPreferences::prepare(options, paths.settingsFile);
    options.userAgent = "Matinee/" + QCoreApplication::applicationVersion().toUtf8() + " (+https://matinee.github.io)";
    const QByteArray language = QLocale().bcp47Name().toUtf8();
    options.acceptLanguage = language.startsWith("en") ? QByteArray("en-US,en;q=0.8") : language + ",en;q=0.5";
    options.hostFrozen = [&profiles, &waits](const QString &host, std::chrono::milliseconds time) {
        waits.hold(sourcesOf(profiles, host), time);
    };
    if (!manner.waits)
        options.hostSign = [&connections](const QUrl &url, HostSign sign) { connections.note(url, sign); };
    return options;
}

Connections::Tools connectionTools(HttpClient &http)
{
    Connections::Tools tools;
    tools.probe = [&http](const QUrl &url, const std::function<void(HostSign)> &then) { probeHost(http, url, then); };
    tools.later = [](std::chrono::milliseconds wait, std::function<void()> call) { QTimer::singleShot(wait, std::move(call)); };
    tools.random = [] { return QRandomGenerator::global()->generateDouble(); };
    return tools;
}

/// What is said of a source that is not asked.
Obstacle obstacleOf(const Connections &connections)
{
    return [&connections](const QString &sourceId) -> std::optional<Error> {
        switch (connections.state(sourceId)) {
        case Connections::State::Online: return std::nullopt;
        case Connections::State::Captive:
            return Error{ErrorKind::CaptivePortal, u"the network answers in the server's place"_s, sourceId};
        case Connections::State::Offline:
        case Connections::State::Manual: break;
        }
        return Error{ErrorKind::Offline, u"nothing of it is saved, and the network is not asked"_s, {}};
    };
}

PageStoreOptions pageOptions(const ProfilePaths &paths, const RemoteManner &manner)
{
    PageStoreOptions options;
    options.path = paths.pageDatabase;
    options.maintains = manner.maintains;
    return options;
}

ImageStoreOptions imageOptions(const ProfilePaths &paths, const RemoteManner &manner)
{
    ImageStoreOptions options;
    options.path = paths.imageDatabase;
    options.maintains = manner.maintains;
    return options;
}

CachedFeedStore::StalePages staleness(const RemoteManner &manner)
{
    return manner.waits ? CachedFeedStore::StalePages::Asked : CachedFeedStore::StalePages::Shown;
}

ProfileInstaller::ForgetLists forgetLists(PageCacheStore &pages)
{
    return [&pages](const QString &sourceId, std::function<void()> then) {
        const auto isOf = [sourceId](const FeedReport &feed) { return feed.key.startsWith(sourceId + u'/'); };
        // A store that cannot be cleared cannot be read either.
        clearKeptLists(pages, isOf, [then = std::move(then)](const Result<PageClearing> &) { then(); });
    };
}

/// A list of what is kept: of one source, and no longer than anybody reads.
OwnFeeds::Search searchIn(PageCacheStore &pages, bool waits)
{
    constexpr int kMostFound = 1000;
    return [&pages, waits](const QString &sourceId, const QString &text, const Reply<std::vector<Title>> &reply) {
        const auto search = [&pages, sourceId, text, reply](const Result<void> & /*indexed*/) {
            pages.searchStored(text, kMostFound, {}, [sourceId, reply](Result<std::vector<Title>> found) {
                if (found)
                    std::erase_if(*found, [&](const Title &title) { return title.id.source != sourceId; });
                reply(std::move(found));
            });
        };
        // A command is gone before the store is idle.
        if (waits)
            pages.indexKept(search);
        else
            search({});
    };
}

CachedFeedStore::Later laterOf(Mailbox &mailbox)
{
    return [&mailbox](std::function<void()> call) { mailbox.post(std::move(call)); };
}

} // namespace

ProfileSet RemoteParts::loadProfiles(const ProfilePaths &paths, const RemoteManner &manner, QStringList &problems)
{
    ProfileSet profiles;
    for (const QString &folder : {shippedProfileFolder(), paths.profileDirectory}) {
        for (const ProfileFile &file : readProfileFolder(folder)) {
            if (file.reading.profile) {
                profiles.add(file.reading.profile, folder == paths.profileDirectory ? file.path : QString());
            } else if (!file.reading.faults.empty()) {
                const ProfileFault &first = file.reading.faults.front();
                problems += u"%1: %2: %3"_s.arg(file.path, first.pointer, first.text);
            }
        }
    }
    if (!manner.base.isEmpty()) {
        const QUrl base(manner.base);
        const Result<void> replaced
            = manner.baseSource.isEmpty() ? profiles.replaceBases(base) : profiles.replaceBase(manner.baseSource, base);
        if (!replaced && replaced.error().kind != ErrorKind::NotFound) // a local source has no base, as it has no server
            problems += replaced.error().sentence();
    }
    return profiles;
}

RemoteParts::RemoteParts(const ProfilePaths &paths, const RemoteManner &manner, Mailbox &mailbox, Clock &clock, TraceSink &trace,
    PersonalData &personal, UseCounter &counter)
    : m_profiles(loadProfiles(paths, manner, m_problems)),
      m_keychain(paths.profile, m_vault),
      m_waits(clock),
      m_connections(
          clock, [this](const QUrl &url) { return sourcesOf(m_profiles, url.host()); }, connectionTools(m_http)),
      m_httpTrace(trace, counter),
      m_http(mailbox, clock, m_httpTrace, httpOptions(paths, manner, m_profiles, m_waits, m_connections)),
      m_settings(paths.settingsFile, m_keychain.entryOf(u"proxy"_s), {m_profiles, m_vault, m_http, mailbox}),
      m_accounts(m_keychain, m_profiles, SignInTools::real(m_http, clock, mailbox)),
      m_signIns(m_profiles, m_accounts, SignInTools::real(m_http, clock, mailbox)),
      m_pages(pageOptions(paths, manner), mailbox, clock, trace),
      m_pictures(imageOptions(paths, manner), mailbox, clock, trace),
      m_source(m_profiles, m_http, m_accounts, clock, mailbox),
      m_actions(m_profiles, m_http, m_accounts, mailbox),
      m_network(m_profiles, m_http, mailbox),
      m_images(m_pictures, m_network, clock, trace),
      m_keptPosters(m_images, personal),
      m_feeds(m_pages, m_source, clock, trace, laterOf(mailbox), staleness(manner)),
      m_titles(m_pages, m_source, clock, laterOf(mailbox), manner.waits),
      m_own(personal, searchIn(m_pages, manner.waits)),
      m_registry(m_source, m_profiles, {m_http, clock, mailbox}),
      m_installer(m_profiles, paths.profileDirectory, {m_http, clock, mailbox}, forgetLists(m_pages))
{
    for (const QString &id : manner.fetchesPictures ? m_profiles.ids() : QStringList())
        m_profiles.setShowsPictures(id, true);
    m_connections.setManual(manner.isOffline);
    m_feeds.setObstacle(obstacleOf(m_connections));
    m_feeds.setRefreshing(manner.refreshes);
    m_titles.setObstacle(obstacleOf(m_connections));
    m_titles.setRefreshing(manner.refreshes);
    m_images.setObstacle(obstacleOf(m_connections));
}

RemoteParts::~RemoteParts()
{
    close();
}

void RemoteParts::close()
{
    m_http.close();
    m_pages.close();
    m_pictures.close();
}

} // namespace matinee

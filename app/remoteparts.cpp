// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/remoteparts.h"

#include <QCoreApplication>
#include <QLocale>

#include "app/keptlists.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QStringList sourcesOf(const ProfileSet &profiles, const QString &host)
{
    QStringList ids = profiles.ids();
    ids.removeIf([&](const QString &id) { return profiles.find(id)->base.host() != host; });
    return ids;
}

HttpClientOptions httpOptions(const ProfilePaths &paths, const ProfileSet &profiles, SourceWaits &waits)
{
    HttpClientOptions options;
    NetworkPreferences::prepare(options, paths.settingsFile);
    options.userAgent = "Matinee/" + QCoreApplication::applicationVersion().toUtf8() + " (+https://matinee.github.io)";
    const QByteArray language = QLocale().bcp47Name().toUtf8();
    options.acceptLanguage = language.startsWith("en") ? QByteArray("en-US,en;q=0.8") : language + ",en;q=0.5";
    options.hostFrozen = [&profiles, &waits](const QString &host, std::chrono::milliseconds time) {
        waits.hold(sourcesOf(profiles, host), time);
    };
    return options;
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
    UserData &userData, UseCounter &counter)
    : m_profiles(loadProfiles(paths, manner, m_problems)),
      m_keychain(paths.profile, m_vault),
      m_waits(clock),
      m_httpTrace(trace, counter),
      m_http(mailbox, clock, m_httpTrace, httpOptions(paths, m_profiles, m_waits)),
      m_settings(paths.settingsFile, m_keychain.entryOf(u"proxy"_s), {m_profiles, m_vault, m_http, mailbox}),
      m_accounts(m_keychain, m_profiles, SignInTools::real(m_http, clock, mailbox)),
      m_signIns(m_profiles, m_accounts, SignInTools::real(m_http, clock, mailbox)),
      m_pages(pageOptions(paths, manner), mailbox, clock, trace),
      m_pictures(imageOptions(paths, manner), mailbox, clock, trace),
      m_source(m_profiles, m_http, m_accounts, clock, mailbox),
      m_actions(m_profiles, m_http, m_accounts, mailbox),
      m_network(m_profiles, m_http, mailbox),
      m_images(m_pictures, m_network, clock, trace),
      m_feeds(m_pages, m_source, clock, trace, laterOf(mailbox), staleness(manner)),
      m_titles(m_pages, m_source, clock, laterOf(mailbox), manner.waits),
      m_favorites(userData),
      m_registry(m_source, m_profiles, {m_http, clock, mailbox}),
      m_installer(m_profiles, paths.profileDirectory, {m_http, clock, mailbox}, forgetLists(m_pages))
{
    for (const QString &id : manner.fetchesPictures ? m_profiles.ids() : QStringList())
        m_profiles.setShowsPictures(id, true);
    m_feeds.setOffline(manner.isOffline);
    m_feeds.setRefreshing(manner.refreshes);
    m_titles.setOffline(manner.isOffline);
    m_titles.setRefreshing(manner.refreshes);
    m_images.setOffline(manner.isOffline);
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

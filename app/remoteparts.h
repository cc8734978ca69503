// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "app/commandline.h"
#include "app/countedtrace.h"
#include "app/networkpreferences.h"
#include "app/profilepaths.h"
#include "app/profileregistry.h"
#include "cache/imagestore/imagecachestore.h"
#include "cache/pagestore/pagecachestore.h"
#include "models/catalog/personaldata.h"
#include "models/feed/remote/cachedfeedstore.h"
#include "models/feed/remote/cachedtitlestore.h"
#include "models/feed/own/ownfeeds.h"
#include "models/images/imageloader.h"
#include "models/images/keptposters.h"
#include "models/sources/accounts/keychainaccounts.h"
#include "models/sources/accounts/keychainvault.h"
#include "models/sources/http/httpclient.h"
#include "models/sources/profile/profileactions.h"
#include "models/sources/profile/profileimages.h"
#include "models/sources/setup/profileinstaller.h"
#include "models/sources/signin/profilesignins.h"
#include "models/sources/signin/renewingaccounts.h"
#include "models/connections.h"
#include "models/sourcewaits.h"

namespace matinee {

/// How the program asks servers in this run.
struct RemoteManner {
    QString base;                 ///< --base, else empty
    QString baseSource;           ///< whose base it is; empty: every source's
    bool isOffline = false;       ///< no server is asked
    bool refreshes = false;       ///< what is kept is asked for anew, whatever its age
    bool waits = false;           ///< a command: what is stale is asked for before it is answered
    bool fetchesPictures = false; ///< whoever asks for posters here wants them, also where one has to say so first
    bool maintains = true;        ///< this process holds the profile's lock
};

/// Everything behind sources on a network, put together: profiles, HTTP, what is kept, secrets, pictures. Main thread.
/// Made with the program, closed before its mailbox.
class RemoteParts
{
public:
    RemoteParts(const ProfilePaths &paths, const RemoteManner &manner, Mailbox &mailbox, Clock &clock, TraceSink &trace,
        PersonalData &personal, UseCounter &counter);
    ~RemoteParts();
    RemoteParts(const RemoteParts &) = delete;
    RemoteParts &operator=(const RemoteParts &) = delete;

    [[nodiscard]] CachedFeedStore &feeds() { return m_feeds; }
    [[nodiscard]] CachedTitleStore &titles() { return m_titles; }
    /// What is the person's own, and what is kept of servers, as lists.
    [[nodiscard]] OwnFeeds &ownFeeds() { return m_own; }
    [[nodiscard]] PageSource &pageSource() { return m_source; }
    [[nodiscard]] ProfileRegistry &sources() { return m_registry; }
    [[nodiscard]] HttpTransport &http() { return m_http; }
    [[nodiscard]] Accounts &accounts() { return m_accounts; }
    [[nodiscard]] SignIns &signIns() { return m_signIns; }
    /// Changes sent to servers.
    [[nodiscard]] TitleActions &actions() { return m_actions; }
    [[nodiscard]] ImageSource &images() { return m_keptPosters; }
    /// Small posters of what is the person's own.
    [[nodiscard]] KeptPosters &keptPosters() { return m_keptPosters; }
    /// Sources the person adds and takes away.
    [[nodiscard]] SourceInstaller &installer() { return m_installer; }
    [[nodiscard]] NetworkSettings &settings() { return m_settings; }
    [[nodiscard]] SourceWaits &waits() { return m_waits; }
    [[nodiscard]] Connections &connections() { return m_connections; }
    [[nodiscard]] PageCacheStore &pages() { return m_pages; }
    [[nodiscard]] ImageCacheStore &pictures() { return m_pictures; }
    /// What is wrong with profiles of the person's own, one sentence a file.
    [[nodiscard]] const QStringList &profileProblems() const { return m_problems; }

    /// Gives up what is on its way, stops the threads, closes the files; under 1.5 s. Idempotent.
    void close();

private:
    [[nodiscard]] static ProfileSet loadProfiles(const ProfilePaths &paths, const RemoteManner &manner, QStringList &problems);

    QStringList m_problems;
    ProfileSet m_profiles;
    KeychainVault m_vault;
    KeychainAccounts m_keychain;
    SourceWaits m_waits;
    Connections m_connections;
    CountedTrace m_httpTrace;
    HttpClient m_http;
    NetworkPreferences m_settings;
    RenewingAccounts m_accounts;
    ProfileSignIns m_signIns;
    PageCacheStore m_pages;
    ImageCacheStore m_pictures;
    ProfileSources m_source;
    ProfileActions m_actions;
    ProfileImages m_network;
    ImageLoader m_images;
    KeptPosters m_keptPosters;
    CachedFeedStore m_feeds;
    CachedTitleStore m_titles;
    OwnFeeds m_own;
    ProfileRegistry m_registry;
    ProfileInstaller m_installer;
};

} // namespace matinee

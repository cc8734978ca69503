// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QUrl;

namespace matinee {

class Accounts;
class Clock;
class Connections;
class Favorites;
class FeedEngine;
class ImageSource;
class KeepOffline;
class MarkPull;
class Marks;
class NetworkSettings;
class Outbox;
class PosterCache;
class Preferences;
class SignIns;
class SourceConnector;
class SourceInstaller;
class SourceRegistry;
class SourceWaits;
class Storage;
class Theme;
class TitleStore;
class TraceSink;
class Transfer;
class UserData;
class Warming;

/// What the window and its pages are built over. Everything outlives the window. GUI thread.
struct WindowPorts {
    FeedEngine &engine;
    Favorites &favorites;
    Marks &marks;
    TitleStore &titles;
    SourceRegistry &sources;
    UserData &userData;
    Preferences &preferences;
    Theme &theme;
    PosterCache &posters;
    ImageSource &images; ///< for what is not a poster
    TraceSink &trace;
    Clock &clock;
    Accounts &accounts;
    SourceConnector &connector;
    SourceWaits &waits;
    Connections &connections;
    SignIns &signIns;
    SourceInstaller &installer;
    NetworkSettings &network;
    Storage &storage;
    std::function<void(const QUrl &)> openUrl; ///< in the person's browser
    Transfer &transfer;
    Outbox &outbox;
    MarkPull &pull;
    std::function<void(const QString &sourceId)> accountChanged; ///< somebody signed in or out there
    KeepOffline *keepOffline = nullptr;                          ///< null: nothing is
    Warming *warming = nullptr;                                  ///< reads lists before they are opened; null: nobody does
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <memory>

#include "app/composition.h"
#include "app/inputwatch.h"
#include "models/favorites.h"
#include "models/marks.h"
#include "models/feed/feedengine.h"
#include "models/feed/remote/warming.h"
#include "models/offline/keepoffline.h"
#include "models/outbox/markpull.h"
#include "models/outbox/outbox.h"
#include "ui/grid/postercache.h"
#include "ui/preferences/preferences.h"
#include "ui/theme/theme.h"
#include "ui/windowports.h"

namespace matinee {

/// Everything a window stands on, over one profile folder. GUI thread; outlives the window.
class WindowParts
{
public:
    /// `look`: whose colors the theme follows where the person chose none.
    WindowParts(const ProfilePaths &paths, std::unique_ptr<TraceSink> trace, const RemoteManner &manner,
        std::unique_ptr<SystemLook> look);

    /// `openUrl` shows a page in the person's browser.
    [[nodiscard]] WindowPorts ports(std::function<void(const QUrl &)> openUrl);

    [[nodiscard]] Theme &theme() { return m_theme; }
    [[nodiscard]] Preferences &preferences() { return m_preferences; }
    [[nodiscard]] Composition &composition() { return m_composition; }
    /// Reads anew what is the person's own.
    void loadPersonal();
    [[nodiscard]] FeedEngine &engine() { return m_engine; }

    /// Reads what the person keeps, once the window listens.
    void load();
    /// Ends all threads; nothing but destruction may follow.
    void close();

private:
    void onConnection(const QString &sourceId);
    [[nodiscard]] Outbox::Tools outboxTools();
    void connectPersonal();
    [[nodiscard]] KeepOffline::Tools keepOfflineTools();
    void startOutbox();
    void onAccount(const QString &sourceId);
    void pull(const QString &sourceId);
    void onApplied(const QString &sourceId);
    [[nodiscard]] Warming::Tools warmingTools();
    void listenToSystem();

    Preferences m_preferences;
    Theme m_theme;
    Composition m_composition;
    FeedEngine m_engine;
    Favorites m_favorites;
    Marks m_marks;
    Outbox m_outbox;
    MarkPull m_pull;
    KeepOffline m_keepOffline;
    PosterCache m_posters;
    Warming m_warming;
    InputWatch m_input;
    QTimer m_look; // at the age of what is on screen
    QTimer m_copy; // of user.db
    QTimer m_posterSync;
};

} // namespace matinee

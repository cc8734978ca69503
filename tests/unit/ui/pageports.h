// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <QUrl>

#include <deque>

#include "models/catalog/sourceregistry.h"
#include "models/favorites.h"
#include "models/feed/feedengine.h"
#include "models/marks.h"
#include "models/outbox/markpull.h"
#include "models/outbox/outbox.h"
#include "models/sourcewaits.h"
#include "tests/support/callqueue.h"
#include "tests/support/fakeclock.h"
#include "tests/support/idleconnections.h"
#include "tests/support/memoryaccounts.h"
#include "tests/support/memorynetworksettings.h"
#include "tests/support/memorypersonal.h"
#include "tests/support/memorystorage.h"
#include "tests/support/memoryuserdata.h"
#include "tests/support/recordingtrace.h"
#include "tests/support/scriptedactions.h"
#include "tests/support/scriptedimages.h"
#include "tests/support/scriptedinstaller.h"
#include "tests/support/scriptedsignins.h"
#include "tests/support/scriptedsource.h"
#include "tests/support/scriptedstore.h"
#include "tests/support/scriptedtransfer.h"
#include "tests/unit/ui/scripteddescriptor.h"
#include "ui/grid/postercache.h"
#include "ui/preferences/preferences.h"
#include "ui/theme/theme.h"
#include "ui/windowports.h"

namespace matinee::test {

/// Answers when told.
class ScriptedTitles final : public TitleStore
{
public:
    struct Ask {
        TitleId title;
        Reply<TitleDetails> reply;
    };
    std::deque<Ask> asks;
    TitleDetails answers; ///< what answer() says beyond id and name

    void details(const TitleId &title, Reply<TitleDetails> reply) override { asks.push_back({title, std::move(reply)}); }
    /// Answers the oldest ask with a title called as its id.
    void answer()
    {
        const Ask ask = std::move(asks.front());
        asks.pop_front();
        TitleDetails details = answers;
        details.title.id = ask.title;
        details.title.title = QStringLiteral("Film ") + ask.title.extId;
        ask.reply(details);
    }
    void refuse(ErrorKind kind = ErrorKind::NotFound)
    {
        const Ask ask = std::move(asks.front());
        asks.pop_front();
        ask.reply(fail(kind, QStringLiteral("no such title"), ask.title.localText()));
    }
};

/// One source called "scripted", unless it is told of others.
class OneSource final : public SourceRegistry
{
public:
    QStringList ids{QStringLiteral("scripted")};
    [[nodiscard]] QStringList sourceIds() const override { return ids; }
    [[nodiscard]] QString sourceName(const QString &sourceId) const override { return sourceId.section(u'/', -1); }
    void describe(
        const QString & /*id*/, Reply<SourceDescriptor> /*reply*/, std::function<void(SourceProgress)> /*progress*/) override
    {
    }
    void onChanged(std::function<void(const QString &)> /*listener*/) override { }
    void adopt(const QString & /*id*/, Reply<SourceDescriptor> /*reply*/) override { }
};

struct StillScreen final : SystemLook {
    StillScreen() { setReducedMotion(true); }
};

/// Everything a page stands on, over a store that answers when told. Destroy the page first.
struct PageWorld {
    explicit PageWorld(int films = 0) : store(films) { }
    [[nodiscard]] WindowPorts ports()
    {
        return {engine, favorites, marks, titles, sources, userData, preferences, theme, posters, images, trace, clock, accounts,
            accounts, waits, connections, signIns, installer, network, storage, [this](const QUrl &url) { opened.append(url); },
            transfer, outbox, pull, [](const QString &) {}};
    }

    QTemporaryDir folder;
    ScriptedStore store;
    FakeClock clock;
    RecordingTrace trace;
    MemoryUserData userData;
    MemoryAccounts accounts;
    ScriptedSignIns signIns;
    ScriptedInstaller installer;
    MemoryNetworkSettings network;
    MemoryStorage storage;
    QList<QUrl> opened; ///< in the browser
    ScriptedTitles titles;
    OneSource sources;
    FeedEngine engine{store, clock, trace};
    Favorites favorites{userData};
    MemoryPersonal personal;
    Marks marks{personal};
    Preferences preferences{folder.filePath(QStringLiteral("settings.ini"))};
    Theme theme{std::make_unique<StillScreen>()};
    ScriptedImages images;
    PosterCache posters{theme, images};
    SourceWaits waits{clock};
    ScriptedTransfer transfer;
    MemoryOutbox outboxData;
    ScriptedActions actions;
    CallQueue calls;
    ScriptedSource pageSource{calls, clock};
    Outbox outbox{{outboxData, actions, accounts, clock, trace},
        {[](std::chrono::milliseconds, const std::function<void()> &) {}, [] { return 0.5; }, [this] { return sources.ids; },
            [](const QString &) { return false; }}};
    MarkPull pull{pageSource, outboxData};
    IdleConnections connections{clock, {QStringLiteral("scripted")}};
};

} // namespace matinee::test

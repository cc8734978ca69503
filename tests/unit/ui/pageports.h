// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <QUrl>

#include <deque>

#include "models/catalog/sourceregistry.h"
#include "models/favorites.h"
#include "models/feed/feedengine.h"
#include "models/sourcewaits.h"
#include "tests/support/fakeclock.h"
#include "tests/support/idleconnections.h"
#include "tests/support/memoryaccounts.h"
#include "tests/support/memorynetworksettings.h"
#include "tests/support/memorystorage.h"
#include "tests/support/memoryuserdata.h"
#include "tests/support/recordingtrace.h"
#include "tests/support/scriptedimages.h"
#include "tests/support/scriptedinstaller.h"
#include "tests/support/scriptedsignins.h"
#include "tests/support/scriptedstore.h"
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
        return {engine, favorites, titles, sources, userData, preferences, theme, posters, images, trace, clock, accounts,
            accounts, waits, connections, signIns, installer, network, storage, [this](const QUrl &url) { opened.append(url); }};
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
    Preferences preferences{folder.filePath(QStringLiteral("settings.ini"))};
    Theme theme{std::make_unique<StillScreen>()};
    ScriptedImages images;
    PosterCache posters{theme, images};
    SourceWaits waits{clock};
    IdleConnections connections{clock, {QStringLiteral("scripted")}};
};

/// A source with the feeds every catalogue file has.
[[nodiscard]] inline SourceDescriptor scriptedSource()
{
    using Section = FeedDescriptor::Section;
    using Per = FeedDescriptor::Per;
    using Kind = FeedParameter::Kind;
    const auto feed
        = [](const QString &id, const QString &title, Section section, Per per, std::vector<FeedParameter> parameters) {
              return FeedDescriptor{id, title, QStringLiteral("films"), section, per, std::move(parameters)};
          };
    const FeedParameter genre{Kind::Filter, QStringLiteral("genre"), QStringLiteral("Genre"),
        {{QStringLiteral("Comedy"), QStringLiteral("Comedy"), 120},
            {QStringLiteral("Rock & roll"), QStringLiteral("Rock & roll"), 3},
            {QStringLiteral("Western"), QStringLiteral("Western")}},
        {}};
    const FeedParameter decade{Kind::Filter, QStringLiteral("decade"), QStringLiteral("Decade"),
        {{QStringLiteral("1910"), QStringLiteral("1910s")}, {QStringLiteral("1920"), QStringLiteral("1920s")}}, {}};
    const FeedParameter country{Kind::Filter, QStringLiteral("country"), QStringLiteral("Country"),
        {{QStringLiteral("France"), QStringLiteral("France")}}, {}};
    const FeedParameter sort{Kind::Sort, QStringLiteral("sort"), QStringLiteral("Sort"),
        {{QStringLiteral("title"), QStringLiteral("Title")}, {QStringLiteral("year"), QStringLiteral("Year")}},
        QStringLiteral("title")};
    const FeedParameter window{Kind::Variant, QStringLiteral("window"), QStringLiteral("Period"),
        {{QStringLiteral("day"), QStringLiteral("Today")}, {QStringLiteral("week"), QStringLiteral("This week")}},
        QStringLiteral("day")};
    SourceDescriptor source;
    source.id = QStringLiteral("scripted");
    source.name = QStringLiteral("Scripted films");
    source.feeds = {
        feed(QStringLiteral("all"), QStringLiteral("All films"), Section::Browse, Per::Nothing, {genre, decade, country, sort}),
        feed(QStringLiteral("picks"), QStringLiteral("Picks"), Section::Browse, Per::Nothing, {window}),
        feed(QStringLiteral("for-you"), QStringLiteral("For you"), Section::Yours, Per::Nothing, {}),
        feed(QStringLiteral("favorites"), QStringLiteral("Favorites"), Section::Yours, Per::Nothing, {}),
        feed(QStringLiteral("recommended"), QStringLiteral("Recommended"), Section::Hidden, Per::Title, {}),
        feed(QStringLiteral("search"), QStringLiteral("Search"), Section::Hidden, Per::Text, {})};
    return source;
}

} // namespace matinee::test

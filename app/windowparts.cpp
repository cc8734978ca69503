// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowparts.h"

#include <QGuiApplication>
#include <QNetworkInformation>
#include <QRandomGenerator>
#include <QTimer>
#include <QUrl>

#include <algorithm>

#include "app/keptlists.h"
#include "models/feed/remote/remotelist.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// Nothing stays fresh for less than half of it (paging.md 4.10); between two looks the program sleeps.
constexpr std::chrono::minutes kLookEvery{1};
/// A copy of what is the person's own is made once a day: well after the start, then looked at now and then.
constexpr std::chrono::seconds kCopyAfter{30};
constexpr std::chrono::hours kCopyEvery{1};
constexpr std::chrono::seconds kPostersAfter{2};
/// Looking through what is kept offline waits until the window is at rest.
constexpr std::chrono::seconds kKeepingAfter{3};

} // namespace

WindowParts::WindowParts(
    const ProfilePaths &paths, std::unique_ptr<TraceSink> trace, const RemoteManner &manner, std::unique_ptr<SystemLook> look)
    : m_preferences(paths.settingsFile),
      m_theme(std::move(look)),
      m_composition(paths, std::move(trace), manner),
      m_engine(m_composition.feeds(), m_composition.clock(), m_composition.trace()),
      m_favorites(m_composition.userData()),
      m_marks(m_composition.userData()),
      m_outbox({m_composition.userData(), m_composition.remote().actions(), m_composition.remote().accounts(),
                   m_composition.clock(), m_composition.trace()},
          outboxTools()),
      m_pull(m_composition.remote().pageSource(), m_composition.userData()),
      m_keepOffline({m_composition.feeds(), m_composition.userData(), m_composition.remote().images()}, keepOfflineTools()),
      m_posters(m_theme, m_composition.remote().images()),
      m_warming(m_composition.remote().feeds(), m_composition.remote().pageSource(), m_composition.clock(), warmingTools()),
      m_input([this] { m_warming.moved(); })
{
    m_warming.setEnabled(m_preferences.readsAhead());
    QObject::connect(
        &m_preferences, &Preferences::readsAheadChanged, &m_posters, [this](bool reads) { m_warming.setEnabled(reads); });
    m_composition.remote().feeds().onDrift([this](const FeedKey &feed) {
        for (const FeedKey &shown : m_composition.feeds().sharing(feed))
            m_engine.recheck(shown);
    });
    m_composition.feeds().onReplaced(
        [this](const FeedKey &feed) { m_engine.invalidate([&](const FeedKey &shown) { return shown == feed; }); });
    QObject::connect(&m_composition.remote().connections(), &Connections::changed, &m_posters,
        [this](const QString &sourceId) { onConnection(sourceId); });
    QObject::connect(&m_look, &QTimer::timeout, &m_posters, [this] { m_engine.revalidate(); });
    QObject::connect(qGuiApp, &QGuiApplication::applicationStateChanged, &m_posters, [this](Qt::ApplicationState state) {
        if (state != Qt::ApplicationActive)
            return;
        m_engine.revalidate();
        loadPersonal(); // a command may have imported something
    });
    m_look.start(kLookEvery);
    connectPersonal();
}

/// What waits for a server goes on when there is a way to it again: the list on screen at once, others within two
/// seconds, so that a program with many lists does not fall upon a server that just came back (paging.md 4.16).
void WindowParts::onConnection(const QString &sourceId)
{
    Connections &connections = m_composition.remote().connections();
    const auto isOf = [&sourceId](const FeedKey &feed) { return sourceId.isEmpty() || feed.source == sourceId; };
    const auto isCutOff = [&](const FeedKey &feed) { return isOf(feed) && connections.isOffline(feed.source); };
    m_engine.pause(isCutOff, {ErrorKind::Offline, u"there is no way to the server"_s, {}});
    bool isFirst = true;
    for (const std::shared_ptr<Feed> &feed :
        m_engine.paused([&](const FeedKey &key) { return isOf(key) && !connections.isOffline(key.source); })) {
        const std::chrono::milliseconds wait(isFirst ? 0 : QRandomGenerator::global()->bounded(2000));
        isFirst = false;
        QTimer::singleShot(wait, &m_posters, [this, weak = std::weak_ptr(feed)] {
            const std::shared_ptr<Feed> waiting = weak.lock();
            if (waiting && !m_composition.remote().connections().isOffline(waiting->key().source))
                waiting->resume();
        });
    }
    m_posters.forgetFailures();
    m_warming.goOn();
    m_outbox.reconnected(sourceId);
    m_keepOffline.goOn();
}

Outbox::Tools WindowParts::outboxTools()
{
    return {
        .later = [this](std::chrono::milliseconds wait,
                     std::function<void()> call) { QTimer::singleShot(wait, &m_outbox, std::move(call)); },
        .random = [] { return QRandomGenerator::global()->generateDouble(); },
        .sources = [this] { return m_composition.remote().sources().sourceIds(); },
        .isOffline = [this](const QString &sourceId) { return m_composition.remote().connections().isOffline(sourceId); },
    };
}

KeepOffline::Tools WindowParts::keepOfflineTools()
{
    RemoteParts &remote = m_composition.remote();
    return {
        .isOffline = [&remote](const QString &sourceId) { return remote.connections().isOffline(sourceId); },
        .exemptPages =
            [&remote](const std::vector<FeedKey> &feeds) {
                std::vector<FeedKey> kept;
                for (const FeedKey &feed : feeds) {
                    const auto traits = remote.pageSource().traits(feed);
                    kept.push_back(traits ? keptAs(feed, *traits) : feed);
                }
                remote.pages().setExempt(kept);
            },
        .exemptPictures = [&remote](const std::vector<ImageKey> &keys) { remote.pictures().setExempt(keys); },
        .pageBytes =
            [&remote](const FeedKey &feed, const std::function<void(qint64)> &then) {
                const auto traits = remote.pageSource().traits(feed);
                const QString key = traits ? keptAs(feed, *traits).text() : feed.text();
                remote.pages().report([key, then](const Result<PageStoreReport> &report) {
                    const auto feeds = report ? report->feeds : std::vector<FeedReport>();
                    const auto kept = std::ranges::find(feeds, key, &FeedReport::key);
                    then(kept == feeds.end() ? 0 : kept->bytes);
                });
            },
    };
}

void WindowParts::connectPersonal()
{
    QObject::connect(&m_copy, &QTimer::timeout, &m_posters, [this] { m_composition.userData().backUp(); });
    m_copy.start(kCopyEvery);
    QTimer::singleShot(kCopyAfter, &m_posters, [this] { m_composition.userData().backUp(); });
    QObject::connect(&m_favorites, &Favorites::changed, &m_outbox, [this](const QString &) { m_outbox.wake(); });
    QObject::connect(&m_marks, &Marks::changed, &m_outbox, [this](MarkKind, const QString &) { m_outbox.wake(); });
    // Once what was set is set: a person who marks twenty films is followed by one look.
    m_posterSync.setSingleShot(true);
    m_posterSync.setInterval(kPostersAfter);
    QObject::connect(&m_posterSync, &QTimer::timeout, &m_posters, [this] { m_composition.remote().keptPosters().sync(); });
    const auto later = [this] { m_posterSync.start(); };
    QObject::connect(&m_favorites, &Favorites::changed, &m_posterSync, later);
    QObject::connect(&m_marks, &Marks::changed, &m_posterSync, later);
    QObject::connect(&m_marks, &Marks::listsChanged, &m_posterSync, later);
    QObject::connect(&m_outbox, &Outbox::takenBack, &m_favorites, [this](const QString &) { loadPersonal(); });
    QObject::connect(&m_outbox, &Outbox::applied, &m_favorites, [this](const QString &sourceId) { onApplied(sourceId); });
    QObject::connect(&m_pull, &MarkPull::merged, &m_favorites, [this](const QString &) { loadPersonal(); });
}

/// What the server lists of the person is another list now: neither what is kept of it nor what is on screen is right.
void WindowParts::onApplied(const QString &sourceId)
{
    PageSource &source = m_composition.remote().pageSource();
    const auto isPersonal = [&source, sourceId](const FeedKey &feed) {
        const auto traits = feed.source == sourceId ? source.traits(feed) : Result<FeedTraits>(fail(ErrorKind::NotFound, {}));
        return traits && traits->freshness == FreshnessClass::Personal;
    };
    const auto isKept = [sourceId](const FeedReport &feed) {
        return feed.freshness == FreshnessClass::Personal && feed.key.startsWith(sourceId + u'/');
    };
    clearKeptLists(m_composition.remote().pages(), isKept,
        [this, isPersonal](const Result<PageClearing> &) { m_engine.invalidate(isPersonal); });
}

/// Whose marks are shown and what is sent in whose name is known once the keychain answered for every account.
void WindowParts::startOutbox()
{
    m_composition.userData().accountSources([this](const Result<QStringList> &sources) {
        const QStringList known = sources.value_or(QStringList());
        if (known.isEmpty())
            return m_outbox.start();
        const auto left = std::make_shared<qsizetype>(known.size());
        for (const QString &source : known) {
            m_composition.remote().accounts().load(source, [this, known, left](const Result<SecretPlace> &) {
                if (--*left > 0)
                    return;
                loadPersonal();
                m_outbox.start();
                for (const QString &loaded : known)
                    pull(loaded);
            });
        }
    });
}

void WindowParts::loadPersonal()
{
    m_favorites.load();
    m_marks.load();
}

void WindowParts::onAccount(const QString &sourceId)
{
    loadPersonal();
    m_outbox.wake();
    pull(sourceId);
}

void WindowParts::pull(const QString &sourceId)
{
    const auto account = m_composition.remote().accounts().current(sourceId);
    if (!account || m_composition.remote().connections().isOffline(sourceId))
        return;
    std::vector<MarkKind> kinds;
    for (const MarkKind kind : kMarkKinds) {
        if (m_composition.canSend(sourceId, kind))
            kinds.push_back(kind);
    }
    m_pull.pull({sourceId, account->id, account->name}, kinds);
}

Warming::Tools WindowParts::warmingTools()
{
    return {
        .later = [this](std::chrono::milliseconds wait,
                     std::function<void()> call) { QTimer::singleShot(wait, &m_posters, std::move(call)); },
        .mayAsk =
            [this](const QString &sourceId) {
                const auto *network = QNetworkInformation::instance();
                return !m_composition.remote().connections().isOffline(sourceId) && !(network && network->isMetered());
            },
        .isOpen = [this](const FeedKey &feed) { return m_engine.has(feed); },
    };
}

WindowPorts WindowParts::ports(std::function<void(const QUrl &)> openUrl)
{
    RemoteParts &remote = m_composition.remote();
    return {
        .engine = m_engine,
        .favorites = m_favorites,
        .marks = m_marks,
        .titles = m_composition.sources(),
        .sources = m_composition.sources(),
        .userData = m_composition.userData(),
        .preferences = m_preferences,
        .theme = m_theme,
        .posters = m_posters,
        .images = remote.images(),
        .trace = m_composition.trace(),
        .clock = m_composition.clock(),
        .accounts = remote.accounts(),
        .connector = remote.sources(),
        .waits = remote.waits(),
        .connections = remote.connections(),
        .signIns = remote.signIns(),
        .installer = remote.installer(),
        .network = remote.settings(),
        .storage = m_composition.storage(),
        .openUrl = std::move(openUrl),
        .transfer = m_composition.transfer(),
        .outbox = m_outbox,
        .pull = m_pull,
        .accountChanged = [this](const QString &sourceId) { onAccount(sourceId); },
        .keepOffline = &m_keepOffline,
        .warming = &m_warming,
    };
}

/// Where the system tells of its network (Qt has such a backend for most; without a bus there is none).
void WindowParts::listenToSystem()
{
    using Feature = QNetworkInformation::Feature;
    if (!QNetworkInformation::loadBackendByFeatures(Feature::Reachability))
        return;
    QObject::connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, &m_posters,
        [this] { m_composition.remote().connections().systemChanged(); });
}

void WindowParts::load()
{
    loadPersonal();
    QTimer::singleShot(0, &m_posters, [this] { startOutbox(); });
    QTimer::singleShot(kKeepingAfter, &m_posters, [this] { m_keepOffline.load(); });
    QTimer::singleShot(0, &m_posters, [this] { listenToSystem(); }); // after the first paint: a plugin, and perhaps a bus
}

void WindowParts::close()
{
    m_preferences.sync();
    m_composition.close();
}

} // namespace matinee

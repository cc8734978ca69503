// SPDX-License-Identifier: GPL-3.0-or-later
// What happens in a walk; simulationchecks.cpp holds what must be true after it.
#include "tests/support/simulator/simulation.h"

#include <QHashSeed>

#include <algorithm>

#include "models/feed/filtered/titlefilter.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee::test {
namespace {

const QString kSource = u"simulated"_s;
constexpr std::size_t kMostReaders = 4;
constexpr int kDecades = SimulatedServer::kDecades + 1; // one in which there is no film

} // namespace

Simulation::Simulation(unsigned seed, TraceSink &trace) : m_seed(seed), m_random(seed), m_trace(trace)
{
    QHashSeed::setDeterministicGlobalSeed(); // the order of a hash is part of the walk
    m_favorites = std::make_unique<Favorites>(m_userData);
    start();
}

Simulation::~Simulation()
{
    m_readers.clear();
}

void Simulation::start()
{
    m_engine.reset();
    m_filtered.reset();
    m_store.reset();
    Connections::Tools tools;
    tools.probe = [this](const QUrl &, std::function<void(HostSign)> then) {
        m_timers.later()(100ms, [this, then = std::move(then)] { then(m_server.probe()); });
    };
    tools.later = m_timers.later();
    tools.random = [this] { return std::uniform_real_distribution(0.0, 1.0)(m_random); };
    m_connections = std::make_unique<Connections>(
        m_clock, [](const QUrl &) { return QStringList(kSource); }, std::move(tools));
    QObject::connect(m_connections.get(), &Connections::changed, m_connections.get(), [this] { onConnection(); });
    m_server.told = [this](HostSign sign) { m_connections->note(QUrl(u"http://server.example/list"_s), sign); };
    m_store = std::make_unique<CachedFeedStore>(
        m_pages, m_server, m_clock, m_trace, m_queue.poster(), CachedFeedStore::StalePages::Shown);
    m_store->setObstacle([this](const QString &source) -> std::optional<Error> {
        if (m_connections->isOffline(source))
            return Error{ErrorKind::Offline, u"the network is not asked"_s, {}};
        return std::nullopt;
    });
    m_filtered = std::make_unique<FilteredFeedStore>(*m_store, m_queue.poster(), FilteredFeedStore::EmptyPages::Counted);
    m_engine = std::make_unique<FeedEngine>(*m_filtered, m_clock, m_trace);
    m_store->onDrift([this](const FeedKey &key) {
        for (const FeedKey &shown : m_filtered->sharing(key))
            m_engine->recheck(shown);
    });
    m_filtered->onReplaced(
        [this](const FeedKey &key) { m_engine->invalidate([&](const FeedKey &shown) { return shown == key; }); });
}

/// As the program does it.
void Simulation::onConnection()
{
    const auto all = [](const FeedKey &) { return true; };
    if (m_connections->isOffline(kSource))
        return m_engine->pause(all, {ErrorKind::Offline, u"no way"_s, {}});
    for (const std::shared_ptr<Feed> &feed : m_engine->paused(all)) {
        m_timers.later()(std::chrono::milliseconds(pick(2000)), [this, weak = std::weak_ptr(feed)] {
            const auto waiting = weak.lock();
            if (waiting && !m_connections->isOffline(kSource)) {
                forgive(waiting->key());
                waiting->resume();
            }
        });
    }
}

SimulatedReader *Simulation::anyReader()
{
    return m_readers.empty() ? nullptr : m_readers[static_cast<std::size_t>(pick(int(m_readers.size())))].get();
}

FeedKey Simulation::anyFeed()
{
    const std::array kinds{u"pages"_s, u"pages-capped"_s, u"chain"_s, u"keyset"_s, u"search"_s};
    const FeedKey key = FeedKey::of(kSource, kinds[static_cast<std::size_t>(pick(int(kinds.size())))]);
    if (once(4)) // one of our own
        return key.with(u"only.decade"_s, QString::number(SimulatedServer::kFirstDecade + 10 * pick(kDecades)));
    return once(3) ? key.with(u"genre"_s, QString::number(pick(4))) : key;
}

/// The server knows nothing of filters of ours.
void Simulation::forgive(const FeedKey &feed)
{
    m_server.forgive(TitleFilter::without(feed));
}

QString Simulation::step()
{
    ++m_events;
    m_what.clear();
    m_isByPerson = false;
    const std::vector<Look> before = look();
    const qint64 failed = m_server.failed();
    const qint64 succeeded = m_server.succeeded();
    const auto began = std::chrono::steady_clock::now();
    act();
    runSome();
    settle();
    m_longest = std::max(m_longest, std::chrono::steady_clock::now() - began);
    QString breach = check(before, failed, succeeded);
    if (breach.isEmpty() && m_events % 200 == 0)
        breach = checkRest();
    return breach.isEmpty() ? QString() : u"seed %1, event %2,%3: %4"_s.arg(m_seed).arg(m_events).arg(m_what, breach);
}

QString Simulation::finish()
{
    m_what = u" at the end"_s;
    const QString breach = checkRest();
    return breach.isEmpty() ? QString() : u"seed %1%2: %3"_s.arg(m_seed).arg(m_what, breach);
}

void Simulation::act()
{
    const int what = pick(100);
    SimulatedReader *reader = anyReader();
    if (what < 40)
        return passTime();
    if (what < 70 && reader)
        return read(*reader);
    if (what < 80 && reader)
        return ask(*reader);
    if (what < 90)
        return comeAndGo();
    if (what < 97)
        return changeWorld();
    changeNetwork();
}

void Simulation::passTime()
{
    const std::array times{10ms, 100ms, 1000ms, 10'000ms, 600'000ms, 7'200'000ms};
    const auto time = times[static_cast<std::size_t>(once(30) ? 3 + pick(3) : pick(3))];
    m_what = u" %1 ms pass"_s.arg(time.count());
    m_timers.advance(time);
}

void Simulation::read(SimulatedReader &reader)
{
    m_isByPerson = true;
    switch (pick(8)) {
    case 0: m_what = u" a thumb is dragged"_s; return reader.jumpTo(once(3) ? 1.0 : pick(100) / 100.0);
    case 1: m_what = u" a fling"_s; return reader.scrollBy(pick(6000) - 2000, pick(80) - 20.0);
    case 2: m_what = u" a window is resized"_s; return reader.resize(1 + pick(9), 150 + pick(1500));
    default: m_what = u" a turn of the wheel"_s; return reader.scrollBy(pick(400) - 120, 5);
    }
}

void Simulation::ask(SimulatedReader &reader)
{
    m_isByPerson = true;
    forgive(reader.key());
    switch (pick(6)) {
    case 0: m_what = u" F5"_s; return reader.model().refresh();
    case 1: m_what = u" Retry"_s; return reader.model().retry();
    case 2: m_what = u" the pill"_s; return reader.model().showOffer();
    case 3: m_what = u" a tab is left or entered"_s; return reader.setShown(!reader.isShown());
    case 4: m_what = u" the window is looked at again"_s; return m_engine->revalidate();
    default:
        m_what = u" a thousand hints"_s;
        for (int i = 0; i < 1000; ++i)
            reader.model().fetchMore({});
    }
}

void Simulation::open(const FeedKey &key, const std::optional<Anchor> &anchor)
{
    forgive(key);
    m_readers.push_back(std::make_unique<SimulatedReader>(*m_engine, *m_favorites, key, anchor));
}

void Simulation::comeAndGo()
{
    m_isByPerson = true;
    if (!m_readers.empty() && (m_readers.size() >= kMostReaders || once(3))) {
        const auto at = m_readers.begin() + pick(int(m_readers.size()));
        const bool isAnotherOne = once(2);
        m_what = isAnotherOne ? u" another list in the same place"_s : u" a list is closed"_s;
        if (const auto anchor = (*at)->anchor())
            m_left.insert_or_assign((*at)->key().text(), *anchor);
        m_readers.erase(at);
        return isAnotherOne ? openAnother() : void();
    }
    if (once(8))
        return restart();
    m_what = u" a list is opened"_s;
    openAnother();
}

/// A filter, another list, or the way back to where one was.
void Simulation::openAnother()
{
    const FeedKey key = anyFeed();
    const auto left = m_left.find(key.text());
    open(key, left != m_left.end() && once(2) ? std::optional(left->second) : std::nullopt);
}

void Simulation::changeWorld()
{
    SimulatedReader *reader = anyReader();
    switch (pick(20)) {
    case 0: return changeAccount();
    case 1:
        m_what = u" the store is cleared"_s;
        m_isByPerson = true;
        m_pages.clear();
        for (const Reader &open : m_readers)
            forgive(open->key());
        return m_engine->invalidate([](const FeedKey &) { return true; });
    case 2:
        m_what = u" the server brings nothing new, or does again"_s;
        m_server.isBarren = !m_server.isBarren;
        for (const Reader &open : m_readers)
            forgive(open->key());
        return;
    default:
        m_what = u" the server's list changes"_s;
        m_server.changeList(TitleFilter::without(reader ? reader->key() : anyFeed()));
    }
}

void Simulation::changeNetwork()
{
    NetworkManners &manners = m_server.manners;
    if (once(3)) {
        m_what = manners.isUp ? u" the network goes"_s : u" the network comes"_s;
        m_outages += manners.isUp ? 1 : 0;
        manners.isUp = !manners.isUp;
        return;
    }
    if (once(4)) {
        m_what = u" working offline, or no more"_s;
        m_isByPerson = true;
        return m_connections->setManual(!m_connections->isManual());
    }
    m_what = u" the network is another one"_s;
    const bool isGood = once(2);
    manners.lostPercent = isGood ? 0 : pick(30);
    manners.brokenPercent = isGood ? 0 : pick(20);
    manners.limitedPercent = isGood ? 0 : pick(10);
    manners.latency = std::chrono::milliseconds(1 + pick(800));
    manners.jitter = std::chrono::milliseconds(pick(800));
}

void Simulation::changeAccount()
{
    m_what = u" somebody else signs in"_s;
    m_isByPerson = true;
    m_server.account = m_server.account == u"ada" ? u"bob"_s : u"ada"_s;
    m_engine->forget([](const FeedKey &) { return true; });
    std::vector<FeedKey> keys;
    for (const Reader &reader : m_readers)
        keys.push_back(reader->key());
    m_readers.clear();
    for (const FeedKey &key : keys)
        open(key, {});
}

void Simulation::restart()
{
    m_what = u" the program starts again"_s;
    m_isByPerson = true;
    ++m_restarts;
    std::vector<std::pair<FeedKey, std::optional<Anchor>>> places;
    for (const Reader &reader : m_readers)
        places.emplace_back(reader->key(), reader->anchor());
    m_readers.clear();
    m_connections.reset();
    m_server.hangUp();
    start();
    for (const auto &[key, anchor] : places)
        open(key, anchor);
}

QJsonArray Simulation::dump() const
{
    return m_engine->dump();
}

/// Some of what the program posted to itself is run now, the rest after the next event.
void Simulation::runSome()
{
    if (once(4)) {
        for (int i = pick(4); i > 0 && m_queue.runOne(); --i) { }
    } else {
        m_queue.run();
    }
}

/// What views do at the end of a turn.
void Simulation::settle()
{
    for (const Reader &reader : m_readers)
        reader->tell();
}

} // namespace matinee::test

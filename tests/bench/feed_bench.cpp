// SPDX-License-Identifier: GPL-3.0-or-later
// model.page and cache.sequence of performance.md: the way of a page from what is kept to the model, over the program's
// own parts. Prints one JSON object a line; judges nothing. Usage: bench_feed FOLDER TITLES [NAME]; what is read in
// FOLDER is made when it is missing and stays for the next run.
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include "app/composition.h"
#include "cache/cataloguefile/index/catalogueindex.h"
#include "cache/pagestore/pagereading.h"
#include "cache/pagestore/pageschema.h"
#include "models/favorites.h"
#include "models/feed/feedengine.h"
#include "models/feedmodel.h"
#include "tests/bench/benchevents.h"
#include "tests/bench/benchprint.h"
#include "tests/bench/benchremote.h"
#include "tests/bench/syntheticcatalogue.h"
#include "tests/support/faultserver/faultserver.h"

using namespace matinee;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPageRows = 20;
constexpr int kPairs = 21; // odd, so that the median is a measure
constexpr int kPagesASample = 50;
constexpr int kKeptTitles = 10'000; // as many as TMDB gives of a list
constexpr int kSequencePairs = 7;   // a second each
constexpr int kSequencePages = 4;
constexpr auto kFarServer = 500ms;

using bench::against;

/// The program without its window, and one list of it as a model that somebody looks at.
class ModelStage
{
public:
    ModelStage(const QString &profileDir, const RemoteManner &manner, const FeedKey &feed)
        : m_parts(ProfilePaths::in(profileDir), std::make_unique<NullTrace>(), manner),
          m_engine(m_parts.sources(), m_parts.clock(), m_parts.trace()),
          m_favorites(m_parts.userData()),
          m_model(m_engine.feed(feed), m_favorites)
    {
        m_model.setActive(true);
        m_model.open();
        bench::spinUntil([this] { return m_model.status().opened || m_model.status().refresh.error; }, "the list");
        if (m_model.status().refresh.error)
            bench::die(m_model.status().refresh.error->sentence());
    }

    [[nodiscard]] FeedModel &model() { return m_model; }
    [[nodiscard]] int pages() const { return m_model.rowCount() / kPageRows; }
    [[nodiscard]] bool has(int page) const { return m_model.titleAt(page * kPageRows) != nullptr; }

    /// Looks at a page that is not in memory; ms until the model has its rows. Returns when the pages around are there too.
    double jump(QRandomGenerator &dice)
    {
        int page = 0;
        do {
            page = 1 + dice.bounded(pages() - 5);
        } while (has(page));
        QElapsedTimer clock;
        clock.start();
        const int row = page * kPageRows;
        m_model.setViewport(row, row + kPageRows - 1, 0);
        bench::spinUntil([&] { return has(page); }, "a page");
        const double ms = double(clock.nsecsElapsed()) / 1e6;
        bench::spinUntil([&] { return has(page - 1) && has(page + 1) && has(page + 2) && has(page + 3); }, "the pages around");
        return ms;
    }

    /// Reads the list from its server to its end.
    void readAll()
    {
        for (int page = 0; page < pages(); page += 2) {
            const int row = page * kPageRows;
            m_model.setViewport(row, std::min(row + 2 * kPageRows, m_model.rowCount()) - 1, 0);
            bench::spinUntil([&] { return has(page) && has(std::min(page + 1, pages() - 1)); }, "a page of the server");
        }
    }

private:
    Composition m_parts;
    FeedEngine m_engine;
    Favorites m_favorites;
    FeedModel m_model;
};

/// Jumps of the model against the same reads without it, in turns.
void benchModelPage(const QString &name, ModelStage &stage, const std::function<void(int page)> &read)
{
    QRandomGenerator mine(1);
    QRandomGenerator theirs(1);
    bench::Samples all;
    bench::Samples medians;
    bench::Samples floors;
    for (int pair = -1; pair < kPairs; ++pair) { // the first warms up
        bench::Samples jumps;
        for (int i = 0; i < kPagesASample; ++i)
            jumps.push_back(stage.jump(mine));
        const double floor = bench::timed([&] {
            for (int i = 0; i < kPagesASample; ++i)
                read(1 + theirs.bounded(stage.pages() - 5));
        });
        if (pair < 0)
            continue;
        medians.push_back(bench::median(jumps) * 1000);
        floors.push_back(floor * 1000 / kPagesASample);
        all.insert(all.end(), jumps.begin(), jumps.end());
    }
    bench::print(name, {bench::median(medians), bench::median(floors)}, 10.0, u"us"_s,
        u"p99 %1 us of %2 jumps in %3 rows"_s.arg(bench::quantile(all, 0.99) * 1000, 0, 'f', 0)
            .arg(all.size())
            .arg(stage.model().rowCount()));
}

/// The newest index in a folder: the one that the library has just opened.
QString indexIn(const QString &folder)
{
    const QFileInfoList files = QDir(folder).entryInfoList({u"*.db"_s}, QDir::Files, QDir::Size); // the largest first
    return files.isEmpty() ? QString() : files.front().absoluteFilePath();
}

void benchCataloguePage(const QDir &folder, int titles)
{
    const QString catalogue = folder.absoluteFilePath(u"synthetic-%1.jsonl"_s.arg(titles));
    if (!QFileInfo::exists(catalogue) && !bench::writeSyntheticCatalogue(catalogue, titles))
        bench::die(u"cannot write "_s + catalogue);
    const QString profile = folder.absoluteFilePath(u"profile"_s);
    const FeedKey feed = FeedKey::of(u"file:"_s + catalogue, u"all"_s, {{u"sort"_s, u"title"_s}});
    ModelStage stage(profile, {}, feed);
    const auto index = bench::must(CatalogueIndex::open(indexIn(ProfilePaths::in(profile).catalogueDirectory), feed.source));
    benchModelPage(u"model.page"_s, stage, [&](int page) {
        if (unpackPage(bench::must(index->page(feed, PageNo{page + 1}, ListContext()))).rows.size() != kPageRows)
            bench::die(u"a page is short"_s);
    });
}

void benchKeptPage()
{
    const QTemporaryDir profile;
    const FeedKey feed = FeedKey::of(u"tmdb"_s, u"top_rated"_s);
    test::FaultServer server({.titles = kKeptTitles});
    bench::must(server.start());
    bench::writeHurriedProfile(profile.path());
    ModelStage(profile.path(), against(server), feed).readAll();
    RemoteManner offline = against(server);
    offline.isOffline = true;
    ModelStage stage(profile.path(), offline, feed);
    const auto db = bench::must(sql::Database::open({.path = ProfilePaths::in(profile.path()).pageDatabase,
        .applicationId = kPageStoreApplicationId,
        .migrations = pageStoreMigrations(),
        .readOnly = true}));
    db->handle().exec(PageReading::kReadCache);
    PageReader reader(*db);
    const Generation generation = bench::must(reader.find(feed))->generation;
    benchModelPage(u"model.page.kept"_s, stage, [&](int page) {
        std::vector<ItemId> damaged;
        if (unpackStoredPage(*bench::must(reader.page(feed, generation, page)), damaged).rows.size() != kPageRows)
            bench::die(u"a page is short"_s);
    });
}

/// Reads the first pages of a list, one after the other as a reader turns them.
void readPages(Composition &parts, const FeedKey &feed, int pages)
{
    FeedStore &store = parts.sources();
    const auto opening = bench::ask<FeedOpening>([&](auto reply) { store.open(feed, reply); }, "the list");
    for (int page = 1; page <= pages; ++page) {
        const auto rows = bench::ask<Page>(
            [&](auto reply) { store.page(feed, opening.generation, PageNo{page}, Priority::VisiblePage, CancelToken(), reply); },
            "a page");
        if (rows.rows.size() != kPageRows)
            bench::die(u"page %1 has %2 rows"_s.arg(page).arg(rows.rows.size()));
    }
}

void readPages(const QString &profile, const RemoteManner &manner, const FeedKey &feed, int pages)
{
    Composition parts(ProfilePaths::in(profile), std::make_unique<NullTrace>(), manner);
    readPages(parts, feed, pages);
}

/// Pages 1 to 3 are kept from an earlier run of the program; page 4 is asked for.
double sequence(test::FaultServer &server, const FeedKey &feed)
{
    const QTemporaryDir profile;
    server.setFaults({});
    readPages(profile.path(), against(server), feed, kSequencePages - 1);
    server.setFaults({.latency = kFarServer});
    server.clearRequests();
    Composition parts(ProfilePaths::in(profile.path()), std::make_unique<NullTrace>(), against(server));
    const double ms = bench::timed([&] { readPages(parts, feed, kSequencePages); });
    if (server.count(test::onPath(u"/movie/top_rated"_s)) != 1)
        bench::die(u"more than one page was asked for"_s);
    return ms;
}

void benchSequence()
{
    test::FaultServer server({.titles = 1000});
    bench::must(server.start());
    const FeedKey feed = FeedKey::of(u"tmdb"_s, u"top_rated"_s);
    bench::Samples ours;
    bench::Samples floors;
    for (int pair = 0; pair < kSequencePairs; ++pair) {
        ours.push_back(sequence(server, feed));
        QNetworkAccessManager access;
        floors.push_back(bench::timed([&] {
            const std::unique_ptr<QNetworkReply> reply(
                access.get(QNetworkRequest(server.url(u"/3/movie/top_rated?language=en-US&page=4"_s))));
            bench::spinUntil([&] { return reply->isFinished(); }, "an answer");
            if (reply->error() != QNetworkReply::NoError || reply->readAll().isEmpty())
                bench::die(reply->errorString());
        }));
    }
    bench::print(u"cache.sequence"_s, {bench::median(ours), bench::median(floors)}, 1.05, u"ms"_s,
        u"pages 1 to 3 kept, page 4 from a server %1 ms away"_s.arg(kFarServer.count()));
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"matinee"_s);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 3)
        bench::die(u"usage: bench_feed FOLDER TITLES [NAME]"_s);
    const QDir folder(words[1]);
    const int titles = words[2].toInt();
    bench::run({{u"model.page"_s,
                    [&] {
                        benchCataloguePage(folder, titles);
                        benchKeptPage();
                    }},
                   {u"cache.sequence"_s, benchSequence}},
        words.value(3));
    return 0;
}

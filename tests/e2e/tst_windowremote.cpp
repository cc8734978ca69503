// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QImage>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <set>

#include "models/feedmodel.h"
#include "tests/e2e/windowworld.h"
#include "tests/support/await.h"
#include "tests/support/faultserver/faultserver.h"
#include "ui/pages/banner.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::await;
using test::Fault;
using test::FaultServer;
using test::onPath;
using test::onQuery;
using test::WindowWorld;

namespace {

constexpr int kPatienceMs = 20'000;
const QString kPopular = u"tmdb/popular"_s;
const QString kLink = u"matinee:feed/tmdb/popular"_s;

} // namespace

/// The window over a server that speaks as TMDB does.
class TestWindowRemote : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { test::installWords(); }

    void init()
    {
        m_profile = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<FaultServer>(test::ServerSettings{.titles = 20'000});
        QVERIFY(m_server->start());
    }

    void aRemoteListFillsTheWindow()
    {
        WindowWorld world(m_profile->path(), {1200, 800}, kLink, manner());
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(kPopular), kPatienceMs);
        QCOMPARE(world.rows(), 10'000);
        QCOMPARE(world.idAt(0), u"1"_s);
        for (const int page : pagesAsked())
            QVERIFY2(page <= 6, qPrintable(QString::number(page)));
    }

    void draggingTheThumbToTheEndLoadsTheLandingPagesOnly()
    {
        WindowWorld world(m_profile->path(), {1200, 800}, kLink, manner());
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(kPopular), kPatienceMs);
        QVERIFY(world.settle());
        m_server->clearRequests();
        QScrollBar *bar = world.grid().verticalScrollBar();
        bar->setValue(bar->maximum());
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(kPopular), kPatienceMs);
        QVERIFY(world.settle());
        QCOMPARE(world.idAt(9'999), u"10000"_s);
        for (const int page : pagesAsked())
            QVERIFY2(page <= 6 || page >= 490, qPrintable(QString::number(page)));
        QVERIFY(pagesAsked().contains(500));
        QVERIFY(!pagesAsked().contains(501));
    }

    void whatWasSeenIsThereWithoutTheServerAtTheSamePlace()
    {
        QString id;
        int y = 0;
        {
            WindowWorld world(m_profile->path(), {1200, 800}, kLink, manner());
            QTRY_VERIFY_WITH_TIMEOUT(world.shows(kPopular), kPatienceMs);
            world.grid().verticalScrollBar()->setValue(3'000);
            QTRY_VERIFY_WITH_TIMEOUT(world.shows(kPopular), kPatienceMs);
            QVERIFY(world.settle());
            id = world.idAt(world.middleRow());
            y = world.yOf(id);
            world.window().close();
        }
        m_server->stop();
        WindowWorld again(m_profile->path(), {1200, 800}, {}, manner());
        QTRY_VERIFY_WITH_TIMEOUT(again.shows(kPopular), kPatienceMs);
        QTRY_VERIFY2_WITH_TIMEOUT(
            std::abs(again.yOf(id) - y) <= 1, qPrintable(u"%1, not %2"_s.arg(again.yOf(id)).arg(y)), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(again.part<Banner>().isVisible(), kPatienceMs);
        QVERIFY(again.part<Banner>().accessibleName().contains(u"Couldn't refresh"_s));
        QVERIFY(std::abs(again.yOf(id) - y) <= 1);
    }

    void aFirstPageThatFailsSaysWhyAndRetryHelps()
    {
        m_server->script(onPath(u"/movie/popular"_s), Fault::ofStatus(404), 1);
        WindowWorld world(m_profile->path(), {1200, 800}, kLink, manner());
        QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(u"can't be shown"_s), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Retry"_s), kPatienceMs);
        QTest::mouseClick(world.button(u"Retry"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(kPopular), kPatienceMs);
    }

    void aListThatChangedIsOfferedAndTheReaderStays()
    {
        {
            WindowWorld world(m_profile->path(), {1200, 800}, kLink, manner());
            QTRY_VERIFY_WITH_TIMEOUT(world.shows(kPopular), kPatienceMs);
            world.grid().verticalScrollBar()->setValue(2'000);
            QTRY_VERIFY_WITH_TIMEOUT(world.shows(kPopular), kPatienceMs);
            QVERIFY(world.settle());
            world.window().close();
        }
        const quint16 port = m_server->port();
        m_server = std::make_unique<FaultServer>(test::ServerSettings{.titles = 20'000, .port = port, .list = {.overlap = 1}});
        m_server->script(onQuery(u"/movie/popular"_s, u"page"_s, u"1"_s), Fault::ofList({.duplicateFrom = 0, .shortBy = 3}), -1);
        QVERIFY(m_server->start());
        WindowWorld world(m_profile->path(), {1200, 800}, {}, manner());
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(kPopular), kPatienceMs);
        const QString id = world.idAt(world.middleRow());
        const int y = world.yOf(id);
        QTRY_VERIFY_WITH_TIMEOUT(world.button(u"List changed · Show"_s) != nullptr, kPatienceMs);
        QVERIFY(std::abs(world.yOf(id) - y) <= 1);
        QTRY_VERIFY_WITH_TIMEOUT(world.button(u"List changed · Show"_s), kPatienceMs);
        QTest::mouseClick(world.button(u"List changed · Show"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(world.button(u"List changed · Show"_s) == nullptr && world.shows(kPopular), kPatienceMs);
    }

    void withoutTheCacheAndTheNetworkFavoritesAndListsAreWhole()
    {
        Title film;
        {
            WindowWorld world(m_profile->path(), {1200, 800}, kLink, manner());
            QTRY_VERIFY_WITH_TIMEOUT(world.shows(kPopular), kPatienceMs);
            film = titleAt(world, 2);
            world.favorites().set(film, true);
            world.marks().makeList(u"Silent"_s, film);
            const auto poster = [&] { return await<QByteArray>([&](auto reply) { world.personal().poster(film.id, reply); }); };
            QTRY_VERIFY_WITH_TIMEOUT(!poster().value().isEmpty(), kPatienceMs);
            world.window().close();
        }
        QVERIFY(QDir(m_profile->filePath(u"cache"_s)).removeRecursively());
        m_server->stop();
        RemoteManner offline = manner();
        offline.isOffline = true;
        WindowWorld again(m_profile->path(), {1200, 800}, u"matinee:feed/tmdb/favorites"_s, offline);
        QTRY_VERIFY_WITH_TIMEOUT(again.shows(u"tmdb/favorites"_s), kPatienceMs);
        QCOMPARE(again.rows(), 1);
        const Title kept = titleAt(again, 0);
        QCOMPARE(kept, film);
        QVERIFY(film.year);
        auto &images = again.remote().images();
        const auto key = images.keyFor(u"tmdb"_s, kept.poster, 300).value();
        const auto bytes = await<QByteArray>([&](auto reply) { images.bytes(key, Priority::VisibleImage, {}, reply); });
        QVERIFY2(bytes, qPrintable(bytes ? QString() : bytes.error().sentence()));
        QVERIFY(!QImage::fromData(*bytes).isNull());
        again.window().openLink(u"matinee:feed/tmdb/list-1"_s);
        QTRY_VERIFY_WITH_TIMEOUT(again.shows(u"tmdb/list-1"_s), kPatienceMs);
        QCOMPARE(again.rows(), 1);
    }

    void cleanup()
    {
        m_server.reset();
        m_profile.reset();
    }

private:
    [[nodiscard]] RemoteManner manner() const
    {
        RemoteManner manner;
        manner.base = m_server->url().toString(QUrl::StripTrailingSlash);
        return manner;
    }
    [[nodiscard]] static Title titleAt(WindowWorld &world, int row)
    {
        return *world.grid().model()->index(row, 0).data(FeedModel::TitlePointerRole).value<const Title *>();
    }
    [[nodiscard]] std::set<int> pagesAsked() const
    {
        std::set<int> pages;
        for (const test::ServedRequest &request : m_server->requests()) {
            if (request.path.endsWith(u"/movie/popular"_s))
                pages.insert(static_cast<int>(request.whole(u"page").value_or(1)));
        }
        return pages;
    }

    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<FaultServer> m_server;
};

} // namespace matinee

QTEST_MAIN(matinee::TestWindowRemote)
#include "tst_windowremote.moc"

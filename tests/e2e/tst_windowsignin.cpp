// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QDirIterator>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "tests/e2e/windowworld.h"
#include "tests/support/await.h"
#include "tests/support/faultserver/faultserver.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/sidebar/navitem.h"
#include "ui/sidebar/sourcemenu.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::await;
using test::FaultServer;
using test::kPatienceMs;
using test::WindowWorld;

namespace {

const QString kSecret = u"SECRET-abc123"_s;
const QString kLink = u"matinee:feed/tmdb/popular"_s;

/// The line of the open dialog with this name, or its button or box; null where there is none.
template <typename T>
T *inDialog(WindowWorld &world, const QString &name)
{
    const auto *dialog = world.window().findChild<ConnectDialog *>();
    for (T *found : dialog ? dialog->findChildren<T *>() : QList<T *>()) {
        if constexpr (std::is_base_of_v<QAbstractButton, T>) {
            if (found->isVisible() && !found->size().isEmpty() && found->text() == name)
                return found;
        } else if (found->isVisible() && found->accessibleName() == name) {
            return found;
        }
    }
    return nullptr;
}

QAction *accountAction(WindowWorld &world, const QString &text)
{
    auto &menu = world.part<SourceMenu>();
    Q_EMIT menu.aboutToShow();
    for (const QAction *action : menu.actions()) {
        for (QAction *found : action->menu() ? action->menu()->actions() : QList<QAction *>()) {
            if (found->text() == text)
                return found;
        }
    }
    return nullptr;
}

bool hasList(WindowWorld &world, const QString &name)
{
    for (const NavItem *item : world.window().findChildren<NavItem *>()) {
        if (item->isVisible() && item->text() == name)
            return true;
    }
    return false;
}

} // namespace

/// From the first list that asks for a key to signing out, in the window.
class TestWindowSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        test::installWords();
        qunsetenv("DBUS_SESSION_BUS_ADDRESS"); // this computer's keychain is its own business
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
    }

    void init()
    {
        m_profile = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<FaultServer>(test::ServerSettings{.titles = 200, .token = kSecret});
        QVERIFY(m_server->start());
    }

    void aKeyThenAPersonThenNobody()
    {
        WindowWorld world(m_profile->path(), {1200, 800}, kLink, manner());
        QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(u"TMDB needs a key of your own"_s), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Connect…"_s), kPatienceMs);
        QTest::mouseClick(world.button(u"Connect…"_s), Qt::LeftButton);
        giveKey(world);
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"tmdb/popular"_s), kPatienceMs);
        QVERIFY(!hasList(world, u"Rated"_s));

        signIn(world);
        const QString session = world.remote().accounts().current(u"tmdb"_s)->secret;

        m_server->withWorld([](test::ServedWorld &served) { (void)served.pages.keep(test::ListKind::Watchlist, 9, true); });
        world.window().openLink(u"matinee:feed/tmdb/watchlist"_s);
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"tmdb/watchlist"_s), kPatienceMs);
        QCOMPARE(world.idAt(0), u"9"_s);

        accountAction(world, u"Sign out Ada"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!hasList(world, u"Rated"_s), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(u"Sign in to see this list"_s), kPatienceMs);
        QTRY_VERIFY(world.button(u"Sign in…"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->count(test::onPath(u"/authentication/session"_s)), 1, kPatienceMs);
        world.window().close();
        checkSilence(world, {kSecret, session});
    }

    void aFavoriteReachesTheServerAndItsListComesBack()
    {
        m_server->withWorld([](test::ServedWorld &served) { (void)served.pages.keep(test::ListKind::Favorites, 42, true); });
        WindowWorld world(m_profile->path(), {1200, 800}, kLink, manner());
        QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Connect…"_s), kPatienceMs);
        QTest::mouseClick(world.button(u"Connect…"_s), Qt::LeftButton);
        giveKey(world);
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"tmdb/popular"_s), kPatienceMs);
        signIn(world);
        Favorites &favorites = world.favorites();
        QTRY_COMPARE_WITH_TIMEOUT(favorites.count(u"tmdb"_s), 1, kPatienceMs); // what the server had
        const auto writes = [this] { return m_server->count(test::onPath(u"/favorite"_s)); };

        Title film;
        film.id = {u"tmdb"_s, u"movie"_s, u"7"_s};
        film.title = u"Film seven"_s;
        favorites.set(film, true);
        QTRY_COMPARE_WITH_TIMEOUT(writes(), 1, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(world.outbox().ops().empty(), kPatienceMs);

        world.remote().connections().setManual(true);
        for (const bool on : {false, true, false, true, false}) {
            favorites.set(film, on);
            QTRY_COMPARE_WITH_TIMEOUT(favorites.state(film.id), on ? Favorites::State::On : Favorites::State::Off, kPatienceMs);
        }
        QCOMPARE(writes(), 1);
        world.remote().connections().setManual(false);
        QTRY_COMPARE_WITH_TIMEOUT(writes(), 2, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(world.outbox().ops().empty(), kPatienceMs);
        QCOMPARE(favorites.count(u"tmdb"_s), 1);
    }

    void aKeyIsForgottenWithTheProgram()
    {
        {
            WindowWorld world(m_profile->path(), {1200, 800}, kLink, manner());
            QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Connect…"_s), kPatienceMs);
            QTest::mouseClick(world.button(u"Connect…"_s), Qt::LeftButton);
            giveKey(world);
            QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"tmdb/popular"_s), kPatienceMs);
            world.window().close();
        }
        WindowWorld again(m_profile->path(), {1200, 800}, kLink, manner());
        QTRY_VERIFY_WITH_TIMEOUT(again.shows(u"tmdb/popular"_s), kPatienceMs); // as kept
        QCOMPARE(again.remote().accounts().secret(u"tmdb"_s), QString());
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
    static void giveKey(WindowWorld &world)
    {
        const QString name = u"TMDB API key or read access token"_s;
        QTRY_VERIFY_WITH_TIMEOUT(inDialog<QLineEdit>(world, name), kPatienceMs);
        QTest::keyClicks(inDialog<QLineEdit>(world, name), kSecret);
        QTRY_VERIFY_WITH_TIMEOUT(inDialog<QCheckBox>(world, u"Remember until I close Matinee"_s), kPatienceMs);
        inDialog<QCheckBox>(world, u"Remember until I close Matinee"_s)->setChecked(true);
        QTest::mouseClick(inDialog<QPushButton>(world, u"Connect"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!world.window().findChild<ConnectDialog *>(), kPatienceMs);
    }
    static void signIn(WindowWorld &world)
    {
        accountAction(world, u"Sign in…"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(inDialog<QPushButton>(world, u"I approved"_s), kPatienceMs);
        QTest::mouseClick(inDialog<QPushButton>(world, u"Open TMDB"_s), Qt::LeftButton);
        QCOMPARE(world.opened.size(), 1);
        QCOMPARE(openPage(world, world.opened.first()), 200);
        QTest::mouseClick(inDialog<QPushButton>(world, u"I approved"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(inDialog<QPushButton>(world, u"Continue"_s), kPatienceMs);
        inDialog<QCheckBox>(world, u"Remember until I close Matinee"_s)->setChecked(true);
        QTest::mouseClick(inDialog<QPushButton>(world, u"Continue"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(hasList(world, u"Rated"_s), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"tmdb/popular"_s), kPatienceMs);
    }
    static int openPage(WindowWorld &world, const QUrl &page)
    {
        HttpRequest request;
        request.url = page;
        request.tracePath = u"/the-browser"_s;
        const auto answer = await<HttpResponse>([&](auto reply) { world.remote().http().send(request, {}, reply); });
        return answer ? answer->status : 0;
    }
    /// In no trace and in no file: not in the settings, not in a database.
    void checkSilence(WindowWorld &world, const QStringList &secrets) const
    {
        QByteArray said = world.trace().text();
        int files = 0;
        QDirIterator all(m_profile->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QFile file(all.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            said += file.readAll();
            ++files;
        }
        QVERIFY(files >= 3);
        QVERIFY(said.contains("http.request"));
        for (const QString &secret : secrets)
            QVERIFY2(!said.contains(secret.toUtf8()), qPrintable(secret));
    }

    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<FaultServer> m_server;
};

} // namespace matinee

QTEST_MAIN(matinee::TestWindowSignIn)
#include "tst_windowsignin.moc"

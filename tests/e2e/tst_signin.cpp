// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <QTimer>

#include "models/sources/accounts/keychainaccounts.h"
#include "models/sources/accounts/keychainvault.h"
#include "models/sources/http/httpclient.h"
#include "models/sources/profile/profileactions.h"
#include "models/sources/profile/profilesources.h"
#include "models/sources/signin/profilesignins.h"
#include "models/sources/signin/renewingaccounts.h"
#include "tests/support/await.h"
#include "tests/support/faultserver/faultserver.h"
#include "tests/support/recordingtrace.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::await;
using test::FaultServer;
using test::onPath;
using test::ServedWorld;

namespace {

using Kind = SignInState::Kind;

constexpr int kPatienceMs = 20'000;
constexpr int kHaste = 50; // so much faster than a person needs it
const QString kSecret = u"SECRET-abc123"_s;

HttpClientOptions httpOptions()
{
    HttpClientOptions options;
    options.userAgent = "Matinee/test";
    options.proxy.mode = HttpProxy::Mode::None;
    options.random = [] { return 0.0; };
    return options;
}

/// One source from its profile to the wire, against a server that speaks its dialect.
class World
{
public:
    explicit World(const QString &source, const test::SignInPlan &plan = {}) : m_source(source)
    {
        m_server = std::make_unique<FaultServer>(
            test::ServerSettings{.dialect = source, .titles = 57, .token = kSecret, .signIn = plan});
        m_profiles.add(readProfileFile(shippedProfileFolder() + u'/' + source + u".json"_s).reading.profile);
    }

    void start(const QString &key)
    {
        QVERIFY(m_server->start());
        QVERIFY(m_profiles.replaceBase(m_source, m_server->url()));
        if (!key.isEmpty())
            QVERIFY(await<SecretPlace>([&](auto reply) { m_kept.keep(m_source, key, Keeping::UntilClosed, reply); }));
    }
    void begin(SignInWay way)
    {
        states.clear();
        run = m_signIns.begin(m_source, way, [this](const SignInState &state) { states.push_back(state); });
    }
    /// Until the state is of this kind, or an end.
    [[nodiscard]] bool reach(Kind kind) const
    {
        return QTest::qWaitFor(
                   [&] {
                       const Kind now = states.empty() ? Kind::Working : states.back().kind;
                       return now == kind || now == Kind::Done || now == Kind::Failed;
                   },
                   kPatienceMs)
            && states.back().kind == kind;
    }
    /// What the person does in the browser.
    void openPage(const QUrl &page)
    {
        HttpRequest request;
        request.url = page;
        const auto answer = await<HttpResponse>([&](auto reply) { m_http.send(request, {}, reply); });
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
    }
    void keep()
    {
        QVERIFY2(reach(Kind::Done), states.back().error ? qPrintable(states.back().error->sentence()) : "");
        secrets << states.back().account->secret << states.back().account->renewal;
        QVERIFY(await<SecretPlace>(
            [&](auto reply) { m_accounts.addAccount(m_source, *states.back().account, Keeping::UntilClosed, reply); }));
    }
    Result<WriteOutcome> set(TitleState state, const QString &id, bool on, double rating = 0)
    {
        return noted(await<WriteOutcome>([&](auto reply) {
            m_actions.setState({{m_source, u"movie"_s, id}, state, on, rating}, {}, reply);
        }));
    }
    /// The ids of a list's first page.
    Result<QStringList> list(const QString &feed)
    {
        const auto page = noted(await<FetchedPage>([&](auto reply) {
            m_sources.fetch({FeedKey::of(m_source, feed), FirstPage{}, {}, Priority::VisiblePage, true}, {}, reply);
        }));
        if (!page)
            return tl::unexpected(page.error());
        QStringList ids;
        for (const Title &title : page->titles)
            ids += title.id.extId;
        return ids;
    }
    Result<void> signOut()
    {
        return await<void>([&](auto reply) { m_signIns.signOut(m_source, m_accounts.current(m_source)->id, reply); });
    }
    /// That nothing the program says holds a secret.
    void checkSilence()
    {
        secrets << kSecret;
        QByteArray said = m_said.toUtf8() + m_trace.text();
        for (const SignInState &state : states)
            said += state.error ? state.error->sentence().toUtf8() : QByteArray();
        secrets.removeAll(QString());
        for (const QString &secret : std::as_const(secrets))
            QVERIFY2(!said.contains(secret.toUtf8()), said.constData());
        QVERIFY(said.contains("http.request"));
    }

    [[nodiscard]] const SignInState &state() const { return states.back(); }
    [[nodiscard]] FaultServer &server() { return *m_server; }
    [[nodiscard]] Accounts &accounts() { return m_accounts; }

    std::vector<SignInState> states;
    std::unique_ptr<SignIn> run;
    QStringList secrets;

private:
    template <typename T>
    Result<T> noted(Result<T> result)
    {
        if (!result)
            m_said += result.error().sentence() + u'\n';
        return result;
    }
    [[nodiscard]] SignInTools tools()
    {
        return {m_http, m_clock, m_mailbox, [this](std::chrono::milliseconds wait, std::function<void()> call) {
                    QTimer::singleShot(wait / kHaste, &m_mailbox, std::move(call));
                }};
    }

    QString m_source;
    std::unique_ptr<FaultServer> m_server;
    QString m_said;
    ProfileSet m_profiles;
    Mailbox m_mailbox;
    SystemClock m_clock;
    test::RecordingTrace m_trace;
    KeychainVault m_vault;
    KeychainAccounts m_kept{{}, m_vault};
    HttpClient m_http{m_mailbox, m_clock, m_trace, httpOptions()};
    RenewingAccounts m_accounts{m_kept, m_profiles, tools()};
    ProfileSignIns m_signIns{m_profiles, m_accounts, tools()};
    ProfileActions m_actions{m_profiles, m_http, m_accounts, m_mailbox};
    ProfileSources m_sources{m_profiles, m_http, m_accounts, m_clock, m_mailbox};
};

/// Jellyfin's ids are hexadecimal.
QString jellyfinId(int number)
{
    return u"%1"_s.arg(number, 32, 16, QChar(u'0'));
}

} // namespace

/// Signing in, writing and signing out, from the profile to the wire.
class TestSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS"); // this computer's keychain is its own business
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
    }

    void tmdb()
    {
        World world(u"tmdb"_s);
        world.start(kSecret);
        world.begin(SignInWay::Browser);
        QVERIFY(world.reach(Kind::Waiting));
        QTRY_VERIFY(world.server().count(onPath(u"/authentication/session/new"_s)) >= 2); // it asks, and waits
        world.openPage(world.state().url);
        world.keep();
        QCOMPARE(world.accounts().current(u"tmdb"_s)->id, u"548"_s);
        QCOMPARE(world.accounts().current(u"tmdb"_s)->name, u"Ada"_s);

        QCOMPARE(world.set(TitleState::Favorite, u"7"_s, true).value(), WriteOutcome::Changed);
        QVERIFY(world.set(TitleState::Favorite, u"7"_s, true)); // again is the same
        QCOMPARE(world.list(u"favorites"_s).value(), QStringList{u"7"_s});
        QVERIFY(world.set(TitleState::Watchlist, u"9"_s, true));
        QCOMPARE(world.list(u"watchlist"_s).value(), QStringList{u"9"_s});
        QVERIFY(world.set(TitleState::Rating, u"11"_s, true, 8.3));
        QCOMPARE(world.list(u"rated"_s).value(), QStringList{u"11"_s});
        QVERIFY(world.set(TitleState::Rating, u"11"_s, false));
        QVERIFY(world.set(TitleState::Favorite, u"7"_s, false));
        QVERIFY(world.list(u"favorites"_s).value().isEmpty());
        QCOMPARE(world.set(TitleState::Favorite, u"4711"_s, true).error().kind, ErrorKind::NotFound);

        const Account account = *world.accounts().current(u"tmdb"_s);
        QVERIFY(world.signOut());
        QTRY_COMPARE(world.server().count([](const test::ServedRequest &request) {
            return request.method == "DELETE" && request.path.endsWith(u"/authentication/session"_s) && request.status == 200;
        }),
            1);
        QCOMPARE(world.set(TitleState::Favorite, u"7"_s, true).error().kind, ErrorKind::Unauthorized);
        // The session itself is gone, not only our memory of it.
        QVERIFY(await<SecretPlace>(
            [&](auto reply) { world.accounts().addAccount(u"tmdb"_s, account, Keeping::UntilClosed, reply); }));
        QCOMPARE(world.set(TitleState::Favorite, u"7"_s, true).error().kind, ErrorKind::Unauthorized);
        world.checkSilence();
    }

    void jellyfinByCode()
    {
        World world(u"jellyfin"_s);
        world.start({});
        QCOMPARE(world.list(u"films"_s).error().kind, ErrorKind::Unauthorized);
        world.begin(SignInWay::Code);
        QVERIFY(world.reach(Kind::Waiting));
        world.openPage(world.server().url(u"/approve/"_s + world.state().code));
        world.keep();
        QCOMPARE(world.list(u"films"_s).value().size(), 50);
        QCOMPARE(world.set(TitleState::Favorite, jellyfinId(7), true).value(), WriteOutcome::Changed);
        QCOMPARE(world.list(u"favorites"_s).value(), QStringList{jellyfinId(7)});
        QVERIFY(world.set(TitleState::Favorite, jellyfinId(7), false));
        QVERIFY(world.list(u"favorites"_s).value().isEmpty());
        QCOMPARE(world.set(TitleState::Favorite, jellyfinId(4711), false).value(), WriteOutcome::AlreadySo);
        QVERIFY(world.signOut());
        QTRY_COMPARE(world.server().count(onPath(u"/Sessions/Logout"_s)), 1);
        world.checkSilence();
    }

    void jellyfinByPassword()
    {
        World world(u"jellyfin"_s, {.hasCodes = false});
        world.start({});
        world.begin(SignInWay::Code);
        QVERIFY(world.reach(Kind::Failed));
        QCOMPARE(world.state().error->kind, ErrorKind::Forbidden);
        world.begin(SignInWay::Password);
        QVERIFY(world.reach(Kind::NeedsPassword));
        world.run->givePassword(u"ada"_s, u"wrong"_s);
        QTRY_VERIFY(world.state().kind == Kind::NeedsPassword && world.state().error);
        world.secrets << u"SECRET pass\"word"_s;
        world.run->givePassword(u"ada"_s, u"SECRET pass\"word"_s);
        world.keep();
        QCOMPARE(world.accounts().current(u"jellyfin"_s)->name, u"ada"_s);
        QCOMPARE(world.list(u"latest"_s).value().size(), 20);
        world.checkSilence();
    }

    void trakt()
    {
        World world(u"trakt"_s, {.slowDowns = 1, .tokenSeconds = 1800});
        world.start(u"client:SECRET-client"_s);
        world.secrets << u"SECRET-client"_s;
        world.begin(SignInWay::Code);
        QVERIFY(world.reach(Kind::Waiting));
        world.openPage(world.state().url);
        world.keep();
        QCOMPARE(world.accounts().current(u"trakt"_s)->id, u"ada"_s);
        // The token ends soon: it is renewed before anything is asked with it, and the old one is not taken any more.
        QCOMPARE(world.set(TitleState::Watchlist, u"7"_s, true).value(), WriteOutcome::Changed);
        QVERIFY(world.server().count(onPath(u"/oauth/token"_s)) >= 1);
        QVERIFY(world.accounts().current(u"trakt"_s)->secret != kSecret);
        QCOMPARE(world.set(TitleState::Watchlist, u"7"_s, true).value(), WriteOutcome::AlreadySo);
        QCOMPARE(world.list(u"watchlist"_s).value(), QStringList{u"7"_s});
        QVERIFY(world.set(TitleState::Rating, u"7"_s, true, 8.5));
        QVERIFY(world.set(TitleState::Favorite, u"9"_s, true));
        QCOMPARE(world.list(u"favorites"_s).value(), QStringList{u"9"_s});
        QCOMPARE(world.set(TitleState::Favorite, u"4711"_s, true).error().kind, ErrorKind::NotFound); // a 201 that is none
        world.secrets << world.accounts().current(u"trakt"_s)->secret;
        QVERIFY(world.signOut());
        QTRY_COMPARE(world.server().count(onPath(u"/oauth/revoke"_s)), 1);
        world.checkSilence();
    }

    void itEndsWell_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<SignInWay>("way");
        QTest::newRow("TMDB") << u"tmdb"_s << SignInWay::Browser;
        QTest::newRow("Jellyfin") << u"jellyfin"_s << SignInWay::Code;
        QTest::newRow("Trakt") << u"trakt"_s << SignInWay::Code;
    }
    void itEndsWell()
    {
        QFETCH(QString, source);
        QFETCH(SignInWay, way);
        World world(source, {.approveAfter = 2});
        world.start(source == "jellyfin"_L1 ? QString() : kSecret);
        world.begin(way);
        QVERIFY(world.reach(Kind::Done));
    }

    void itEndsBadly_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<SignInWay>("way");
        QTest::addColumn<bool>("denies");
        QTest::newRow("TMDB, refused") << u"tmdb"_s << SignInWay::Browser << true;
        QTest::newRow("TMDB, too late") << u"tmdb"_s << SignInWay::Browser << false;
        QTest::newRow("Jellyfin, refused") << u"jellyfin"_s << SignInWay::Code << true;
        QTest::newRow("Jellyfin, too late") << u"jellyfin"_s << SignInWay::Code << false;
        QTest::newRow("Trakt, refused") << u"trakt"_s << SignInWay::Code << true;
        QTest::newRow("Trakt, too late") << u"trakt"_s << SignInWay::Code << false;
    }
    void itEndsBadly()
    {
        QFETCH(QString, source);
        QFETCH(SignInWay, way);
        QFETCH(bool, denies);
        World world(source, {.approveAfter = denies ? 1 : -1, .expireAfter = denies ? -1 : 2, .denies = denies});
        world.start(source == "jellyfin"_L1 ? QString() : kSecret);
        world.begin(way);
        QVERIFY(world.reach(Kind::Failed));
        QCOMPARE(world.state().error->kind, ErrorKind::Rejected);
        world.checkSilence();
    }
};

} // namespace matinee

QTEST_GUILESS_MAIN(matinee::TestSignIn)
#include "tst_signin.moc"

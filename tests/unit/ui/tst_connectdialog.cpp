// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QClipboard>
#include <QFontInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/memoryaccounts.h"
#include "tests/support/scriptedsignins.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/theme/theme.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

using Goal = ConnectDialog::Goal;
using Kind = SignInState::Kind;

SourceDescriptor tmdb()
{
    SourceDescriptor source;
    source.id = u"tmdb"_s;
    source.name = u"TMDB"_s;
    source.isRemote = true;
    source.secret = SecretNeed{u"API key"_s, u"https://www.themoviedb.org/settings/api"_s};
    return source;
}

SourceDescriptor jellyfin()
{
    SourceDescriptor source;
    source.id = u"jellyfin"_s;
    source.name = u"Jellyfin"_s;
    source.isRemote = true;
    return source;
}

SignInState waiting(const QString &url, const QString &code)
{
    SignInState state{Kind::Waiting};
    state.url = QUrl(url);
    state.code = code;
    state.endsAt = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    return state;
}

SignInState done()
{
    SignInState state{Kind::Done};
    state.account = Account{u"548"_s, u"Ada"_s, u"SECRET-abc123"_s};
    return state;
}

/// A dialog on the screen, and what is around it.
struct World {
    MemoryAccounts accounts;
    ScriptedSignIns signIns;
    Theme theme;
    QList<QUrl> opened;
    std::unique_ptr<ConnectDialog> dialog;
    std::unique_ptr<QSignalSpy> connected;
    std::unique_ptr<QSignalSpy> said;

    explicit World(bool hasKeychain = true)
    {
        accounts.hasKeychain = hasKeychain;
        accounts.opens = u"SECRET-key"_s;
        signIns.offered[u"tmdb"_s] = {SignInWay::Browser};
        signIns.offered[u"jellyfin"_s] = {SignInWay::Code, SignInWay::Password};
    }
    void open(const SourceDescriptor &source, Goal goal)
    {
        const ConnectPorts ports{accounts, accounts, signIns, theme, [this](const QUrl &url) { opened.append(url); }};
        dialog = std::make_unique<ConnectDialog>(source, ports, goal);
        connected = std::make_unique<QSignalSpy>(dialog.get(), &ConnectDialog::connected);
        said = std::make_unique<QSignalSpy>(dialog.get(), &ConnectDialog::said);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
    }
    void signIn(const SourceDescriptor &source, const SignInState &state)
    {
        accounts.secrets.insert(u"tmdb"_s, u"SECRET-key"_s);
        open(source, Goal::Account);
        signIns.say(state);
    }
    /// The visible button with this text or name; null where there is none.
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (QPushButton *found : dialog->findChildren<QPushButton *>()) {
            if (found->isVisible() && (found->text() == text || found->accessibleName() == text))
                return found;
        }
        return nullptr;
    }
    [[nodiscard]] QLineEdit *line(const QString &name) const
    {
        for (QLineEdit *found : dialog->findChildren<QLineEdit *>()) {
            if (found->isVisible() && found->accessibleName() == name)
                return found;
        }
        return nullptr;
    }
    [[nodiscard]] QCheckBox *box() const { return dialog->findChild<QCheckBox *>(); }
    /// Everything the visible labels say.
    [[nodiscard]] QString words() const
    {
        QStringList all;
        for (const QLabel *label : dialog->findChildren<QLabel *>()) {
            if (label->isVisible())
                all += label->text();
        }
        return all.join(u'\n');
    }
};

} // namespace

class TestConnectDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aKeyIsTriedAndKept()
    {
        World world;
        world.open(tmdb(), Goal::Key);
        QVERIFY(!world.button(u"Connect"_s)->isEnabled());
        QCOMPARE(QApplication::focusWidget(), world.line(u"API key"_s));
        QCOMPARE(world.line(u"API key"_s)->echoMode(), QLineEdit::Password);
        QTest::keyClicks(world.line(u"API key"_s), u" SECRET-key "_s);
        QVERIFY(world.button(u"Connect"_s)->isEnabled());
        QTest::keyClick(world.line(u"API key"_s), Qt::Key_Return);
        QCOMPARE(world.connected->count(), 1);
        QCOMPARE(world.accounts.secrets.value(u"tmdb"_s), u"SECRET-key"_s);
        QVERIFY(world.said->isEmpty());
        QVERIFY(!world.dialog->isVisible());
        QVERIFY(world.signIns.begun.empty()); // nobody asked to sign in
    }

    void aKeyTheServerRefusesIsNotKept_data()
    {
        QTest::addColumn<bool>("refused");
        QTest::addColumn<QString>("says");
        QTest::newRow("wrong") << true << u"TMDB doesn't know this key."_s;
        QTest::newRow("the server is away") << false << u"The server can't be reached."_s;
    }
    void aKeyTheServerRefusesIsNotKept()
    {
        QFETCH(bool, refused);
        QFETCH(QString, says);
        World world;
        if (!refused)
            world.accounts.failure = Error{ErrorKind::Unreachable, u"refused"_s, {}};
        world.open(tmdb(), Goal::Key);
        QTest::keyClicks(world.line(u"API key"_s), u"wrong"_s);
        QTest::mouseClick(world.button(u"Connect"_s), Qt::LeftButton);
        QVERIFY2(world.words().contains(says), qPrintable(world.words()));
        QVERIFY(world.connected->isEmpty());
        QVERIFY(world.accounts.secrets.isEmpty());
        QVERIFY(world.dialog->isVisible());
        QCOMPARE(QApplication::focusWidget(), world.line(u"API key"_s));
        QCOMPARE(world.line(u"API key"_s)->selectedText().size(), 5); // typing replaces it
    }

    void withoutAKeychainNothingIsKeptBeforeThePersonAgreed()
    {
        World world(false);
        world.open(tmdb(), Goal::Key);
        QVERIFY(world.words().contains(u"No keychain runs on this computer"_s));
        QVERIFY(world.words().contains(u"never written to a file"_s));
        QCOMPARE(world.box()->text(), u"Remember until I close Matinee"_s);
        QVERIFY(!world.box()->isChecked());
        QTest::keyClicks(world.line(u"API key"_s), u"SECRET-key"_s);
        QVERIFY(!world.button(u"Connect"_s)->isEnabled());
        QTest::keyClick(world.line(u"API key"_s), Qt::Key_Return);
        QCOMPARE(world.accounts.tries, 0);
        world.box()->setFocus();
        QTest::keyClick(world.box(), Qt::Key_Space);
        QVERIFY(world.button(u"Connect"_s)->isEnabled());
        QTest::mouseClick(world.button(u"Connect"_s), Qt::LeftButton);
        QCOMPARE(world.connected->count(), 1);
        QVERIFY(world.said->isEmpty()); // it was said before
    }

    void aSecretCanBeForThisTimeOnly()
    {
        World world;
        world.open(tmdb(), Goal::Account);
        QVERIFY(world.words().contains(u"keychain of this computer"_s));
        QCOMPARE(world.box()->text(), u"Remember only until I close Matinee"_s);
        world.box()->setChecked(true);
        QTest::keyClicks(world.line(u"API key"_s), u"SECRET-key"_s);
        QTest::mouseClick(world.button(u"Connect"_s), Qt::LeftButton);
        QCOMPARE(world.signIns.begun, std::vector{SignInWay::Browser}); // on to signing in
        world.signIns.say(waiting(u"https://www.themoviedb.org/authenticate/t"_s, {}));
        world.signIns.say(done());
        QCOMPARE(world.accounts.current(u"tmdb"_s)->place, SecretPlace::Memory);
    }

    void aBrowserIsOpenedAndTheServerAsked()
    {
        World world;
        world.signIn(tmdb(), waiting(u"https://www.themoviedb.org/authenticate/t"_s, {}));
        QVERIFY(world.words().contains(u"in your browser"_s));
        QVERIFY(world.opened.isEmpty());
        QCOMPARE(QApplication::focusWidget(), world.button(u"Open TMDB"_s));
        QTest::keyClick(world.button(u"Open TMDB"_s), Qt::Key_Space);
        QCOMPARE(world.opened, QList{QUrl(u"https://www.themoviedb.org/authenticate/t"_s)});
        QTest::mouseClick(world.button(u"I approved"_s), Qt::LeftButton);
        QCOMPARE(world.signIns.approvals, 1);
        SignInState notYet = waiting(u"https://www.themoviedb.org/authenticate/t"_s, {});
        notYet.isNotYet = true;
        world.signIns.say(notYet);
        QVERIFY(world.words().contains(u"TMDB hasn't heard of it yet."_s));
        world.signIns.say(done());
        QCOMPARE(world.connected->count(), 1);
        QCOMPARE(world.accounts.current(u"tmdb"_s)->id, u"548"_s);
        QCOMPARE(world.accounts.current(u"tmdb"_s)->place, SecretPlace::Keychain);
    }

    void aCodeIsLargeAndCanBeCopied()
    {
        World world;
        world.signIn(jellyfin(), waiting(u"http://127.0.0.1:8096/web/"_s, u"123456"_s));
        QLabel *code = nullptr;
        for (QLabel *label : world.dialog->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == "123456"_L1)
                code = label;
        }
        QVERIFY(code);
        QVERIFY(QFontInfo(code->font()).pixelSize() >= world.theme.px(30));
        QCOMPARE(code->accessibleName(), u"The code: 1 2 3 4 5 6"_s);
        QVERIFY(code->textInteractionFlags() & Qt::TextSelectableByKeyboard);
        QTest::mouseClick(world.button(u"Copy the code"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"123456"_s);
        QVERIFY(world.words().contains(u"Quick Connect"_s));
    }

    void aServerWithoutCodesAsksForAPassword()
    {
        World world;
        world.open(jellyfin(), Goal::Key);
        QCOMPARE(world.signIns.begun, std::vector{SignInWay::Code});
        world.signIns.sayFailed(ErrorKind::Forbidden);
        QCOMPARE(world.signIns.begun, (std::vector{SignInWay::Code, SignInWay::Password}));
        QCOMPARE(world.signIns.running, 1);
        world.signIns.say({Kind::NeedsPassword});
        QCOMPARE(QApplication::focusWidget(), world.line(u"Name"_s));
        QVERIFY(!world.button(u"Sign in"_s)->isEnabled());
        QTest::keyClicks(world.line(u"Name"_s), u"Ada"_s);
        QTest::keyClick(world.line(u"Name"_s), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), world.line(u"Password"_s));
        QCOMPARE(world.line(u"Password"_s)->echoMode(), QLineEdit::Password);
        QTest::keyClicks(world.line(u"Password"_s), u" pass word "_s);
        QTest::keyClick(world.line(u"Password"_s), Qt::Key_Return);
        QCOMPARE(world.signIns.givenName, u"Ada"_s);
        QCOMPARE(world.signIns.givenPassword, u" pass word "_s);
        SignInState again{Kind::NeedsPassword};
        again.error = Error{ErrorKind::Unauthorized, u"no"_s, {}};
        world.signIns.say({Kind::Working});
        world.signIns.say(again);
        QVERIFY(world.words().contains(u"Jellyfin doesn't know this name and password."_s));
        QCOMPARE(QApplication::focusWidget(), world.line(u"Password"_s));
    }

    void theOtherWayIsAButtonAway()
    {
        World world;
        world.signIn(jellyfin(), waiting({}, u"123456"_s));
        QVERIFY(!world.button(u"Open Jellyfin"_s)); // no page to open
        QTest::mouseClick(world.button(u"Use name and password"_s), Qt::LeftButton);
        world.signIns.say({Kind::NeedsPassword});
        QTest::mouseClick(world.button(u"Use a code"_s), Qt::LeftButton);
        QCOMPARE(world.signIns.begun, (std::vector{SignInWay::Code, SignInWay::Password, SignInWay::Code}));
        QCOMPARE(world.signIns.running, 1);
    }

    void whatWentWrongIsSaidAndCanBeTriedAgain_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("refused") << ErrorKind::Rejected << u"TMDB says no"_s;
        QTest::newRow("nobody came") << ErrorKind::Timeout << u"Nobody approved in time."_s;
        QTest::newRow("offline") << ErrorKind::Offline << u"You're offline."_s;
    }
    void whatWentWrongIsSaidAndCanBeTriedAgain()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(QString, says);
        World world;
        world.signIn(tmdb(), waiting(u"https://www.themoviedb.org/authenticate/t"_s, {}));
        world.signIns.sayFailed(kind);
        QVERIFY2(world.words().contains(says), qPrintable(world.words()));
        QVERIFY(!world.words().contains(u"in your browser"_s));
        QCOMPARE(QApplication::focusWidget(), world.button(u"Try again"_s));
        QTest::keyClick(world.button(u"Try again"_s), Qt::Key_Space);
        QCOMPARE(world.signIns.begun.size(), std::size_t(2));
        QCOMPARE(world.signIns.running, 1);
        QVERIFY(world.connected->isEmpty());
    }

    void aKeyThatSignsNobodyInIsAskedForAnew()
    {
        World world;
        world.signIn(tmdb(), {Kind::Working});
        world.signIns.sayFailed(ErrorKind::Unauthorized);
        QVERIFY(world.words().contains(u"TMDB doesn't take this key for signing in."_s));
        QTest::keyClicks(world.line(u"API key"_s), u"SECRET-key"_s);
        QTest::mouseClick(world.button(u"Connect"_s), Qt::LeftButton);
        QCOMPARE(world.signIns.begun.size(), std::size_t(2));
    }

    void whoIsSignedInIsKeptOnlyAfterTheChoice()
    {
        World world(false);
        world.signIn(tmdb(), waiting(u"https://www.themoviedb.org/authenticate/t"_s, {}));
        world.signIns.say(done());
        QVERIFY(world.connected->isEmpty());
        QVERIFY(!world.accounts.current(u"tmdb"_s));
        QVERIFY(world.words().contains(u"Ada is signed in."_s));
        QVERIFY(!world.button(u"Continue"_s)->isEnabled());
        world.box()->setChecked(true);
        QTest::mouseClick(world.button(u"Continue"_s), Qt::LeftButton);
        QCOMPARE(world.connected->count(), 1);
        QCOMPARE(world.accounts.current(u"tmdb"_s)->name, u"Ada"_s);
    }

    void aKeyOfOnesOwnIsAnAccount()
    {
        SourceDescriptor source = jellyfin();
        source.id = u"mine"_s;
        source.name = u"My films"_s;
        source.secret = SecretNeed{u"key or token"_s, {}, true};
        World world;
        for (const QString &key : {u"ab-key"_s, u"cd-key"_s}) {
            world.accounts.opens = key;
            world.open(source, Goal::Account);
            QVERIFY(!world.button(u"Get a key…"_s)); // there is no page for it
            QTest::keyClicks(world.line(u"key or token"_s), key);
            if (key.startsWith(u'c'))
                QTest::keyClicks(world.line(u"A name for this account"_s), u"Work"_s);
            QTest::mouseClick(world.button(u"Connect"_s), Qt::LeftButton);
            QCOMPARE(world.connected->count(), 1);
        }
        const std::vector<Account> all = world.accounts.accounts(u"mine"_s);
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[0].name, u"Account 1"_s);
        QCOMPARE(all[1].name, u"Work"_s);
        QCOMPARE(world.accounts.current(u"mine"_s)->secret, u"cd-key"_s);
        QVERIFY(world.accounts.secrets.isEmpty());
    }

    void basicAsksForNameAndPassword()
    {
        SourceDescriptor source = jellyfin();
        source.id = u"kodi"_s;
        source.secret = SecretNeed{u"name and password"_s, {}, true, true};
        World world;
        world.accounts.opens = u"ada:pass:word"_s;
        world.open(source, Goal::Key);
        QTest::keyClicks(world.line(u"Name"_s), u"ada"_s);
        QTest::keyClicks(world.line(u"Password"_s), u"pass:word"_s);
        QTest::mouseClick(world.button(u"Connect"_s), Qt::LeftButton);
        QCOMPARE(world.connected->count(), 1);
        QCOMPARE(world.accounts.current(u"kodi"_s)->name, u"ada"_s);
        QCOMPARE(world.accounts.current(u"kodi"_s)->secret, u"ada:pass:word"_s);
    }

    void escapeGivesUp()
    {
        World world;
        world.signIn(tmdb(), waiting(u"https://www.themoviedb.org/authenticate/t"_s, {}));
        QTest::keyClick(world.dialog.get(), Qt::Key_Escape);
        QVERIFY(!world.dialog->isVisible());
        QVERIFY(world.connected->isEmpty());
        world.dialog.reset();
        QCOMPARE(world.signIns.running, 0);
        world.signIns.say(done()); // too late
        QVERIFY(!world.accounts.current(u"tmdb"_s));
    }

    void theHelpPageIsOpenedInTheBrowser()
    {
        World world;
        world.open(tmdb(), Goal::Key);
        QTest::mouseClick(world.button(u"Get a key…"_s), Qt::LeftButton);
        QCOMPARE(world.opened, QList{QUrl(u"https://www.themoviedb.org/settings/api"_s)});
    }

    void aNameIsNoMarkup()
    {
        SourceDescriptor source = jellyfin();
        source.name = u"<b>Bold</b> & co"_s;
        World world;
        world.signIn(source, waiting({}, u"<i>1</i>"_s));
        QVERIFY(world.words().contains(u"<b>Bold</b> & co"_s));
        for (const QLabel *label : world.dialog->findChildren<QLabel *>())
            QVERIFY2(label->textFormat() == Qt::PlainText || label->buddy(), qPrintable(label->text()));
    }

    void aLineThatComesLaterSqueezesNothing()
    {
        World world(false); // with the sentence about the keychain, the tallest there is
        world.signIn(jellyfin(), waiting(u"http://127.0.0.1:8096/web/"_s, u"123456"_s));
        SignInState notYet = waiting(u"http://127.0.0.1:8096/web/"_s, u"123456"_s);
        notYet.isNotYet = true;
        world.signIns.say(notYet);
        QVERIFY(world.words().contains(u"hasn't heard of it yet"_s));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        for (const QLabel *label : world.dialog->findChildren<QLabel *>()) {
            if (!label->isVisible())
                continue;
            const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            QVERIFY2(label->height() >= needed, qPrintable(label->text()));
        }
    }

    void everythingIsReachedByTheKeyboard()
    {
        World world;
        world.signIn(jellyfin(), waiting(u"http://127.0.0.1:8096/web/"_s, u"123456"_s));
        QSet<QString> reached;
        for (int press = 0; press < 10; ++press) {
            const QWidget *focus = QApplication::focusWidget();
            QVERIFY(focus);
            if (const auto *found = qobject_cast<const QAbstractButton *>(focus))
                reached += found->accessibleName().isEmpty() ? found->text() : found->accessibleName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        for (const QString &name : {u"Open Jellyfin"_s, u"Copy the code"_s, u"Remember only until I close Matinee"_s,
                 u"Check now"_s, u"Use name and password"_s})
            QVERIFY2(reached.contains(name), qPrintable(name + " is not in "_L1 + reached.values().join(u", "_s)));
    }
};

QTEST_MAIN(TestConnectDialog)
#include "tst_connectdialog.moc"

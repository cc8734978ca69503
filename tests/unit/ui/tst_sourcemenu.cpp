// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "tests/unit/ui/pageports.h"
#include "ui/sidebar/sourcemenu.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

SourceDescriptor source(const QString &id, const QString &name, const std::optional<SecretNeed> &secret)
{
    SourceDescriptor described = scriptedSource();
    described.id = id;
    described.name = name;
    described.secret = secret;
    return described;
}

const SecretNeed kKey{u"API key"_s, {}};
const SecretNeed kOwnKey{u"key or token"_s, {}, true};

QStringList textsOf(const QMenu &menu)
{
    QStringList texts;
    for (const QAction *action : menu.actions()) {
        if (!action->isSeparator())
            texts += action->text();
    }
    return texts;
}

struct World : PageWorld {
    World() { signIns.offered[u"tmdb"_s] = {SignInWay::Browser}; }
    SourceMenu &open(const SourceDescriptor &source)
    {
        m_menu = std::make_unique<SourceMenu>(SourceMenu::Ports{sources, preferences, accounts, signIns, installer});
        m_menu->setSource(source);
        Q_EMIT m_menu->aboutToShow();
        return *m_menu;
    }
    /// The menu of the source's accounts; null where it has none.
    [[nodiscard]] QMenu *accountMenu() const
    {
        for (const QAction *action : m_menu->actions()) {
            if (action->menu())
                return action->menu();
        }
        return nullptr;
    }
    [[nodiscard]] QAction *sourceAction(const QString &text) const { return action(*m_menu, text); }
    [[nodiscard]] QAction *action(const QString &text) const { return action(*accountMenu(), text); }

private:
    static QAction *action(const QMenu &menu, const QString &text)
    {
        for (QAction *action : menu.actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }

    std::unique_ptr<SourceMenu> m_menu;
};

} // namespace

class TestSourceMenu : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSourceWithoutAccountsHasNoMenuForThem()
    {
        World world;
        world.open(source(u"public-domain"_s, u"Films"_s, std::nullopt));
        QVERIFY(!world.accountMenu());
    }

    void aSourceCanBeAddedAlways()
    {
        World world;
        SourceMenu &menu = world.open(source(u"public-domain"_s, u"Films"_s, std::nullopt));
        const QSignalSpy added(&menu, &SourceMenu::addRequested);
        world.sourceAction(u"Add a source…"_s)->trigger();
        QCOMPARE(added.size(), 1);
    }

    void theSourceInTheWindowIsTicked()
    {
        World world;
        const QString id = world.sources.offeredIds().constFirst();
        const QString name = world.sources.sourceName(id);
        world.open(source(id, name, std::nullopt));
        QVERIFY(world.sourceAction(name)->isChecked());
        world.open(source(u"another"_s, u"Another"_s, std::nullopt));
        QVERIFY(!world.sourceAction(name)->isChecked());
    }

    void onlyWhatThePersonAddedCanBeRemoved()
    {
        World world;
        const SourceDescriptor mine = source(u"mine"_s, u"Mine & yours"_s, std::nullopt);
        world.open(mine);
        QVERIFY(!world.sourceAction(u"Remove Mine && yours…"_s));
        world.installer.own += u"mine"_s;
        SourceMenu &menu = world.open(mine);
        const QSignalSpy removed(&menu, &SourceMenu::removeRequested);
        QVERIFY(world.sourceAction(u"Remove Mine && yours…"_s));
        world.sourceAction(u"Remove Mine && yours…"_s)->trigger();
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.at(0).at(0).value<SourceDescriptor>().id, u"mine"_s);
    }

    void whatThereIsToDo_data()
    {
        QTest::addColumn<bool>("hasKey");
        QTest::addColumn<QStringList>("signedIn");
        QTest::addColumn<QStringList>("texts");
        QTest::newRow("nothing set up") << false << QStringList() << QStringList{u"Sign in…"_s, u"Enter a key…"_s};
        QTest::newRow("a key") << true << QStringList() << QStringList{u"Sign in…"_s, u"Change the key…"_s, u"Forget the key"_s};
        QTest::newRow("somebody") << true << QStringList{u"Ada"_s}
                                  << QStringList{u"Ada"_s, u"Sign out Ada"_s, u"Add another account…"_s, u"Change the key…"_s,
                                         u"Forget the key"_s};
        QTest::newRow("several, one of a strange name")
            << true << QStringList{u"Ada"_s, u"B & C"_s}
            << QStringList{u"Ada"_s, u"B && C"_s, u"Sign out B && C"_s, u"Add another account…"_s, u"Change the key…"_s,
                   u"Forget the key"_s};
    }
    void whatThereIsToDo()
    {
        QFETCH(bool, hasKey);
        QFETCH(QStringList, signedIn);
        World world;
        if (hasKey)
            world.accounts.secrets.insert(u"tmdb"_s, u"SECRET-abc123"_s);
        for (const QString &name : signedIn)
            world.accounts.addAccount(u"tmdb"_s, {name, name, u"SECRET"_s}, Keeping::UntilClosed, [](const auto &) {});
        world.open(source(u"tmdb"_s, u"TMDB"_s, kKey));
        QTEST(textsOf(*world.accountMenu()), "texts");
        QCOMPARE(world.accountMenu()->title(), u"TMDB account"_s);
    }

    void whatIsChosenIsTold()
    {
        World world;
        world.accounts.secrets.insert(u"tmdb"_s, u"SECRET-abc123"_s);
        for (const QString &name : {u"Ada"_s, u"Bob"_s})
            world.accounts.addAccount(u"tmdb"_s, {name.toLower(), name, u"SECRET"_s}, Keeping::UntilClosed, [](const auto &) {});
        SourceMenu &menu = world.open(source(u"tmdb"_s, u"TMDB"_s, kKey));
        QVERIFY(world.action(u"Bob"_s)->isChecked());
        QVERIFY(!world.action(u"Ada"_s)->isChecked());
        QSignalSpy chosen(&menu, &SourceMenu::accountChosen);
        QSignalSpy out(&menu, &SourceMenu::signOutRequested);
        QSignalSpy in(&menu, &SourceMenu::signInRequested);
        QSignalSpy key(&menu, &SourceMenu::keyRequested);
        QSignalSpy forget(&menu, &SourceMenu::forgetKeyRequested);
        world.action(u"Ada"_s)->trigger();
        world.action(u"Sign out Bob"_s)->trigger();
        world.action(u"Add another account…"_s)->trigger();
        world.action(u"Change the key…"_s)->trigger();
        world.action(u"Forget the key"_s)->trigger();
        QCOMPARE(chosen.value(0), (QVariantList{u"tmdb"_s, u"ada"_s}));
        QCOMPARE(out.value(0), (QVariantList{u"tmdb"_s, u"bob"_s}));
        QCOMPARE(in.value(0), QVariantList{u"tmdb"_s});
        QCOMPARE(key.value(0), QVariantList{u"tmdb"_s});
        QCOMPARE(forget.value(0), QVariantList{u"tmdb"_s});
    }

    void aKeyOfOnesOwnIsAnAccountNotAKey()
    {
        World world;
        world.open(source(u"mine"_s, u"My films"_s, kOwnKey));
        QCOMPARE(textsOf(*world.accountMenu()), QStringList{u"Sign in…"_s});
    }

    void whatTheEnvironmentSaysCannotBeSignedOut()
    {
        World world;
        Account told{u"1"_s, {}, u"SECRET"_s};
        told.place = SecretPlace::Environment;
        world.accounts.signedIn[u"tmdb"_s] = {told};
        world.accounts.currents[u"tmdb"_s] = u"1"_s;
        world.open(source(u"tmdb"_s, u"TMDB"_s, kKey));
        QCOMPARE(textsOf(*world.accountMenu()), (QStringList{u"1"_s, u"Add another account…"_s, u"Enter a key…"_s}));
    }
};

QTEST_MAIN(TestSourceMenu)
#include "tst_sourcemenu.moc"

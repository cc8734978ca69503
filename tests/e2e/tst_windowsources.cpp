// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDropEvent>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

#include "models/sources/profile/profileset.h"
#include "tests/e2e/windowworld.h"
#include "tests/support/faultserver/faultserver.h"
#include "ui/dialogs/addsourcedialog.h"
#include "ui/dialogs/profileedit.h"
#include "ui/sidebar/sourcemenu.h"

using namespace Qt::StringLiterals;

namespace matinee {

using test::FaultServer;
using test::kPatienceMs;
using test::WindowWorld;

namespace {

QAbstractButton *buttonOf(const QWidget *dialog, const QString &text)
{
    for (QAbstractButton *button : dialog ? dialog->findChildren<QAbstractButton *>() : QList<QAbstractButton *>()) {
        if (button->isVisible() && button->text() == text)
            return button;
    }
    return nullptr;
}

QAction *menuAction(WindowWorld &world, const QString &text)
{
    auto &menu = world.part<SourceMenu>();
    Q_EMIT menu.aboutToShow();
    for (QAction *action : menu.actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

} // namespace

/// A server of one's own, from its profile to the last request it ever gets, in the window.
class TestWindowSources : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { test::installWords(); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<FaultServer>(test::ServerSettings{.dialect = u"movie-api"_s, .titles = 60});
        QVERIFY(m_server->start());
        QFile shipped(shippedProfileFolder() + "/movie-api.json"_L1);
        QVERIFY(shipped.open(QIODevice::ReadOnly));
        QByteArray profile = shipped.readAll();
        profile.replace("http://127.0.0.1:8000", m_server->url().toString(QUrl::StripTrailingSlash).toUtf8());
        profile.replace("\"id\": \"movie-api\"", "\"id\": \"ours\"");
        profile.replace("\"name\": \"Movie API\"", "\"name\": \"Ours\"");
        test::writeFile(file(), profile);
    }

    void aProfileIsDroppedTriedAddedKeptAndRemoved()
    {
        {
            WindowWorld world(profile(), {1200, 800});
            QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/all"_s), kPatienceMs);
            drop(world);
            QTRY_VERIFY_WITH_TIMEOUT(buttonOf(dialog(world), u"Add"_s), kPatienceMs);
            QVERIFY(buttonOf(dialog(world), u"Add"_s)->isEnabled());
            QTest::mouseClick(buttonOf(dialog(world), u"Add"_s), Qt::LeftButton);
            QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"ours/trending"_s), kPatienceMs);
            QTRY_VERIFY_WITH_TIMEOUT(!dialog(world), kPatienceMs);
            world.window().close();
        }
        {
            WindowWorld world(profile(), {1200, 800});
            QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"ours/trending"_s), kPatienceMs);
            QVERIFY(menuAction(world, u"Ours"_s));
            menuAction(world, u"Remove Ours…"_s)->trigger();
            auto *question = world.window().findChild<QMessageBox *>();
            QVERIFY(question);
            QTest::mouseClick(buttonOf(question, u"Remove"_s), Qt::LeftButton);
            QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/all"_s), kPatienceMs);
            QVERIFY(!menuAction(world, u"Ours"_s));
            world.window().close();
        }
        m_server->clearRequests();
        WindowWorld world(profile(), {1200, 800});
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/all"_s), kPatienceMs);
        QVERIFY(!menuAction(world, u"Ours"_s));
        QCOMPARE(m_server->requests().size(), 0U);
    }

    void aServerThatIsDownIsAddedOnlyWhenThePersonSaysSo()
    {
        m_server->stop();
        WindowWorld world(profile(), {1200, 800});
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(u"public-domain/all"_s), kPatienceMs);
        drop(world);
        QTRY_VERIFY_WITH_TIMEOUT(buttonOf(dialog(world), u"Add"_s), kPatienceMs);
        QTest::mouseClick(buttonOf(dialog(world), u"Add"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(buttonOf(dialog(world), u"Add anyway"_s), kPatienceMs);
        QVERIFY(!menuAction(world, u"Ours"_s));
        QTest::mouseClick(buttonOf(dialog(world), u"Add anyway"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(menuAction(world, u"Ours"_s), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!world.message().isEmpty(), kPatienceMs);
    }

    void cleanup()
    {
        m_server.reset();
        m_folder.reset();
    }

private:
    [[nodiscard]] QString profile() const { return m_folder->filePath(u"profile"_s); }
    [[nodiscard]] QString file() const { return m_folder->filePath(u"ours.json"_s); }
    static AddSourceDialog *dialog(WindowWorld &world) { return world.window().findChild<AddSourceDialog *>(); }
    void drop(WindowWorld &world) const
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file())});
        QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&world.window(), &enter);
        QDropEvent event({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&world.window(), &event);
        QVERIFY(event.isAccepted());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultServer> m_server;
};

} // namespace matinee

QTEST_MAIN(matinee::TestWindowSources)
#include "tst_windowsources.moc"

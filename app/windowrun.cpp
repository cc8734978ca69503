// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowrun.h"

#include <QApplication>
#include <QDesktopServices>
#include <QIcon>
#include <QLocale>
#include <QTimer>
#include <QTranslator>
#include <QUrl>

#include <chrono>

#include "app/bigblocks.h"
#include "app/headless/command.h"
#include "app/programinfo.h"
#include "app/singleinstance.h"
#include "app/statedump.h"
#include "app/systemsignals.h"
#include "app/tracefile.h"
#include "app/windowparts.h"
#include "ui/mainwindow.h"
#include "ui/navigation/history.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Drawing it in every size a window manager may want took a fourteenth of the start, and desktops that know the program
// show its own entry's icon anyway: it waits until the first frames are there.
constexpr std::chrono::milliseconds kIconAfter{300};

void openAsked(MainWindow &window, const QString &asked)
{
    if (asked.startsWith("matinee:"_L1))
        window.openLink(asked);
    else if (!asked.isEmpty())
        window.openFile(asked);
}

Theme::Mode themeMode(const QString &name)
{
    if (name == "dark"_L1)
        return Theme::Mode::Dark;
    return name == "light"_L1 ? Theme::Mode::Light : Theme::Mode::System;
}

void bindTheme(Theme &theme, Preferences &preferences, const QString &forThisRun)
{
    theme.setMode(themeMode(forThisRun.isEmpty() ? preferences.themeName() : forThisRun));
    QObject::connect(
        &preferences, &Preferences::themeNameChanged, &theme, [&theme](const QString &name) { theme.setMode(themeMode(name)); });
    theme.apply();
}

RemoteManner manner(const Invocation &invocation, SingleInstance::Role role)
{
    RemoteManner manner;
    manner.base = invocation.base;
    manner.baseSource = invocation.sourceId;
    manner.isOffline = invocation.offline;
    manner.maintains = role == SingleInstance::Role::First;
    return manner;
}

/// The window and all it stands on, from the first frame to the last.
class WindowRun
{
public:
    WindowRun(
        const Invocation &invocation, const ProfilePaths &paths, std::unique_ptr<TraceSink> trace, SingleInstance::Role role)
        : m_invocation(invocation), m_parts(paths, std::move(trace), manner(invocation, role), SystemLook::ofPlatform())
    {
        // Opened on its own thread while the window is built here, so that the first frame has the list already.
        m_parts.composition().library().describe(firstSource(), [](const Result<SourceDescriptor> &) {});
        bindTheme(m_parts.theme(), m_parts.preferences(), invocation.theme);
    }

    int run(SingleInstance &instance)
    {
        MainWindow window(m_parts.ports([](const QUrl &url) { QDesktopServices::openUrl(url); }));
        QObject::connect(&instance, &SingleInstance::handedOver, &window, [&window](const QString &asked, const QString &token) {
            qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
            openAsked(window, asked);
            window.comeToFront();
        });
        SystemSignals signals_;
        QObject::connect(&signals_, &SystemSignals::quitAsked, &window, &QWidget::close);
        QObject::connect(&signals_, &SystemSignals::dumpAsked, &window, [this] { dump(); });
        const QString asked = m_invocation.link.isEmpty() ? m_invocation.file : m_invocation.link;
        window.start(m_invocation.sourceId, asked.isEmpty());
        openAsked(window, asked);
        m_parts.load();
        window.show();
        m_parts.composition().userData().onRecovered([this, &window](const UserDataRecovery &recovery) {
            m_parts.loadPersonal();
            window.tellRecovery(recovery);
        });
        QTimer::singleShot(kIconAfter, &window, [] { QGuiApplication::setWindowIcon(QIcon(u":/icons/app/matinee.svg"_s)); });
        const int code = QApplication::exec();
        dump();
        m_parts.close();
        return code;
    }

private:
    [[nodiscard]] QString firstSource()
    {
        if (!m_invocation.sourceId.isEmpty())
            return m_invocation.sourceId;
        const History history = History::fromJson(m_parts.preferences().history());
        return history.isEmpty() ? QString(kDefaultSource) : history.current().source();
    }

    void dump()
    {
        if (m_invocation.dumpFile.isEmpty())
            return;
        if (const auto written = writeStateDump(m_invocation.dumpFile, m_parts.engine().dump()); !written)
            printError(written.error());
    }

    const Invocation &m_invocation;
    WindowParts m_parts;
};

} // namespace

int runWindow(int &argc, char **argv, const Invocation &invocation)
{
    auto trace = openTrace(invocation.traceFile);
    if (!trace) {
        printError(trace.error());
        return kExitFailed;
    }
    traceStart(**trace);
    keepBigBlocksApart();
    QApplication app(argc, argv);
    QGuiApplication::setDesktopFileName(applicationId());
    QGuiApplication::setApplicationDisplayName(u"Matinee"_s);

    QTranslator words; // English too: its plurals are a translation
    if (words.load(QLocale(), u"matinee"_s, u"_"_s, u":/translations"_s) || words.load(u":/translations/matinee_en.qm"_s))
        QCoreApplication::installTranslator(&words);

    const ProfilePaths paths = ProfilePaths::in(invocation.profileDir);
    SingleInstance instance(paths.lockFile);
    const SingleInstance::Role role = instance.start(invocation.link.isEmpty() ? invocation.file : invocation.link);
    if (role == SingleInstance::Role::Handed)
        return kExitDone;
    WindowRun run(invocation, paths, *std::move(trace), role);
    return run.run(instance);
}

} // namespace matinee

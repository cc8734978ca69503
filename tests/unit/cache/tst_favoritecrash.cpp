// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

#include "cache/userdata/userdatastore.h"
#include "tests/support/await.h"

using namespace Qt::StringLiterals;
using namespace matinee;

namespace {

constexpr auto kChildArgument = "--set-favorites";
constexpr int kKills = 20;

Title film(int n)
{
    Title title;
    title.id = {u"tmdb"_s, u"movie"_s, QString::number(n)};
    title.title = u"Film %1"_s.arg(n);
    title.overview = u"A sentence that makes the snapshot as long as they are. "_s.repeated(8);
    return title;
}

// One change: set (positive) or unset (negative) film |n|.
using Change = int;

// 1, 2, 3, -1, 4, 5, 6, -4, ...: every fourth change takes back the third before it.
Change changeAt(int step)
{
    const int group = step / 4;
    return step % 4 == 3 ? -(group * 3 + 1) : group * 3 + step % 4 + 1;
}

// The child: changes favorites one after another for ever and prints each change once it was acknowledged.
class EndlessFan
{
public:
    EndlessFan(UserDataStore &store, int firstStep) : m_store(store), m_step(firstStep) { }

    void next()
    {
        const Change change = changeAt(m_step++);
        m_store.setFavorite(film(std::abs(change)), change > 0, [this, change](const Result<void> &done) {
            if (!done) {
                std::fprintf(stderr, "%s\n", qPrintable(done.error().sentence()));
                QCoreApplication::exit(1);
                return;
            }
            std::printf("%d\n", change);
            std::fflush(stdout);
            next();
        });
    }

private:
    UserDataStore &m_store;
    int m_step;
};

int runChild(const QString &path, int firstStep)
{
    Mailbox mailbox;
    SystemClock clock;
    NullTrace trace;
    UserDataStore store(path, mailbox, clock, trace);
    EndlessFan fan(store, firstStep);
    fan.next();
    return QCoreApplication::exec();
}

} // namespace

class TestFavoriteCrash : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    QSet<int> m_acknowledged; // favorites as the child's replies had them
    int m_steps = 0;          // changes known to be done

    [[nodiscard]] QString path() const { return m_dir.filePath(u"user.db"_s); }

    void runAndKillAfter(int acknowledgements, int &steps)
    {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(
            QCoreApplication::applicationFilePath(), {QString::fromLatin1(kChildArgument), path(), QString::number(m_steps)});
        QVERIFY(child.waitForStarted());
        QByteArray output;
        while (output.count('\n') < acknowledgements) {
            QVERIFY2(child.waitForReadyRead(test::kAwaitMs), "the child stopped by itself");
            output += child.readAll();
        }
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
        output += child.readAll();
        // A line cut short by the kill was not acknowledged in full; the change itself is.
        for (const QByteArray &line : output.left(output.lastIndexOf('\n')).split('\n')) {
            apply(m_acknowledged, line.toInt());
            ++steps;
        }
    }

    static void apply(QSet<int> &favorites, Change change)
    {
        if (change > 0)
            favorites.insert(change);
        else
            favorites.remove(-change);
    }

    [[nodiscard]] Result<std::vector<Favorite>> kept() const
    {
        Mailbox mailbox;
        SystemClock clock;
        NullTrace trace;
        UserDataStore store(path(), mailbox, clock, trace);
        return test::await<std::vector<Favorite>>([&](auto reply) { store.favorites({}, reply); });
    }

private Q_SLOTS:
    void everyAcknowledgedFavoriteSurvivesKill9()
    {
        QRandomGenerator dice(20260301);
        int steps = 0;
        for (int kill = 0; kill < kKills; ++kill) {
            runAndKillAfter(1 + dice.bounded(40), steps);
            const auto favorites = kept();
            QVERIFY2(favorites.has_value(), favorites ? "" : qPrintable(favorites.error().sentence()));
            QSet<int> found;
            for (const Favorite &favorite : *favorites) {
                QVERIFY(favorite.title == film(favorite.title.id.extId.toInt()));
                found.insert(favorite.title.id.extId.toInt());
            }
            // The change under way when the kill came may be done or not; nothing else may differ.
            QSet<int> oneMore = m_acknowledged;
            apply(oneMore, changeAt(steps));
            QVERIFY2(found == m_acknowledged || found == oneMore, qPrintable(u"after kill %1"_s.arg(kill)));
            m_steps = steps;
        }
        QVERIFY(m_acknowledged.size() > kKills);
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == QLatin1String(kChildArgument))
        return runChild(arguments[2], arguments[3].toInt());
    TestFavoriteCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_favoritecrash.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>
#include <optional>

#include "app/singleinstance.h"
#include "tests/support/withoutprivileges.h"

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

using namespace matinee;
using namespace Qt::StringLiterals;
using Role = SingleInstance::Role;

namespace {

/// A later start of the program: a thread of its own, since it waits for an answer of ours.
class LaterStart
{
public:
    LaterStart(const QString &lockFile, const QString &message)
        : m_thread(QThread::create([this, lockFile, message] {
              SingleInstance instance(lockFile);
              m_role = instance.start(message);
          }))
    {
        m_thread->start();
    }
    ~LaterStart() { m_thread->wait(); }
    LaterStart(const LaterStart &) = delete;
    LaterStart &operator=(const LaterStart &) = delete;

    [[nodiscard]] bool isOver() const { return m_thread->isFinished(); }
    [[nodiscard]] std::optional<Role> role() const { return m_role; }

private:
    std::optional<Role> m_role;
    std::unique_ptr<QThread> m_thread;
};

} // namespace

class TestSingleInstance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theFirstIsFirst();
    void aSecondHandsOver_data();
    void aSecondHandsOver();
    void twoProfilesAreTwoPrograms();
    void theNextIsFirstWhenTheFirstIsGone();
    void aFloodIsCut();
    void whatIsNoMessageIsIgnored_data();
    void whatIsNoMessageIsIgnored();
    void aStrangerWhoSaysNothingBlocksNobody();
    void aDeadProgramsSocketAndLockAreTakenOver();
    void aLockWhoseHolderIsDeafIsLeftAlone();
    void aReadOnlyFolderStartsAlone();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_lockFile;
};

void TestSingleInstance::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_lockFile = m_folder->filePath(u"data/user.lock"_s);
}

void TestSingleInstance::theFirstIsFirst()
{
    SingleInstance first(m_lockFile);
    QCOMPARE(first.start(u"anything"_s), Role::First);
    QVERIFY(QFile::exists(m_lockFile)); // in a folder it made
}

void TestSingleInstance::aSecondHandsOver_data()
{
    QTest::addColumn<QString>("message");
    QTest::newRow("nothing: come to the front") << QString();
    QTest::newRow("a link") << u"matinee:feed/public-domain/all?genre=Rock%20%26%20roll"_s;
    QTest::newRow("a path with everything") << u"/films/a b/\u00fc\n\"x\".json"_s;
    QTest::newRow("a path as long as Linux allows") << u'/' + QString(4095, u'\u00fc');
}

void TestSingleInstance::aSecondHandsOver()
{
    QFETCH(QString, message);
    SingleInstance first(m_lockFile);
    QCOMPARE(first.start({}), Role::First);
    QSignalSpy handed(&first, &SingleInstance::handedOver);
    qputenv("XDG_ACTIVATION_TOKEN", "token-1");
    const LaterStart second(m_lockFile, message);
    QTRY_VERIFY(second.isOver());
    qunsetenv("XDG_ACTIVATION_TOKEN");
    QCOMPARE(second.role(), Role::Handed);
    QCOMPARE(handed.count(), 1);
    QCOMPARE(handed.first().at(0).toString(), message);
    QCOMPARE(handed.first().at(1).toString(), u"token-1"_s);
}

void TestSingleInstance::twoProfilesAreTwoPrograms()
{
    SingleInstance first(m_lockFile);
    SingleInstance other(m_folder->filePath(u"other/user.lock"_s));
    QCOMPARE(first.start({}), Role::First);
    QCOMPARE(other.start({}), Role::First);
}

void TestSingleInstance::theNextIsFirstWhenTheFirstIsGone()
{
    for (int i = 0; i < 2; ++i) {
        SingleInstance instance(m_lockFile);
        QCOMPARE(instance.start({}), Role::First);
    }
}

void TestSingleInstance::aFloodIsCut()
{
    SingleInstance first(m_lockFile);
    QCOMPARE(first.start({}), Role::First);
    QSignalSpy handed(&first, &SingleInstance::handedOver);
    QLocalSocket stranger;
    stranger.connectToServer(first.serverName());
    QTRY_COMPARE(stranger.state(), QLocalSocket::ConnectedState);
    stranger.write(QByteArray(4 << 20, 'x'));
    QTRY_COMPARE(stranger.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(handed.count(), 0);
    const LaterStart second(m_lockFile, u"x"_s);
    QTRY_VERIFY(second.isOver());
    QCOMPARE(second.role(), Role::Handed);
}

void TestSingleInstance::whatIsNoMessageIsIgnored_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("words") << QByteArray("hello\n");
    QTest::newRow("an array") << QByteArray("[1]\n");
    QTest::newRow("half an object") << QByteArray("{\"open\":\n");
    QTest::newRow("an object of something else") << QByteArray("{\"close\":true}\n");
    QTest::newRow("a path that is no text") << QByteArray("{\"open\":7}\n");
    QTest::newRow("nothing at all") << QByteArray("\n");
}

void TestSingleInstance::whatIsNoMessageIsIgnored()
{
    QFETCH(QByteArray, line);
    SingleInstance first(m_lockFile);
    QCOMPARE(first.start({}), Role::First);
    QSignalSpy handed(&first, &SingleInstance::handedOver);
    QLocalSocket stranger;
    stranger.connectToServer(first.serverName());
    QTRY_COMPARE(stranger.state(), QLocalSocket::ConnectedState);
    stranger.write(line);
    QTRY_COMPARE(stranger.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(handed.count(), 0);
}

void TestSingleInstance::aStrangerWhoSaysNothingBlocksNobody()
{
    SingleInstance first(m_lockFile);
    QCOMPARE(first.start({}), Role::First);
    std::vector<std::unique_ptr<QLocalSocket>> silent;
    for (int i = 0; i < 20; ++i) {
        silent.push_back(std::make_unique<QLocalSocket>());
        silent.back()->connectToServer(first.serverName());
    }
    QTRY_COMPARE(silent.back()->state(), QLocalSocket::ConnectedState);
    silent.front()->write("{\"open\":\"half"); // and goes on saying nothing
    const LaterStart second(m_lockFile, u"x"_s);
    QTRY_VERIFY(second.isOver());
    QCOMPARE(second.role(), Role::Handed);
}

void TestSingleInstance::aDeadProgramsSocketAndLockAreTakenOver()
{
#ifdef Q_OS_UNIX
    SingleInstance next(m_lockFile);
    QVERIFY(QDir().mkpath(m_folder->filePath(u"data"_s)));
    QFile lock(m_lockFile);
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("4194305\nmatinee\n\n\n\n"); // a process number above the largest Linux gives
    lock.close();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray path = (QDir::tempPath() + u'/' + next.serverName()).toLocal8Bit();
    qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
    const int dead = socket(AF_UNIX, SOCK_STREAM, 0);
    QCOMPARE(bind(dead, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    ::close(dead);
    QVERIFY(QFile::exists(QString::fromLocal8Bit(path)));

    QCOMPARE(next.start({}), Role::First);
    const LaterStart second(m_lockFile, u"x"_s);
    QTRY_VERIFY(second.isOver());
    QCOMPARE(second.role(), Role::Handed);
#else
    QSKIP("sockets are files on Unix only");
#endif
}

void TestSingleInstance::aLockWhoseHolderIsDeafIsLeftAlone()
{
    QVERIFY(QDir().mkpath(m_folder->filePath(u"data"_s)));
    QLockFile held(m_lockFile);
    held.setStaleLockTime(0);
    QVERIFY(held.tryLock(0));
    SingleInstance nobodyListens(m_lockFile);
    QCOMPARE(nobodyListens.start(u"x"_s), Role::Alone);

    QLocalServer frozen; // takes connections, reads nothing
    QVERIFY(frozen.listen(nobodyListens.serverName()));
    QElapsedTimer took;
    took.start();
    QCOMPARE(SingleInstance(m_lockFile).start(u"x"_s), Role::Alone);
    QVERIFY2(took.elapsed() < 4000, "it waits 2 s at most");
    QVERIFY(held.isLocked());
}

void TestSingleInstance::aReadOnlyFolderStartsAlone()
{
    QVERIFY(QDir().mkpath(m_folder->filePath(u"data"_s)));
    test::makeReadOnly(m_folder->filePath(u"data"_s));
    test::makeReadOnly(m_folder->path());
    {
        const test::WithoutPrivileges user;
        SingleInstance instance(m_lockFile);
        QCOMPARE(instance.start(u"x"_s), Role::Alone);
    }
    test::makeWritable(m_folder->path());
    test::makeWritable(m_folder->filePath(u"data"_s));
}

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"

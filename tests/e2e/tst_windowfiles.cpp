// SPDX-License-Identifier: GPL-3.0-or-later
// Catalogue files in the window: good ones, damaged ones, changing ones, and titles from strangers.
#include <QAbstractButton>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>

#include "tests/e2e/windowworld.h"
#include "ui/detail/detailpage.h"
#include "ui/pages/toast.h"
#include "ui/sidebar/navitem.h"
#include "ui/theme/pillbutton.h"

using namespace matinee;
using namespace Qt::StringLiterals;
using test::filmsJson;
using test::kPatienceMs;
using test::WindowWorld;
using test::writeFile;

namespace {

const QString kAll = u"public-domain/all"_s;

} // namespace

class TestWindowFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { test::installWords(); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void anOpenedFileIsASourceOfItsOwn();
    void rowsLeftOutAreSaid();
    void aBrokenFileIsOneMessageWithItsPath_data();
    void aBrokenFileIsOneMessageWithItsPath();
    void aBrokenFileLeavesThePlaceAlone();
    void aFileThatWasRepairedOpensOnRetry();
    void aRestartOpensTheFileAgain();
    void aFileThatIsGoneIsSaidAtTheNextStart();
    void aChangedFileIsOfferedAndKeepsThePlace();
    void anOfferIsNotLostOnTheWay();
    void titlesAreShownAsTheyAreWritten_data();
    void titlesAreShownAsTheyAreWritten();

private:
    [[nodiscard]] QString profile() const { return m_folder->filePath(u"profile"_s); }
    [[nodiscard]] QString file(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] static QString all(const QString &file) { return FeedKey::of(u"file:"_s + file, u"all"_s).text(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestWindowFiles::anOpenedFileIsASourceOfItsOwn()
{
    const QString path = file(u"my films & <i>.json"_s);
    writeFile(path, filmsJson(0, 250));
    WindowWorld world(profile());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    world.window().openFile(path);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(path)), kPatienceMs);
    QCOMPARE(world.rows(), 250);
    QCOMPARE(world.idAt(0), u"f0"_s);
    QVERIFY(world.toast().isEmpty());
    QTRY_VERIFY(world.button(u"Source: my films & <i>.json"_s));
    world.key(Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QTRY_VERIFY(world.button(u"Source: Public-domain films"_s));
}

void TestWindowFiles::rowsLeftOutAreSaid()
{
    const QString path = file(u"films.csv"_s);
    writeFile(path, "id,title,year\n1,One,1920\n2,,1921\n3,Three,1922\n4,,1923\n5,Five,1924\n");
    WindowWorld world(profile(), {1200, 800}, path);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(path)), kPatienceMs);
    QCOMPARE(world.rows(), 3);
    QTRY_COMPARE_WITH_TIMEOUT(world.toast(), u"2 rows of films.csv were left out."_s, kPatienceMs);
    QTRY_VERIFY(world.button(u"Details"_s));
}

void TestWindowFiles::aBrokenFileIsOneMessageWithItsPath_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("cut off") << u"half.json"_s << QByteArray("[{\"id\":1,\"title\":\"A\"},{\"id\":2,\"ti");
    QTest::newRow("empty") << u"empty.json"_s << QByteArray();
    QTest::newRow("an object") << u"object.json"_s << QByteArray("{\"a\": 1}");
    QTest::newRow("five thousand deep") << u"deep.json"_s << QByteArray(5000, '[') + QByteArray(5000, ']');
    QTest::newRow("a CSV without titles") << u"notitle.csv"_s << QByteArray("id,name_of_it\n1,A\n");
    QTest::newRow("not there") << u"nosuch.json"_s << QByteArray("none");
}

void TestWindowFiles::aBrokenFileIsOneMessageWithItsPath()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    const QString path = file(name);
    if (content != "none")
        writeFile(path, content);
    WindowWorld world(profile());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.scrollTo(kAll, 0.5));
    const auto before = world.feedPage().anchor();
    world.window().openFile(path);
    QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(u"This catalogue can't be opened"_s), kPatienceMs);
    QVERIFY2(world.message().contains(path), qUtf8Printable(world.message()));
    QVERIFY2(world.message().size() < 500, "a wall of errors");
    QVERIFY(world.toast().isEmpty());
    world.key(Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(world.message().isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(world.feedPage().anchor(), before, kPatienceMs);
}

void TestWindowFiles::aBrokenFileLeavesThePlaceAlone()
{
    const QString good = file(u"good.json"_s);
    const QString bad = file(u"bad.json"_s);
    writeFile(good, filmsJson(0, 300));
    writeFile(bad, "[{");
    {
        WindowWorld world(profile(), {1200, 800}, good);
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(good)), kPatienceMs);
        QVERIFY(world.scrollTo(all(good), 0.5));
        world.window().openFile(bad);
        QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(bad), kPatienceMs);
        world.window().close();
    }
    WindowWorld world(profile()); // says so again, and nothing of the other file is taken for its place
    QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(bad), kPatienceMs);
    writeFile(bad, filmsJson(1000, 300));
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Try again"_s), kPatienceMs);
    QTest::mouseClick(world.button(u"Try again"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(bad)), kPatienceMs);
    QCOMPARE(world.grid().visibleRows().first, 0);
}

void TestWindowFiles::aFileThatWasRepairedOpensOnRetry()
{
    const QString path = file(u"films.json"_s);
    writeFile(path, "[{\"id\":1,");
    WindowWorld world(profile(), {1200, 800}, path);
    QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(path), kPatienceMs);
    writeFile(path, filmsJson(0, 40));
    QTRY_VERIFY(world.button(u"Try again"_s));
    QTest::mouseClick(world.button(u"Try again"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(path)), kPatienceMs);
    QCOMPARE(world.rows(), 40);
    QVERIFY(world.message().isEmpty());
}

void TestWindowFiles::aRestartOpensTheFileAgain()
{
    const QString path = file(u"films.json"_s);
    writeFile(path, filmsJson(0, 300));
    QString id;
    int y = 0;
    {
        WindowWorld world(profile(), {1200, 800}, path);
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(path)), kPatienceMs);
        QVERIFY(world.scrollTo(all(path), 0.5));
        id = world.feedPage().anchor()->title.extId;
        y = world.yOf(id);
    }
    WindowWorld world(profile());
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(path)), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(std::abs(world.yOf(id) - y) <= 1, kPatienceMs);
}

void TestWindowFiles::aFileThatIsGoneIsSaidAtTheNextStart()
{
    const QString path = file(u"films.json"_s);
    writeFile(path, filmsJson(0, 300));
    {
        WindowWorld world(profile(), {1200, 800}, path);
        QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(path)), kPatienceMs);
    }
    QVERIFY(QFile::remove(path));
    WindowWorld world(profile());
    QTRY_VERIFY_WITH_TIMEOUT(world.message().contains(path), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(world.window().findChildren<NavItem *>().size() > 1, kPatienceMs); // a way on beside Storage
    QTest::mouseClick(world.window().findChildren<NavItem *>().first(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
}

void TestWindowFiles::aChangedFileIsOfferedAndKeepsThePlace()
{
    const QString path = file(u"films.json"_s);
    writeFile(path, filmsJson(100, 400));
    WindowWorld world(profile(), {1200, 800}, path);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(path)), kPatienceMs);
    QVERIFY(world.scrollTo(all(path), 0.5));
    const QString id = world.feedPage().anchor()->title.extId;
    const int y = world.yOf(id);
    writeFile(path, filmsJson(93, 420)); // seven before, thirteen after
    auto &pill = world.part<PillButton>();
    QTRY_VERIFY_WITH_TIMEOUT(pill.isVisible(), kPatienceMs);
    QCOMPARE(world.rows(), 400); // nothing moves by itself
    QVERIFY(std::abs(world.yOf(id) - y) <= 1);
    QTest::mouseClick(&pill, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(path)) && world.rows() == 420, kPatienceMs);
    QTRY_VERIFY2_WITH_TIMEOUT(
        std::abs(world.yOf(id) - y) <= 1, qPrintable(u"%1, not %2"_s.arg(world.yOf(id)).arg(y)), kPatienceMs);
    QVERIFY(!pill.isVisible());
}

void TestWindowFiles::anOfferIsNotLostOnTheWay()
{
    const QString path = file(u"films.json"_s);
    writeFile(path, filmsJson(0, 100));
    WindowWorld world(profile(), {1200, 800}, path);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(path)), kPatienceMs);
    auto &pill = world.part<PillButton>();
    bool changed = false;
    world.library().onChanged([&changed](const QString &) { changed = true; });
    world.click(0);
    QTRY_VERIFY_WITH_TIMEOUT(world.part<DetailPage>().isVisible(), kPatienceMs);
    writeFile(path, filmsJson(0, 101)); // while a title's page is open
    QTRY_VERIFY_WITH_TIMEOUT(changed, kPatienceMs);
    world.key(Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(path)), kPatienceMs);
    QVERIFY(pill.isVisible());
    world.window().openLink(u"matinee:feed/public-domain/all"_s);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(kAll), kPatienceMs);
    QVERIFY(!pill.isVisible()); // of another source
    world.key(Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(path)), kPatienceMs);
    QVERIFY(pill.isVisible());
    QTest::mouseClick(&pill, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 101, kPatienceMs);
}

void TestWindowFiles::titlesAreShownAsTheyAreWritten_data()
{
    QTest::addColumn<QString>("title");
    QTest::newRow("markup") << u"<b>x</b> &amp; <img src=\"file:///etc/passwd\">"_s;
    QTest::newRow("a mnemonic") << u"Rock & roll && more"_s;
    QTest::newRow("place markers") << u"100 %1 %2 %n"_s;
    QTest::newRow("right to left") << u"\u0641\u064A\u0644\u0645 \u0637\u0648\u064A\u0644"_s;
    QTest::newRow("ten kilobytes of one word") << QString(10240, u'x');
    QTest::newRow("ten kilobytes of words") << u"word "_s.repeated(2048).trimmed();
    QTest::newRow("letters beyond the first plane") << u"\U0001F3AC\U0001F3AC"_s;
}

void TestWindowFiles::titlesAreShownAsTheyAreWritten()
{
    QFETCH(QString, title);
    const QString path = file(u"films.json"_s);
    const QJsonObject film{{u"id"_s, u"odd"_s}, {u"title"_s, title}, {u"originalTitle"_s, title + u'2'}, {u"overview"_s, title},
        {u"genres"_s, QJsonArray{title.left(60)}}, {u"directors"_s, QJsonArray{title}},
        {u"cast"_s, QJsonArray{QJsonObject{{u"name"_s, title}, {u"role"_s, title}}}}};
    writeFile(path, QJsonDocument(QJsonArray{film}).toJson());
    WindowWorld world(profile(), {1200, 800}, path);
    QTRY_VERIFY_WITH_TIMEOUT(world.shows(all(path)), kPatienceMs);
    QCOMPARE(world.grid().model()->index(0, 0).data().toString(), title);
    const QImage tiles = world.grid().grab().toImage(); // painting it is safe
    QVERIFY(!tiles.isNull());
    world.click(0);
    QTRY_VERIFY_WITH_TIMEOUT(world.showsTitle(title), kPatienceMs);
    QStringList texts;
    for (const QLabel *label : world.window().findChildren<QLabel *>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        texts += label->text();
    }
    QVERIFY(texts.contains(title));
    QCOMPARE(world.window().size(), QSize(1200, 800)); // and it widens nothing
    const auto *scroll = world.part<DetailPage>().findChild<QScrollArea *>();
    QTRY_COMPARE(scroll->widget()->width(), scroll->viewport()->width());
    world.key(Qt::Key_F);
    QVERIFY(!world.part<DetailPage>().grab().toImage().isNull());
}

QTEST_MAIN(TestWindowFiles)
#include "tst_windowfiles.moc"

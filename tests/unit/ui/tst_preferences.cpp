// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "ui/preferences/preferences.h"

using namespace matinee;
using namespace Qt::StringLiterals;

class TestPreferences : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aNewProfileHasTheUsualOnes();
    void everythingComesBack();
    void changesAreToldOnce();
    void widthsAreKeptInTheirRange_data();
    void widthsAreKeptInTheirRange();
    void anUnknownThemeIsNotTaken();
    void valuesOutOfRangeCountAsAbsent_data();
    void valuesOutOfRangeCountAsAbsent();
    void aDamagedFileIsAnEmptyOne_data();
    void aDamagedFileIsAnEmptyOne();
    void openedFilesAreNewestFirstOnceAndFew();
    void strangePathsAmongTheOpenedFilesAreLeftOut();

private:
    void write(const QByteArray &ini) const
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(ini);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestPreferences::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"config/settings.ini"_s);
    QVERIFY(QDir().mkpath(m_folder->filePath(u"config"_s)));
}

void TestPreferences::aNewProfileHasTheUsualOnes()
{
    const Preferences preferences(m_folder->filePath(u"not/there/yet.ini"_s));
    QCOMPARE(preferences.themeName(), u"system"_s);
    QCOMPARE(preferences.tileWidth(), Preferences::kUsualTileWidth);
    QVERIFY(preferences.openedFiles().isEmpty());
    QVERIFY(preferences.windowGeometry().isEmpty());
    QVERIFY(preferences.history().isEmpty());
}

void TestPreferences::everythingComesBack()
{
    const QJsonObject history{
        {u"at"_s, 1}, {u"entries"_s, QJsonArray{QJsonObject{{u"link"_s, u"matinee:feed/s/caf\u00e9;,=%20"_s}}}}};
    const QByteArray geometry("\x00\x01\xff,;=\"\n", 8);
    {
        Preferences preferences(m_path);
        preferences.setThemeName(u"light"_s);
        preferences.setTileWidth(200);
        preferences.rememberFile(u"/a b/\u00fc, \"x\";.json"_s);
        preferences.setHistory(history);
        preferences.setWindowGeometry(geometry);
        preferences.sync();
    }
    const Preferences again(m_path);
    QCOMPARE(again.themeName(), u"light"_s);
    QCOMPARE(again.tileWidth(), 200);
    QCOMPARE(again.openedFiles(), QStringList{u"/a b/\u00fc, \"x\";.json"_s});
    QCOMPARE(again.history(), history);
    QCOMPARE(again.windowGeometry(), geometry);
}

void TestPreferences::changesAreToldOnce()
{
    Preferences preferences(m_path);
    QSignalSpy theme(&preferences, &Preferences::themeNameChanged);
    QSignalSpy width(&preferences, &Preferences::tileWidthChanged);
    QSignalSpy files(&preferences, &Preferences::openedFilesChanged);
    for (int i = 0; i < 2; ++i) {
        preferences.setThemeName(u"dark"_s);
        preferences.setTileWidth(120);
    }
    preferences.forgetFile(u"/never/opened.json"_s);
    QCOMPARE(theme.count(), 1);
    QCOMPARE(width.count(), 1);
    QCOMPARE(files.count(), 0);
    preferences.rememberFile(u"/a.json"_s);
    preferences.forgetFile(u"/a.json"_s);
    QCOMPARE(files.count(), 2);
    QVERIFY(preferences.openedFiles().isEmpty());
}

void TestPreferences::widthsAreKeptInTheirRange_data()
{
    QTest::addColumn<int>("wished");
    QTest::addColumn<int>("width");
    QTest::newRow("the least") << Preferences::kLeastTileWidth << Preferences::kLeastTileWidth;
    QTest::newRow("less than the least") << 0 << Preferences::kLeastTileWidth;
    QTest::newRow("less than nothing") << -5 << Preferences::kLeastTileWidth;
    QTest::newRow("the most") << Preferences::kMostTileWidth << Preferences::kMostTileWidth;
    QTest::newRow("more than the most") << 5000 << Preferences::kMostTileWidth;
}

void TestPreferences::widthsAreKeptInTheirRange()
{
    QFETCH(int, wished);
    QFETCH(int, width);
    Preferences preferences(m_path);
    preferences.setTileWidth(wished);
    QCOMPARE(preferences.tileWidth(), width);
}

void TestPreferences::anUnknownThemeIsNotTaken()
{
    Preferences preferences(m_path);
    preferences.setThemeName(u"light"_s);
    preferences.setThemeName(u"pink"_s);
    QCOMPARE(preferences.themeName(), u"light"_s);
}

void TestPreferences::valuesOutOfRangeCountAsAbsent_data()
{
    QTest::addColumn<QByteArray>("ini");
    QTest::newRow("a narrow tile") << QByteArray("[appearance]\ntileWidth=3\n");
    QTest::newRow("a wide tile") << QByteArray("[appearance]\ntileWidth=99999\n");
    QTest::newRow("a tile in words") << QByteArray("[appearance]\ntileWidth=wide\n");
    QTest::newRow("a number too large for one") << QByteArray("[appearance]\ntileWidth=99999999999999999999\n");
    QTest::newRow("an unknown theme") << QByteArray("[appearance]\ntheme=pink\n");
    QTest::newRow("a list of themes") << QByteArray("[appearance]\ntheme=dark, light\n");
    QTest::newRow("a history that is no JSON") << QByteArray("[window]\nhistory=\"[1,2\"\n");
    QTest::newRow("a history that is a list") << QByteArray("[window]\nhistory=\"[1]\"\n");
    QTest::newRow("a history of another type") << QByteArray("[window]\nhistory=@Variant(\\0\\0\\0\\x2)\n");
}

void TestPreferences::valuesOutOfRangeCountAsAbsent()
{
    QFETCH(QByteArray, ini);
    write(ini);
    const Preferences preferences(m_path);
    QCOMPARE(preferences.themeName(), u"system"_s);
    QCOMPARE(preferences.tileWidth(), Preferences::kUsualTileWidth);
    QVERIFY(preferences.history().isEmpty());
}

void TestPreferences::aDamagedFileIsAnEmptyOne_data()
{
    QTest::addColumn<QByteArray>("ini");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("half a section") << QByteArray("[appear");
    QTest::newRow("another format") << QByteArray("{\"appearance\": {\"theme\": \"dark\"}}");
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 16);
    QTest::newRow("an escape cut off") << QByteArray("[window]\nhistory=\"\\x");
    QTest::newRow("a variant cut off") << QByteArray("[appearance]\ntileWidth=@Variant(\\0\\0\n");
}

void TestPreferences::aDamagedFileIsAnEmptyOne()
{
    QFETCH(QByteArray, ini);
    write(ini);
    {
        Preferences preferences(m_path);
        QCOMPARE(preferences.themeName(), u"system"_s);
        QCOMPARE(preferences.tileWidth(), Preferences::kUsualTileWidth);
        QVERIFY(preferences.openedFiles().isEmpty());
        QVERIFY(preferences.history().isEmpty());
        preferences.setThemeName(u"dark"_s);
        preferences.sync();
    }
    QCOMPARE(Preferences(m_path).themeName(), u"dark"_s); // and can be written again
}

void TestPreferences::openedFilesAreNewestFirstOnceAndFew()
{
    Preferences preferences(m_path);
    for (int i = 0; i < 20; ++i)
        preferences.rememberFile(u"/films/%1.json"_s.arg(i));
    preferences.rememberFile(u"/films/15.json"_s);
    const QStringList files = preferences.openedFiles();
    QCOMPARE(files.size(), 12);
    QCOMPARE(files.first(), u"/films/15.json"_s);
    QCOMPARE(files.at(1), u"/films/19.json"_s);
    QCOMPARE(files.count(u"/films/15.json"_s), 1);
}

void TestPreferences::strangePathsAmongTheOpenedFilesAreLeftOut()
{
    write("[sources]\nopenedFiles=/films/a.json, , relative.json, /films/a.json, /films/b.json\n");
    QCOMPARE(Preferences(m_path).openedFiles(), (QStringList{u"/films/a.json"_s, u"/films/b.json"_s}));
}

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"

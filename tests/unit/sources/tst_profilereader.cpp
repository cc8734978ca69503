// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QJsonArray>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "models/sources/dialects/jsonbody.h"
#include "models/sources/profile/profileset.h"
#include "tests/unit/sources/profilecases.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

/// The smallest profile there is, with one member replaced (RFC 6901) or, by an Undefined value, taken out.
QByteArray profileWith(const QString &pointer = {}, const QJsonValue &value = QJsonValue(QJsonValue::Undefined))
{
    QJsonValue document = readJsonBody(smallProfile()).value();
    if (!pointer.isEmpty())
        document = JsonPointer::parse(pointer)->put(document, value);
    return QJsonDocument(document.toObject()).toJson();
}

QJsonValue json(const char *text)
{
    return readJsonBody(QByteArray("[") + text + "]").value().toArray().at(0);
}

} // namespace

class TestProfileReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSmallestOneIsRead()
    {
        const ProfileReading reading = readProfile(profileWith());
        QVERIFY2(reading.profile, qPrintable(reading.faultText()));
        QCOMPARE(reading.profile->feeds.size(), std::size_t(1));
        QCOMPARE(reading.profile->base.port(), 8000);
        QCOMPARE(reading.profile->feeds.front().pagination.size.value, 20);
    }

    void faultsHaveTheirPlace_data()
    {
        QTest::addColumn<QString>("put");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("pointer");
        for (const FaultCase &row : faultCases()) {
            QTest::newRow(row.name) << QString::fromLatin1(row.put) << json(row.value)
                                    << QString::fromLatin1(row.pointer ? row.pointer : row.put);
        }
    }

    void faultsHaveTheirPlace()
    {
        QFETCH(QString, put);
        QFETCH(QJsonValue, value);
        QFETCH(QString, pointer);
        const ProfileReading reading = readProfile(profileWith(put, value));
        QVERIFY(!reading.profile);
        QStringList pointers;
        for (const ProfileFault &fault : reading.faults) {
            pointers.append(fault.pointer);
            QVERIFY(!fault.text.isEmpty());
        }
        QVERIFY2(pointers.contains(pointer), qPrintable(reading.faultText()));
    }

    void allFaultsAreToldAtOnce()
    {
        const ProfileReading reading
            = readProfile(R"({"matinee":3,"id":"A B","base":"ftp:x","feeds":[{"id":"p","path":"x","class":"y"}]})");
        QStringList pointers;
        for (const ProfileFault &fault : reading.faults)
            pointers.append(fault.pointer);
        const QStringList expected{
            u"/matinee"_s, u"/id"_s, u"/name"_s, u"/base"_s, u"/title"_s, u"/feeds/0/class"_s, u"/feeds/0/path"_s};
        for (const QString &pointer : expected)
            QVERIFY2(pointers.contains(pointer), qPrintable(pointer));
    }

    void whatIsNoProfileIsToldSo_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a text") << QByteArray("hello");
        QTest::newRow("an array") << QByteArray("[]");
        QTest::newRow("cut short") << profileWith().chopped(3);
        QTest::newRow("nested beyond reason") << QByteArray(5000, '[') + QByteArray(5000, ']');
        QTest::newRow("larger than any profile") << QByteArray("{\"a\":\"") + QByteArray(300'000, 'x') + "\"}";
    }

    void whatIsNoProfileIsToldSo()
    {
        QFETCH(QByteArray, file);
        const ProfileReading reading = readProfile(file);
        QVERIFY(!reading.profile);
        QCOMPARE(reading.faults.size(), std::size_t(1));
    }

    void shippedProfilesLoad_data()
    {
        QTest::addColumn<QString>("path");
        for (const QString &folder : {shippedProfileFolder(), shippedProfileFolder() + "/templates"_L1}) {
            for (const QString &name : QDir(folder).entryList({u"*.json"_s}, QDir::Files)) {
                if (name != "schema.json"_L1)
                    QTest::newRow(qPrintable(name)) << QString(folder + u'/' + name);
            }
        }
    }

    void shippedProfilesLoad()
    {
        QFETCH(QString, path);
        const ProfileFile file = readProfileFile(path);
        QVERIFY2(file.reading.profile, qPrintable(file.reading.faultText()));
        QCOMPARE(file.reading.profile->id + ".json"_L1, path.section(u'/', -1));
    }

    void theShippedFolderHasThem()
    {
        QStringList ids;
        for (const ProfileFile &file : readProfileFolder(shippedProfileFolder()))
            ids.append(file.reading.profile->id);
        QVERIFY(ids.contains(u"tmdb"_s));
    }

    void theExampleOfTheDesignIsRead()
    {
        const ProfileFile file = readProfileFile(QFINDTESTDATA("data/my-django.json"));
        QVERIFY2(file.reading.profile, qPrintable(file.reading.faultText()));
        const Profile &profile = *file.reading.profile;
        QCOMPARE(profile.feed(u"trending")->freshFor, std::chrono::seconds(3600));
        QCOMPARE(profile.feed(u"recommended")->per, FeedDescriptor::Per::Title);
        QCOMPARE(profile.feed(u"search")->per, FeedDescriptor::Per::Text);
        QVERIFY(profile.feed(u"favorites")->needsAccount);
        QCOMPARE(profile.actions.size(), std::size_t(1));
    }

    void aFileThatIsNotThereIsAFault()
    {
        const ProfileFile file = readProfileFile(u"/nonexistent/profile.json"_s);
        QVERIFY(!file.reading.profile);
        QVERIFY(!file.reading.faultText().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestProfileReader)
#include "tst_profilereader.moc"

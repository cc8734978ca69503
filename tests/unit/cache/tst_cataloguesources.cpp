// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include "tests/unit/cache/libraryworld.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

// As editors and downloads do it: a new file in the place of the old one.
void replaceByRename(const QString &path, const QString &with)
{
    QFile::remove(path);
    QVERIFY(QFile::rename(with, path));
}

} // namespace

class tst_CatalogueSources : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsWrongWithAFile_data();
    void saysWhatIsWrongWithAFile();
    void remembersAnIndex();
    void readsNewContentAtTheNextStart();
    void offersChangedContentAndAdoptsIt_data();
    void offersChangedContentAndAdoptsIt();
    void goesOnWithoutTheFile();
    void keepsTheOldContentOfABrokenFile();
    void indexesAgainWhatIsDamaged_data();
    void indexesAgainWhatIsDamaged();
    void mendsAnIndexThatBreaksWhileItIsRead();
    void removesIndexesNobodyUses();

private:
    [[nodiscard]] QString indexes() const { return m_files->path(u"catalogues"_s); }
    [[nodiscard]] QString indexPath() const { return indexes() + u'/' + indexesIn(indexes()).value(0); }
    [[nodiscard]] QString sourceOf(const std::vector<QJsonObject> &entries, const QString &name = u"films.jsonl"_s)
    {
        return u"file:"_s + m_files->write(entries, name);
    }

    std::unique_ptr<ImportedCatalogue> m_files;

private Q_SLOTS:
    void init() { m_files = std::make_unique<ImportedCatalogue>(); }
};

void tst_CatalogueSources::saysWhatIsWrongWithAFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("missing") << u"nowhere.json"_s << QByteArray() << ErrorKind::NotFound;
    QTest::newRow("empty") << u"empty.json"_s << QByteArray("") << ErrorKind::Malformed;
    QTest::newRow("half-written") << u"half.json"_s << QByteArray(R"([{"title":"A"},{"title":"B")") << ErrorKind::Malformed;
    QTest::newRow("no list") << u"object.json"_s << QByteArray(R"({"title":"A"})") << ErrorKind::Malformed;
}

void tst_CatalogueSources::saysWhatIsWrongWithAFile()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(ErrorKind, kind);
    const QString path = m_files->path(name);
    if (!content.isNull()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    World world(indexes());
    const auto source = world.describe(u"file:"_s + path);
    QVERIFY(!source);
    QCOMPARE(source.error().kind, kind);
    QVERIFY2(source.error().where.startsWith(path), qPrintable(source.error().where));
    QCOMPARE(indexesIn(indexes()), QStringList());
    QCOMPARE(world.library->sourceIds(), QStringList());
    // A file that is put right is read the next time it is asked for.
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"([{"title":"A"}])");
    file.close();
    QVERIFY(world.describe(u"file:"_s + path).has_value());
}

void tst_CatalogueSources::remembersAnIndex()
{
    const QString id = sourceOf(numbered(30));
    {
        World world(indexes());
        QVERIFY(world.describe(id).has_value());
    }
    // Were the file hashed or read again, this would be noticed.
    QFile file(id.mid(5));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QDateTime time = file.fileTime(QFileDevice::FileModificationTime);
    file.write("X");
    file.flush();
    QVERIFY(file.setFileTime(time, QFileDevice::FileModificationTime));
    file.close();
    World world(indexes());
    QCOMPARE(world.describe(id)->titles, 30);
    QCOMPARE(indexesIn(indexes()).size(), 1);
}

void tst_CatalogueSources::readsNewContentAtTheNextStart()
{
    const QString id = sourceOf(numbered(30));
    {
        World world(indexes());
        QVERIFY(world.describe(id).has_value());
    }
    m_files->write(numbered(31));
    World world(indexes());
    QCOMPARE(world.describe(id)->titles, 31);
}

void tst_CatalogueSources::offersChangedContentAndAdoptsIt_data()
{
    QTest::addColumn<bool>("byRename");
    QTest::newRow("written in place") << false;
    QTest::newRow("replaced by a rename") << true;
}

void tst_CatalogueSources::offersChangedContentAndAdoptsIt()
{
    QFETCH(bool, byRename);
    World world(indexes());
    const QString id = sourceOf(numbered(30));
    QStringList changed;
    world.library->onChanged([&](const QString &source) { changed.append(source); });
    const auto before = world.open(all(id));
    if (byRename)
        replaceByRename(id.mid(5), m_files->write(numbered(40), u"new.jsonl"_s));
    else
        m_files->write(numbered(40));
    QTRY_COMPARE_WITH_TIMEOUT(changed, QStringList{id}, kAwaitMs);
    // What is shown goes on until it is adopted.
    QCOMPARE(world.page(all(id), before->generation)->total, 30);
    QCOMPARE(world.describe(id)->titles, 30);
    QCOMPARE(world.adopt(id)->titles, 40);
    QCOMPARE(world.page(all(id), before->generation).error().kind, ErrorKind::Cancelled);
    const auto after = world.open(all(id));
    QVERIFY(after->generation > before->generation);
    QCOMPARE(world.page(all(id), after->generation)->total, 40);
    // And is watched on.
    changed.clear();
    m_files->write(numbered(50));
    QTRY_COMPARE_WITH_TIMEOUT(changed, QStringList{id}, kAwaitMs);
    QCOMPARE(world.adopt(id)->titles, 50);
}

void tst_CatalogueSources::goesOnWithoutTheFile()
{
    World world(indexes());
    const QString id = sourceOf(numbered(30));
    QStringList changed;
    world.library->onChanged([&](const QString &source) { changed.append(source); });
    const auto opening = world.open(all(id));
    QVERIFY(QFile::remove(id.mid(5)));
    QCOMPARE(world.page(all(id), opening->generation, PageNo{2})->rows.size(), 10U);
    m_files->write(numbered(31)); // and when it is back, it is noticed
    QTRY_COMPARE_WITH_TIMEOUT(changed, QStringList{id}, kAwaitMs);
    QVERIFY(world.trace.events(u"error"_s).empty());
}

void tst_CatalogueSources::keepsTheOldContentOfABrokenFile()
{
    World world(indexes());
    const QString id = u"file:"_s + m_files->path(u"films.json"_s);
    const auto write = [&](const QByteArray &content) {
        QFile file(id.mid(5));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    write(R"([{"title":"A"},{"title":"B"}])");
    QStringList changed;
    world.library->onChanged([&](const QString &source) { changed.append(source); });
    const auto opening = world.open(all(id));
    QCOMPARE(opening->total, 2);
    write(R"([{"title":"A"},{"title":)");
    QTRY_COMPARE_WITH_TIMEOUT(world.trace.events(u"error"_s).size(), 1U, kAwaitMs);
    QCOMPARE(changed, QStringList());
    QCOMPARE(world.page(all(id), opening->generation)->rows.size(), 2U);
    write(R"([{"title":"A"},{"title":"B"},{"title":"C"}])");
    QTRY_COMPARE_WITH_TIMEOUT(changed, QStringList{id}, kAwaitMs);
    QCOMPARE(world.adopt(id)->titles, 3);
}

void tst_CatalogueSources::indexesAgainWhatIsDamaged_data()
{
    QTest::addColumn<bool>("cut");
    QTest::newRow("overwritten with text") << false;
    QTest::newRow("cut to nothing") << true;
}

void tst_CatalogueSources::indexesAgainWhatIsDamaged()
{
    QFETCH(bool, cut);
    const QString id = sourceOf(numbered(30));
    {
        World world(indexes());
        QVERIFY(world.describe(id).has_value());
    }
    QFile index(indexPath());
    QVERIFY(index.open(QIODevice::ReadWrite));
    if (cut)
        QVERIFY(index.resize(0));
    else
        index.write(QByteArray(8192, 'x'));
    index.close();
    World world(indexes());
    const auto source = world.describe(id);
    QVERIFY2(source.has_value(), qPrintable(source ? QString() : source.error().sentence()));
    QCOMPARE(source->titles, 30);
    QCOMPARE(world.trace.events(u"error"_s).size(), 1U);
    QCOMPARE(world.page(all(id), world.open(all(id))->generation)->rows.size(), 20U);
}

void tst_CatalogueSources::mendsAnIndexThatBreaksWhileItIsRead()
{
    const QString id = sourceOf(numbered(3000));
    World world(indexes());
    const auto opening = world.open(all(id));
    QVERIFY(opening.has_value());
    QFile index(indexPath());
    QVERIFY(index.open(QIODevice::ReadWrite));
    const qint64 bytes = index.size();
    QVERIFY(index.seek(8192)); // the header stays, everything behind it is gone
    index.write(QByteArray(static_cast<qsizetype>(bytes - 8192), '\xee'));
    index.flush();
    // The connection has some pages in memory still; the last ones it must read.
    Result<Page> page = world.page(all(id), opening->generation, PageNo{149});
    if (!page)
        QCOMPARE(page.error().kind, ErrorKind::Corrupt);
    page = world.page(all(id), opening->generation, PageNo{149});
    QVERIFY2(page.has_value(), qPrintable(page ? QString() : page.error().sentence()));
    QCOMPARE(page->rows.size(), 20U);
    QCOMPARE(world.trace.events(u"error"_s).size(), 1U); // or nothing had broken
}

void tst_CatalogueSources::removesIndexesNobodyUses()
{
    const auto age = [&](const QString &name, int days) {
        QFile file(indexes() + u'/' + name);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-days), QFileDevice::FileModificationTime));
    };
    const QString old = sourceOf(numbered(3), u"old.jsonl"_s);
    {
        World world(indexes());
        QVERIFY(world.describe(old).has_value());
    }
    const QString oldIndex = indexesIn(indexes()).value(0);
    QFile stranger(indexes() + u"/notes.db"_s);
    QVERIFY(stranger.open(QIODevice::WriteOnly));
    stranger.write(QByteArray(200, 'n'));
    stranger.close();
    age(oldIndex, 29);
    age(u"notes.db"_s, 400);
    {
        World world(indexes());
        QVERIFY(world.describe(sourceOf(numbered(4), u"new.jsonl"_s)).has_value());
        QVERIFY(indexesIn(indexes()).contains(oldIndex));
        age(oldIndex, 32);
        QVERIFY(world.describe(sourceOf(numbered(5), u"newer.jsonl"_s)).has_value());
        QVERIFY(!indexesIn(indexes()).contains(oldIndex));
        QVERIFY(indexesIn(indexes()).contains(u"notes.db"_s));
    }
}
QTEST_GUILESS_MAIN(tst_CatalogueSources)
#include "tst_cataloguesources.moc"

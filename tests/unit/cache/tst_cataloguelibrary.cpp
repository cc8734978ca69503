// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTest>
#include <QThread>

#include <atomic>

#include "cache/cataloguefile/cataloguelibrary.h"
#include "tests/support/await.h"
#include "tests/support/recordingtrace.h"
#include "tests/unit/cache/importedcatalogue.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

std::vector<QJsonObject> numbered(int count)
{
    std::vector<QJsonObject> all;
    for (int i = 1; i <= count; ++i)
        all.push_back(film(u"Film %1"_s.arg(i, 4, 10, QLatin1Char('0')), 1900 + i % 30));
    return all;
}

// Also remembers which thread told the last event.
class ThreadTrace final : public TraceSink
{
public:
    [[nodiscard]] bool isEnabled() const override { return true; }
    void event(const QString &name, QJsonObject fields) override
    {
        lastThread = QThread::currentThread();
        m_events.event(name, std::move(fields));
    }
    [[nodiscard]] std::vector<QJsonObject> events(const QString &name) const { return m_events.events(name); }

    std::atomic<QThread *> lastThread = nullptr;

private:
    RecordingTrace m_events;
};

// A program's worth of ports over one index folder.
struct World {
    explicit World(const QString &folder, const QString &embedded = {})
    {
        CatalogueLibraryOptions options{folder, {}};
        if (!embedded.isEmpty())
            options.embedded.push_back({u"shipped"_s, u"Shipped films"_s, embedded});
        library = std::make_unique<CatalogueLibrary>(options, mailbox, userData, clock, trace);
    }

    Result<SourceDescriptor> describe(const QString &id)
    {
        return await<SourceDescriptor>([&](auto reply) { library->describe(id, reply); });
    }
    Result<FeedOpening> open(const FeedKey &feed)
    {
        return await<FeedOpening>([&](auto reply) { library->open(feed, reply); });
    }
    Result<Page> page(const FeedKey &feed, Generation generation, const PageKey &key = FirstPage{})
    {
        return await<Page>([&](auto reply) { library->page(feed, generation, key, {}, reply); });
    }
    Result<SourceDescriptor> adopt(const QString &id)
    {
        return await<SourceDescriptor>([&](auto reply) { library->adopt(id, reply); });
    }

    Mailbox mailbox;
    FakeUserData userData{mailbox};
    SystemClock clock;
    ThreadTrace trace;
    std::unique_ptr<CatalogueLibrary> library;
};

FeedKey all(const QString &source)
{
    return FeedKey::of(source, u"all"_s);
}

QStringList indexesIn(const QString &folder)
{
    return QDir(folder).entryList({u"*.db"_s}, QDir::Files);
}

// As editors and downloads do it: a new file in the place of the old one.
void replaceByRename(const QString &path, const QString &with)
{
    QFile::remove(path);
    QVERIFY(QFile::rename(with, path));
}

} // namespace

class tst_CatalogueLibrary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void describesAnEmbeddedCatalogue();
    void describesAFileAndPagesIt();
    void tellsProgressAndAnswersEveryAsker();
    void opensAListBeforeItsSource();
    void answersLaterNeverAtOnce();
    void unpacksOffTheMainThread();
    void dropsWhatWasCancelled();
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
    void favoritesComeFromTheUser();
    void showsDetailsAlsoOfAFavoriteThatIsGone();
    void removesIndexesNobodyUses();
    void reportsStorage();
    void closesTwiceAndWhileBusy();

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

void tst_CatalogueLibrary::describesAnEmbeddedCatalogue()
{
    World world(indexes(), m_files->write(numbered(5)));
    QCOMPARE(world.library->sourceIds(), QStringList{u"shipped"_s});
    const auto source = world.describe(u"shipped"_s);
    QVERIFY2(source.has_value(), qPrintable(source ? QString() : source.error().sentence()));
    QCOMPARE(source->id, u"shipped"_s);
    QCOMPARE(source->name, u"Shipped films"_s);
    QCOMPARE(source->titles, 5);
    QCOMPARE(source->location, QString());
    QCOMPARE(source->feeds.front().id, u"all"_s);
    QVERIFY(source->storedBytes > 0);
}

void tst_CatalogueLibrary::describesAFileAndPagesIt()
{
    World world(indexes());
    auto entries = numbered(45);
    entries.push_back({{u"year"_s, 1920}});
    const QString id = sourceOf(entries);
    const auto source = world.describe(id);
    QVERIFY2(source.has_value(), qPrintable(source ? QString() : source.error().sentence()));
    QCOMPARE(source->name, u"films.jsonl"_s);
    QCOMPARE(source->location, id.mid(5));
    QCOMPARE(source->faultCount, 1);
    QCOMPARE(source->faults.size(), 1U);
    QCOMPARE(source->faults[0].line, 46);
    QCOMPARE(world.library->sourceIds(), QStringList{id});

    const auto opening = world.open(all(id));
    QVERIFY(opening.has_value());
    QCOMPARE(opening->total, 45);
    QCOMPARE(opening->pageSize, 20);
    QVERIFY(opening->shape == FeedShape::Addressable);
    const auto third = world.page(all(id), opening->generation, PageNo{3});
    QCOMPARE(third->rows.size(), 5U);
    QCOMPARE(third->rows[4].title.title, u"Film 0045"_s);
    QCOMPARE(third->rows[4].title.id, (TitleId{id, u"movie"_s, u"Film 0045"_s}));
    QVERIFY(!third->next);
    const auto row
        = await<qint64>([&](auto reply) { world.library->rowOf(all(id), opening->generation, third->rows[4].title.id, reply); });
    QCOMPARE(row.value_or(-2), 44);
    const auto jump
        = await<qint64>([&](auto reply) { world.library->rowOfText(all(id), opening->generation, u"film 004"_s, reply); });
    QCOMPARE(jump.value_or(-2), 39);
    const auto garbled = world.page(all(id), opening->generation, PageCursor{"garbled"});
    QVERIFY(!garbled && garbled.error().where == "cursor"_L1);
    const auto unknown = world.open(FeedKey::of(id, u"nothing"_s));
    QVERIFY(!unknown && unknown.error().where == "feed"_L1);
}

void tst_CatalogueLibrary::tellsProgressAndAnswersEveryAsker()
{
    World world(indexes());
    const QString id = sourceOf(numbered(2000));
    int progress = 0;
    int answers = 0;
    const auto answered = [&](const Result<SourceDescriptor> &source) { answers += source.has_value() ? 1 : 100; };
    world.library->describe(id, answered, [&](SourceProgress done) {
        QCOMPARE(QThread::currentThread(), qApp->thread());
        QVERIFY(done.bytesRead <= done.bytesTotal);
        ++progress;
    });
    world.library->describe(id, answered);
    QTRY_COMPARE(answers, 2);
    QVERIFY(progress > 0);
    QCOMPARE(indexesIn(indexes()).size(), 1);
}

void tst_CatalogueLibrary::opensAListBeforeItsSource()
{
    World world(indexes());
    const auto opening = world.open(all(sourceOf(numbered(3))));
    QVERIFY(opening.has_value());
    QCOMPARE(opening->total, 3);
}

void tst_CatalogueLibrary::answersLaterNeverAtOnce()
{
    World world(indexes());
    const QString id = sourceOf(numbered(3));
    QVERIFY(world.describe(id).has_value());
    int answers = 0;
    world.library->describe(id, [&](const auto &) { ++answers; });
    world.library->describe(u"unheard-of"_s, [&](const auto &) { ++answers; });
    world.library->open(all(id), [&](const auto &) { ++answers; });
    world.library->open(all(u"unheard-of"_s), [&](const auto &) { ++answers; });
    world.library->page(all(id), Generation{99}, FirstPage{}, {}, [&](const auto &) { ++answers; });
    world.library->adopt(id, [&](const auto &) { ++answers; });
    QCOMPARE(answers, 0);
    QTRY_COMPARE(answers, 6);
    const auto stranger = world.describe(u"unheard-of"_s);
    QCOMPARE(stranger.error().kind, ErrorKind::NotFound);
    QCOMPARE(stranger.error().where, u"source"_s);
    QCOMPARE(world.page(all(id), Generation{99}).error().kind, ErrorKind::Cancelled);
}

void tst_CatalogueLibrary::unpacksOffTheMainThread()
{
    const QString id = sourceOf(numbered(30));
    World world(indexes());
    const auto opening = world.open(all(id));
    {
        SQLite::Database index(indexPath().toStdString(), SQLite::OPEN_READWRITE);
        index.exec("UPDATE title SET crc = crc + 1 WHERE n = 4");
    }
    // The damaged row is found, and told, where titles are unpacked.
    const auto page = world.page(all(id), opening->generation);
    QCOMPARE(page->rows.size(), 19U);
    QCOMPARE(page->badRows, 1);
    QCOMPARE(world.trace.events(u"error"_s).size(), 1U);
    QVERIFY(world.trace.lastThread != nullptr);
    QVERIFY(world.trace.lastThread != QThread::currentThread());
}

void tst_CatalogueLibrary::dropsWhatWasCancelled()
{
    World world(indexes());
    const QString id = sourceOf(numbered(3));
    const auto opening = world.open(all(id));
    const CancelToken token;
    std::optional<ErrorKind> kind;
    world.library->page(all(id), opening->generation, FirstPage{}, token,
        [&](const auto &page) { kind = page ? ErrorKind::Storage : page.error().kind; });
    token.cancel();
    QTRY_VERIFY(kind.has_value());
    // Cancelling is a race the page may win; it must not turn into another failure.
    if (*kind != ErrorKind::Storage)
        QCOMPARE(*kind, ErrorKind::Cancelled);
    const auto early
        = await<Page>([&](auto reply) { world.library->page(all(id), opening->generation, FirstPage{}, token, reply); });
    QVERIFY(!early);
    QCOMPARE(early.error().kind, ErrorKind::Cancelled);
}

void tst_CatalogueLibrary::saysWhatIsWrongWithAFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("missing") << u"nowhere.json"_s << QByteArray() << ErrorKind::NotFound;
    QTest::newRow("empty") << u"empty.json"_s << QByteArray("") << ErrorKind::Malformed;
    QTest::newRow("half-written") << u"half.json"_s << QByteArray(R"([{"title":"A"},{"title":"B")") << ErrorKind::Malformed;
    QTest::newRow("no list") << u"object.json"_s << QByteArray(R"({"title":"A"})") << ErrorKind::Malformed;
}

void tst_CatalogueLibrary::saysWhatIsWrongWithAFile()
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

void tst_CatalogueLibrary::remembersAnIndex()
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

void tst_CatalogueLibrary::readsNewContentAtTheNextStart()
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

void tst_CatalogueLibrary::offersChangedContentAndAdoptsIt_data()
{
    QTest::addColumn<bool>("byRename");
    QTest::newRow("written in place") << false;
    QTest::newRow("replaced by a rename") << true;
}

void tst_CatalogueLibrary::offersChangedContentAndAdoptsIt()
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

void tst_CatalogueLibrary::goesOnWithoutTheFile()
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

void tst_CatalogueLibrary::keepsTheOldContentOfABrokenFile()
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

void tst_CatalogueLibrary::indexesAgainWhatIsDamaged_data()
{
    QTest::addColumn<bool>("cut");
    QTest::newRow("overwritten with text") << false;
    QTest::newRow("cut to nothing") << true;
}

void tst_CatalogueLibrary::indexesAgainWhatIsDamaged()
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

void tst_CatalogueLibrary::mendsAnIndexThatBreaksWhileItIsRead()
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

void tst_CatalogueLibrary::favoritesComeFromTheUser()
{
    World world(indexes());
    const QString id = sourceOf(numbered(30));
    const FeedKey favorites = FeedKey::of(id, u"favorites"_s);
    const auto none = world.open(favorites);
    QCOMPARE(none->total, 0);
    QVERIFY(world.page(favorites, none->generation)->rows.empty());
    world.userData.kept = {favorite(id, u"Film 0007"_s), favorite(id, u"Gone"_s)};
    QCOMPARE(world.open(favorites)->total, 2);
    const auto page = world.page(favorites, none->generation);
    QCOMPARE(page->rows[0].title.year.value_or(0), 1907); // from the catalogue, not from the snapshot
    QCOMPARE(page->rows[1].title.title, u"Gone"_s);
}

void tst_CatalogueLibrary::showsDetailsAlsoOfAFavoriteThatIsGone()
{
    World world(indexes());
    const QString id = sourceOf(numbered(3));
    const auto details = [&](const QString &extId) {
        return await<TitleDetails>([&](auto reply) { world.library->details({id, u"movie"_s, extId}, reply); });
    };
    QCOMPARE(details(u"Film 0002"_s)->title.year.value_or(0), 1902);
    QCOMPARE(details(u"Gone"_s).error().kind, ErrorKind::NotFound);
    world.userData.kept = {favorite(id, u"Gone"_s)};
    QCOMPARE(details(u"Gone"_s)->title.title, u"Gone"_s);
}

void tst_CatalogueLibrary::removesIndexesNobodyUses()
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

void tst_CatalogueLibrary::reportsStorage()
{
    const QString shipped = m_files->write(numbered(5), u"shipped.jsonl"_s);
    const QString id = sourceOf(numbered(30));
    {
        World world(indexes(), shipped);
        QVERIFY(world.describe(u"shipped"_s).has_value());
        QVERIFY(world.describe(id).has_value());
    }
    World world(indexes(), shipped);
    const auto storage = await<std::vector<SourceStorage>>([&](auto reply) { world.library->storage(reply); });
    QCOMPARE(storage->size(), 2U);
    for (const SourceStorage &source : *storage) {
        QCOMPARE(source.titles, source.id == id ? 30 : 5);
        QVERIFY(source.id == id || source.id == "shipped"_L1);
        QVERIFY(source.bytes > 8192);
    }
}

void tst_CatalogueLibrary::closesTwiceAndWhileBusy()
{
    World world(indexes());
    const QString id = sourceOf(numbered(20000));
    int answers = 0;
    world.library->describe(id, [&](const auto &) { ++answers; });
    world.library->close();
    world.library->close();
    world.library->open(all(id), [&](const auto &) { ++answers; });
    world.library.reset();
    QCoreApplication::sendPostedEvents();
    QCOMPARE(answers, 0);
    // Given up, nothing half is left behind, and the next start reads it whole.
    World next(indexes());
    QCOMPARE(next.describe(id)->titles, 20000);
}

QTEST_GUILESS_MAIN(tst_CatalogueLibrary)
#include "tst_cataloguelibrary.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include "tests/unit/cache/libraryworld.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

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
    void favoritesComeFromTheUser();
    void showsDetailsAlsoOfAFavoriteThatIsGone();
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
    world.library->page(all(id), Generation{99}, FirstPage{}, Priority::VisiblePage, {}, [&](const auto &) { ++answers; });
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
    QVERIFY(World(indexes()).open(all(id)).has_value());
    {
        // Between two runs: an index is read as it was when it was opened.
        SQLite::Database index(indexPath().toStdString(), SQLite::OPEN_READWRITE);
        index.exec("UPDATE title SET crc = crc + 1 WHERE n = 4");
    }
    World world(indexes());
    const auto opening = world.open(all(id));
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
    world.library->page(all(id), opening->generation, FirstPage{}, Priority::VisiblePage, token,
        [&](const auto &page) { kind = page ? ErrorKind::Storage : page.error().kind; });
    token.cancel();
    QTRY_VERIFY(kind.has_value());
    // Cancelling is a race the page may win; it must not turn into another failure.
    if (*kind != ErrorKind::Storage)
        QCOMPARE(*kind, ErrorKind::Cancelled);
    const auto early = await<Page>(
        [&](auto reply) { world.library->page(all(id), opening->generation, FirstPage{}, Priority::VisiblePage, token, reply); });
    QVERIFY(!early);
    QCOMPARE(early.error().kind, ErrorKind::Cancelled);
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

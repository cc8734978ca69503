// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "cache/pagestore/pagecachestore.h"
#include "cache/userdata/userdatastore.h"
#include "tests/support/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/recordingtrace.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using test::await;

// A file of every version of the schemas, as the program wrote it then: this program reads it all. A new step brings a new
// pair of files (data/README.md says how), and a row here.
class TestStoredVersions : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    test::FakeClock m_clock;
    Mailbox m_mailbox;
    test::RecordingTrace m_trace;

    /// Unpacked into a folder of its own; its path.
    QString stored(const QString &name)
    {
        QFile packed(QString::fromUtf8(MATINEE_STORED_FILES) + u'/' + name + u".db.z"_s);
        QFile file(m_dir.filePath(name + u".db"_s));
        if (packed.open(QIODevice::ReadOnly) && file.open(QIODevice::WriteOnly))
            file.write(qUncompress(packed.readAll()));
        return file.fileName();
    }

private Q_SLOTS:
    void whatIsThePersonsOwn_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("version 1") << u"user-1"_s;
    }
    void whatIsThePersonsOwn()
    {
        QFETCH(QString, file);
        UserDataStore store(stored(file), m_mailbox, m_clock, m_trace, true);
        const auto content = await<PersonalContent>([&](auto reply) { store.content(reply); });
        QVERIFY2(content, qPrintable(content ? QString() : content.error().sentence()));
        int ratings = 0;
        for (const auto &own : content->marks)
            ratings += own.kind == MarkKind::Rating ? 1 : 0;
        QCOMPARE(ratings, 4);
        QCOMPARE(content->lists.size(), std::size_t(1));
        QCOMPARE(content->lists.front().list.name, u"Silent comedies"_s);
        QCOMPARE(content->lists.front().items.front().title.title, u"The General"_s);
        QCOMPARE(content->notes.size(), std::size_t(1));
        QVERIFY(await<void>([&](auto reply) { store.setFavorite(content->notes.front().title, true, reply); }));
    }

    void whatIsKeptOfServers_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("version 1") << u"cache-1"_s;
    }
    void whatIsKeptOfServers()
    {
        QFETCH(QString, file);
        PageCacheStore store({.path = stored(file)}, m_mailbox, m_clock, m_trace);
        const auto report = await<PageStoreReport>([&](auto reply) { store.report(reply); });
        QVERIFY(report);
        QCOMPARE(report->feeds.size(), std::size_t(1));
        const FeedKey kept = FeedKey::parse(report->feeds.front().key).value();
        const auto found = await<std::optional<StoredFeed>>([&](auto reply) { store.find(kept, reply); });
        QVERIFY(found && *found);
        QCOMPARE((*found)->pages.size(), std::size_t(2));
        const auto page
            = await<Page>([&](auto reply) { store.read(kept, (*found)->generation, (*found)->pages.front().ix, {}, reply); });
        QVERIFY(page);
        QCOMPARE(page->rows.size(), std::size_t(20));
        QCOMPARE(page->badRows, 0);
    }
};

QTEST_GUILESS_MAIN(TestStoredVersions)
#include "tst_storedversions.moc"

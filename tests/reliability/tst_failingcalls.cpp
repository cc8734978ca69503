// SPDX-License-Identifier: GPL-3.0-or-later
#include <QEventLoop>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <map>
#include <sqlite3.h>

#include "cache/pagestore/pagecachestore.h"
#include "cache/userdata/userdatastore.h"
#include "tests/support/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/faultyfiles.h"
#include "tests/support/recordingtrace.h"
#include "tests/unit/cache/pagestoreworld.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using test::FaultyFiles;
using test::film;

namespace {

/// As test::await(), which looks every 10 ms: here the same is asked thousands of times.
template <typename T>
Result<T> await(const std::function<void(Reply<T>)> &ask)
{
    const auto answer = std::make_shared<std::optional<Result<T>>>();
    QEventLoop loop;
    ask([answer, loop = QPointer(&loop)](Result<T> result) {
        answer->emplace(std::move(result));
        if (loop)
            loop->quit();
    });
    QTimer::singleShot(test::kAwaitMs, &loop, &QEventLoop::quit);
    if (!answer->has_value())
        loop.exec();
    return answer->value_or(fail(ErrorKind::Timeout, u"no answer came"_s));
}

} // namespace

// The n-th call to the system fails, for every n until none is left: once, and from then on. Whatever a reply said was kept
// is there afterwards, nothing else is, and what was refused can be done again.
class TestFailingCalls : public QObject
{
    Q_OBJECT
private:
    using Lasts = FaultyFiles::Lasts;
    test::FakeClock m_clock;
    Mailbox m_mailbox;
    test::RecordingTrace m_trace;
    std::map<std::vector<bool>, QStringList> m_after;

    /// What a person does in a minute: each step says whether it was kept.
    struct Steps {
        UserDataStore &store;
        std::vector<std::function<Result<void>()>> all;

        explicit Steps(UserDataStore &of) : store(of)
        {
            const auto favorite = [this](int n, bool on) {
                return [this, n, on] { return await<void>([&](auto reply) { store.setFavorite(film(n), on, reply); }); };
            };
            const auto rate = [this](int n, double value) {
                return [this, n, value] {
                    return await<void>([&](auto reply) { store.setMark(MarkKind::Rating, film(n), value, {}, reply); });
                };
            };
            all = {favorite(1, true), favorite(2, true), rate(1, 7.5), favorite(1, false),
                [this] {
                    return await<qint64>([&](auto reply) {
                        store.putList({{1, u"Silent"_s, {}, 0}, {}}, reply);
                    }).map([](qint64) {});
                },
                [this] { return await<void>([&](auto reply) { store.addToList(1, film(3), reply); }); },
                [this] { return await<void>([&](auto reply) { store.setNote(film(3), u"Again"_s, {}, reply); }); },
                [this] {
                    return await<void>([&](auto reply) { store.putPin(FeedKey::of(u"tmdb"_s, u"popular"_s), 3, reply); });
                }};
        }
    };

    QStringList contentOf(UserDataStore &store)
    {
        QStringList said;
        const auto content = await<PersonalContent>([&](auto reply) { store.content(reply); });
        if (!content)
            return {content.error().sentence()};
        for (const auto &own : content->marks)
            said += markName(own.kind) + own.mark.title.id.extId + QString::number(own.mark.value);
        for (const OwnListContent &list : content->lists)
            said += list.list.name + QString::number(list.items.size());
        for (const Note &note : content->notes)
            said += note.text;
        for (const Pin &pin : await<std::vector<Pin>>([&](auto reply) { store.pins(reply); }).value_or(std::vector<Pin>()))
            said += pin.feed.text();
        said.sort();
        return said;
    }

    /// What is there when the steps that are marked were kept and the others were not.
    QStringList after(const std::vector<bool> &kept)
    {
        if (const auto known = m_after.find(kept); known != m_after.end())
            return known->second;
        return m_after[kept] = made(kept);
    }
    QStringList made(const std::vector<bool> &kept)
    {
        QTemporaryDir dir;
        UserDataStore store(dir.filePath(u"user.db"_s), m_mailbox, m_clock, m_trace);
        Steps steps(store);
        for (std::size_t i = 0; i < steps.all.size(); ++i) {
            if (kept[i] && !steps.all[i]())
                return {u"the reference failed"_s};
        }
        return contentOf(store);
    }

private Q_SLOTS:
    void initTestCase() { FaultyFiles::install(); }
    void cleanup() { FaultyFiles::heal(); }

    void whatIsThePersonsOwn_data()
    {
        QTest::addColumn<int>("lasts");
        QTest::addColumn<int>("code");
        QTest::newRow("a full disk, once") << int(Lasts::Once) << SQLITE_FULL;
        QTest::newRow("a write that fails, once") << int(Lasts::Once) << SQLITE_IOERR_WRITE;
        QTest::newRow("a sync that fails, once") << int(Lasts::Once) << SQLITE_IOERR_FSYNC;
        QTest::newRow("a full disk, from then on") << int(Lasts::FromThenOn) << SQLITE_FULL;
        QTest::newRow("a broken disk, from then on") << int(Lasts::FromThenOn) << SQLITE_IOERR_WRITE;
    }
    void whatIsThePersonsOwn()
    {
        QFETCH(int, lasts);
        QFETCH(int, code);
        const QStringList whole = after(std::vector<bool>(8, true));
        int n = 1;
        for (;; ++n) {
            QTemporaryDir dir;
            const QString path = dir.filePath(u"user.db"_s);
            FaultyFiles::failAt(n, Lasts(lasts), code);
            std::vector<bool> kept;
            {
                UserDataStore store(path, m_mailbox, m_clock, m_trace, true);
                Steps steps(store);
                for (const auto &step : steps.all)
                    kept.push_back(step().has_value());
            }
            const bool failed = FaultyFiles::hasFailed();
            FaultyFiles::heal();
            UserDataStore store(path, m_mailbox, m_clock, m_trace, true);
            // Whatever was said to be kept is there. Of what was refused at most one thing may be, too: a commit whose sync
            // failed stands whole in the journal, and a new start finds it there (sqlite.org/wal.html).
            const QStringList found = contentOf(store);
            bool isExplained = found == after(kept);
            for (std::size_t i = 0; i < kept.size() && !isExplained; ++i) {
                std::vector<bool> orOneMore = kept;
                orOneMore[i] = true;
                isExplained = found == after(orOneMore);
            }
            QVERIFY2(isExplained, qPrintable(u"call %1: "_s.arg(n) + found.join(u", "_s)));
            // And once the fault is over, everything can be done as if it had never been.
            Steps steps(store);
            for (const auto &step : steps.all)
                QVERIFY(step());
            QCOMPARE(contentOf(store), whole);
            if (!failed)
                break;
        }
        QVERIFY2(n > 20, "the steps hardly touch the disk");
    }

    void whatIsKeptOfServers_data() { whatIsThePersonsOwn_data(); }
    void whatIsKeptOfServers()
    {
        QFETCH(int, lasts);
        QFETCH(int, code);
        const FeedKey feed = test::feedKey();
        int n = 1;
        for (;; ++n) {
            QTemporaryDir dir;
            FaultyFiles::failAt(n, Lasts(lasts), code);
            {
                PageCacheStore store({.path = dir.filePath(u"cache.db"_s)}, m_mailbox, m_clock, m_trace);
                const auto generation
                    = await<Generation>([&](auto reply) { store.begin(feed, test::traitsOf(FeedShape::Chained), reply); });
                QVERIFY2(
                    generation, qPrintable(u"call %1: "_s.arg(n) + (generation ? QString() : generation.error().sentence())));
                for (int ix = 0; ix < 3; ++ix) {
                    const auto page = await<Page>([&](auto reply) {
                        store.write(test::pageWrite(feed, *generation, ix, test::films(ix * 20, 20)), reply);
                    });
                    QVERIFY2(
                        page, qPrintable(u"call %1, page %2: "_s.arg(n).arg(ix) + (page ? QString() : page.error().sentence())));
                    QCOMPARE(page->rows.size(), std::size_t(20)); // on disk or in memory: the reader sees it
                }
                for (int ix = 0; ix < 3; ++ix) {
                    const auto page = await<Page>([&](auto reply) { store.read(feed, *generation, ix, {}, reply); });
                    QVERIFY2(
                        page, qPrintable(u"call %1, read %2: "_s.arg(n).arg(ix) + (page ? QString() : page.error().sentence())));
                    QCOMPARE(page->rows.size(), std::size_t(20));
                }
            }
            const bool failed = FaultyFiles::hasFailed();
            FaultyFiles::heal();
            PageCacheStore store({.path = dir.filePath(u"cache.db"_s)}, m_mailbox, m_clock, m_trace);
            QVERIFY(await<PageStoreReport>([&](auto reply) { store.report(reply); }));
            if (!failed)
                break;
        }
        QVERIFY2(n > 10, "the steps hardly touch the disk");
    }
};

QTEST_GUILESS_MAIN(TestFailingCalls)
#include "tst_failingcalls.moc"

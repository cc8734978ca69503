// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <QFileInfo>

#include "cache/pagestore/pagecachestore.h"
#include "tests/support/await.h"
#include "tests/support/fakeclock.h"
#include "tests/support/recordingtrace.h"

namespace matinee::test {

using namespace Qt::StringLiterals;

inline Title film(int n, const QString &name = {})
{
    Title title;
    title.id = {u"tmdb"_s, u"movie"_s, QString::number(n)};
    title.title = name.isEmpty() ? u"Film %1"_s.arg(n) : name;
    title.year = 1920 + n % 100;
    title.rating = 7.5;
    title.genres = {u"Drama"_s, u"War"_s};
    title.overview = u"A sentence that makes the payload as long as they are. "_s.repeated(6);
    title.poster = u"/poster%1.jpg"_s.arg(n);
    return title;
}

inline std::vector<Title> films(int first, int count)
{
    std::vector<Title> titles;
    for (int n = first; n < first + count; ++n)
        titles.push_back(film(n));
    return titles;
}

inline FeedKey feedKey(const QString &text = u"tmdb/popular?region=DE"_s)
{
    return FeedKey::parse(text).value_or(FeedKey());
}

/// Page ix of a list numbered by page, which goes on.
inline PageWrite pageWrite(const FeedKey &feed, Generation generation, int ix, std::vector<Title> titles)
{
    PageWrite write;
    write.feed = feed;
    write.generation = generation;
    write.ix = ix;
    write.key = PageNo{ix + 1};
    write.language = u"en-US"_s;
    write.page.titles = std::move(titles);
    write.page.next = PageNo{ix + 2};
    write.page.total = 1000;
    write.page.fetchedAt = QDateTime(QDate(2026, 3, 1), QTime(11, 0), Qt::UTC);
    return write;
}

inline FeedTraits traitsOf(FeedShape shape, FreshnessClass freshness = FreshnessClass::Other, const QString &account = {})
{
    FeedTraits traits;
    traits.shape = shape;
    traits.freshness = freshness;
    traits.account = account;
    return traits;
}

inline QStringList idsOf(const std::vector<Row> &rows)
{
    QStringList ids;
    for (const Row &row : rows)
        ids.append(row.title.id.extId);
    return ids;
}

/// The store during one run of the program.
struct PageRun {
    RecordingTrace trace;
    PageCacheStore store;

    PageRun(const PageStoreOptions &options, Mailbox &mailbox, Clock &clock) : store(options, mailbox, clock, trace) { }

    Generation begin(const FeedKey &feed, const FeedTraits &traits = {})
    {
        return await<Generation>([&](auto reply) { store.begin(feed, traits, reply); }).value_or(Generation{-1});
    }
    Result<Page> write(const PageWrite &write)
    {
        return await<Page>([&](auto reply) { store.write(write, reply); });
    }
    Result<Page> read(const FeedKey &feed, Generation generation, int ix)
    {
        return await<Page>([&](auto reply) { store.read(feed, generation, ix, {}, reply); });
    }
    Result<void> activate(const FeedKey &feed, Generation generation)
    {
        return await<void>([&](auto reply) { store.activate(feed, generation, reply); });
    }
    std::optional<StoredFeed> find(const FeedKey &feed)
    {
        return await<std::optional<StoredFeed>>([&](auto reply) { store.find(feed, reply); }).value_or(std::nullopt);
    }
    qint64 rowOf(const FeedKey &feed, Generation generation, const TitleId &title)
    {
        return await<qint64>([&](auto reply) { store.rowOf(feed, generation, title, reply); }).value_or(-100);
    }
    std::optional<StoredDetails> details(const TitleId &title, const QString &language = u"en-US"_s)
    {
        return await<std::optional<StoredDetails>>([&](auto reply) {
            store.details(title, language, reply);
        }).value_or(std::nullopt);
    }
    PageStoreReport report()
    {
        return await<PageStoreReport>([&](auto reply) { store.report(reply); }).value_or(PageStoreReport{});
    }
    Result<PageClearing> clear(const std::optional<FeedKey> &feed)
    {
        return await<PageClearing>([&](auto reply) { store.clear(feed, reply); });
    }
    Result<std::vector<Title>> search(const QString &text, int limit = 100)
    {
        return await<std::vector<Title>>([&](auto reply) { store.searchStored(text, limit, {}, reply); });
    }
    /// A generation with that many pages of 20, active.
    Generation fill(const FeedKey &feed, int pages, int firstFilm = 1, const FeedTraits &traits = {})
    {
        const Generation generation = begin(feed, traits);
        for (int ix = 0; ix < pages; ++ix) {
            if (!write(pageWrite(feed, generation, ix, films(firstFilm + ix * 20, 20))))
                return {-1};
        }
        return activate(feed, generation) ? generation : Generation{-1};
    }
};

/// What another program would read from the file.
inline qint64 countIn(const QString &path, const char *sql)
{
    SQLite::Database database(path.toStdString(), SQLite::OPEN_READONLY);
    return database.execAndGet(sql).getInt64();
}

} // namespace matinee::test

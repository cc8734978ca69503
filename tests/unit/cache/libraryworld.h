// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QThread>

#include <atomic>
#include <memory>

#include "cache/cataloguefile/cataloguelibrary.h"
#include "tests/support/await.h"
#include "tests/support/recordingtrace.h"
#include "tests/unit/cache/importedcatalogue.h"

namespace matinee::test {

inline std::vector<QJsonObject> numbered(int count)
{
    std::vector<QJsonObject> all;
    for (int i = 1; i <= count; ++i)
        all.push_back(film(QStringLiteral("Film %1").arg(i, 4, 10, QLatin1Char('0')), 1900 + i % 30));
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
            options.embedded.push_back({QStringLiteral("shipped"), QStringLiteral("Shipped films"), embedded});
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
        return await<Page>([&](auto reply) { library->page(feed, generation, key, Priority::VisiblePage, {}, reply); });
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

inline FeedKey all(const QString &source)
{
    return FeedKey::of(source, QStringLiteral("all"));
}

inline QStringList indexesIn(const QString &folder)
{
    return QDir(folder).entryList({QStringLiteral("*.db")}, QDir::Files);
}

} // namespace matinee::test

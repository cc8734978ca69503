// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/listcommand.h"

#include <QJsonObject>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace matinee {

Result<void> checkSource(const SourceRegistry &sources, const QString &sourceId)
{
    if (sourceId.startsWith("file:"_L1) || sources.sourceIds().contains(sourceId))
        return {};
    return fail(ErrorKind::InvalidArgument,
        u"no source is called \"%1\"; there are %2 and file:PATH"_s.arg(sourceId, sources.sourceIds().join(u", "_s)),
        u"source"_s);
}

void printFaults(const SourceDescriptor &source)
{
    if (source.faultCount == 0)
        return;
    printNote(u"matinee: %1: %2 rows were left out"_s.arg(source.location.isEmpty() ? source.id : source.location)
                  .arg(source.faultCount));
    constexpr size_t kShown = 20; // enough to see the pattern; the rest is in `matinee sources --format json`
    for (size_t i = 0; i < std::min(kShown, source.faults.size()); ++i)
        printNote(u"  line %1: %2"_s.arg(source.faults[i].line).arg(terminalSafe(source.faults[i].reason)));
}

ListCommand::ListCommand(const HeadlessPorts &ports, const Invocation &invocation)
    : m_ports(ports),
      m_feed(*invocation.feed),
      m_pagesLeft(invocation.pages),
      m_all(invocation.pages == 0),
      m_isJson(invocation.format == OutputFormat::Json),
      m_reading(invocation.reading),
      m_startedAt(ports.clock.now()),
      m_writer(makeTitlePrinter(invocation.format))
{
}

void ListCommand::start()
{
    if (const auto known = checkSource(m_ports.sources, m_feed.source); !known)
        return failWith(known.error());
    m_ports.sources.describe(m_feed.source, [this](const Result<SourceDescriptor> &source) {
        if (!source)
            return finish(source.error());
        printFaults(*source);
        readFavorites();
    });
}

void ListCommand::readFavorites()
{
    m_ports.userData.favorites(m_feed.source, [this](const Result<std::vector<Favorite>> &favorites) {
        if (favorites) {
            m_favorites.emplace();
            for (const Favorite &favorite : *favorites)
                m_favorites->insert(favorite.title.id);
        } else {
            printError(favorites.error()); // the list is still worth printing, without the hearts
        }
        openFeed();
    });
}

void ListCommand::openFeed()
{
    m_ports.feeds.open(m_feed, [this](const Result<FeedOpening> &opening) {
        if (!opening)
            return finish(opening.error());
        m_generation = opening->generation;
        const bool isAsked = m_reading == Reading::Refreshed || opening->freshness != Freshness::Fresh;
        // What was fetched a moment ago, because nothing was kept, is not asked for twice.
        const bool isNew = opening->savedAt.isValid() && opening->savedAt >= m_startedAt;
        if (isAsked && !isNew && m_reading != Reading::CacheOnly)
            return reopenFeed(*opening);
        askPage(FirstPage{});
    });
}

/// A copy that is no longer fresh is asked for anew; where nobody answers, it is printed with its age.
void ListCommand::reopenFeed(const FeedOpening &kept)
{
    m_ports.feeds.reopen(m_feed, [this, kept](const Result<FeedOpening> &opening) {
        if (opening) {
            m_generation = opening->generation;
            if (!opening->isUnchanged)
                m_ports.feeds.activate(m_feed, m_generation);
        } else if (m_reading == Reading::Refreshed) {
            return finish(opening.error());
        } else {
            printError(opening.error());
            printNote(u"matinee: what follows is the copy saved %1"_s.arg(
                QLocale::c().toString(kept.savedAt.toLocalTime(), u"yyyy-MM-dd HH:mm"_s)));
        }
        askPage(FirstPage{});
    });
}

void ListCommand::askPage(const PageKey &key)
{
    m_ports.feeds.page(m_feed, m_generation, key, Priority::VisiblePage, CancelToken(),
        [this, asked = m_ports.clock.steady()](const Result<Page> &page) {
            if (!page)
                return finish(page.error());
            printPage(*page, asked);
            const bool wanted = m_all || --m_pagesLeft > 0;
            if (page->next && wanted)
                askPage(*page->next);
            else
                finish(std::nullopt);
        });
}

void ListCommand::printPage(const Page &page, std::chrono::nanoseconds asked)
{
    if (!m_begun) {
        m_begun = true;
        m_writer->begin();
    }
    int fresh = 0;
    for (const Row &row : page.rows) {
        if (m_seen.contains(row.item.value))
            continue;
        m_seen.insert(row.item.value);
        ++fresh;
        m_writer->write(
            {row.title, {.favorite = m_favorites ? std::optional(m_favorites->contains(row.title.id)) : std::nullopt}});
    }
    if (page.badRows > 0)
        printNote(u"matinee: %1 rows could not be read and were left out"_s.arg(page.badRows));
    if (m_ports.trace.isEnabled()) {
        const double ms = double((m_ports.clock.steady() - asked).count()) / 1e6;
        const qint64 items = std::ssize(page.rows) + page.duplicates;
        m_ports.trace.event(u"feed.page"_s,
            {{u"feed"_s, m_feed.text()}, {u"key"_s, pageKeyText(page.key)},
                {u"from"_s, page.origin == PageOrigin::Network ? u"network"_s : u"cache"_s}, {u"items"_s, items},
                {u"new"_s, fresh}, {u"dup"_s, items - fresh}, {u"ms"_s, ms}, {u"strategy"_s, page.strategy}});
        if (page.end)
            m_ports.trace.event(u"feed.end"_s, {{u"feed"_s, m_feed.text()}, {u"reason"_s, endReasonName(*page.end)}});
    }
}

void ListCommand::finish(const std::optional<Error> &error)
{
    // A wrong command line prints no data at all; any other failure leaves a whole JSON document, if an empty one.
    const bool emptyDocument = !error || (m_isJson && error->kind != ErrorKind::InvalidArgument);
    if (!m_begun && emptyDocument) {
        m_begun = true;
        m_writer->begin();
    }
    if (m_begun) {
        if (const auto written = endPrinting(*m_writer); !written)
            return failWith(written.error());
    }
    if (error)
        return failWith(*error);
    Q_EMIT finished(kExitDone);
}

} // namespace matinee

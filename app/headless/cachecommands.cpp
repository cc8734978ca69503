// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/cachecommands.h"

#include <QJsonArray>
#include <QJsonObject>

#include "app/headless/reportcommands.h"
#include "app/keptlists.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString();
}

} // namespace

CacheListCommand::CacheListCommand(RemoteParts &remote, OutputFormat format) : m_remote(remote), m_format(format) { }

void CacheListCommand::start()
{
    m_remote.pages().report([this](const Result<PageStoreReport> &pages) {
        if (!pages)
            return failWith(pages.error());
        m_remote.pictures().report([this, pages = *pages](const Result<ImageStoreReport> &pictures) {
            if (pictures)
                print(pages, *pictures);
            else
                failWith(pictures.error());
        });
    });
}

void CacheListCommand::print(const PageStoreReport &pages, const ImageStoreReport &pictures)
{
    QJsonArray rows;
    for (const FeedReport &feed : pages.feeds) {
        rows += QJsonObject{{u"what"_s, u"list"_s}, {u"name"_s, feed.key}, {u"class"_s, freshnessClassName(feed.freshness)},
            {u"pages"_s, feed.pages}, {u"titles"_s, feed.titles}, {u"bytes"_s, feed.bytes},
            {u"saved"_s, timeText(feed.newestValidated)}, {u"oldest"_s, timeText(feed.oldestFetch)}};
    }
    rows += QJsonObject{{u"what"_s, u"titles' pages"_s}, {u"name"_s, QString()}, {u"titles"_s, pages.details}};
    rows += QJsonObject{{u"what"_s, u"file"_s}, {u"name"_s, pages.path}, {u"pages"_s, pages.pages}, {u"titles"_s, pages.titles},
        {u"bytes"_s, pages.bytes}};
    rows += QJsonObject{
        {u"what"_s, u"pictures"_s}, {u"name"_s, pictures.path}, {u"titles"_s, pictures.images}, {u"bytes"_s, pictures.bytes}};
    const QStringList columns{u"what"_s, u"pages"_s, u"titles"_s, u"bytes"_s, u"saved"_s, u"name"_s};
    if (const auto printed = printRows(rows, columns, m_format); !printed)
        return failWith(printed.error());
    Q_EMIT finished(kExitDone);
}

CacheClearCommand::CacheClearCommand(RemoteParts &remote, const Invocation &invocation)
    : m_remote(remote), m_feed(invocation.feed), m_account(invocation.account), m_art(invocation.art), m_all(invocation.all)
{
}

void CacheClearCommand::start()
{
    const auto finish = [this](const Result<PageClearing> &cleared) { finishPages(cleared); };
    if (m_feed)
        return m_remote.pages().clear(*m_feed, finish);
    if (!m_account.isEmpty())
        return clearKeptLists(
            m_remote.pages(), [this](const FeedReport &feed) { return feed.account == m_account; }, finish);
    if (m_art)
        return clearPictures();
    m_remote.pages().clear(std::nullopt, [this](const Result<PageClearing> &cleared) {
        if (!cleared)
            return failWith(cleared.error());
        m_done = *cleared;
        clearPictures();
    });
}

void CacheClearCommand::finishPages(const Result<PageClearing> &cleared)
{
    if (!cleared)
        return failWith(cleared.error());
    printNote(u"matinee: %1 pages forgotten, %2 bytes freed"_s.arg(cleared->pages).arg(cleared->freedBytes));
    Q_EMIT finished(kExitDone);
}

void CacheClearCommand::clearPictures()
{
    m_remote.pictures().report([this](const Result<ImageStoreReport> &report) {
        const qint64 count = report ? report->images : 0;
        m_remote.pictures().clear([this, count](const Result<void> &cleared) {
            if (!cleared)
                return failWith(cleared.error());
            printNote(u"matinee: %1 pages and %2 pictures forgotten"_s.arg(m_done.pages).arg(count));
            Q_EMIT finished(kExitDone);
        });
    });
}

} // namespace matinee

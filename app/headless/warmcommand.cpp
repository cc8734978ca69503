// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/warmcommand.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// The width a tile of the usual size has on a screen of twice the density: good for either.
constexpr int kPosterWidth = 342;
// More would only wait in the queue of the image host.
constexpr int kPicturesInFlight = 6;
// A line every so many pages: enough to see it moves.
constexpr int kPagesALine = 10;

} // namespace

WarmCommand::WarmCommand(const HeadlessPorts &ports, ImageSource &images, const Invocation &invocation)
    : m_ports(ports), m_images(images), m_feed(*invocation.feed), m_pagesLeft(invocation.pages), m_withArt(invocation.art)
{
}

void WarmCommand::start()
{
    if (const auto known = checkSource(m_ports.sources, m_feed.source); !known)
        return failWith(known.error());
    m_ports.sources.describe(m_feed.source, [this](const Result<SourceDescriptor> &source) {
        if (!source)
            return failWith(source.error());
        openFeed();
    });
}

void WarmCommand::openFeed()
{
    const auto begin = [this](const FeedOpening &opening) {
        m_generation = opening.generation;
        askPage(FirstPage{});
    };
    m_ports.feeds.open(m_feed, [this, begin](const Result<FeedOpening> &opening) {
        if (!opening)
            return failWith(opening.error());
        if (opening->freshness == Freshness::Fresh)
            return begin(*opening);
        m_ports.feeds.reopen(m_feed, [this, begin](const Result<FeedOpening> &anew) {
            if (!anew)
                return failWith(anew.error());
            if (!anew->isUnchanged)
                m_ports.feeds.activate(m_feed, anew->generation);
            begin(*anew);
        });
    });
}

void WarmCommand::askPage(const PageKey &key)
{
    m_ports.feeds.page(m_feed, m_generation, key, Priority::Prefetch, CancelToken(), [this](const Result<Page> &page) {
        if (page)
            onPage(*page);
        else
            m_error = page.error();
        const bool goesOn = page && page->next && (m_pagesLeft == 0 || --m_pagesLeft > 0);
        if (goesOn)
            return askPage(*page->next);
        m_listDone = true;
        finishWhenDone();
    });
}

void WarmCommand::onPage(const Page &page)
{
    ++m_pages;
    m_titles += std::ssize(page.rows);
    m_fetched += page.origin == PageOrigin::Network ? 1 : 0;
    for (const Row &row : page.rows) {
        if (const auto key = m_images.keyFor(row.title.id.source, row.title.poster, kPosterWidth); key && m_withArt)
            m_pictures.push_back(*key);
    }
    startPictures();
    if (m_pages % kPagesALine == 0)
        tellProgress(false);
}

void WarmCommand::startPictures()
{
    while (!m_pictures.empty() && m_picturesInFlight < kPicturesInFlight) {
        const ImageKey key = m_pictures.front();
        m_pictures.pop_front();
        ++m_picturesInFlight;
        m_images.bytes(key, Priority::Prefetch, CancelToken(), [this](const Result<QByteArray> &bytes) {
            --m_picturesInFlight;
            ++(bytes ? m_picturesKept : m_picturesFailed);
            startPictures();
            finishWhenDone();
        });
    }
}

void WarmCommand::finishWhenDone()
{
    if (!m_listDone || !m_pictures.empty() || m_picturesInFlight > 0)
        return;
    tellProgress(true);
    if (m_error)
        return failWith(*m_error);
    Q_EMIT finished(kExitDone);
}

void WarmCommand::tellProgress(bool isLast)
{
    QString line = u"matinee: %1 %2 pages, %3 titles, %4 of the pages fetched now"_s.arg(isLast ? u"kept"_s : u"so far"_s)
                       .arg(m_pages)
                       .arg(m_titles)
                       .arg(m_fetched);
    if (m_withArt)
        line += u", %1 posters"_s.arg(m_picturesKept);
    if (m_picturesFailed > 0)
        line += u", %1 posters not to be had"_s.arg(m_picturesFailed);
    printNote(line);
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/offline/keepoffline.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// The width of a tile on a screen of twice the density: good for either.
constexpr int kPosterWidth = 342;
constexpr int kPicturesInFlight = 4;

/// A reply that does nothing once the asker is gone.
template <typename T, typename Then>
Reply<T> guarded(KeepOffline *keeper, Then then)
{
    return [self = QPointer(keeper), then = std::move(then)](const Result<T> &result) {
        if (self)
            then(result);
    };
}

/// The list whose pages a filtered one reads.
FeedKey unfiltered(const FeedKey &feed)
{
    FeedKey base = feed;
    std::erase_if(base.parameters, [](const auto &parameter) { return parameter.first.startsWith("only."_L1); });
    return base;
}

} // namespace

KeepOffline::KeepOffline(const Ports &ports, Tools tools, QObject *parent)
    : QObject(parent), m_ports(ports), m_tools(std::move(tools))
{
}

void KeepOffline::load()
{
    m_ports.pins.pins(guarded<std::vector<Pin>>(this, [this](const Result<std::vector<Pin>> &pins) {
        if (!pins)
            return;
        for (const Pin &pin : *pins) {
            if (!find(pin.feed))
                m_lists.push_back({pin});
        }
        tellExempt();
        startNext();
        Q_EMIT changed();
    }));
}

const KeptList *KeepOffline::find(const FeedKey &feed) const
{
    const auto found = std::ranges::find_if(m_lists, [&](const KeptList &list) { return list.pin.feed == feed; });
    return found == m_lists.end() ? nullptr : &*found;
}

KeptList *KeepOffline::at(const FeedKey &feed)
{
    const auto found = std::ranges::find_if(m_lists, [&](const KeptList &list) { return list.pin.feed == feed; });
    return found == m_lists.end() ? nullptr : &*found;
}

void KeepOffline::keep(const FeedKey &feed, int pages)
{
    m_ports.pins.putPin(feed, pages, guarded<void>(this, [this, feed, pages](const Result<void> &done) {
        if (!done)
            return Q_EMIT failed(done.error());
        if (m_run && m_run->feed == feed)
            m_run.reset(); // what is on its way is dropped: the wish is another one
        std::erase_if(m_lists, [&](const KeptList &list) { return list.pin.feed == feed; });
        m_lists.insert(m_lists.begin(), {{feed, pages, {}}});
        tellExempt();
        startNext();
        Q_EMIT changed();
    }));
}

void KeepOffline::release(const FeedKey &feed)
{
    m_ports.pins.removePin(feed, guarded<void>(this, [this, feed](const Result<void> &done) {
        if (!done)
            return Q_EMIT failed(done.error());
        if (m_run && m_run->feed == feed)
            m_run.reset();
        std::erase_if(m_lists, [&](const KeptList &list) { return list.pin.feed == feed; });
        std::erase_if(m_pictures, [&](const auto &pictures) { return pictures.first == feed; });
        tellExempt();
        startNext();
        Q_EMIT changed();
    }));
}

void KeepOffline::goOn()
{
    for (KeptList &list : m_lists) {
        if (list.state == KeptList::State::Failed && list.error && list.error->kind == ErrorKind::Offline)
            list.state = KeptList::State::Waiting;
    }
    startNext();
}

void KeepOffline::tellExempt()
{
    std::vector<FeedKey> feeds;
    for (const KeptList &list : m_lists)
        feeds.push_back(unfiltered(list.pin.feed));
    m_tools.exemptPages(feeds);
    std::vector<ImageKey> pictures;
    for (const auto &[feed, keys] : m_pictures)
        pictures.insert(pictures.end(), keys.begin(), keys.end());
    m_tools.exemptPictures(pictures);
}

void KeepOffline::startNext()
{
    if (m_run)
        return;
    const auto next = std::ranges::find_if(m_lists, [this](const KeptList &list) {
        return list.state == KeptList::State::Waiting && !m_tools.isOffline(list.pin.feed.source);
    });
    if (next == m_lists.end())
        return;
    const auto run = std::make_shared<Run>();
    run->feed = next->pin.feed;
    run->pagesLeft = next->pin.pages;
    run->result = {next->pin, KeptList::State::Running};
    m_run = run;
    show(run, KeptList::State::Running);
    m_ports.feeds.open(run->feed, guarded<FeedOpening>(this, [this, run](const Result<FeedOpening> &opening) {
        if (m_run != run)
            return;
        if (!opening)
            return finish(run, opening.error());
        run->generation = opening->generation;
        askPage(run, FirstPage{});
    }));
}

void KeepOffline::askPage(const RunPtr &run, const PageKey &key)
{
    m_ports.feeds.page(run->feed, run->generation, key, Priority::Prefetch, m_closing,
        guarded<Page>(this, [this, run](const Result<Page> &page) {
            if (m_run != run)
                return;
            if (!page)
                return finish(run, page.error());
            onPage(run, *page);
        }));
}

void KeepOffline::onPage(const RunPtr &run, const Page &page)
{
    ++run->result.pages;
    run->result.titles += static_cast<int>(page.rows.size());
    for (const Row &row : page.rows) {
        if (const auto key = m_ports.images.keyFor(row.title.id.source, row.title.poster, kPosterWidth)) {
            run->left.push_back(*key);
            run->pictures.push_back(*key);
        }
    }
    run->next = page.next;
    run->isLastPage = !page.next || (run->pagesLeft > 0 && --run->pagesLeft == 0);
    show(run, KeptList::State::Running);
    fetchPictures(run);
}

// A page's pictures before the next page: what is here by now is whole.
void KeepOffline::fetchPictures(const RunPtr &run)
{
    while (!run->left.empty() && run->inFlight < kPicturesInFlight) {
        const ImageKey key = run->left.front();
        run->left.pop_front();
        ++run->inFlight;
        m_ports.images.bytes(
            key, Priority::Prefetch, m_closing, guarded<QByteArray>(this, [this, run](const Result<QByteArray> &bytes) {
                if (m_run != run)
                    return;
                --run->inFlight;
                if (bytes) { // a picture that is not to be had is drawn, as everywhere
                    ++run->result.pictures;
                    run->result.bytes += bytes->size();
                }
                fetchPictures(run);
            }));
    }
    if (run->inFlight > 0 || !run->left.empty())
        return;
    if (run->isLastPage)
        return finish(run, std::nullopt);
    askPage(run, *std::exchange(run->next, std::nullopt));
}

void KeepOffline::finish(const RunPtr &run, const std::optional<Error> &error)
{
    run->result.error = error;
    m_run.reset();
    std::erase_if(m_pictures, [&](const auto &pictures) { return pictures.first == run->feed; });
    m_pictures.emplace_back(run->feed, run->pictures);
    tellExempt();
    const bool waits = error && error->kind == ErrorKind::Offline;
    show(run, waits ? KeptList::State::Waiting : error ? KeptList::State::Failed : KeptList::State::Complete);
    m_tools.pageBytes(
        unfiltered(run->feed), [self = QPointer(this), feed = run->feed, pictures = run->result.bytes](qint64 bytes) {
            KeptList *list = self ? self->at(feed) : nullptr;
            if (!list)
                return;
            list->bytes = pictures + bytes;
            Q_EMIT self->changed();
        });
    if (!waits)
        startNext();
}

void KeepOffline::show(const RunPtr &run, KeptList::State state)
{
    run->result.state = state;
    if (KeptList *list = at(run->feed)) {
        *list = run->result;
        Q_EMIT changed();
    }
}

} // namespace matinee

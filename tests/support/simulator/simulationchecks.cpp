// SPDX-License-Identifier: GPL-3.0-or-later
// What must be true after every event of a walk.
#include <QSet>

#include "models/feed/filtered/titlefilter.h"
#include "tests/support/simulator/simulation.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee::test {

std::vector<Simulation::Look> Simulation::look() const
{
    std::vector<Look> looks;
    for (const Reader &reader : m_readers) {
        looks.push_back({reader->isShown(), reader->visible(), reader->anchor(), reader->model().rowCount(), reader->exchanges(),
            reader->placesFound()});
    }
    return looks;
}

QString Simulation::check(const std::vector<Look> &before, qint64 failed, qint64 succeeded)
{
    if (!m_server.breach().isEmpty())
        return m_server.breach();
    for (const Reader &reader : m_readers) {
        if (const QString breach = checkRows(*reader); !breach.isEmpty())
            return breach;
    }
    const bool isSameReaders = before.size() == m_readers.size() && !m_what.contains(u"list") && !m_what.contains(u"starts")
        && !m_what.contains(u"signs in");
    const bool onlyErrors = m_server.failed() > failed && m_server.succeeded() == succeeded;
    for (std::size_t i = 0; isSameReaders && i < before.size(); ++i) {
        SimulatedReader &reader = *m_readers[i];
        const bool isOtherList = reader.exchanges() != before[i].exchanges;
        m_exchanges += isOtherList ? 1 : 0;
        // A page that is shorter than its place takes rows with it, too.
        const bool isOnlyError = onlyErrors && reader.pagesTold() == before[i].pagesTold;
        if (isOnlyError && !isOtherList && !m_isByPerson && reader.model().rowCount() < before[i].rows)
            return u"I9, rows went because of an error in "_s + reader.key().text();
        if (m_isByPerson || !before[i].isShown || reader.placesFound() != before[i].placesFound)
            continue;
        if (const QString breach = checkPlaces(reader, before[i]); !breach.isEmpty())
            return breach;
    }
    return {};
}

QString Simulation::checkRows(SimulatedReader &reader)
{
    FeedModel &model = reader.model();
    if (reader.rowsTold() != model.rowCount())
        return u"I2, %1 rows were told of, %2 there are, in %3"_s.arg(reader.rowsTold())
            .arg(model.rowCount())
            .arg(reader.key().text());
    if (reader.wasTornAway())
        return u"I7, a place is looked for though the reader of %1 has scrolled since"_s.arg(reader.key().text());
    if (!reader.takeChanged())
        return {};
    QSet<QString> ids;
    const QString owner = m_server.account + u": "_s;
    for (int row = 0; row < model.rowCount(); ++row) {
        const Title *title = model.titleAt(row);
        if (!title)
            continue;
        if (ids.contains(title->id.extId))
            return u"I1, %1 stands twice in %2"_s.arg(title->title, reader.key().text());
        ids.insert(title->id.extId);
        if (!title->title.startsWith(owner))
            return u"I11, %1 is another one's, in %2"_s.arg(title->title, reader.key().text());
    }
    return {};
}

/// I7 and I8. Where the list became another one without the person's doing (nobody had scrolled), only the place counts.
QString Simulation::checkPlaces(SimulatedReader &reader, const Look &before) const
{
    const auto now = reader.visible();
    // Where the end of the list came up, there is nothing below to stay where one was.
    const bool isAtNewEnd = reader.model().rowCount() < before.rows && reader.position() >= reader.maximum();
    if (isAtNewEnd)
        return {};
    if (reader.exchanges() == before.exchanges) {
        for (const auto &[id, place] : before.titles) {
            const auto at = now.find(id);
            if (at == now.end())
                return u"I7, film %1 left the screen of %2"_s.arg(id, reader.key().text());
            if (at->second != place)
                return u"I7, film %1 moved from %2 px to %3 px in %4"_s.arg(id)
                    .arg(place.first)
                    .arg(at->second.first)
                    .arg(reader.key().text());
        }
        return {};
    }
    if (!before.anchor || reader.position() == 0 || reader.position() >= reader.maximum())
        return {};
    const int row = reader.model().rowOf(before.anchor->title);
    const auto at = now.find(before.anchor->title.extId);
    if (row < 0) // it is gone, or too far away to be looked for
        return {};
    if (at == now.end() || std::abs(at->second.first - before.anchor->y) > 1)
        return u"I8, film %1 does not stand at %2 px any more in %3"_s.arg(before.anchor->title.extId)
            .arg(before.anchor->y)
            .arg(reader.key().text());
    return {};
}

/// The network is well for a while, and everybody waits.
QString Simulation::checkRest()
{
    const NetworkManners manners = std::exchange(m_server.manners, {});
    const bool wasManual = m_connections->isManual();
    m_connections->setManual(false);
    for (const Reader &reader : m_readers) {
        forgive(reader->key());
        reader->model().retry();
    }
    // Long enough for whatever is asked for without a filter; one that few titles match reads on through many pages.
    for (int i = 0; i < 60 || (i < 600 && m_server.underWay() > 0); ++i) {
        m_timers.advance(3s);
        m_queue.run();
        settle();
    }
    if (m_server.underWay() > 0)
        return u"I6, requests go on though nobody does anything"_s;
    for (const Reader &reader : m_readers) {
        const FeedStatus status = reader->model().status();
        const bool isLoading = status.refresh.is(LoadState::Kind::Loading) || status.append.is(LoadState::Kind::Loading);
        if (isLoading && reader->isShown())
            return u"I17, %1 loads for ever"_s.arg(reader->key().text());
        if (!status.opened && reader->isShown())
            return u"%1 never opened, %2"_s.arg(reader->key().text(), loadStateName(status.refresh.kind));
        if (const QString breach = checkStore(*reader); !breach.isEmpty())
            return breach;
    }
    m_server.manners = manners;
    m_connections->setManual(wasManual);
    m_queue.run();
    settle();
    return checkRows(
        *m_readers.emplace_back(std::make_unique<SimulatedReader>(*m_engine, *m_favorites, anyFeed(), std::nullopt)));
}

/// I3: what a list shows is what is kept of it.
QString Simulation::checkStore(SimulatedReader &reader) const
{
    const FeedModel &model = reader.model();
    const QSet<QString> kept = m_pages.activeIds(TitleFilter::without(reader.key()).with(u"account.id"_s, m_server.account));
    // It may wait to be read anew; and a refresh that failed leaves what was there, also of a store that was cleared.
    if (!reader.isShown() || model.status().refresh.error)
        return {};
    for (int row = 0; row < model.rowCount(); ++row) {
        const Title *title = model.titleAt(row);
        if (title && !kept.contains(title->id.extId))
            return u"I3, film %1 is shown in %2 and not kept"_s.arg(title->id.extId, reader.key().text());
    }
    return {};
}

} // namespace matinee::test

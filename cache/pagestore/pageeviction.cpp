// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/pagestore/pageeviction.h"

#include <algorithm>
#include <array>

#include "models/catalog/freshness.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {
namespace {

// store.md 7.4. A page asked for meanwhile waits for one slice at most.
constexpr int kSliceRows = 200;
constexpr auto kSliceTime = 20ms;
constexpr double kStopAt = 0.85;
constexpr double kRoomAt = 0.9;
// Stuck is tried again when this much more has come.
constexpr double kStuckGrowth = 1.02;
// A list without pages that nobody opened for so long is forgotten by name, too.
constexpr auto kForgetListAfter = 24h * 180;

constexpr std::array kClasses{FreshnessClass::Trending, FreshnessClass::Related, FreshnessClass::Personal,
    FreshnessClass::AlwaysAsk, FreshnessClass::Other, FreshnessClass::Detail, FreshnessClass::Reference};

constexpr const char *kDeadPages = "SELECT p.feed_id,p.gen,p.ix FROM generation g CROSS JOIN page p "
                                   "ON p.feed_id=g.feed_id AND p.gen=g.gen WHERE g.state=2 LIMIT 200";
constexpr const char *kDead = "SELECT feed_id,gen FROM generation WHERE state=2";
constexpr const char *kGone = "SELECT p.feed_id,p.gen,p.ix,f.hash FROM feed f CROSS JOIN page p ON p.feed_id=f.feed_id "
                              "AND p.gen=f.active_gen WHERE f.ttl_class=?1 AND p.validated_at<?2 ORDER BY p.ix DESC";
constexpr const char *kUnlisted
    = "SELECT item_id FROM item i WHERE item_id>?1 AND NOT EXISTS(SELECT 1 FROM row r WHERE r.item_id=i.item_id) "
      "AND NOT EXISTS(SELECT 1 FROM detail d WHERE d.item_id=i.item_id) ORDER BY item_id LIMIT 200";
// Searches first: nobody comes back to most of them. FEED is what follows the last slash before the `?`.
constexpr const char *kListsByUse = "SELECT feed_id,hash FROM feed WHERE active_gen IS NOT NULL ORDER BY "
                                    "key_text LIKE '%/search%' OR key_text LIKE '%/suggest%',last_used DESC,feed_id";
constexpr const char *kPagesFromEnd = "SELECT p.gen,p.ix FROM feed f CROSS JOIN page p ON p.feed_id=f.feed_id "
                                      "AND p.gen=f.active_gen AND p.ix>=?2 WHERE f.feed_id=?1 ORDER BY p.ix DESC";
constexpr const char *kDetailsByUse = "SELECT detail_id FROM detail ORDER BY last_used LIMIT 200";
constexpr const char *kForget = "DELETE FROM feed WHERE feed_id=?1 AND last_used<?2 "
                                "AND NOT EXISTS(SELECT 1 FROM page p WHERE p.feed_id=?1) "
                                "AND NOT EXISTS(SELECT 1 FROM generation g WHERE g.feed_id=?1 AND g.state=0)";

// Foreign keys are off meanwhile: without them SQLite empties a table at once.
constexpr const char *kClear
    = "DELETE FROM row; DELETE FROM detail; DELETE FROM page; DELETE FROM generation; UPDATE feed SET active_gen=NULL; "
      "INSERT INTO fts(fts) VALUES('delete-all'); DELETE FROM item_text; DELETE FROM item; "
      "UPDATE meta SET v=(SELECT v-1 FROM meta WHERE k='next_item') WHERE k='indexed_to'";

} // namespace

void PageEviction::setBudget(qint64 bytes)
{
    m_budgetBytes = bytes;
    m_stuckAt = 0;
}

void PageEviction::setExempt(QSet<QByteArray> feeds)
{
    if (feeds == m_exempt)
        return;
    m_exempt = std::move(feeds);
    m_stuckAt = 0;
    m_victims.clear();
    m_lists.clear();
    if (m_phase)
        m_phase = Phase::Gone;
}

Result<void> PageEviction::change(const std::function<Result<void>()> &work)
{
    auto done = m_db.transaction([&]() -> Result<void> {
        if (auto worked = work(); !worked)
            return worked;
        m_items.finish();
        return {};
    });
    if (!done) {
        m_items.forget();
        m_victims.clear();
    }
    return done;
}

// Begins when the budget is passed, ends at the target.
void PageEviction::decide()
{
    const qint64 used = m_db.usedBytes();
    if (!m_phase && used > m_budgetBytes && static_cast<double>(used) > static_cast<double>(m_stuckAt) * kStuckGrowth) {
        m_phase = Phase::Gone;
        m_target = static_cast<qint64>(static_cast<double>(m_budgetBytes) * kStopAt);
    }
    if (!m_phase)
        return;
    const bool isDone = used <= m_target;
    if (isDone || (*m_phase == Phase::Done && m_victims.empty())) {
        m_stuckAt = used > m_budgetBytes ? used : 0;
        m_phase.reset();
        m_victims.clear();
        m_lists.clear();
        m_shrinks = true;
    }
}

Result<bool> PageEviction::step()
{
    auto ready = m_db.run([&]() -> Result<void> {
        decide();
        fill();
        return {};
    });
    if (!ready)
        return tl::unexpected(ready.error());
    if (!m_victims.empty())
        return takeSlice();
    return m_phase ? Result<bool>(true) : giveBack();
}

void PageEviction::fill()
{
    if (!m_victims.empty() || fillDead() || !m_phase)
        return;
    switch (*m_phase) {
    case Phase::Gone: return fillGone();
    case Phase::Unlisted: return fillUnlisted();
    case Phase::Lists: return fillLists();
    case Phase::Details: return fillDetails();
    case Phase::FirstPages: return fillFirstPages();
    case Phase::Done: return;
    }
}

bool PageEviction::fillDead()
{
    const auto page = m_statements.use(kDeadPages);
    while (page->step())
        m_victims.push_back({Victim::Kind::OnePage, page->integer(0), page->integer(1), page->integer(2)});
    if (!m_victims.empty())
        return true;
    const auto generation = m_statements.use(kDead);
    while (generation->step())
        m_victims.push_back({Victim::Kind::EmptyGeneration, generation->integer(0), generation->integer(1)});
    return !m_victims.empty();
}

void PageEviction::fillGone()
{
    m_phase = Phase::Unlisted;
    m_unlistedAfter = 0;
    if (!m_agesCount)
        return;
    const QDateTime now = m_clock.now();
    for (const FreshnessClass of : kClasses) {
        const auto goneAfter = FreshnessRule::of(of).goneAfter;
        if (!goneAfter)
            continue;
        const auto page = m_statements.use(kGone);
        page->bind(1, static_cast<int>(of));
        page->bind(2, now.addSecs(-goneAfter->count()).toMSecsSinceEpoch());
        while (page->step()) {
            if (!m_exempt.contains(page->bytes(3).toByteArray()))
                m_victims.push_back({Victim::Kind::OnePage, page->integer(0), page->integer(1), page->integer(2)});
        }
    }
}

void PageEviction::fillUnlisted()
{
    const auto item = m_statements.use(kUnlisted);
    item->bind(1, m_unlistedAfter);
    while (item->step())
        m_victims.push_back({Victim::Kind::Unlisted, item->integer(0)});
    if (m_victims.empty()) {
        m_phase = Phase::Lists;
        m_lists = evictable();
    } else {
        m_unlistedAfter = m_victims.back().id;
    }
}

std::vector<qint64> PageEviction::evictable()
{
    std::vector<qint64> lists;
    const auto list = m_statements.use(kListsByUse);
    while (list->step()) {
        if (!m_exempt.contains(list->bytes(1).toByteArray()))
            lists.push_back(list->integer(0));
    }
    return lists;
}

void PageEviction::fillLists()
{
    while (m_victims.empty() && !m_lists.empty()) {
        fillPages(m_lists.back(), 1);
        m_lists.pop_back();
    }
    if (m_victims.empty())
        m_phase = Phase::Details;
}

void PageEviction::fillDetails()
{
    const auto detail = m_statements.use(kDetailsByUse);
    while (detail->step())
        m_victims.push_back({Victim::Kind::OneDetail, detail->integer(0)});
    if (m_victims.empty()) {
        m_phase = Phase::FirstPages;
        m_lists = evictable();
    }
}

void PageEviction::fillFirstPages()
{
    if (m_lists.empty()) {
        m_phase = Phase::Done;
        return;
    }
    fillPages(m_lists.back(), 0);
    m_victims.push_back({Victim::Kind::Forgotten, m_lists.back()});
    m_lists.pop_back();
}

void PageEviction::fillPages(qint64 feedId, qint64 fromIx)
{
    const auto page = m_statements.use(kPagesFromEnd);
    page->bind(1, feedId);
    page->bind(2, fromIx);
    while (page->step())
        m_victims.push_back({Victim::Kind::OnePage, feedId, page->integer(0), page->integer(1)});
}

Result<bool> PageEviction::takeSlice()
{
    const auto end = m_clock.steady() + kSliceTime;
    auto done = change([&]() -> Result<void> {
        int rows = 0;
        while (!m_victims.empty() && rows < kSliceRows && (rows == 0 || m_clock.steady() < end)) {
            rows += remove(m_victims.front());
            m_victims.pop_front();
        }
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return true;
}

// How many rows that were.
int PageEviction::remove(const Victim &victim)
{
    const char *sql = nullptr;
    switch (victim.kind) {
    case Victim::Kind::OnePage: return removePage(victim);
    case Victim::Kind::Unlisted: m_items.removeUnused(victim.id); return 1;
    case Victim::Kind::EmptyGeneration: sql = "DELETE FROM generation WHERE feed_id=?1 AND gen=?2 AND state=2"; break;
    case Victim::Kind::Forgotten: sql = kForget; break;
    case Victim::Kind::OneDetail: {
        const auto drop = m_statements.use("DELETE FROM detail WHERE detail_id=?1 RETURNING item_id");
        drop->bind(1, victim.id);
        const qint64 item = drop->step() ? drop->integer(0) : 0;
        drop->reset();
        m_items.removeUnused(item);
        return 1;
    }
    }
    const auto drop = m_statements.use(sql);
    drop->bind(1, victim.id);
    if (victim.kind == Victim::Kind::EmptyGeneration)
        drop->bind(2, victim.generation);
    else
        drop->bind(2, m_clock.now().addMSecs(-std::chrono::milliseconds(kForgetListAfter).count()).toMSecsSinceEpoch());
    drop->run();
    return 1;
}

int PageEviction::removePage(const Victim &page)
{
    std::vector<qint64> items;
    const auto place = [&](const char *sql) {
        auto use = m_statements.use(sql);
        use->bind(1, page.id);
        use->bind(2, page.generation);
        use->bind(3, page.ix);
        while (use->step())
            items.push_back(use->integer(0));
    };
    place("SELECT item_id FROM row WHERE feed_id=?1 AND gen=?2 AND ix=?3");
    place("DELETE FROM row WHERE feed_id=?1 AND gen=?2 AND ix=?3");
    place("DELETE FROM page WHERE feed_id=?1 AND gen=?2 AND ix=?3");
    // The list goes on where its last page is not known any more.
    place("UPDATE generation SET end_reason=NULL,end_ix=NULL WHERE feed_id=?1 AND gen=?2 AND end_ix=?3");
    for (const qint64 item : items)
        m_items.removeUnused(item);
    return static_cast<int>(items.size()) + 1;
}

Result<bool> PageEviction::giveBack()
{
    if (!m_shrinks)
        return false;
    auto done = m_db.run([&]() -> Result<void> {
        // exec() runs the pragma to its end; one step would give back one page.
        m_db.handle().exec("PRAGMA incremental_vacuum(200)");
        m_shrinks = m_db.freePages() > 0;
        // The file itself shrinks at a checkpoint.
        if (!m_shrinks)
            m_db.handle().exec("PRAGMA wal_checkpoint(PASSIVE)");
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return m_shrinks;
}

Result<void> PageEviction::makeRoom()
{
    auto begun = m_db.run([&]() -> Result<void> {
        m_phase = Phase::Gone;
        m_target = static_cast<qint64>(static_cast<double>(m_db.usedBytes()) * kRoomAt);
        return {};
    });
    if (!begun)
        return begun;
    while (m_phase) {
        if (auto more = step(); !more) {
            m_phase.reset();
            return tl::unexpected(more.error());
        }
    }
    return {};
}

Result<void> PageEviction::clear()
{
    m_victims.clear();
    m_lists.clear();
    m_phase.reset();
    m_stuckAt = 0;
    m_shrinks = true;
    auto off = m_db.run([&]() -> Result<void> {
        m_db.handle().exec("PRAGMA foreign_keys=OFF");
        return {};
    });
    auto done = off ? change([&]() -> Result<void> {
        m_db.handle().exec(kClear);
        return {};
    })
                    : off;
    m_db.handle().tryExec("PRAGMA foreign_keys=ON");
    return done;
}

} // namespace matinee

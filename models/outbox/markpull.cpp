// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/outbox/markpull.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// 10 000 titles at 20 a page: nobody's list is longer, and a server that goes round in circles ends somewhere.
constexpr int kMostPages = 500;

bool isWholeAt(std::optional<EndReason> end)
{
    using enum EndReason;
    return !end || *end == NoNextKey || *end == TotalReached || *end == EmptyPage || *end == SinglePage;
}

QString feedOf(MarkKind kind)
{
    return kind == MarkKind::Favorite ? u"favorites"_s : u"watchlist"_s;
}

} // namespace

void MarkPull::pull(const UserAccount &account, const std::vector<MarkKind> &kinds)
{
    if (account.key().isEmpty() || m_running.contains(account.key()))
        return;
    m_running += account.key();
    const auto run = std::make_shared<Run>();
    run->account = account;
    for (const MarkKind kind : kinds) {
        // A server's list says of a title that it is rated, but not how.
        const bool isList = kind == MarkKind::Favorite || kind == MarkKind::Watchlist;
        if (isList && m_source.traits(FeedKey::of(account.source, feedOf(kind))))
            run->left.push_back(kind);
    }
    next(run);
}

void MarkPull::next(const std::shared_ptr<Run> &run)
{
    run->marks.clear();
    run->pages = 0;
    run->isWhole = true;
    if (run->left.empty()) {
        m_running.removeAll(run->account.key());
        return;
    }
    ask(run, FirstPage{});
}

void MarkPull::ask(const std::shared_ptr<Run> &run, const PageKey &key)
{
    PageAsk ask;
    ask.feed = FeedKey::of(run->account.source, feedOf(run->left.front()));
    ask.key = key;
    ask.priority = Priority::Prefetch;
    ask.mayJoin = false;
    m_source.fetch(ask, m_closing, [self = QPointer(this), run](const Result<FetchedPage> &page) {
        if (!self)
            return;
        if (page)
            return self->onPage(run, *page);
        // What came is merged: it adds, and takes nothing away.
        self->merge(run, false);
    });
}

void MarkPull::onPage(const std::shared_ptr<Run> &run, const FetchedPage &page)
{
    for (const Title &title : page.titles)
        run->marks.push_back({title, 1, {}});
    run->isWhole = run->isWhole && page.badCount == 0;
    const bool endsByItself = !page.next || (page.nextIsComputed && page.titles.empty());
    if (endsByItself)
        return merge(run, run->isWhole && isWholeAt(page.end));
    if (++run->pages >= kMostPages)
        return merge(run, false);
    ask(run, *page.next);
}

void MarkPull::merge(const std::shared_ptr<Run> &run, bool complete)
{
    const MarkKind kind = run->left.front();
    run->left.erase(run->left.begin());
    m_data.mergeMarks(run->account, kind, run->marks, complete, [self = QPointer(this), run](const Result<MergeReport> &report) {
        if (!self)
            return;
        if (report && report->taken > 0)
            Q_EMIT self->merged(run->account.source);
        if (report && !report->kept.empty())
            Q_EMIT self->keptYours(report->kept);
        self->next(run);
    });
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/filtered/filteredfeedstore.h"

#include <QHash>

#include <algorithm>

#include "models/feed/filtered/titlefilter.h"
#include "models/feed/remote/pagerules.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Kept pages that are read before the list is shown, so that a reader's place is among them: about 100 us a page of 20.
constexpr std::size_t kMostReadAtOpening = 500;

Error replaced(const FeedKey &feed)
{
    return {ErrorKind::Cancelled, u"the list is another one now"_s, feed.text()};
}

/// Where a list begins, as its store says it.
std::optional<PageKey> firstKey(const FeedOpening &opening)
{
    if (opening.shape == FeedShape::Addressable)
        return opening.total > 0 ? std::optional<PageKey>(PageNo{1}) : std::nullopt;
    return opening.chain.empty() ? opening.next : std::optional(opening.chain.front().key);
}

} // namespace

/// One generation of a list with a filter: how many titles of each page match, and where they stand.
struct FilteredFeedStore::List {
    FeedKey feed;
    FeedKey base;
    TitleFilter filter;
    EmptyPages emptyPages = EmptyPages::Counted;
    Generation generation;
    std::optional<PageKey> first;
    std::vector<ChainLink> pages;
    std::optional<PageKey> next; // of the page after them, as the store says it
    std::optional<EndReason> end;
    QHash<TitleId, int> rows;
    int rowCount = 0;
    int lookedFurtherAt = -1; // the last page when the reader asked to go on though none matched

    [[nodiscard]] bool isExhausted() const
    {
        const int last = static_cast<int>(pages.size()) - 1;
        if (emptyPages == EmptyPages::Passed || last - lookedFurtherAt < kMostEmptyPages)
            return false;
        return std::all_of(pages.end() - kMostEmptyPages, pages.end(), [](const ChainLink &page) { return page.rows == 0; });
    }
    [[nodiscard]] std::optional<PageKey> following() const { return isExhausted() ? std::nullopt : next; }
    [[nodiscard]] std::optional<EndReason> reason() const
    {
        if (following())
            return std::nullopt;
        return next ? EndReason::NothingNew : end;
    }
    /// The page with the titles that match, as a link of the chain.
    [[nodiscard]] Page take(const PageKey &key, Page page);
};

Page FilteredFeedStore::List::take(const PageKey &key, Page page)
{
    std::erase_if(page.rows, [this](const Row &row) { return !filter.matches(row.title); });
    page.key = key;
    page.total = -1;
    page.previous.reset();
    if (std::ranges::find(pages, key, &ChainLink::key) == pages.end()) {
        pages.push_back({key, static_cast<int>(page.rows.size())});
        for (const Row &row : page.rows)
            rows.insert(row.title.id, rowCount++);
        next = page.next;
        end = page.end;
    }
    if (key == pages.back().key) {
        page.next = following();
        page.end = reason();
    }
    return page;
}

FilteredFeedStore::FilteredFeedStore(FeedStore &feeds, Later later, EmptyPages emptyPages)
    : m_feeds(feeds), m_later(std::move(later)), m_emptyPages(emptyPages)
{
}

FilteredFeedStore::~FilteredFeedStore() = default;

// Answers that come when this object is gone are dropped.
template <typename T, typename Use>
Reply<T> FilteredFeedStore::alive(Use use)
{
    return [life = std::weak_ptr(m_life), use = std::move(use)](Result<T> result) {
        if (!life.expired())
            use(std::move(result));
    };
}

template <typename T>
void FilteredFeedStore::answerLater(const Reply<T> &reply, Result<T> result)
{
    m_later([reply = alive<T>(reply), result = std::move(result)] { reply(result); });
}

std::shared_ptr<FilteredFeedStore::List> FilteredFeedStore::find(const FeedKey &feed, Generation generation) const
{
    const auto at = m_lists.find({feed.text(), generation.value});
    return at == m_lists.end() ? nullptr : at->second;
}

std::vector<FeedKey> FilteredFeedStore::sharing(const FeedKey &feed) const
{
    std::vector<FeedKey> out;
    if (const auto users = m_users.find(TitleFilter::without(feed).text()); users != m_users.end())
        std::ranges::transform(users->second, std::back_inserter(out), [](const auto &user) { return user.second.feed; });
    return out;
}

/// The list shows this generation now, and nothing else is kept; who shows another one hears of it.
void FilteredFeedStore::note(const FeedKey &feed, Generation generation)
{
    auto &users = m_users[TitleFilter::without(feed).text()];
    users.insert_or_assign(feed.text(), User{feed, generation});
    for (const auto &[text, user] : users) {
        if (user.generation && user.generation != generation)
            tellReplaced(user.feed);
    }
}

/// The list is being made ready with this generation beside the one shown. There is only one such at a time: the older
/// one is gone, which whoever still makes it ready hears of.
void FilteredFeedStore::noteStaged(const FeedKey &feed, const FeedOpening &opening)
{
    Staged &staged = m_staged[TitleFilter::without(feed).text()];
    if (staged.opening.generation != opening.generation) {
        for (const auto &[text, other] : std::exchange(staged.users, {})) {
            if (other != feed)
                tellReplaced(other);
        }
    }
    staged.opening = opening;
    staged.users.insert_or_assign(feed.text(), feed);
}

void FilteredFeedStore::tellReplaced(const FeedKey &feed)
{
    m_later([this, life = std::weak_ptr(m_life), feed] {
        if (!life.expired() && m_onReplaced)
            m_onReplaced(feed);
    });
}

// ---- opening --------------------------------------------------------------------------------------------------------

void FilteredFeedStore::open(const FeedKey &feed, Reply<FeedOpening> reply)
{
    if (const auto filter = TitleFilter::of(feed); !filter)
        return answerLater<FeedOpening>(reply, tl::unexpected(filter.error()));
    const FeedKey base = TitleFilter::without(feed);
    m_users[base.text()].try_emplace(feed.text(), User{feed, std::nullopt}); // from now on the pages are wanted
    m_feeds.open(base, alive<FeedOpening>([=, this](const Result<FeedOpening> &opened) {
        if (opened)
            note(feed, opened->generation);
        answer(feed, opened, reply);
    }));
}

void FilteredFeedStore::reopen(const FeedKey &feed, Reply<FeedOpening> reply)
{
    if (const auto filter = TitleFilter::of(feed); !filter)
        return answerLater<FeedOpening>(reply, tl::unexpected(filter.error()));
    const FeedKey base = TitleFilter::without(feed);
    Question &question = m_questions[base.text()]; // one for all lists over the same pages
    question.asking.emplace_back(feed, std::move(reply));
    if (question.asking.size() > 1)
        return;
    question.number = ++m_asked;
    const auto onAnswer = [this, base, number = m_asked](const Result<FeedOpening> &opened) {
        const auto asked = m_questions.find(base.text());
        if (asked != m_questions.end() && asked->second.number == number) // else everybody who asked is gone
            onReopened(asked, opened);
    };
    const auto staged = m_staged.find(base.text());
    const bool hasJustAsked = staged != m_staged.end() && !staged->second.users.contains(feed.text())
        && !m_feeds.isStale(base, staged->second.opening.generation); // another one of them, which makes it ready
    if (hasJustAsked)
        answerLater<FeedOpening>(onAnswer, staged->second.opening);
    else
        m_feeds.reopen(base, alive<FeedOpening>(onAnswer));
}

void FilteredFeedStore::onReopened(Questions::iterator question, const Result<FeedOpening> &opened)
{
    const Question answered = std::move(question->second);
    const auto users = m_users.find(question->first);
    m_questions.erase(question);
    for (const auto &[feed, reply] : answered.asking) {
        if (users == m_users.end() || !users->second.contains(feed.text()))
            continue; // it was released meanwhile
        if (opened && (opened->isUnchanged || opened->isOnlyOne))
            note(feed, opened->generation);
        else if (opened) // it is shown by activate() only
            noteStaged(feed, *opened);
        answer(feed, opened, reply);
    }
}

void FilteredFeedStore::answer(const FeedKey &feed, const Result<FeedOpening> &opened, const Reply<FeedOpening> &reply)
{
    if (opened && TitleFilter::isIn(feed))
        begin(feed, *opened, reply);
    else
        reply(opened);
}

void FilteredFeedStore::begin(const FeedKey &feed, const FeedOpening &opening, const Reply<FeedOpening> &reply)
{
    std::shared_ptr<List> list = find(feed, opening.generation);
    if (!list) {
        list = std::make_shared<List>();
        list->feed = feed;
        list->base = TitleFilter::without(feed);
        list->filter = TitleFilter::of(feed).value_or(TitleFilter());
        list->emptyPages = m_emptyPages;
        list->generation = opening.generation;
        list->first = list->next = firstKey(opening);
        list->end = opening.end.value_or(EndReason::NoNextKey);
        m_lists.insert_or_assign({feed.text(), opening.generation.value}, list);
    }
    readKept(list, opening, reply);
}

/// Reads on in what is kept, then answers.
void FilteredFeedStore::readKept(const std::shared_ptr<List> &list, const FeedOpening &opening, const Reply<FeedOpening> &reply)
{
    const auto answer = [list, opening, reply] {
        FeedOpening filtered = opening;
        filtered.shape = FeedShape::Chained;
        filtered.total = -1;
        filtered.newTitles = 0; // counted over titles that may not match
        filtered.chain = list->pages;
        filtered.next = list->following();
        filtered.end = list->reason();
        reply(std::move(filtered));
    };
    const std::size_t at = list->pages.size();
    if (!list->following() || at >= std::min(opening.chain.size(), kMostReadAtOpening))
        return answer();
    m_feeds.keptPage(list->base, list->generation, *list->next, alive<Page>([=, this](Result<Page> page) {
        if (!page) // asked for again, and told of, when the reader comes near
            return answer();
        if (list->pages.size() == at) // else another opening of it has read on meanwhile
            (void)list->take(*list->next, *std::move(page));
        readKept(list, opening, reply);
    }));
}

void FilteredFeedStore::activate(const FeedKey &feed, Generation generation)
{
    std::erase_if(
        m_lists, [&](const auto &entry) { return entry.first.first == feed.text() && entry.first.second != generation.value; });
    const FeedKey base = TitleFilter::without(feed);
    if (const auto staged = m_staged.find(base.text());
        staged != m_staged.end() && staged->second.opening.generation == generation)
        m_staged.erase(staged);
    m_feeds.activate(base, generation);
    note(feed, generation);
}

void FilteredFeedStore::discard(const FeedKey &feed, Generation generation)
{
    m_lists.erase({feed.text(), generation.value});
    const FeedKey base = TitleFilter::without(feed);
    if (const auto staged = m_staged.find(base.text());
        staged != m_staged.end() && staged->second.opening.generation == generation)
        leaveStaged(feed);
    else
        m_feeds.discard(base, generation);
}

/// The list is not made ready with what is staged any more; who is the last one takes it away.
void FilteredFeedStore::leaveStaged(const FeedKey &feed)
{
    const FeedKey base = TitleFilter::without(feed);
    const auto staged = m_staged.find(base.text());
    if (staged == m_staged.end() || staged->second.users.erase(feed.text()) == 0 || !staged->second.users.empty())
        return;
    const Generation generation = staged->second.opening.generation;
    m_staged.erase(staged);
    m_feeds.discard(base, generation);
}

void FilteredFeedStore::release(const FeedKey &feed)
{
    leaveStaged(feed);
    std::erase_if(m_lists, [&](const auto &entry) { return entry.second->feed == feed; });
    const FeedKey base = TitleFilter::without(feed);
    const auto users = m_users.find(base.text());
    if (users != m_users.end()) {
        users->second.erase(feed.text());
        if (!users->second.empty())
            return; // others read the same pages
        m_users.erase(users);
    }
    m_questions.erase(base.text()); // its answer may be another account's by now
    m_feeds.release(base);
}

std::optional<PageKey> FilteredFeedStore::lookFurther(const FeedKey &feed, Generation generation)
{
    if (!TitleFilter::isIn(feed))
        return m_feeds.lookFurther(feed, generation);
    const auto list = find(feed, generation);
    if (!list)
        return std::nullopt;
    list->lookedFurtherAt = static_cast<int>(list->pages.size()) - 1;
    if (!list->next && list->end == EndReason::NothingNew) // the list beneath had ended the same way
        list->next = m_feeds.lookFurther(list->base, generation);
    return list->next;
}

bool FilteredFeedStore::isStale(const FeedKey &feed, Generation generation) const
{
    return m_feeds.isStale(TitleFilter::without(feed), generation);
}

// ---- pages ----------------------------------------------------------------------------------------------------------

void FilteredFeedStore::page(
    const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel, Reply<Page> reply)
{
    if (!TitleFilter::isIn(feed))
        return m_feeds.page(feed, generation, key, priority, std::move(cancel), std::move(reply));
    const auto list = find(feed, generation);
    if (!list)
        return answerLater<Page>(reply, tl::unexpected(replaced(feed)));
    const bool isFirst = std::holds_alternative<FirstPage>(key) && list->first;
    const PageKey asked = isFirst ? *list->first : key;
    const bool isKnown = list->next == asked || std::ranges::find(list->pages, asked, &ChainLink::key) != list->pages.end();
    if (!isKnown)
        return answerLater<Page>(reply, fail(ErrorKind::InvalidArgument, u"this list has no page by that key"_s, u"page"_s));
    m_feeds.page(list->base, generation, asked, priority, std::move(cancel),
        alive<Page>([=](Result<Page> page) { reply(page.map([&](Page &all) { return list->take(asked, std::move(all)); })); }));
}

void FilteredFeedStore::keptPage(const FeedKey &feed, Generation generation, const PageKey &key, Reply<Page> reply)
{
    if (!TitleFilter::isIn(feed))
        return m_feeds.keptPage(feed, generation, key, std::move(reply));
    const auto list = find(feed, generation);
    if (!list)
        return answerLater<Page>(reply, tl::unexpected(replaced(feed)));
    m_feeds.keptPage(list->base, generation, key,
        alive<Page>([=](Result<Page> page) { reply(page.map([&](Page &all) { return list->take(key, std::move(all)); })); }));
}

void FilteredFeedStore::rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply)
{
    if (!TitleFilter::isIn(feed))
        return m_feeds.rowOf(feed, generation, title, std::move(reply));
    const auto list = find(feed, generation);
    answerLater<qint64>(reply, qint64(list ? list->rows.value(title, -1) : -1));
}

void FilteredFeedStore::rowOfText(const FeedKey &feed, Generation generation, const QString &text, Reply<qint64> reply)
{
    if (!TitleFilter::isIn(feed))
        return m_feeds.rowOfText(feed, generation, text, std::move(reply));
    answerLater<qint64>(reply, qint64(-1));
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <set>
#include <vector>

#include "models/catalog/feedstore.h"

namespace matinee::test {

/// A row whose item id and title both come from `n`: "Film 7", id movie:7, item 7.
[[nodiscard]] Row filmRow(qint64 n);
/// The TitleId of filmRow(n).
[[nodiscard]] TitleId filmId(qint64 n);

/// A FeedStore that answers only when told, in any order, with the truth or with something else: the list it serves
/// is `films`, cut in pages by number. Needs no event loop. One thread.
class ScriptedStore final : public FeedStore
{
public:
    struct OpenAsk {
        FeedKey feed;
        Reply<FeedOpening> reply;
    };
    struct PageAsk {
        Generation generation;
        int page = 0; ///< from 0
        CancelToken cancel;
        Reply<Page> reply;
    };
    struct RowAsk {
        TitleId title;
        QString text; ///< of rowOfText()
        Reply<qint64> reply;
    };

    // The list as it is now. Changing it means a new generation, as it does for a real store.
    std::vector<Row> films;
    int pageSize = 20;
    Generation generation{1};
    FeedShape shape = FeedShape::Addressable;
    // Of a chain: how many pages the store has when it is opened; each page's key is a cursor that names its number.
    int keptPages = 1;
    Freshness freshness = Freshness::Fresh;
    bool isAlwaysAsked = false; ///< FeedOpening::replacesAtOnce
    std::set<qint64> stale;     ///< generations that are
    QDateTime savedAt;          ///< valid: the list comes from a server, and what is asked anew by reopen() is answered apart

    // What is asked and not answered yet.
    std::deque<OpenAsk> opens;
    std::deque<OpenAsk> reopens;
    std::deque<PageAsk> pages;
    std::deque<RowAsk> rows;

    int opensAsked = 0;
    int reopensAsked = 0;
    std::vector<Generation> adopted;
    std::vector<Generation> discarded;
    std::vector<int> pagesAsked; ///< every page ever asked for, from 0, in order

    /// `count` films, numbered from 0.
    explicit ScriptedStore(int count = 0);
    [[nodiscard]] PageKey keyOf(int page) const;

    [[nodiscard]] Page truePage(int page) const;
    /// Asks that nobody cancelled, by page.
    [[nodiscard]] std::vector<int> awaitedPages() const;

    void answerOpen();
    void failOpen(const Error &error);
    /// The list is what it was, or has another generation by now: `newTitles` of its first page are new.
    void answerReopen(int newTitles = 0);
    void failReopen(const Error &error);
    [[nodiscard]] FeedOpening opening() const;
    /// Answers the oldest ask for this page, with an error if the list has changed since; false when there is none.
    bool answerPage(int page);
    bool answerPageWith(int page, Result<Page> answer);
    void answerRow();
    /// Answers whatever is asked, and what is asked because of it, until nothing is.
    void answerAll();

    void open(const FeedKey &feed, Reply<FeedOpening> reply) override;
    void reopen(const FeedKey &feed, Reply<FeedOpening> reply) override;
    void activate(const FeedKey & /*feed*/, Generation of) override { adopted.push_back(of); }
    void discard(const FeedKey & /*feed*/, Generation of) override { discarded.push_back(of); }
    [[nodiscard]] bool isStale(const FeedKey & /*feed*/, Generation of) const override { return stale.contains(of.value); }
    void page(const FeedKey &feed, Generation of, const PageKey &key, Priority priority, CancelToken cancel,
        Reply<Page> reply) override;
    void rowOf(const FeedKey &feed, Generation of, const TitleId &title, Reply<qint64> reply) override;
    void rowOfText(const FeedKey &feed, Generation of, const QString &text, Reply<qint64> reply) override;

private:
    [[nodiscard]] qint64 rowsOnHand() const;

    std::pair<Generation, int> m_served; // pages answered of the newest generation
    Generation m_told;                   // the generation a view was told last
};

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "models/catalog/forwardingfeedstore.h"

namespace matinee {

/// The store of every list, and of every list with a TitleFilter over it: such a list is a chain of the other's pages,
/// each with the titles that match, so that all that holds for a chain (paging.md 4.5, 4.6.10) holds for it. Nothing is
/// kept or asked for twice. Main thread, no waiting; the store behind it outlives it.
class FilteredFeedStore final : public ForwardingFeedStore
{
public:
    /// Runs a call later, from the event loop of the main thread.
    using Later = std::function<void(std::function<void()>)>;

    /// What happens where page after page brings no title that matches.
    enum class EmptyPages {
        Counted, ///< kMostEmptyPages in a row end the list until lookFurther(): the window, whose reader sees how it goes
        Passed,  ///< the list is read to its end: a command, which was told how far to read
    };
    FilteredFeedStore(FeedStore &feeds, Later later, EmptyPages emptyPages);
    ~FilteredFeedStore() override;

    /// The rows of a list that is open are no longer those of the generation it was opened with: another list over the
    /// same pages was exchanged. Called from the event loop.
    void onReplaced(std::function<void(const FeedKey &)> listener) { m_onReplaced = std::move(listener); }
    /// The open lists over the same pages, itself among them.
    [[nodiscard]] std::vector<FeedKey> sharing(const FeedKey &feed) const;

    /// With the pages that are kept, up to a number that does not hold up the first rows.
    void open(const FeedKey &feed, Reply<FeedOpening> reply) override;
    void reopen(const FeedKey &feed, Reply<FeedOpening> reply) override;
    void activate(const FeedKey &feed, Generation generation) override;
    void discard(const FeedKey &feed, Generation generation) override;
    void release(const FeedKey &feed) override;
    [[nodiscard]] std::optional<PageKey> lookFurther(const FeedKey &feed, Generation generation) override;
    [[nodiscard]] bool isStale(const FeedKey &feed, Generation generation) const override;
    void page(const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel,
        Reply<Page> reply) override;
    void keptPage(const FeedKey &feed, Generation generation, const PageKey &key, Reply<Page> reply) override;
    /// Only among the pages that were read.
    void rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply) override;
    /// -1: which titles match is known page by page.
    void rowOfText(const FeedKey &feed, Generation generation, const QString &text, Reply<qint64> reply) override;

protected:
    [[nodiscard]] FeedStore &storeOf(const FeedKey & /*feed*/) const override { return m_feeds; }

private:
    struct List;
    /// A list that is open, and the generation it shows once there is one.
    struct User {
        FeedKey feed;
        std::optional<Generation> generation;
    };
    /// Another generation that is made ready beside the one shown, and for which lists.
    struct Staged {
        FeedOpening opening;
        std::map<QString, FeedKey> users; // by their text
    };
    /// What the store is asked of the pages just now, and for which lists.
    struct Question {
        quint64 number = 0;
        std::vector<std::pair<FeedKey, Reply<FeedOpening>>> asking;
    };
    using Questions = std::map<QString, Question>; // by the text of the list without filters
    using Lists = std::map<std::pair<QString, qint64>, std::shared_ptr<List>>;

    template <typename T, typename Use>
    [[nodiscard]] Reply<T> alive(Use use);
    template <typename T>
    void answerLater(const Reply<T> &reply, Result<T> result);
    void note(const FeedKey &feed, Generation generation);
    void noteStaged(const FeedKey &feed, const FeedOpening &opening);
    void leaveStaged(const FeedKey &feed);
    void tellReplaced(const FeedKey &feed);
    void onReopened(Questions::iterator question, const Result<FeedOpening> &opened);
    void answer(const FeedKey &feed, const Result<FeedOpening> &opened, const Reply<FeedOpening> &reply);
    void begin(const FeedKey &feed, const FeedOpening &opening, const Reply<FeedOpening> &reply);
    void readKept(const std::shared_ptr<List> &list, const FeedOpening &opening, const Reply<FeedOpening> &reply);
    [[nodiscard]] std::shared_ptr<List> find(const FeedKey &feed, Generation generation) const;

    FeedStore &m_feeds;
    Later m_later;
    EmptyPages m_emptyPages;
    std::function<void(const FeedKey &)> m_onReplaced;
    Lists m_lists;                                      // by the filtered key's text and generation
    std::map<QString, std::map<QString, User>> m_users; // by the text of the list without filters, then of the list
    std::map<QString, Staged> m_staged;                 // by the text of the list without filters
    Questions m_questions;
    quint64 m_asked = 0;
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

} // namespace matinee

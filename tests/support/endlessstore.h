// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>

#include "models/catalog/feedstore.h"

namespace matinee::test {

/// Lists of any length that cost nothing: pages of 20 are made when they are answered, and answered when told. Every key
/// is the same list, of filmRow()s from 0. One thread.
class EndlessStore final : public FeedStore
{
public:
    static constexpr int kPageRows = 20;
    /// A chain has `rows` rows kept, and goes on for ever.
    EndlessStore(FeedShape shape, int rows) : m_shape(shape), m_rows(rows) { }

    void answerOpenings();
    /// Gives the oldest page asked for, that nobody cancelled, to who asked; empty when nothing is asked.
    [[nodiscard]] std::function<void()> nextAnswer();
    void answerAll();

    void open(const FeedKey & /*feed*/, Reply<FeedOpening> reply) override { m_openings.push_back(std::move(reply)); }
    void page(const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel,
        Reply<Page> reply) override;
    void rowOf(const FeedKey & /*feed*/, Generation /*generation*/, const TitleId & /*title*/, Reply<qint64> reply) override
    {
        reply(-1);
    }
    void rowOfText(const FeedKey & /*feed*/, Generation /*generation*/, const QString & /*text*/, Reply<qint64> reply) override
    {
        reply(-1);
    }

private:
    struct Ask {
        qint64 number = 1;
        CancelToken cancel;
        Reply<Page> reply;
    };
    [[nodiscard]] Page pageOf(qint64 number) const;

    const FeedShape m_shape;
    const int m_rows;
    std::deque<Reply<FeedOpening>> m_openings;
    std::deque<Ask> m_asks;
};

} // namespace matinee::test

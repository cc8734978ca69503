// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>

#include "models/catalog/feedstore.h"
#include "models/catalog/userdata.h"

namespace matinee {

/// The favorites of a remote source as a list, newest first, from the person's own data: whole without network and
/// cache. Main thread; `userData` outlives it. A generation is what the list was when it was opened.
class FavoritesFeed final : public FeedStore
{
public:
    explicit FavoritesFeed(UserData &userData) : m_userData(userData) { }

    void open(const FeedKey &feed, Reply<FeedOpening> reply) override;
    void page(const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel,
        Reply<Page> reply) override;
    void rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply) override;
    void rowOfText(const FeedKey &feed, Generation generation, const QString &text, Reply<qint64> reply) override;

private:
    /// Reads the favorites and hands them on while this object lives.
    void read(const FeedKey &feed, std::function<void(Result<std::vector<Favorite>>)> then);
    [[nodiscard]] qint64 itemOf(const TitleId &title);

    UserData &m_userData;
    Generation m_generation;
    QHash<TitleId, qint64> m_items; // a title keeps its item id while the program runs
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

} // namespace matinee

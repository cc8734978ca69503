// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <functional>
#include <memory>

#include "models/catalog/feedstore.h"
#include "models/catalog/personaldata.h"
#include "models/catalog/sourcedescriptor.h"

namespace matinee {

/// What is the person's own as lists, whole without network and cache: `SOURCE/favorites`,
/// `my-watchlist`, `my-ratings`, `my-watched`, `list-N` (an own list, whatever source is named: its titles may be of several) and
/// `found?q=` (titles kept on this computer that have these words). Main thread; what it reads from outlives it. A generation is
/// what the list was when it was opened.
///
/// `sort=added|title|year|rating` with `order=asc|desc`: InvalidArgument for anything else.
class OwnFeeds final : public FeedStore
{
public:
    /// Kept titles of a source that have the words of a text, best first.
    using Search = std::function<void(const QString &sourceId, const QString &text, Reply<std::vector<Title>> reply)>;
    OwnFeeds(PersonalData &personal, Search search) : m_personal(personal), m_search(std::move(search)) { }

    /// Whether a list is one of these.
    [[nodiscard]] static bool isOwn(const FeedKey &feed);
    /// The number of an own list, 0 for any other.
    [[nodiscard]] static qint64 listOf(const QString &feedId);
    [[nodiscard]] static QString feedOfList(qint64 list) { return QStringLiteral("list-%1").arg(list); }
    [[nodiscard]] static QString feedOfMark(MarkKind kind);
    /// Adds them to what a source offers; those it has already stay as they are, but that a server's watchlist is
    /// not in the sidebar beside this one.
    static void addTo(SourceDescriptor &source, const std::vector<OwnList> &lists);

    void open(const FeedKey &feed, Reply<FeedOpening> reply) override;
    void page(const FeedKey &feed, Generation generation, const PageKey &key, Priority priority, CancelToken cancel,
        Reply<Page> reply) override;
    void rowOf(const FeedKey &feed, Generation generation, const TitleId &title, Reply<qint64> reply) override;
    void rowOfText(const FeedKey &feed, Generation generation, const QString &text, Reply<qint64> reply) override;

private:
    struct Entry {
        Title title;
        double rating = 0; ///< the person's own
    };
    using Entries = std::vector<Entry>;
    /// Reads the list and hands it on while this object lives.
    void read(const FeedKey &feed, std::function<void(Result<Entries>)> then);
    [[nodiscard]] static Result<void> sort(const FeedKey &feed, Entries &entries);
    [[nodiscard]] qint64 itemOf(const TitleId &title);

    PersonalData &m_personal;
    const Search m_search;
    Generation m_generation;
    QHash<TitleId, qint64> m_items; // a title keeps its item id while the program runs
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

} // namespace matinee

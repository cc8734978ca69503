// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/cataloguefile/index/cataloguelists.h"
#include "models/catalog/titlefinder.h"

namespace matinee {

/// One opened catalogue index: everything that is read from it, synchronously. Lives on the catalogue thread; titles
/// leave it packed, see unpackPage(). InvalidArgument with the parameter as `where` for every bad FeedKey or PageKey.
class CatalogueIndex
{
public:
    /// Corrupt where the file is damaged, incomplete or of another version: it is to be imported again.
    [[nodiscard]] static Result<std::unique_ptr<CatalogueIndex>> open(const QString &indexPath, const QString &sourceId);

    struct Size {
        qint64 total = 0;
        int pageSize = 20;
    };
    /// Also settles the day that picks keep until they are opened again, so that midnight mixes no two draws.
    [[nodiscard]] Result<Size> size(const FeedKey &feed, const ListContext &context);
    [[nodiscard]] Result<RawPage> page(const FeedKey &feed, const PageKey &key, const ListContext &context);
    [[nodiscard]] Result<qint64> rowOf(const FeedKey &feed, const TitleId &title, const ListContext &context);
    [[nodiscard]] Result<qint64> rowOfText(const FeedKey &feed, const QString &text, const ListContext &context);
    [[nodiscard]] Result<RawDetails> details(const TitleId &title);
    /// What is meant by each clue, in their order; see TitleLookup.
    [[nodiscard]] Result<std::vector<FoundTitle>> find(const std::vector<TitleClue> &clues);

    [[nodiscard]] const CatalogueFacts &facts() const { return m_facts; }
    [[nodiscard]] const QString &path() const { return m_connection->path(); }

private:
    CatalogueIndex(std::unique_ptr<IndexConnection> connection, CatalogueFacts facts, QString sourceId);
    struct Opened {
        FeedKey feed;
        CatalogueQuery query;
        QByteArray identity;
        std::shared_ptr<CatalogueList> list;
    };
    using OpenedFeed = std::shared_ptr<const Opened>;
    [[nodiscard]] Result<OpenedFeed> open(const FeedKey &feed, const ListContext &context);
    [[nodiscard]] Result<OpenedFeed> openOnSettledDay(const FeedKey &feed, const ListContext &context);
    [[nodiscard]] OpenedFeed kept(const FeedKey &feed);
    void keep(const OpenedFeed &opened);
    [[nodiscard]] Result<void> complete(std::vector<RawTitle> &titles, const ListContext &context);

    std::unique_ptr<IndexConnection> m_connection;
    CatalogueFacts m_facts;
    QString m_sourceId;
    CatalogueLists m_lists;
    std::optional<QDateTime> m_picksDay; // when picks were opened last
    std::list<OpenedFeed> m_kept;        // of the catalogue alone; newest use first
};

} // namespace matinee

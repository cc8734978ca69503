// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>

#include <list>
#include <memory>

#include "cache/cataloguefile/index/cataloguelist.h"
#include "cache/cataloguefile/index/cataloguequery.h"
#include "cache/cataloguefile/index/cataloguerows.h"
#include "cache/cataloguefile/index/cataloguesearch.h"
#include "cache/cataloguefile/index/recommender.h"

namespace matinee {

/// What a list depends on besides the catalogue.
struct ListContext {
    std::vector<Favorite> favorites; ///< of this source, newest first
    QDateTime now;                   ///< UTC; picks go by the local date
};

/// The lists of one catalogue, made when asked for and kept while they are used (the newest 32). Catalogue thread.
///
/// picks: 60 titles a day, 120 a week, drawn by the local date and the catalogue's content; the same all through the
/// window. recommended: see Recommender. for-you: the newest 20 favorites' scores summed, favorites left out.
class CatalogueLists
{
public:
    CatalogueLists(IndexConnection &index, const CatalogueFacts &facts, QString sourceId);

    /// NotFound, `where` = "title", for recommendations of a title the catalogue does not hold.
    [[nodiscard]] Result<std::shared_ptr<CatalogueList>> list(const CatalogueQuery &query, const ListContext &context);
    /// What a cursor of the list is bound to: another content, filter or day is another list.
    [[nodiscard]] QByteArray identity(const CatalogueQuery &query, const ListContext &context) const;

private:
    using Titles = std::vector<qint64>;
    [[nodiscard]] Result<std::shared_ptr<CatalogueList>> make(const CatalogueQuery &query, const ListContext &context);
    [[nodiscard]] std::shared_ptr<CatalogueList> ordered(const CatalogueQuery &query);
    [[nodiscard]] Titles picks(const QByteArray &seed, std::size_t most);
    [[nodiscard]] Result<Titles> recommended(const TitleId &title);
    [[nodiscard]] Result<std::vector<Recommender::Scored>> scores(qint64 n, std::size_t genreCap);
    [[nodiscard]] Result<Titles> forYou(const std::vector<Favorite> &favorites);
    [[nodiscard]] Titles favorites(const std::vector<Favorite> &favorites);

    IndexConnection &m_index;
    const CatalogueFacts &m_facts;
    QString m_sourceId;
    CatalogueSearch m_search;
    Recommender m_recommender;
    struct Kept {
        QByteArray key;
        std::shared_ptr<CatalogueList> list;
    };
    std::list<Kept> m_kept; // newest use first
};

} // namespace matinee

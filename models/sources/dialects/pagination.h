// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

#include "models/sources/dialects/jsonpointer.h"

namespace matinee {

/// How a list is cut into pages (catalogs.md, "One declarative pagination dialect").
enum class PaginationKind {
    Page,       ///< by number
    Offset,     ///< by rows before it, and how many
    Range,      ///< by first row and the row after the last
    Cursor,     ///< by a token the page before stated
    Keyset,     ///< by a value of the last item
    NextUrl,    ///< by a URL in the body
    LinkHeader, ///< by a URL in the Link header (RFC 8288)
    Relay,      ///< by pageInfo.endCursor: a Cursor whose places are known
    Single,     ///< there is one page
};

/// Where an answer says something.
struct AnswerPlace {
    enum class Kind { Body, Header, Link };
    Kind kind = Kind::Body;
    std::vector<JsonPointer> pointers; ///< Body: the first that holds something
    QByteArray header;                 ///< Header
    QString rel;                       ///< Link: of the URL ...
    QString query;                     ///< ... whose query says it
    bool operator==(const AnswerPlace &) const = default;
};

/// Where a request says something.
struct RequestPlace {
    enum class Kind { Query, Body, Header };
    Kind kind = Kind::Query;
    QString name;        ///< Query, Header
    JsonPointer pointer; ///< Body
    bool operator==(const RequestPlace &) const = default;
};

struct PageSize {
    std::optional<RequestPlace> param; ///< absent: the server's own size cannot be chosen
    int value = 20;
    int max = 0;                     ///< the server's bound, 0: not known
    std::optional<AnswerPlace> echo; ///< the size the server says it used
    bool operator==(const PageSize &) const = default;
};

/// The first pages of a cursor list by number, then the chain.
struct PageJump {
    RequestPlace param;
    qint64 maxPage = 5;
    bool operator==(const PageJump &) const = default;
};

/// One way of paging as a profile describes it. A value; any thread.
struct Pagination {
    enum class AdvanceBy {
        Received,  ///< the server may give fewer than asked for
        Requested, ///< short pages are holes
    };

    PaginationKind kind = PaginationKind::Single;
    JsonPointer items;                    ///< of the array
    JsonPointer unwrap;                   ///< from an element of the array to the item
    std::optional<RequestPlace> position; ///< of the page's number, first row, token or key
    std::optional<RequestPlace> end;      ///< Range: of the row after the last
    qint64 first = 1;                     ///< Page, NextUrl, LinkHeader: the number of the first page, 0 or 1
    QString firstToken;                   ///< Cursor, Keyset: sent for the first page; empty: nothing is
    PageSize size;
    std::optional<AnswerPlace> next;    ///< Cursor: the token; NextUrl: the URL; Page: the number
    std::optional<AnswerPlace> hasMore; ///< false ends the list
    std::optional<AnswerPlace> total;
    std::optional<AnswerPlace> totalPages;
    std::optional<AnswerPlace> echo; ///< Page: the number; Offset, Range: the first row
    JsonPointer last;                ///< Keyset: from an item to its key
    bool totalIsHint = false;
    qint64 maxPage = 0;  ///< pages the server gives at most, 0: no bound
    qint64 maxItems = 0; ///< rows the server gives at most, 0: no bound
    std::vector<int> endStatuses;
    std::vector<qint64> endCodes;
    bool emptyMeansEnd = true;
    bool shortPageMeansEnd = false;
    AdvanceBy advanceBy = AdvanceBy::Received;
    std::optional<PageJump> jump;
    bool operator==(const Pagination &) const = default;
};

} // namespace matinee

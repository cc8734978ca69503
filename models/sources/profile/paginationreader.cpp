// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/paginationreader.h"

#include <map>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Need = ProfileNode::Need;

constexpr int kMostPageSize = 10'000; // the Internet Archive's scrape takes as many

PaginationKind readKind(ProfileNode &node)
{
    static const std::map<QString, PaginationKind> kKinds{{u"page"_s, PaginationKind::Page},
        {u"offset"_s, PaginationKind::Offset}, {u"range"_s, PaginationKind::Range}, {u"cursor"_s, PaginationKind::Cursor},
        {u"keyset"_s, PaginationKind::Keyset}, {u"nextUrl"_s, PaginationKind::NextUrl},
        {u"linkHeader"_s, PaginationKind::LinkHeader}, {u"relay"_s, PaginationKind::Relay},
        {u"single"_s, PaginationKind::Single}};
    QStringList words;
    for (const auto &[word, kind] : kKinds)
        words.append(word);
    const auto found = kKinds.find(node.word(u"kind"_s, words, Need::Required));
    return found == kKinds.end() ? PaginationKind::Single : found->second;
}

PageSize readSize(ProfileNode &parent)
{
    PageSize size;
    parent.object(u"size"_s, [&](ProfileNode &node) {
        size.param = node.requestPlace(u"param"_s);
        size.value = static_cast<int>(node.integer(u"value"_s, 1, kMostPageSize).value_or(size.value));
        size.max = static_cast<int>(node.integer(u"max"_s, 1, kMostPageSize).value_or(0));
        size.echo = node.answerPlace(u"echo"_s);
        if (size.max > 0 && size.value > size.max)
            node.fault(u"value"_s, u"is more than max"_s);
    });
    return size;
}

void readJump(ProfileNode &parent, Pagination &pagination)
{
    parent.object(u"jump"_s, [&](ProfileNode &node) {
        PageJump jump;
        node.word(u"kind"_s, {u"page"_s}, Need::Required);
        jump.param = node.requestPlace(u"param"_s).value_or(RequestPlace{RequestPlace::Kind::Query, u"page"_s, {}});
        jump.maxPage = node.integer(u"maxPage"_s, 1, 1'000'000).value_or(jump.maxPage);
        pagination.jump = jump;
        if (pagination.kind != PaginationKind::Cursor)
            parent.fault(u"jump"_s, u"goes with the kind cursor only"_s);
    });
}

/// The places of a Relay connection, below the one the profile names.
void readConnection(ProfileNode &node, Pagination &pagination)
{
    const JsonPointer connection = node.pointer(u"connection"_s, Need::Required).value_or(JsonPointer());
    const auto below = [&](QStringView rest) { return connection.below(*JsonPointer::parse(rest)); };
    const auto place = [&](QStringView rest) { return AnswerPlace{AnswerPlace::Kind::Body, {below(rest)}, {}, {}, {}}; };
    pagination.items = below(u"/edges");
    pagination.unwrap = *JsonPointer::parse(u"/node");
    pagination.next = place(u"/pageInfo/endCursor");
    pagination.hasMore = place(u"/pageInfo/hasNextPage");
    pagination.total = place(u"/totalCount");
}

void readPlaces(ProfileNode &node, Pagination &pagination)
{
    if (pagination.kind == PaginationKind::Relay) {
        readConnection(node, pagination);
        return;
    }
    pagination.items = node.pointer(u"items"_s, Need::Required).value_or(JsonPointer());
    pagination.unwrap = node.pointer(u"unwrap"_s).value_or(JsonPointer());
    pagination.next = node.answerPlace(u"next"_s);
    pagination.hasMore = node.answerPlace(u"hasMore"_s);
    pagination.total = node.answerPlace(u"total"_s);
    pagination.totalPages = node.answerPlace(u"totalPages"_s);
    pagination.echo = node.answerPlace(u"echo"_s);
}

void checkKind(ProfileNode &node, const Pagination &pagination)
{
    const PaginationKind kind = pagination.kind;
    const bool needsPosition
        = kind != PaginationKind::NextUrl && kind != PaginationKind::LinkHeader && kind != PaginationKind::Single;
    if (needsPosition && !pagination.position)
        node.fault(u"param"_s, u"is missing"_s);
    if (kind == PaginationKind::Range && !pagination.end)
        node.fault(u"endParam"_s, u"is missing"_s);
    if (kind != PaginationKind::Range && pagination.end)
        node.fault(u"endParam"_s, u"goes with the kind range only"_s);
    if ((kind == PaginationKind::Cursor || kind == PaginationKind::NextUrl) && !pagination.next)
        node.fault(u"next"_s, u"is missing"_s);
    if (kind == PaginationKind::Keyset && pagination.last.isRoot())
        node.fault(u"last"_s, u"is missing: the place of the key in an item"_s);
}

} // namespace

Pagination readPagination(ProfileNode &node)
{
    Pagination pagination;
    pagination.kind = readKind(node);
    pagination.position = node.requestPlace(u"param"_s);
    pagination.end = node.requestPlace(u"endParam"_s);
    pagination.first = node.integer(u"first"_s, 0, 1).value_or(1);
    pagination.firstToken = node.text(u"firstToken"_s);
    pagination.size = readSize(node);
    pagination.last = node.pointer(u"last"_s).value_or(JsonPointer());
    pagination.totalIsHint = node.flag(u"totalIsHint"_s, false);
    pagination.maxPage = node.integer(u"maxPage"_s, 1, 1'000'000'000).value_or(0);
    pagination.maxItems = node.integer(u"maxItems"_s, 1, 1'000'000'000'000).value_or(0);
    for (const qint64 status : node.integers(u"endStatus"_s, 400, 499))
        pagination.endStatuses.push_back(static_cast<int>(status));
    pagination.endCodes = node.integers(u"endCode"_s, -1'000'000, 1'000'000);
    pagination.emptyMeansEnd = node.flag(u"emptyMeansEnd"_s, true);
    pagination.shortPageMeansEnd = node.flag(u"shortPageMeansEnd"_s, false);
    if (node.word(u"advanceBy"_s, {u"received"_s, u"requested"_s}) == "requested"_L1)
        pagination.advanceBy = Pagination::AdvanceBy::Requested;
    readPlaces(node, pagination);
    readJump(node, pagination);
    checkKind(node, pagination);
    return pagination;
}

} // namespace matinee

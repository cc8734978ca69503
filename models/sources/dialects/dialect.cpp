// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/dialects/dialect.h"

#include <algorithm>

#include "models/sources/dialects/dialect_p.h"
#include "models/sources/dialects/nexturl.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

tl::unexpected<Error> refusedKey(const PageKey &key)
{
    return fail(ErrorKind::InvalidArgument, u"this list has no page \"%1\""_s.arg(pageKeyText(key)), u"page"_s);
}

void askSize(const Pagination &pagination, int pageSize, RequestParts &parts)
{
    if (pagination.size.param)
        parts.set(*pagination.size.param, pageSize);
}

Result<void> askByNumber(const Pagination &pagination, const PageKey &key, int pageSize, RequestParts &parts)
{
    const std::optional<qint64> row = firstRowOf(pagination, key, pageSize);
    if (!row || !pagination.position)
        return refusedKey(key);
    if (pagination.kind == PaginationKind::Page)
        parts.set(*pagination.position, *row / pageSize + pagination.first);
    else
        parts.set(*pagination.position, *row);
    if (pagination.end)
        parts.set(*pagination.end, *row + pageSize);
    askSize(pagination, pageSize, parts);
    return {};
}

Result<void> askByToken(const Pagination &pagination, const PageKey &key, int pageSize, RequestParts &parts)
{
    askSize(pagination, pageSize, parts);
    if (const std::optional<qint64> number = jumpNumberOf(pagination, key)) {
        parts.set(pagination.jump->param, *number);
        return {};
    }
    if (isFirst(key)) {
        if (!pagination.firstToken.isEmpty() && pagination.position)
            parts.set(*pagination.position, pagination.firstToken);
        return {};
    }
    const auto *const cursor = std::get_if<PageCursor>(&key);
    if (!cursor || cursor->bytes.isEmpty() || !pagination.position)
        return refusedKey(key);
    parts.set(*pagination.position, QString::fromUtf8(cursor->bytes));
    return {};
}

Result<void> askByUrl(
    const Pagination &pagination, const PageKey &key, int pageSize, const QStringList &names, RequestParts &parts)
{
    if (isFirst(key)) {
        if (pagination.position)
            parts.set(*pagination.position, pagination.first);
        askSize(pagination, pageSize, parts);
        return {};
    }
    const auto *const stated = std::get_if<PageUrl>(&key);
    if (!stated || stated->url.isEmpty())
        return refusedKey(key);
    // A stored one may be of a server this source was asked at before.
    const Result<QUrl> url = nextUrl(parts.base, stated->url);
    if (!url)
        return tl::unexpected(url.error());
    parts.whole = withoutCredentials(*url, names);
    const QueryItems has = queryItems(*parts.whole);
    std::erase_if(parts.query,
        [&](const auto &item) { return std::ranges::find(has, item.first, &QueryItems::value_type::first) != has.end(); });
    return {};
}

} // namespace

bool isFirst(const PageKey &key)
{
    if (const auto *const number = std::get_if<PageNo>(&key))
        return number->number == 1;
    if (const auto *const offset = std::get_if<PageOffset>(&key))
        return offset->rows == 0;
    return std::holds_alternative<FirstPage>(key);
}

std::optional<qint64> firstRowOf(const Pagination &pagination, const PageKey &key, int pageSize)
{
    if (isFirst(key))
        return 0;
    // Beyond this a row's number would no longer fit a request; no list is as long.
    constexpr qint64 kMost = qint64(1) << 40;
    if (const auto *const number = std::get_if<PageNo>(&key))
        return number->number > 0 && number->number < kMost ? std::optional((number->number - 1) * pageSize) : std::nullopt;
    const auto *const offset = std::get_if<PageOffset>(&key);
    const bool isOffset = offset && pagination.kind != PaginationKind::Page && offset->rows > 0 && offset->rows < kMost;
    return isOffset ? std::optional(offset->rows) : std::nullopt;
}

std::optional<qint64> jumpNumberOf(const Pagination &pagination, const PageKey &key)
{
    if (!pagination.jump)
        return std::nullopt;
    if (isFirst(key))
        return 1;
    const auto *const number = std::get_if<PageNo>(&key);
    const bool isWithin = number && number->number > 0 && number->number <= pagination.jump->maxPage;
    return isWithin ? std::optional(number->number) : std::nullopt;
}

bool isNumbered(const Pagination &pagination)
{
    return pagination.kind == PaginationKind::Page || pagination.kind == PaginationKind::Offset
        || pagination.kind == PaginationKind::Range;
}

FeedShape shapeOf(const Pagination &pagination)
{
    const bool knowsTotal = pagination.total && !pagination.totalIsHint;
    return isNumbered(pagination) && knowsTotal ? FeedShape::Addressable : FeedShape::Chained;
}

qint64 maxPagesOf(const Pagination &pagination, int pageSize)
{
    const qint64 byItems = pagination.maxItems > 0 ? (pagination.maxItems + pageSize - 1) / pageSize : 0;
    if (pagination.maxPage > 0 && byItems > 0)
        return std::min(pagination.maxPage, byItems);
    return std::max(pagination.maxPage, byItems);
}

int pageSizeOf(const Pagination &pagination, int wished)
{
    const PageSize &size = pagination.size;
    const bool canChoose = size.param || pagination.end;
    const int most = size.max > 0 ? size.max : std::max(size.value, 100);
    return canChoose && wished > 0 ? std::clamp(wished, 1, most) : std::max(1, size.value);
}

std::optional<EndReason> capBefore(const Pagination &pagination, const PageKey &key, int pageSize)
{
    if (!isNumbered(pagination))
        return std::nullopt;
    const std::optional<qint64> row = firstRowOf(pagination, key, pageSize);
    const bool overPages = row && pagination.maxPage > 0 && *row / pageSize >= pagination.maxPage;
    const bool overItems = row && pagination.maxItems > 0 && *row >= pagination.maxItems;
    return overPages || overItems ? std::optional(EndReason::ServerCap) : std::nullopt;
}

Result<void> askFor(const Pagination &pagination, const PageKey &key, int pageSize, const QStringList &names, RequestParts &parts)
{
    switch (pagination.kind) {
    case PaginationKind::Page:
    case PaginationKind::Offset:
    case PaginationKind::Range: return askByNumber(pagination, key, pageSize, parts);
    case PaginationKind::Cursor:
    case PaginationKind::Keyset:
    case PaginationKind::Relay: return askByToken(pagination, key, pageSize, parts);
    case PaginationKind::NextUrl:
    case PaginationKind::LinkHeader: return askByUrl(pagination, key, pageSize, names, parts);
    case PaginationKind::Single: break;
    }
    askSize(pagination, pageSize, parts);
    return isFirst(key) ? Result<void>() : refusedKey(key);
}

bool isEnd(const Pagination &pagination, const PageKey &asked, int status, std::optional<qint64> code)
{
    const bool isToken = std::holds_alternative<PageCursor>(asked);
    if (isFirst(asked) || isToken)
        return false;
    const bool isStatus = std::ranges::find(pagination.endStatuses, status) != pagination.endStatuses.end();
    return isStatus || (code && std::ranges::find(pagination.endCodes, *code) != pagination.endCodes.end());
}

QString strategyName(const Pagination &pagination, const PageKey &key)
{
    switch (pagination.kind) {
    case PaginationKind::Page: return u"page"_s;
    case PaginationKind::Offset: return u"offset"_s;
    case PaginationKind::Range: return u"range"_s;
    case PaginationKind::NextUrl: return u"next-url"_s;
    case PaginationKind::LinkHeader: return u"link-header"_s;
    case PaginationKind::Relay: return u"relay"_s;
    case PaginationKind::Single: return u"single"_s;
    case PaginationKind::Keyset: return u"keyset"_s;
    case PaginationKind::Cursor: break;
    }
    if (!pagination.jump)
        return u"cursor"_s;
    return jumpNumberOf(pagination, key) ? u"hybrid:page"_s : u"hybrid:cursor"_s;
}

} // namespace matinee

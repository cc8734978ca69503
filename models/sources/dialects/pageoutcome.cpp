// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonObject>

#include <algorithm>

#include "models/sources/dialects/answerplace.h"
#include "models/sources/dialects/dialect.h"
#include "models/sources/dialects/dialect_p.h"
#include "models/sources/dialects/jsonscalars.h"
#include "models/sources/dialects/nexturl.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QJsonValue said(const std::optional<AnswerPlace> &place, const PageAnswer &answer)
{
    return answerAt(place, answer.body, answer.headers, answer.asked);
}

std::optional<qint64> saidInteger(const std::optional<AnswerPlace> &place, const PageAnswer &answer)
{
    return scalarInteger(said(place, answer));
}

/// The stated next token, URL or number as text; empty for none.
QString saidNext(const std::optional<AnswerPlace> &place, const PageAnswer &answer)
{
    const QJsonValue value = said(place, answer);
    // JSON:API: a link may be an object that holds it.
    const QJsonValue link = value.isObject() ? value.toObject().value("href"_L1) : value;
    return link.isBool() ? QString() : scalarText(link).value_or(QString());
}

bool saysNoMore(const Pagination &pagination, const PageAnswer &answer)
{
    return pagination.hasMore && scalarBool(said(pagination.hasMore, answer)) == false;
}

PageOutcome ended(PageOutcome outcome, EndReason reason)
{
    outcome.next.reset();
    outcome.nextIsComputed = false;
    outcome.end = reason;
    return outcome;
}

PageOutcome goesOn(PageOutcome outcome, PageKey next, bool isComputed)
{
    outcome.next = std::move(next);
    outcome.nextIsComputed = isComputed;
    return outcome;
}

/// -1 where it says nothing or nothing that can be: a zero beside rows, fewer than came.
qint64 statedTotal(const Pagination &pagination, const PageAnswer &answer)
{
    const qint64 total = saidInteger(pagination.total, answer).value_or(-1);
    return total >= answer.received ? total : -1;
}

/// What can be had of it.
qint64 withinCaps(const Pagination &pagination, qint64 total, int pageSize)
{
    if (!isNumbered(pagination))
        return total;
    if (const qint64 pages = maxPagesOf(pagination, pageSize); pages > 0)
        total = std::min(total, pages * pageSize);
    return pagination.maxItems > 0 ? std::min(total, pagination.maxItems) : total;
}

bool isShort(const Pagination &pagination, const PageAnswer &answer)
{
    return pagination.shortPageMeansEnd && answer.received < answer.pageSize;
}

std::optional<PageKey> echoOf(const Pagination &pagination, const PageKey &asked, const PageAnswer &answer)
{
    const std::optional<qint64> echo = saidInteger(pagination.echo, answer);
    if (!echo)
        return std::nullopt;
    if (pagination.kind == PaginationKind::Page)
        return PageNo{*echo - pagination.first + 1};
    if (pagination.kind == PaginationKind::Offset || pagination.kind == PaginationKind::Range) {
        const bool asNumber = !std::holds_alternative<PageOffset>(asked) && *echo % answer.pageSize == 0;
        return asNumber ? PageKey(PageNo{*echo / answer.pageSize + 1}) : PageKey(PageOffset{*echo});
    }
    return jumpNumberOf(pagination, asked) ? std::optional<PageKey>(PageNo{*echo}) : std::nullopt;
}

/// The rows before the next page, as far as a numbered list goes.
qint64 rowAfter(const Pagination &pagination, qint64 firstRow, const PageAnswer &answer)
{
    const bool byPage = pagination.kind == PaginationKind::Page || pagination.advanceBy == Pagination::AdvanceBy::Requested;
    return firstRow + (byPage ? answer.pageSize : answer.received);
}

/// The next number as the server states it; nothing where it states none.
std::optional<PageKey> statedNumber(const Pagination &pagination, const PageAnswer &answer)
{
    const std::optional<qint64> number = saidInteger(pagination.next, answer);
    if (!number || pagination.kind != PaginationKind::Page)
        return std::nullopt;
    return PageNo{*number - pagination.first + 1};
}

/// The next number as it follows from this page's; nothing where it would be this page again.
std::optional<PageKey> countedNumber(
    const Pagination &pagination, const PageKey &asked, qint64 firstRow, const PageAnswer &answer)
{
    const qint64 row = rowAfter(pagination, firstRow, answer);
    if (row == firstRow)
        return std::nullopt;
    const bool inPages = !std::holds_alternative<PageOffset>(asked) && row % answer.pageSize == 0;
    return inPages ? PageKey(PageNo{row / answer.pageSize + 1}) : PageKey(PageOffset{row});
}

bool isReached(const Pagination &pagination, qint64 firstRow, const PageAnswer &answer)
{
    if (pagination.totalIsHint)
        return false;
    const qint64 page = firstRow / answer.pageSize;
    const qint64 pages = saidInteger(pagination.totalPages, answer).value_or(0);
    if (pagination.kind == PaginationKind::Page && pages > 0)
        return page + 1 >= pages;
    // A server that gives smaller pages than it was asked for counts its page numbers in those.
    const qint64 echoed = saidInteger(pagination.size.echo, answer).value_or(0);
    const qint64 before = pagination.kind == PaginationKind::Page && echoed > 0 ? page * echoed : firstRow;
    const qint64 total = statedTotal(pagination, answer);
    return total >= 0 && before + answer.received >= total;
}

PageOutcome afterNumbered(const Pagination &pagination, const PageKey &asked, const PageAnswer &answer, PageOutcome outcome)
{
    const bool isStated = pagination.next.has_value();
    const qint64 firstRow = firstRowOf(pagination, asked, answer.pageSize).value_or(0);
    if (saysNoMore(pagination, answer) || isShort(pagination, answer))
        return ended(std::move(outcome), answer.received == 0 ? EndReason::EmptyPage : EndReason::NoNextKey);
    if (isStated && saidNext(pagination.next, answer).isEmpty())
        return ended(std::move(outcome), EndReason::NoNextKey);
    if (!isStated && answer.received == 0 && pagination.emptyMeansEnd)
        return ended(std::move(outcome), EndReason::EmptyPage);
    if (isReached(pagination, firstRow, answer))
        return ended(std::move(outcome), EndReason::TotalReached);
    const std::optional<PageKey> stated = statedNumber(pagination, answer);
    const std::optional<PageKey> next = stated ? stated : countedNumber(pagination, asked, firstRow, answer);
    if (!next)
        return ended(std::move(outcome), EndReason::EmptyPage);
    const std::optional<qint64> nextRow = firstRowOf(pagination, *next, answer.pageSize);
    if (!nextRow || *nextRow == firstRow)
        return ended(std::move(outcome), EndReason::KeyLoop);
    if (const auto cap = capBefore(pagination, *next, answer.pageSize))
        return ended(std::move(outcome), *cap);
    // Where holes may fill a whole page, an empty one is no end: it counts as a page without news.
    return goesOn(std::move(outcome), *next, !isStated && pagination.emptyMeansEnd);
}

PageOutcome afterToken(const Pagination &pagination, const PageKey &asked, const PageAnswer &answer, PageOutcome outcome)
{
    if (saysNoMore(pagination, answer) || isShort(pagination, answer))
        return ended(std::move(outcome), EndReason::NoNextKey);
    const std::optional<qint64> number = jumpNumberOf(pagination, asked);
    if (number && *number < pagination.jump->maxPage) {
        const bool isComputed = !pagination.hasMore;
        if (answer.received == 0 && isComputed)
            return ended(std::move(outcome), EndReason::EmptyPage);
        if (outcome.total >= 0 && !pagination.totalIsHint && (*number - 1) * answer.pageSize + answer.received >= outcome.total)
            return ended(std::move(outcome), EndReason::TotalReached);
        return goesOn(std::move(outcome), PageNo{*number + 1}, isComputed);
    }
    const bool isKeyset = pagination.kind == PaginationKind::Keyset;
    if (isKeyset && answer.received == 0)
        return ended(std::move(outcome), EndReason::EmptyPage);
    const QString token
        = isKeyset ? scalarText(pagination.last.in(answer.lastItem)).value_or(QString()) : saidNext(pagination.next, answer);
    if (token.isEmpty())
        return ended(std::move(outcome), EndReason::NoNextKey);
    const PageKey next = PageCursor{token.toUtf8()};
    if (next == asked)
        return ended(std::move(outcome), EndReason::KeyLoop);
    return goesOn(std::move(outcome), next, isKeyset);
}

PageOutcome afterUrl(
    const Pagination &pagination, const PageKey &asked, const PageAnswer &answer, const QStringList &names, PageOutcome outcome)
{
    if (saysNoMore(pagination, answer) || isShort(pagination, answer))
        return ended(std::move(outcome), EndReason::NoNextKey);
    const bool byLink = pagination.kind == PaginationKind::LinkHeader;
    const QString stated = byLink ? linkTarget(answer.headers, u"next"_s) : saidNext(pagination.next, answer);
    if (stated.isEmpty())
        return ended(std::move(outcome), EndReason::NoNextKey);
    const Result<QUrl> url = nextUrl(answer.asked, stated);
    if (!url) {
        outcome.refused = url.error().detail;
        return ended(std::move(outcome), EndReason::NoNextKey);
    }
    const PageKey next = PageUrl{QString::fromLatin1(withoutCredentials(*url, names).toEncoded())};
    const QString here = QString::fromLatin1(withoutCredentials(answer.asked, names).toEncoded());
    if (next == asked || std::get<PageUrl>(next).url == here)
        return ended(std::move(outcome), EndReason::KeyLoop);
    return goesOn(std::move(outcome), next, false);
}

} // namespace

PageOutcome outcomeOf(const Pagination &pagination, const PageKey &asked, const PageAnswer &answer, const QStringList &names)
{
    PageOutcome outcome;
    outcome.total = withinCaps(pagination, statedTotal(pagination, answer), answer.pageSize);
    outcome.echo = echoOf(pagination, asked, answer);
    switch (pagination.kind) {
    case PaginationKind::Page:
    case PaginationKind::Offset:
    case PaginationKind::Range: return afterNumbered(pagination, asked, answer, std::move(outcome));
    case PaginationKind::Cursor:
    case PaginationKind::Keyset:
    case PaginationKind::Relay: return afterToken(pagination, asked, answer, std::move(outcome));
    case PaginationKind::NextUrl:
    case PaginationKind::LinkHeader: return afterUrl(pagination, asked, answer, names, std::move(outcome));
    case PaginationKind::Single: break;
    }
    return ended(std::move(outcome), EndReason::SinglePage);
}

} // namespace matinee

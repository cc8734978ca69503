// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/answerreader.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

#include "models/sources/dialects/dialect.h"
#include "models/sources/dialects/jsonbody.h"
#include "models/sources/dialects/jsonscalars.h"
#include "models/sources/http/httpdate.h"
#include "models/sources/http/retryafter.h"
#include "models/sources/profile/detailsmapper.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr JsonLimits kErrorLimits{64 * 1024, 64}; // an error page beyond that has nothing to say
constexpr qsizetype kLongestMessage = 300;
constexpr int kMostGenres = 1000;

template <typename T>
Verdict<T> wrong(Error error)
{
    return tl::unexpected(BodyVerdict::wrong(std::move(error)));
}

bool isSuccess(int status)
{
    return status >= 200 && status < 300;
}

QDateTime dateOf(const HttpResponse &response)
{
    return parseHttpDate(headerValue(response.headers, "date"), response.receivedAt).value_or(QDateTime());
}

std::optional<std::chrono::milliseconds> retryAfterOf(const HttpResponse &response)
{
    const QDateTime said = dateOf(response);
    return parseRetryAfter(headerValue(response.headers, "retry-after"), said.isValid() ? said : response.receivedAt);
}

bool hasDirective(const QString &cacheControl, QLatin1StringView wanted)
{
    const QStringList parts = cacheControl.split(u',');
    return std::ranges::any_of(
        parts, [&](const QString &part) { return part.trimmed().compare(wanted, Qt::CaseInsensitive) == 0; });
}

ErrorKind kindOf(int status)
{
    switch (status) {
    case 401: return ErrorKind::Unauthorized;
    case 403: return ErrorKind::Forbidden;
    case 404: return ErrorKind::NotFound;
    case 408: return ErrorKind::Timeout;
    case 429: return ErrorKind::RateLimited;
    case 511: return ErrorKind::CaptivePortal;
    default: break;
    }
    if (status >= 500)
        return ErrorKind::Server;
    return status >= 400 ? ErrorKind::Rejected : ErrorKind::Malformed;
}

QString messageIn(const Profile &profile, const QJsonValue &document)
{
    LeafMapping places{profile.errors.messages, false};
    for (const auto *place : {"/status_message", "/detail", "/errors/0", "/errors/0/detail", "/errors/0/message",
             "/error/message", "/error_description", "/error", "/message", "/title"})
        places.places.push_back(*JsonPointer::parse(QString::fromLatin1(place)));
    return leafText(places, document, kLongestMessage).simplified();
}

std::optional<qint64> codeIn(const Profile &profile, const QJsonValue &document)
{
    return profile.errors.code ? scalarInteger(profile.errors.code->in(document)) : std::nullopt;
}

/// The body of an error, Undefined where it is no JSON.
QJsonValue errorDocument(const HttpResponse &response)
{
    return readJsonBody(response.body, kErrorLimits).value_or(QJsonValue(QJsonValue::Undefined));
}

bool saysError(const QJsonValue &value)
{
    if (value.isArray())
        return !value.toArray().isEmpty();
    if (value.isObject())
        return !value.toObject().isEmpty();
    return !value.isUndefined() && !value.isNull() && !(value.isBool() && !value.toBool());
}

/// Where the list should stand there is something else: an error the server tells, or another shape.
Error noList(const Profile &profile, const QJsonValue &document, const JsonPointer &place)
{
    const QString message = document.isObject() ? messageIn(profile, document) : QString();
    if (!message.isEmpty())
        return Error{ErrorKind::Rejected, message, place.text(), 200};
    return Error{ErrorKind::Malformed, u"there is no list where the profile says it is"_s, place.text(), 200};
}

FetchedPage pageFrame(const HttpResponse &response)
{
    FetchedPage page;
    page.validators = validatorsOf(response);
    page.noStore = hasDirective(page.validators.cacheControl, "no-store"_L1);
    page.fetchedAt = response.receivedAt;
    return page;
}

ReadPage endPage(const HttpResponse &response)
{
    ReadPage read{pageFrame(response), {}, {}};
    read.page.end = EndReason::EndStatus;
    read.page.noStore = false;
    read.page.validators = {};
    return read;
}

void mapItems(const PageContext &context, const QJsonArray &items, ReadPage &read, PageAnswer &answer)
{
    const Profile &profile = *context.answer.profile;
    for (const QJsonValue &element : items) {
        const QJsonValue item = context.pagination.unwrap.in(element);
        answer.lastItem = item;
        std::optional<MappedTitle> mapped = mapTitle(profile.title, item, profile.id, profile.genres.has_value());
        if (!mapped) {
            ++read.page.badCount;
            continue;
        }
        read.page.titles.push_back(std::move(mapped->title));
        read.genreIds.push_back(std::move(mapped->genreIds));
    }
}

Verdict<ReadPage> readList(const PageContext &context, const QJsonValue &document, const HttpResponse &response)
{
    const Profile &profile = *context.answer.profile;
    const Pagination &pagination = context.pagination;
    const QJsonValue list = pagination.items.in(document);
    if (!list.isArray() && !list.isNull())
        return wrong<ReadPage>(noList(profile, document, pagination.items));
    const QJsonArray items = list.toArray();
    ReadPage read{pageFrame(response), {}, {}};
    const QUrl url = response.url.isValid() ? response.url : context.answer.asked;
    PageAnswer answer{url, response.headers, document, items.size(), QJsonValue(QJsonValue::Undefined), context.pageSize};
    mapItems(context, items, read, answer);
    if (read.page.badCount * 2 > items.size()) {
        return wrong<ReadPage>(
            Error{ErrorKind::Malformed, u"%1 of %2 titles have no usable id or title"_s.arg(read.page.badCount).arg(items.size()),
                pagination.items.text(), 200});
    }
    PageOutcome outcome = outcomeOf(pagination, context.key, answer, context.answer.credentials);
    read.page.next = std::move(outcome.next);
    read.page.nextIsComputed = outcome.nextIsComputed;
    read.page.end = outcome.end;
    read.page.total = outcome.total;
    read.page.totalIsHint = pagination.totalIsHint;
    read.page.echo = std::move(outcome.echo);
    read.refused = outcome.refused;
    return read;
}

} // namespace

Verdict<ReadPage> readPage(const PageContext &context, const HttpResponse &response)
{
    const Profile &profile = *context.answer.profile;
    if (response.status == 304) {
        ReadPage read{pageFrame(response), {}, {}};
        read.page.notModified = true;
        return read;
    }
    if (!isSuccess(response.status)) {
        const std::optional<qint64> code = codeIn(profile, errorDocument(response));
        if (isEnd(context.pagination, context.key, response.status, code))
            return endPage(response);
        return wrong<ReadPage>(statusError(profile, response));
    }
    const auto document = readJsonBody(response.body);
    if (!document)
        return tl::unexpected(document.error());
    if (std::optional<Error> error = errorInBody(profile, *document)) {
        if (isEnd(context.pagination, context.key, response.status, codeIn(profile, *document)))
            return endPage(response);
        return wrong<ReadPage>(std::move(*error));
    }
    return readList(context, *document, response);
}

Verdict<ReadDetails> readDetails(const AnswerContext &context, const TitleId &title, const HttpResponse &response)
{
    const Profile &profile = *context.profile;
    const FetchedPage frame = pageFrame(response);
    ReadDetails read{{response.status == 304, {}, frame.noStore, frame.validators, frame.fetchedAt}, {}};
    if (read.details.notModified)
        return read;
    if (!isSuccess(response.status))
        return wrong<ReadDetails>(statusError(profile, response));
    const auto document = readJsonBody(response.body);
    if (!document)
        return tl::unexpected(document.error());
    if (std::optional<Error> error = errorInBody(profile, *document))
        return wrong<ReadDetails>(std::move(*error));
    const QJsonValue item = profile.detailsMapping.item.in(*document);
    if ((document->isObject() && document->toObject().isEmpty()) || (item.isObject() && item.toObject().isEmpty()))
        return wrong<ReadDetails>(Error{ErrorKind::NotFound, u"the server does not know this title"_s, {}, 200});
    std::optional<MappedDetails> mapped
        = mapDetails(profile.detailsMapping, *document, title, context.region, profile.genres.has_value());
    if (!mapped) {
        const QString message = document->isObject() ? messageIn(profile, *document) : QString();
        const QString detail = message.isEmpty() ? u"the answer is not about this title"_s : message;
        return wrong<ReadDetails>(Error{ErrorKind::Malformed, detail, profile.detailsMapping.item.text(), 200});
    }
    read.details.details = std::move(mapped->details);
    read.genreIds = std::move(mapped->genreIds);
    return read;
}

Verdict<GenreNames> readGenreNames(const AnswerContext &context, const HttpResponse &response)
{
    if (!isSuccess(response.status))
        return wrong<GenreNames>(statusError(*context.profile, response));
    const auto document = readJsonBody(response.body);
    if (!document)
        return tl::unexpected(document.error());
    const ProfileGenres &genres = *context.profile->genres;
    GenreNames names;
    for (const QJsonValue &element : genres.items.in(*document).toArray()) {
        const QString id = scalarText(genres.id.in(element)).value_or(QString());
        const QString name = leafText({{genres.name}, false}, element, 100);
        if (!id.isEmpty() && !name.isEmpty() && names.size() < kMostGenres)
            names.insert(id, name);
    }
    if (names.isEmpty())
        return wrong<GenreNames>(Error{ErrorKind::Malformed, u"there are no genres"_s, genres.items.text(), response.status});
    return names;
}

std::optional<Error> errorInBody(const Profile &profile, const QJsonValue &document)
{
    for (const JsonPointer &place : profile.errors.inBody) {
        if (!saysError(place.in(document)))
            continue;
        const QString message = messageIn(profile, document);
        return Error{
            ErrorKind::Rejected, message.isEmpty() ? u"the server answered with an error"_s : message, place.text(), 200};
    }
    return std::nullopt;
}

Error statusError(const Profile &profile, const HttpResponse &response)
{
    Error error{kindOf(response.status), {}, {}, response.status};
    const QString message = messageIn(profile, errorDocument(response));
    error.detail = u"%1 answered %2"_s.arg(profile.name).arg(response.status);
    if (!message.isEmpty())
        error.detail += ": "_L1 + message;
    if (response.status == 429 || response.status == 503)
        error.retryAfter = retryAfterOf(response);
    return error;
}

Validators validatorsOf(const HttpResponse &response)
{
    const auto text = [&](QByteArrayView name) { return QString::fromLatin1(headerValue(response.headers, name)); };
    Validators validators{text("etag"), text("last-modified"), {}, text("vary"), dateOf(response), {}};
    QStringList cacheControl;
    for (const QByteArray &field : headerValues(response.headers, "cache-control"))
        cacheControl.append(QString::fromLatin1(field));
    validators.cacheControl = cacheControl.join(u", "_s);
    bool ok = false;
    const qint64 age = headerValue(response.headers, "age").trimmed().toLongLong(&ok);
    validators.age = std::chrono::seconds(ok ? std::clamp<qint64>(age, 0, 365 * 86400) : 0);
    return validators;
}

} // namespace matinee

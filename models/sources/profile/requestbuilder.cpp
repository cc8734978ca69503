// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/requestbuilder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

#include "models/sources/dialects/dialect.h"
#include "models/sources/dialects/nexturl.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr auto kKeyVersion = "v1"_L1; // grows when the same key would mean another answer

void addAccount(const ProfileEntry &entry, const Secrets &secrets, Variables &variables)
{
    if (!secrets.accountId.isEmpty())
        variables.insert(u"account.id"_s, secrets.accountId);
    else if (entry.profile->auth.kind == ProfileAuth::Kind::Tmdb)
        variables.insert(u"account.id"_s, u"0"_s); // TMDB takes it from the session
}

void addQuery(const std::vector<std::pair<QString, Template>> &query, const Variables &variables, RequestParts &parts)
{
    // A name may stand several times here, but not beside what is there already.
    QueryItems added;
    for (const auto &[name, text] : query) {
        const std::optional<QString> value = text.plain(variables);
        if (value && !parts.hasQuery(name))
            added.emplace_back(name, *value);
    }
    parts.query.insert(parts.query.end(), added.begin(), added.end());
}

Result<RequestParts> partsOf(
    const ProfileEntry &entry, const RequestTemplate &request, const Variables &variables, bool withQuery)
{
    RequestParts parts;
    parts.method = request.method;
    parts.base = entry.base;
    const std::optional<QByteArray> path = request.path.path(variables);
    if (!path)
        return fail(ErrorKind::InvalidArgument, u"the address cannot be made from what was given"_s, u"title"_s);
    parts.path = *path;
    if (withQuery)
        addQuery(request.query, variables, parts);
    addQuery(entry.profile->query, variables, parts);
    parts.headers.emplace_back("Accept", "application/json");
    if (const QString language = entry.languageTag(); !language.isEmpty())
        parts.headers.emplace_back("Accept-Language", language.toLatin1());
    for (const auto &[name, value] : entry.profile->headers)
        parts.set({RequestPlace::Kind::Header, QString::fromLatin1(name), {}}, value);
    if (!request.body.isUndefined())
        parts.body = filledBody(request.body, variables);
    return parts;
}

QByteArray bytesOf(const QJsonValue &body)
{
    const QJsonDocument document = body.isArray() ? QJsonDocument(body.toArray()) : QJsonDocument(body.toObject());
    return document.toJson(QJsonDocument::Compact);
}

void addValidators(const Validators &validators, HttpHeaders &headers)
{
    if (!validators.etag.isEmpty())
        headers.emplace_back("If-None-Match", validators.etag.toUtf8());
    if (!validators.lastModified.isEmpty())
        headers.emplace_back("If-Modified-Since", validators.lastModified.toUtf8());
}

struct KeyParts {
    QueryItems defaults;
    QString account;
};

/// Signs and finishes; the key is made before anything is signed.
Result<BuiltRequest> finished(const ProfileEntry &entry, RequestParts parts, const Secrets &secrets, bool needsAccount,
    const KeyParts &key, const RequestManner &manner)
{
    const Profile &profile = *entry.profile;
    const QStringList names = credentialNames(profile);
    const QStringList facets{u"account="_s + key.account, u"language="_s + entry.languageTag(),
        u"if="_s + manner.validators.etag + u'|' + manner.validators.lastModified,
        u"auth="_s + QString::number(manner.authGeneration), kKeyVersion};
    BuiltRequest built;
    built.request.flightKey = canonicalKey(parts, key.defaults, names, facets);
    built.asked = withoutCredentials(parts.url(), names);
    if (const Result<void> is = sign(entry, secrets, needsAccount, parts); !is)
        return tl::unexpected(is.error());
    built.request.method = parts.method;
    built.request.url = parts.url();
    if (!built.request.url.isValid())
        return fail(ErrorKind::InvalidArgument, u"the address cannot be made from what was given"_s);
    built.request.headers = parts.headers;
    if (parts.body) {
        built.request.headers.emplace_back("Content-Type", "application/json");
        built.request.body = bytesOf(*parts.body);
    }
    addValidators(manner.validators, built.request.headers);
    built.request.priority = manner.priority;
    built.request.isBackground = manner.priority == Priority::Prefetch;
    built.request.mayJoin = manner.mayJoin;
    built.request.limits = profile.limits;
    return built;
}

QueryItems pageDefaults(const Profile &profile, const Pagination &pagination)
{
    QueryItems defaults(profile.defaults.begin(), profile.defaults.end());
    const bool isPage = pagination.kind == PaginationKind::Page && pagination.position
        && pagination.position->kind == RequestPlace::Kind::Query;
    if (isPage)
        defaults.emplace_back(pagination.position->name, QString::number(pagination.first));
    return defaults;
}

} // namespace

Result<BuiltRequest> pageRequest(const FeedPlan &plan, const PageKey &key, const Secrets &secrets, const RequestManner &manner)
{
    const Profile &profile = *plan.entry.profile;
    const ProfileFeed &feed = *plan.feed;
    Variables variables = plan.variables;
    addAccount(plan.entry, secrets, variables);
    // A next URL says its query itself; only what every request has is added where it is not there.
    const bool isWhole = std::holds_alternative<PageUrl>(key);
    Result<RequestParts> parts = partsOf(plan.entry, feed.request, variables, !isWhole);
    if (!parts)
        return tl::unexpected(parts.error());
    if (const Result<void> asked = askFor(feed.pagination, key, plan.pageSize, credentialNames(profile), *parts); !asked)
        return tl::unexpected(asked.error());
    const KeyParts keyParts{
        pageDefaults(profile, feed.pagination), feed.isAccounts ? accountName(plan.entry, secrets) : QString()};
    return finished(plan.entry, *parts, secrets, feed.needsAccount, keyParts, manner);
}

Result<BuiltRequest> detailsRequest(
    const ProfileEntry &entry, const TitleId &title, const Secrets &secrets, const RequestManner &manner)
{
    const Profile &profile = *entry.profile;
    if (!profile.details)
        return fail(ErrorKind::NotFound, u"%1 has no pages of single titles"_s.arg(profile.name), u"title"_s);
    Variables variables = commonVariablesOf(entry);
    addAccount(entry, secrets, variables);
    if (const Result<void> known = addTitle(profile, title, variables); !known)
        return tl::unexpected(known.error());
    const Result<RequestParts> parts = partsOf(entry, *profile.details, variables, true);
    if (!parts)
        return tl::unexpected(parts.error());
    return finished(entry, *parts, secrets, false, {profile.defaults, {}}, manner);
}

Result<BuiltRequest> genresRequest(const ProfileEntry &entry, const Secrets &secrets, const RequestManner &manner)
{
    const Profile &profile = *entry.profile;
    if (!profile.genres)
        return fail(ErrorKind::NotFound, u"%1 has no table of genres"_s.arg(profile.name));
    Variables variables = commonVariablesOf(entry);
    addAccount(entry, secrets, variables);
    const Result<RequestParts> parts = partsOf(entry, profile.genres->request, variables, true);
    if (!parts)
        return tl::unexpected(parts.error());
    return finished(entry, *parts, secrets, false, {profile.defaults, {}}, manner);
}

Result<BuiltRequest> actionRequest(
    const ProfileEntry &entry, const QString &action, bool on, const TitleId &title, const QString &value, const Secrets &secrets)
{
    const Profile &profile = *entry.profile;
    const ProfileWrite *write = writeOf(profile, action, on);
    if (!write)
        return fail(ErrorKind::NotFound, u"%1 cannot change this on the server"_s.arg(profile.name), action);
    Variables variables = commonVariablesOf(entry);
    addAccount(entry, secrets, variables);
    if (!value.isEmpty())
        variables.insert(u"value"_s, value);
    if (const Result<void> known = addTitle(profile, title, variables); !known)
        return tl::unexpected(known.error());
    const Result<RequestParts> parts = partsOf(entry, write->request, variables, true);
    if (!parts)
        return tl::unexpected(parts.error());
    Result<BuiltRequest> built = finished(entry, *parts, secrets, true, {}, {});
    if (!built)
        return built;
    built->request.flightKey.clear(); // two writes are two writes
    // A server that refuses what is set already would refuse our own second try, or answer it with a failure.
    built->request.isIdempotent = write->request.method != "POST" || write->already.empty();
    return built;
}

const ProfileWrite *writeOf(const Profile &profile, const QString &action, bool on)
{
    const auto found = profile.actions.find(action);
    if (found == profile.actions.end())
        return nullptr;
    if (on)
        return &found->second.on;
    return found->second.off ? &*found->second.off : nullptr;
}

} // namespace matinee

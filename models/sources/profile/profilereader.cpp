// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/profilereader.h"

#include <QRegularExpression>

#include <algorithm>

#include "models/sources/dialects/jsonbody.h"
#include "models/sources/profile/actionreader.h"
#include "models/sources/profile/feedreader.h"
#include "models/sources/profile/mappingreader.h"
#include "models/sources/profile/paginationreader.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Need = ProfileNode::Need;

constexpr JsonLimits kProfileLimits{256 * 1024, 32};

QUrl readAddress(ProfileNode &node, const QString &name, const QStringList &schemes, Need need)
{
    const QString text = node.text(name, need);
    if (text.isEmpty())
        return {};
    const QUrl url(text, QUrl::StrictMode);
    const bool isGood = url.isValid() && schemes.contains(url.scheme()) && !url.host().isEmpty() && url.userInfo().isEmpty()
        && !url.hasQuery() && !url.hasFragment();
    if (!isGood)
        node.fault(
            name, u"must be an address beginning with %1://, without user, query or fragment"_s.arg(schemes.join(u":// or "_s)));
    return url;
}

bool isHeaderName(const QString &name)
{
    static const QRegularExpression kToken(u"\\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\\z"_s);
    static const QStringList kOurs{u"host"_s, u"cookie"_s, u"accept-encoding"_s, u"content-length"_s, u"connection"_s,
        u"transfer-encoding"_s, u"if-none-match"_s, u"if-modified-since"_s};
    return kToken.match(name).hasMatch() && !kOurs.contains(name.toLower());
}

ProfileAuth::Kind authKind(ProfileNode &node)
{
    static const QStringList kKinds{
        u"none"_s, u"bearer"_s, u"header"_s, u"query"_s, u"basic"_s, u"tmdb"_s, u"jellyfin"_s, u"trakt"_s};
    const QString said = node.raw(u"kind"_s).toString();
    if (said == "cookie"_L1 || said == "session"_L1) {
        node.fault(u"kind"_s, u"signing in by a session cookie is not supported"_s);
        return ProfileAuth::Kind::None;
    }
    return static_cast<ProfileAuth::Kind>(std::max<qsizetype>(0, kKinds.indexOf(node.word(u"kind"_s, kKinds, Need::Required))));
}

ProfileAuth readAuth(ProfileNode &root)
{
    using Kind = ProfileAuth::Kind;
    ProfileAuth auth;
    root.object(u"auth"_s, [&](ProfileNode &node) {
        auth.kind = authKind(node);
        const bool isNamed = auth.kind == Kind::Header || auth.kind == Kind::Query;
        auth.name = isNamed ? node.text(u"name"_s, Need::Required) : QString();
        if (auth.kind == Kind::Header && !auth.name.isEmpty() && !isHeaderName(auth.name))
            node.fault(u"name"_s, u"is no header a profile may set"_s);
        if (auth.kind == Kind::Header) {
            auth.value = node.textTemplate(u"value"_s, {u"secret"_s}, Need::Required);
            if (!auth.value.isEmpty() && !auth.value.names().contains(u"secret"_s))
                node.fault(u"value"_s, u"must hold {secret}: no secret is written into a profile"_s);
        }
        const bool isProgram = auth.kind == Kind::Tmdb || auth.kind == Kind::Jellyfin || auth.kind == Kind::Trakt;
        auth.isRequired = node.flag(u"required"_s, isProgram);
        auth.session = node.requestPlace(u"session"_s);
        if (auth.session && auth.session->kind == RequestPlace::Kind::Body)
            node.fault(u"session"_s, u"goes into the query or a header"_s);
    });
    return auth;
}

HostLimits readLimits(ProfileNode &root)
{
    HostLimits limits;
    root.object(u"limits"_s, [&](ProfileNode &node) {
        limits.perSecond = node.number(u"perSecond"_s, 0.01, 1000).value_or(limits.perSecond);
        limits.burst = static_cast<int>(node.integer(u"burst"_s, 1, 1000).value_or(limits.burst));
        limits.inFlight = static_cast<int>(node.integer(u"inFlight"_s, 1, 16).value_or(limits.inFlight));
    });
    return limits;
}

std::vector<std::pair<QString, QString>> readTexts(ProfileNode &root, const QString &name)
{
    std::vector<std::pair<QString, QString>> texts;
    root.values(name, [&](const QString &key, const QJsonValue &value, const QString &at) {
        if (!value.isString())
            root.faultAt(at, u"must be a text"_s);
        texts.emplace_back(key, value.toString());
    });
    return texts;
}

std::vector<std::pair<QByteArray, QString>> readHeaders(ProfileNode &root)
{
    std::vector<std::pair<QByteArray, QString>> headers;
    for (const auto &[name, value] : readTexts(root, u"headers"_s)) {
        const QString at = root.at(u"headers"_s) + u'/' + pointerPart(name);
        if (!isHeaderName(name) || name.compare(u"authorization"_s, Qt::CaseInsensitive) == 0)
            root.faultAt(at, u"is no header a profile may set; secrets go by auth"_s);
        if (value.contains(u'\n') || value.contains(u'\r') || value.contains(u'{'))
            root.faultAt(at, u"must be one plain line"_s);
        headers.emplace_back(name.toLatin1(), value);
    }
    return headers;
}

ProfileImagesPart readImages(ProfileNode &root)
{
    ProfileImagesPart images;
    root.object(u"images"_s, [&](ProfileNode &node) {
        images.base = readAddress(node, u"base"_s, {u"https"_s}, Need::Optional);
        node.values(u"sizes"_s, [&](const QString &code, const QJsonValue &width, const QString &at) {
            if (!width.isDouble() || width.toInt(-1) < 0 || width.toInt(-1) > 10'000)
                node.faultAt(at, u"must be a width in pixels, 0 for as large as it is"_s);
            images.sizes.push_back({code, width.toInt()});
        });
        images.hosts = node.texts(u"hosts"_s);
        images.askFirst = node.flag(u"askFirst"_s, false);
        static const QRegularExpression kHost(u"\\A(\\*|[a-z0-9][a-z0-9.-]*)\\z"_s);
        if (!std::ranges::all_of(images.hosts, [](const QString &host) { return kHost.match(host).hasMatch(); }))
            node.fault(u"hosts"_s, u"must be host names in lower case, or *"_s);
    });
    std::ranges::sort(images.sizes, {}, [](const auto &size) { return size.width == 0 ? 1'000'000 : size.width; });
    return images;
}

ProfileErrors readErrors(ProfileNode &root, std::map<QString, Pagination> &paginations)
{
    ProfileErrors errors;
    root.object(u"errors"_s, [&](ProfileNode &node) {
        errors.messages = node.pointers(u"message"_s);
        errors.code = node.pointer(u"code"_s);
        errors.inBody = node.pointers(u"inBody"_s);
        const std::vector<qint64> statuses = node.integers(u"endStatus"_s, 400, 499);
        const std::vector<qint64> codes = node.integers(u"endCode"_s, -1'000'000, 1'000'000);
        for (auto &[name, pagination] : paginations) {
            for (const qint64 status : statuses)
                pagination.endStatuses.push_back(static_cast<int>(status));
            pagination.endCodes.insert(pagination.endCodes.end(), codes.begin(), codes.end());
        }
        if (!codes.empty() && !errors.code)
            node.fault(u"endCode"_s, u"needs code: the place of the code in an error's body"_s);
    });
    return errors;
}

std::optional<ProfileGenres> readGenres(ProfileNode &root)
{
    ProfileGenres genres;
    const bool isThere = root.object(u"genres"_s, [&](ProfileNode &node) {
        genres.request = readRequest(node, commonVariables(), {});
        genres.items = node.pointer(u"items"_s, Need::Required).value_or(JsonPointer());
        genres.id = node.pointer(u"id"_s, Need::Required).value_or(JsonPointer());
        genres.name = node.pointer(u"name"_s, Need::Required).value_or(JsonPointer());
    });
    return isThere ? std::optional(genres) : std::nullopt;
}

void readDetails(ProfileNode &root, Profile &profile)
{
    root.object(u"details"_s, [&](ProfileNode &node) {
        profile.details = readRequest(node, commonVariables() << u"title.id"_s << u"title.type"_s, {});
        profile.detailsMapping = readDetailsMapping(node, profile.title);
        const QString watchUrl = node.raw(u"watchUrl"_s).toString();
        if (!watchUrl.isEmpty() && !watchUrl.startsWith("https://"_L1))
            node.fault(u"watchUrl"_s, u"must begin with https://"_s);
    });
}

std::map<QString, Pagination> readPaginations(ProfileNode &root)
{
    std::map<QString, Pagination> paginations;
    root.members(
        u"pagination"_s, [&](const QString &name, ProfileNode &node) { paginations.emplace(name, readPagination(node)); });
    if (paginations.empty())
        paginations.emplace(u"single"_s, Pagination());
    return paginations;
}

void readFeeds(ProfileNode &root, const std::map<QString, Pagination> &paginations, Profile &profile)
{
    root.objects(
        u"feeds"_s,
        [&](ProfileNode &node) {
            ProfileFeed feed = readFeed(node, paginations);
            if (!feed.id.isEmpty() && profile.feed(feed.id))
                node.fault(u"id"_s, u"is another feed's already"_s);
            for (const ProfileParameter &parameter : feed.parameters) {
                if (parameter.takesGenres && !profile.genres)
                    node.fault(u"filters"_s, u"takes its values from \"genres\", which the profile has not"_s);
            }
            profile.feeds.push_back(std::move(feed));
        },
        Need::Required);
}

void readHead(ProfileNode &root, Profile &profile)
{
    static const QRegularExpression kId(u"\\A[a-z0-9][a-z0-9-]{0,63}\\z"_s);
    static const QRegularExpression kLanguage(u"\\A[a-z]{2,3}(-[A-Z]{2})?\\z"_s);
    root.raw(u"$schema"_s);
    root.raw(u"note"_s);
    if (root.raw(u"matinee"_s).toInt() != 1)
        root.fault(u"matinee"_s, u"must be 1, the version of the format"_s);
    profile.id = root.text(u"id"_s, Need::Required);
    if (!profile.id.isEmpty() && !kId.match(profile.id).hasMatch())
        root.fault(u"id"_s, u"must be lower-case letters, digits and -"_s);
    profile.name = root.text(u"name"_s, Need::Required);
    profile.attribution = root.text(u"attribution"_s);
    profile.base = readAddress(root, u"base"_s, {u"http"_s, u"https"_s}, Need::Required);
    profile.language = root.text(u"language"_s);
    if (!profile.language.isEmpty() && !kLanguage.match(profile.language).hasMatch())
        root.fault(u"language"_s, u"must be like en or en-US"_s);
}

} // namespace

QString ProfileReading::faultText() const
{
    QStringList lines;
    for (const ProfileFault &fault : faults)
        lines.append(fault.pointer.isEmpty() ? fault.text : fault.pointer + ": "_L1 + fault.text);
    return lines.join(u'\n');
}

ProfileReading readProfile(const QByteArray &json)
{
    const auto document = readJsonBody(json, kProfileLimits);
    if (!document)
        return {nullptr, {{QString(), document.error().error->detail}}};
    if (!document->isObject())
        return {nullptr, {{QString(), u"must be an object"_s}}};
    ProfileReading reading;
    auto profile = std::make_shared<Profile>();
    ProfileNode root(document->toObject(), {}, reading.faults);
    readHead(root, *profile);
    profile->auth = readAuth(root);
    profile->limits = readLimits(root);
    profile->query = readQuery(root, commonVariables());
    profile->headers = readHeaders(root);
    profile->defaults = readTexts(root, u"defaults"_s);
    std::map<QString, Pagination> paginations = readPaginations(root);
    profile->errors = readErrors(root, paginations);
    root.object(
        u"title"_s, [&](ProfileNode &node) { profile->title = readTitleMapping(node, {}, Need::Required); }, Need::Required);
    profile->genres = readGenres(root);
    readFeeds(root, paginations, *profile);
    readDetails(root, *profile);
    profile->actions = readActions(root);
    profile->images = readImages(root);
    root.finish();
    if (reading.faults.empty())
        reading.profile = std::move(profile);
    return reading;
}

const ProfileFeed *Profile::feed(QStringView feedId) const
{
    const auto found = std::ranges::find(feeds, feedId, &ProfileFeed::id);
    return found == feeds.end() ? nullptr : &*found;
}

} // namespace matinee

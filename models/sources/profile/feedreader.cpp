// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/feedreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Need = ProfileNode::Need;
using Per = FeedDescriptor::Per;
using Kind = FeedParameter::Kind;

constexpr qint64 kLongestFresh = 180 * 24 * 3600; // no copy is shown for longer

bool isShortName(const QString &name)
{
    static const QRegularExpression kPattern(u"\\A[a-z][a-z0-9_-]{0,63}\\z"_s);
    return kPattern.match(name).hasMatch();
}

/// "week", or {"value": "week", "label": "This week", "asc": ..., "desc": ...}.
std::vector<ProfileChoice> readChoices(ProfileNode &parent, const QString &name, bool areSorts, Need need)
{
    std::vector<ProfileChoice> choices;
    const QJsonValue value = parent.raw(name);
    if (value.toArray().at(0).isObject() || (value.isUndefined() && need == Need::Required)) {
        parent.objects(
            name,
            [&](ProfileNode &node) {
                ProfileChoice choice;
                choice.value = node.text(u"value"_s, Need::Required);
                choice.label = node.has(u"label"_s) ? node.text(u"label"_s) : choice.value;
                choice.ascending = areSorts ? node.text(u"asc"_s) : QString();
                choice.descending = areSorts ? node.text(u"desc"_s) : QString();
                choices.push_back(std::move(choice));
            },
            need);
        return choices;
    }
    for (const QString &text : parent.texts(name))
        choices.push_back({text, text, {}, {}});
    return choices;
}

void readDefault(ProfileNode &node, ProfileParameter &parameter)
{
    parameter.defaultValue = parameter.choices.empty() ? QString() : parameter.choices.front().value;
    if (!node.has(u"default"_s))
        return;
    parameter.defaultValue = node.text(u"default"_s);
    if (std::ranges::find(parameter.choices, parameter.defaultValue, &ProfileChoice::value) == parameter.choices.end())
        node.fault(u"default"_s, u"is not among the values"_s);
}

void checkName(ProfileNode &node, const QString &at, const QString &name)
{
    static const QStringList kTaken{u"title"_s, u"q"_s, u"text"_s, u"sort"_s, u"order"_s, u"language"_s, u"region"_s};
    if (!isShortName(name) || kTaken.contains(name))
        node.faultAt(at, u"a parameter's name is lower-case letters, digits, - and _, and none of: "_s + kTaken.join(u", "_s));
}

void readVariants(ProfileNode &parent, std::vector<ProfileParameter> &parameters)
{
    std::vector<QString> names;
    parent.values(u"variants"_s, [&](const QString &name, const QJsonValue &, const QString &at) {
        checkName(parent, at, name);
        names.push_back(name);
    });
    parent.object(u"variants"_s, [&](ProfileNode &variants) {
        for (const QString &name : names) {
            ProfileParameter parameter{Kind::Variant, name, name, {}, false, {}};
            if (!variants.raw(name).isObject()) {
                parameter.choices = readChoices(variants, name, false, Need::Required);
                parameter.defaultValue = parameter.choices.empty() ? QString() : parameter.choices.front().value;
            } else {
                variants.object(name, [&](ProfileNode &node) {
                    parameter.label = node.has(u"label"_s) ? node.text(u"label"_s) : name;
                    parameter.choices = readChoices(node, u"values"_s, false, Need::Required);
                    readDefault(node, parameter);
                });
            }
            parameters.push_back(std::move(parameter));
        }
    });
}

void readFilters(ProfileNode &parent, std::vector<ProfileParameter> &parameters)
{
    parent.members(u"filters"_s, [&](const QString &name, ProfileNode &node) {
        checkName(node, node.at({}), name);
        ProfileParameter parameter{Kind::Filter, name, name, {}, false, {}};
        parameter.label = node.has(u"label"_s) ? node.text(u"label"_s) : name;
        parameter.takesGenres = node.raw(u"values"_s).toString() == "genres"_L1;
        if (!parameter.takesGenres && node.has(u"values"_s))
            parameter.choices = readChoices(node, u"values"_s, false, Need::Required);
        parameters.push_back(std::move(parameter));
    });
}

void readSorts(ProfileNode &parent, std::vector<ProfileParameter> &parameters)
{
    parent.object(u"sorts"_s, [&](ProfileNode &node) {
        ProfileParameter parameter{Kind::Sort, u"sort"_s, u"Sort by"_s, {}, false, {}};
        parameter.choices = readChoices(node, u"values"_s, true, Need::Required);
        readDefault(node, parameter);
        parameter.isDescending = node.word(u"order"_s, {u"asc"_s, u"desc"_s}) != "asc"_L1;
        node.object(u"orders"_s, [&](ProfileNode &words) {
            parameter.ascendingWord = words.text(u"asc"_s, Need::Required);
            parameter.descendingWord = words.text(u"desc"_s, Need::Required);
        });
        parameters.push_back(std::move(parameter));
    });
}

FreshnessClass readClass(ProfileNode &node)
{
    const QString name = node.text(u"class"_s);
    const std::optional<FreshnessClass> found = name.isEmpty() ? FreshnessClass::Other : freshnessClassOf(name);
    if (!found)
        node.fault(u"class"_s, u"must be one of: trending, related, personal, always-ask, other, reference"_s);
    return found.value_or(FreshnessClass::Other);
}

Pagination choosePagination(ProfileNode &node, const std::map<QString, Pagination> &paginations)
{
    QStringList names;
    for (const auto &[name, pagination] : paginations)
        names.append(name);
    const bool isClear = paginations.size() == 1 && !node.has(u"pagination"_s);
    const QString name = isClear ? paginations.begin()->first : node.word(u"pagination"_s, names, Need::Required);
    const auto found = paginations.find(name);
    Pagination pagination = found == paginations.end() ? Pagination() : found->second;
    if (const auto items = node.pointer(u"items"_s))
        pagination.items = *items;
    if (const auto unwrap = node.pointer(u"unwrap"_s))
        pagination.unwrap = *unwrap;
    return pagination;
}

bool uses(const RequestTemplate &request, const QString &variable)
{
    const bool inBody = request.body.isObject()
        && QString::fromUtf8(QJsonDocument(request.body.toObject()).toJson(QJsonDocument::Compact)).contains(u'{' + variable);
    return request.path.names().contains(variable) || inBody
        || std::ranges::any_of(request.query, [&](const auto &item) { return item.second.names().contains(variable); });
}

Per readPer(ProfileNode &node, const ProfileFeed &feed)
{
    const bool ofTitle = uses(feed.request, u"title.id"_s);
    const bool ofText = uses(feed.request, u"text"_s);
    const Per found = ofTitle ? Per::Title : ofText ? Per::Text : Per::Nothing;
    const QString word = node.word(u"per"_s, {u"title"_s, u"text"_s, u"nothing"_s});
    const Per said = word == "title"_L1 ? Per::Title : word == "text"_L1 ? Per::Text : Per::Nothing;
    if (!word.isEmpty() && said != found)
        node.fault(u"per"_s, u"does not fit the variables of path, query and body"_s);
    return found;
}

void checkTexts(ProfileNode &node, const QString &at, const QJsonValue &body, const QStringList &variables)
{
    if (body.isString()) {
        const std::optional<Template> text = Template::parse(body.toString(), true);
        const QStringList unknown = text ? unknownVariables(*text, variables) : QStringList();
        if (!text || !unknown.isEmpty())
            node.faultAt(at, text ? u"{%1} is not known here"_s.arg(unknown.join(u"}, {"_s)) : u"is no template"_s);
    }
    const QJsonArray array = body.toArray();
    for (qsizetype i = 0; i < array.size(); ++i)
        checkTexts(node, at + u'/' + QString::number(i), array.at(i), variables);
    const QJsonObject object = body.toObject();
    for (auto member = object.constBegin(); member != object.constEnd(); ++member)
        checkTexts(node, at + u'/' + pointerPart(member.key()), member.value(), variables);
}

void checkPath(ProfileNode &node, const QString &path)
{
    static const QRegularExpression kClimbs(u"(^|/)\\.{1,2}(/|$)"_s);
    const bool isGood = path.startsWith(u'/') && !path.startsWith("//"_L1) && !path.contains(u'?') && !path.contains(u'#')
        && !path.contains(u'\\') && !kClimbs.match(path).hasMatch();
    if (!path.isEmpty() && !isGood)
        node.fault(u"path"_s, u"must begin with one slash and hold no ?, # or .."_s);
}

} // namespace

QStringList commonVariables()
{
    return {u"language"_s, u"region"_s, u"account.id"_s};
}

std::vector<std::pair<QString, Template>> readQuery(ProfileNode &node, const QStringList &variables)
{
    std::vector<std::pair<QString, Template>> query;
    std::vector<std::pair<QString, QJsonValue>> items;
    node.values(
        u"query"_s, [&](const QString &name, const QJsonValue &value, const QString &) { items.emplace_back(name, value); });
    node.object(u"query"_s, [&](ProfileNode &child) {
        for (const auto &[name, value] : items) {
            if (!value.isArray()) {
                query.emplace_back(name, child.textTemplate(name, variables));
                continue;
            }
            // The same name several times.
            for (const QString &text : child.texts(name))
                query.emplace_back(name, child.checkedTemplate(name, text, variables));
        }
    });
    return query;
}

bool namesAccount(const RequestTemplate &request)
{
    const QString account = u"account.id"_s;
    const bool inQuery
        = std::ranges::any_of(request.query, [&](const auto &item) { return item.second.names().contains(account); });
    const QJsonDocument body
        = request.body.isArray() ? QJsonDocument(request.body.toArray()) : QJsonDocument(request.body.toObject());
    return inQuery || request.path.names().contains(account) || body.toJson().contains("{account.id");
}

RequestTemplate readRequest(ProfileNode &node, const QStringList &required, const QStringList &optional, const QByteArray &method)
{
    RequestTemplate request;
    const QStringList all = required + optional;
    const QStringList methods
        = method == "GET" ? QStringList{u"GET"_s, u"POST"_s} : QStringList{u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s};
    const QString word = node.word(u"method"_s, methods);
    request.path = node.textTemplate(u"path"_s, required, Need::Required);
    checkPath(node, node.raw(u"path"_s).toString());
    request.query = readQuery(node, all);
    request.body = node.raw(u"body"_s);
    if (!request.body.isUndefined()) {
        if (!request.body.isObject() && !request.body.isArray())
            node.fault(u"body"_s, u"must be an object or an array"_s);
        checkTexts(node, node.at(u"body"_s), request.body, all);
    }
    const bool hasBody = !request.body.isUndefined();
    request.method = !word.isEmpty() ? word.toLatin1() : (hasBody && method == "GET") ? QByteArray("POST") : method;
    if (hasBody && request.method == "GET")
        node.fault(u"method"_s, u"a GET has no body"_s);
    return request;
}

ProfileFeed readFeed(ProfileNode &node, const std::map<QString, Pagination> &paginations)
{
    ProfileFeed feed;
    feed.id = node.text(u"id"_s, Need::Required);
    if (!feed.id.isEmpty() && !isShortName(feed.id))
        node.fault(u"id"_s, u"must be lower-case letters, digits, - and _"_s);
    feed.title = node.has(u"title"_s) ? node.text(u"title"_s) : feed.id;
    feed.icon = node.text(u"icon"_s);
    if (!feed.icon.isEmpty() && !isShortName(feed.icon))
        node.fault(u"icon"_s, u"must be the name of an icon"_s);
    feed.freshness = readClass(node);
    if (const auto seconds = node.integer(u"freshFor"_s, 0, kLongestFresh))
        feed.freshFor = std::chrono::seconds(*seconds);
    feed.needsAccount = node.word(u"needs"_s, {u"account"_s}) == "account"_L1;
    readVariants(node, feed.parameters);
    readFilters(node, feed.parameters);
    readSorts(node, feed.parameters);
    QStringList required = commonVariables() << u"title.id"_s << u"title.type"_s << u"text"_s;
    QStringList optional;
    for (const ProfileParameter &parameter : feed.parameters)
        (parameter.kind == Kind::Filter ? optional : required).append(parameter.name);
    if (feed.parameter(u"sort"))
        required.append(u"order"_s);
    feed.request = readRequest(node, required, optional);
    feed.isAccounts = feed.needsAccount || namesAccount(feed.request);
    feed.pagination = choosePagination(node, paginations);
    feed.per = readPer(node, feed);
    return feed;
}

const ProfileParameter *ProfileFeed::parameter(QStringView name) const
{
    const auto found = std::ranges::find(parameters, name, &ProfileParameter::name);
    return found == parameters.end() ? nullptr : &*found;
}

} // namespace matinee

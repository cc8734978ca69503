// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/feedplan.h"

#include <algorithm>

#include "models/sources/dialects/dialect.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Kind = FeedParameter::Kind;
using Per = FeedDescriptor::Per;

constexpr qsizetype kLongestValue = 500; // no server takes a longer search

tl::unexpected<Error> refuse(const QString &parameter, const QString &detail)
{
    return fail(ErrorKind::InvalidArgument, detail, parameter);
}

QStringList declaredNames(const ProfileFeed &feed)
{
    QStringList names;
    if (feed.per == Per::Title)
        names.append(u"title"_s);
    if (feed.per == Per::Text)
        names.append(u"q"_s);
    for (const ProfileParameter &parameter : feed.parameters)
        names.append(parameter.name);
    if (feed.parameter(u"sort"))
        names.append(u"order"_s);
    return names;
}

Result<void> checkDeclared(const ProfileFeed &feed, const FeedKey &key)
{
    const QStringList names = declaredNames(feed);
    for (const auto &[name, value] : key.parameters) {
        if (!names.contains(name)) {
            const QString takes = names.isEmpty() ? u"takes none"_s : "takes "_L1 + names.join(u", "_s);
            return refuse(name, u"%1/%2 does not know this parameter; it %3"_s.arg(key.source, feed.id, takes));
        }
        if (value.size() > kLongestValue)
            return refuse(name, u"is longer than %1 characters"_s.arg(kLongestValue));
    }
    return {};
}

const ProfileChoice *choiceOf(const ProfileParameter &parameter, const QString &value)
{
    const auto found = std::ranges::find(parameter.choices, value, &ProfileChoice::value);
    return found == parameter.choices.end() ? nullptr : &*found;
}

Result<void> addParameter(const ProfileParameter &parameter, const FeedKey &key, Variables &variables)
{
    const QString said = key.parameter(parameter.name);
    const QString value = said.isEmpty() ? parameter.defaultValue : said;
    const ProfileChoice *choice = choiceOf(parameter, value);
    if (!choice && !parameter.choices.empty() && !value.isEmpty()) {
        QStringList values;
        for (const ProfileChoice &known : parameter.choices)
            values.append(known.value);
        return refuse(parameter.name, u"must be one of %1, not \"%2\""_s.arg(values.join(u", "_s), value));
    }
    if (parameter.kind != Kind::Sort) {
        if (!value.isEmpty())
            variables.insert(parameter.name, value);
        return {};
    }
    const QString order = key.hasParameter(u"order") ? key.parameter(u"order") : parameter.isDescending ? u"desc"_s : u"asc"_s;
    if (order != "asc"_L1 && order != "desc"_L1)
        return refuse(u"order"_s, u"must be asc or desc, not \"%1\""_s.arg(order));
    const QString told = !choice ? QString() : order == "asc"_L1 ? choice->ascending : choice->descending;
    variables.insert(u"sort"_s, told.isEmpty() ? value : told);
    variables.insert(u"order"_s, order == "asc"_L1 ? parameter.ascendingWord : parameter.descendingWord);
    return {};
}

Result<void> addSubject(const Profile &profile, const ProfileFeed &feed, const FeedKey &key, Variables &variables)
{
    if (feed.per == Per::Text) {
        const QString text = key.parameter(u"q").trimmed();
        if (text.isEmpty())
            return refuse(u"q"_s, u"a search needs a text: %1/%2?q=..."_s.arg(key.source, feed.id));
        variables.insert(u"text"_s, text);
    }
    if (feed.per != Per::Title)
        return {};
    if (!key.hasParameter(u"title"))
        return refuse(u"title"_s, u"this list is about a title: %1/%2?title=movie:603"_s.arg(key.source, feed.id));
    const Result<TitleId> title = TitleId::parse(key.source, key.parameter(u"title"));
    if (!title)
        return refuse(u"title"_s, title.error().detail);
    return addTitle(profile, *title, variables);
}

} // namespace

Result<FeedPlan> planFeed(const ProfileEntry &entry, const FeedKey &key, int pageSize)
{
    const ProfileFeed *feed = entry.profile->feed(key.feed);
    if (!feed) {
        QStringList ids;
        for (const ProfileFeed &known : entry.profile->feeds)
            ids.append(known.id);
        return refuse(u"feed"_s, u"%1 has no list \"%2\"; it has %3"_s.arg(key.source, key.feed, ids.join(u", "_s)));
    }
    FeedPlan plan{entry, feed, commonVariablesOf(entry), pageSize > 0 ? pageSize : pageSizeOf(feed->pagination, entry.pageSize)};
    if (const Result<void> good = checkDeclared(*feed, key); !good)
        return tl::unexpected(good.error());
    for (const ProfileParameter &parameter : feed->parameters) {
        if (const Result<void> good = addParameter(parameter, key, plan.variables); !good)
            return tl::unexpected(good.error());
    }
    if (const Result<void> good = addSubject(*entry.profile, *feed, key, plan.variables); !good)
        return tl::unexpected(good.error());
    return plan;
}

Variables commonVariablesOf(const ProfileEntry &entry)
{
    Variables variables;
    const QString language = entry.languageTag();
    if (!language.isEmpty())
        variables.insert(u"language"_s, language);
    if (const qsizetype dash = language.indexOf(u'-'); dash > 0)
        variables.insert(u"region"_s, language.mid(dash + 1));
    return variables;
}

Result<void> addTitle(const Profile &profile, const TitleId &title, Variables &variables)
{
    if (!profile.title.typePlace && title.type != profile.title.type)
        return refuse(u"title"_s, u"%1 knows %2:..., not %3:..."_s.arg(profile.id, profile.title.type, title.type));
    variables.insert(u"title.id"_s, title.extId);
    variables.insert(u"title.type"_s, title.type);
    return {};
}

} // namespace matinee

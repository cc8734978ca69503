// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QTest>

#include "models/catalog/pagekey.h"
#include "models/sources/dialects/jsonbody.h"
#include "models/sources/profile/paginationreader.h"

namespace matinee::test {

/// A pagination as a profile writes it; what is wrong with it is printed.
inline Pagination paginationOf(const QByteArray &json)
{
    std::vector<ProfileFault> faults;
    ProfileNode node(readJsonBody(json).value().toObject(), {}, faults);
    const Pagination pagination = readPagination(node);
    node.finish();
    for (const ProfileFault &fault : faults)
        qWarning("%s: %s", qPrintable(fault.pointer), qPrintable(fault.text));
    return faults.empty() ? pagination : Pagination();
}

/// `page:2`, `offset:40`, `cursor:abc`, `url:https://...`, whole.
inline QString keyText(const std::optional<PageKey> &key)
{
    if (!key)
        return QStringLiteral("none");
    if (const auto *const cursor = std::get_if<PageCursor>(&*key))
        return QStringLiteral("cursor:") + QString::fromUtf8(cursor->bytes);
    if (const auto *const url = std::get_if<PageUrl>(&*key))
        return QStringLiteral("url:") + url->url;
    return pageKeyText(*key);
}

/// The reverse of keyText().
inline PageKey keyOf(const QString &text)
{
    const QString value = text.section(u':', 1);
    if (text.startsWith(u"page:"))
        return PageNo{value.toLongLong()};
    if (text.startsWith(u"offset:"))
        return PageOffset{value.toLongLong()};
    if (text.startsWith(u"cursor:"))
        return PageCursor{value.toUtf8()};
    if (text.startsWith(u"url:"))
        return PageUrl{value};
    return FirstPage{};
}

// One of each dialect, after the servers in catalogs.md.
inline constexpr auto kTmdb = R"({"kind":"page","param":"page","maxPage":500,"items":"/results","total":"/total_results",
    "totalPages":"/total_pages","echo":"/page","endStatus":[422],"endCode":[22]})";
inline constexpr auto kTrakt
    = R"({"kind":"page","param":"page","items":"","unwrap":"/movie","total":{"header":"X-Pagination-Item-Count"},
    "totalPages":{"header":"X-Pagination-Page-Count"},"echo":{"header":"X-Pagination-Page"},"size":{"param":"limit","value":10,"max":100}})";
inline constexpr auto kTvmaze
    = R"({"kind":"page","param":"page","first":0,"items":"","endStatus":[404],"emptyMeansEnd":false,"advanceBy":"requested","size":{"value":250}})";
inline constexpr auto kArchive
    = R"({"kind":"page","param":"page","items":"/response/docs","total":"/response/numFound","maxItems":10000,
    "size":{"param":"rows","value":50,"max":100}})";
inline constexpr auto kScrape
    = R"({"kind":"cursor","param":"cursor","items":"/items","next":"/cursor","total":"/total","size":{"param":"count","value":100,"max":1000}})";
inline constexpr auto kJellyfin
    = R"({"kind":"offset","param":"startIndex","items":"/Items","total":"/TotalRecordCount","totalIsHint":true,
    "echo":"/StartIndex","advanceBy":"requested","size":{"param":"limit","value":50,"max":100}})";
inline constexpr auto kKodi = R"({"kind":"range","param":{"body":"/params/limits/start"},"endParam":{"body":"/params/limits/end"},
    "items":"/result/movies","total":"/result/limits/total","echo":"/result/limits/start","size":{"value":20}})";
inline constexpr auto kDrf
    = R"({"kind":"nextUrl","items":"/results","next":"/next","total":"/count","size":{"param":"page_size","value":40,"max":100}})";
inline constexpr auto kLimitOffset
    = R"({"kind":"offset","param":"offset","items":"/results","total":"/count","size":{"param":"limit","value":20,"max":100}})";
inline constexpr auto kJsonServer = R"({"kind":"linkHeader","param":"_page","items":"","total":{"header":"X-Total-Count"},
    "size":{"param":"_limit","value":20,"max":100}})";
inline constexpr auto kJsonServer1
    = R"({"kind":"page","param":"_page","items":"/data","next":"/next","total":"/items","totalPages":"/pages","size":{"param":"_per_page","value":20}})";
inline constexpr auto kJsonApi
    = R"({"kind":"nextUrl","items":"/data","next":"/links/next","total":"/meta/total","size":{"param":"page[size]","value":20,"max":100}})";
inline constexpr auto kRelay = R"({"kind":"relay","connection":"/data/movies","param":{"body":"/variables/after"},
    "size":{"param":{"body":"/variables/first"},"value":20}})";
inline constexpr auto kKeyset
    = R"({"kind":"keyset","param":"since_id","last":"/id","items":"/movies","size":{"param":"limit","value":20}})";
inline constexpr auto kFastApi
    = R"({"kind":"cursor","param":"cursor","items":"/items","next":"/next_cursor","hasMore":"/has_more","size":{"param":"limit","value":20,"max":100}})";
inline constexpr auto kHybrid
    = R"({"kind":"cursor","param":"cursor","items":"/items","next":"/metadata/next_cursor","hasMore":"/metadata/has_next",
    "total":"/metadata/total","echo":"/metadata/page","size":{"param":"page_size","value":20,"max":100},
    "jump":{"kind":"page","param":"page","maxPage":5}})";
inline constexpr auto kSingle = R"({"kind":"single","items":"/Items"})";

} // namespace matinee::test

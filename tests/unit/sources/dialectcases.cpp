// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sources/dialectcases.h"

#include <QByteArrayList>

#include "tests/unit/sources/paginations.h"

namespace matinee::test {
namespace {

/// Items with ids counted from `first`, as an array's text.
QByteArray items(int count, int first = 1)
{
    QByteArrayList items;
    for (int i = 0; i < count; ++i)
        items.append("{\"id\":" + QByteArray::number(first + i) + "}");
    return '[' + items.join(',') + ']';
}

QByteArray tmdb(int page, int count, qint64 pages, qint64 total)
{
    return R"({"page":)" + QByteArray::number(page) + R"(,"results":)" + items(count) + R"(,"total_pages":)"
        + QByteArray::number(pages) + R"(,"total_results":)" + QByteArray::number(total) + '}';
}

std::vector<DialectCase> tmdbCases()
{
    return {
        {"a page number goes up by one", kTmdb, "first", tmdb(1, 20, 7, 140), {}, "page:2", 140, "page:1"},
        {"the last page reaches the total", kTmdb, "page:7", tmdb(7, 20, 7, 140), {}, "end:total-reached", 140, "page:7"},
        {"a short page is no end", kTmdb, "page:1", tmdb(1, 16, 47, 940), {}, "page:2", 940, "page:1"},
        {"page 500 is the last there is", kTmdb, "page:500", tmdb(500, 20, 38029, 760569), {}, "end:server-cap", 10000,
            "page:500"},
        {"an empty page ends a counted list", kTmdb, "page:3", tmdb(3, 0, 7, 140), {}, "end:empty-page", 140, "page:3"},
        {"another page than was asked for is told", kTmdb, "page:9", tmdb(7, 20, 20, 400), {}, "page:10", 400, "page:7"},
        {"no pages in all beside titles is not believed", kTmdb, "page:1", tmdb(1, 20, 0, 0), {}, "page:2", -1, "page:1"},
        {"totals may be missing", kTmdb, "page:1", R"({"results":)" + items(20) + "}", {}, "page:2"},
        {"totals may be texts", kTmdb, "page:1",
            R"({"page":"1","results":)" + items(20) + R"(,"total_results":"40","total_pages":"2"})", {}, "page:2", 40, "page:1"},
        {"totals may be null", kTmdb, "page:1", R"({"results":)" + items(20) + R"(,"total_results":null,"total_pages":null})", {},
            "page:2"},
    };
}

std::vector<DialectCase> pageCases()
{
    return {
        {"page and totals in headers", kTrakt, "page:2", items(10),
            {{"x-pagination-page", "2"}, {"X-Pagination-Page-Count", "3"}, {"X-Pagination-Item-Count", "25"}}, "page:3", 25,
            "page:2"},
        {"the last page by headers", kTrakt, "page:3", items(5),
            {{"X-Pagination-Page", "3"}, {"X-Pagination-Page-Count", "3"}, {"X-Pagination-Item-Count", "25"}},
            "end:total-reached", 25, "page:3"},
        {"a page of holes is no end", kTvmaze, "page:3", items(0), {}, "page:4"},
        {"rows up to the ten-thousandth", kArchive, "page:199", R"({"response":{"numFound":25000,"docs":)" + items(50) + "}}", {},
            "page:200", 10000},
        {"no row beyond the ten-thousandth", kArchive, "page:200", R"({"response":{"numFound":25000,"docs":)" + items(50) + "}}",
            {}, "end:server-cap", 10000},
    };
}

std::vector<DialectCase> offsetCases()
{
    return {
        {"an offset goes on by pages", kLimitOffset, "first", R"({"count":45,"results":)" + items(20) + "}", {}, "page:2", 45},
        {"an offset reaches its total", kLimitOffset, "page:3", R"({"count":45,"results":)" + items(5) + "}", {},
            "end:total-reached", 45},
        {"a server that clamps is followed by what came", kLimitOffset, "first", R"({"count":45,"results":)" + items(7) + "}", {},
            "offset:7", 45},
        {"an offset asked for goes on by offset", kLimitOffset, "offset:7", R"({"count":45,"results":)" + items(7) + "}", {},
            "offset:14", 45},
        {"short pages of a filtering server are holes", kJellyfin, "page:2",
            R"({"Items":)" + items(31) + R"(,"TotalRecordCount":300,"StartIndex":50})", {}, "page:3", 300, "page:2"},
        {"a hint does not end a list", kJellyfin, "page:2",
            R"({"Items":)" + items(50) + R"(,"TotalRecordCount":50,"StartIndex":50})", {}, "page:3", 50, "page:2"},
        {"a total of nought beside titles is none", kJellyfin, "first",
            R"({"Items":)" + items(50) + R"(,"TotalRecordCount":0,"StartIndex":0})", {}, "page:2", -1, "page:1"},
        {"an empty page ends a hinted list", kJellyfin, "page:7", R"({"Items":[],"TotalRecordCount":300,"StartIndex":300})", {},
            "end:empty-page", 300, "page:7"},
        {"a range goes on after its end", kKodi, "first",
            R"({"result":{"limits":{"start":0,"end":20,"total":1200},"movies":)" + items(20) + "}}", {}, "page:2", 1200,
            "page:1"},
        {"a range past the end is clamped", kKodi, "page:251",
            R"({"result":{"limits":{"start":1200,"end":1200,"total":1200},"movies":[]}})", {}, "end:empty-page", 1200, "page:61"},
        {"a range ends at its total", kKodi, "page:60",
            R"({"result":{"limits":{"start":1180,"end":1200,"total":1200},"movies":)" + items(20) + "}}", {}, "end:total-reached",
            1200, "page:60"},
    };
}

std::vector<DialectCase> tokenCases()
{
    return {
        {"a token", kFastApi, "first", R"({"items":)" + items(20) + R"(,"next_cursor":"aWQ6MjA+/=","has_more":true})", {},
            "cursor:aWQ6MjA+/="},
        {"no token ends a list", kFastApi, "cursor:x", R"({"items":)" + items(20) + R"(,"next_cursor":null,"has_more":true})", {},
            "end:no-next-key"},
        {"a token with no more to come ends", kFastApi, "cursor:x",
            R"({"items":)" + items(20) + R"(,"next_cursor":"y","has_more":false})", {}, "end:no-next-key"},
        {"an empty page with a token goes on", kFastApi, "cursor:x", R"({"items":[],"next_cursor":"y","has_more":true})", {},
            "cursor:y"},
        {"the token asked with again is a loop", kFastApi, "cursor:x", R"({"items":)" + items(3) + R"(,"next_cursor":"x"})", {},
            "end:key-loop"},
        {"a token may be a number", kFastApi, "first", R"({"items":)" + items(20) + R"(,"next_cursor":42})", {}, "cursor:42"},
        {"an empty token is none", kFastApi, "first", R"({"items":)" + items(20) + R"(,"next_cursor":""})", {},
            "end:no-next-key"},
        {"a scrape goes on while it tells a cursor", kScrape, "first",
            R"({"items":)" + items(100) + R"(,"cursor":"W3siaWQ","total":900})", {}, "cursor:W3siaWQ", 900},
        {"a scrape ends without one", kScrape, "cursor:q", R"({"items":)" + items(9) + R"(,"total":900})", {}, "end:no-next-key",
            900},
        {"the first pages of a hybrid go by number", kHybrid, "first",
            R"({"items":)" + items(20) + R"(,"metadata":{"total":300,"page":1,"has_next":true,"next_cursor":"c2"}})", {},
            "page:2", 300, "page:1"},
        {"after its last numbered page a hybrid goes by token", kHybrid, "page:5",
            R"({"items":)" + items(20) + R"(,"metadata":{"total":300,"page":5,"has_next":true,"next_cursor":"c6"}})", {},
            "cursor:c6", 300, "page:5"},
        {"a hybrid ends when it says so", kHybrid, "page:2",
            R"({"items":)" + items(3) + R"(,"metadata":{"total":23,"page":2,"has_next":false,"next_cursor":null}})", {},
            "end:no-next-key", 23, "page:2"},
        {"a hybrid by token", kHybrid, "cursor:c6",
            R"({"items":)" + items(20) + R"(,"metadata":{"has_next":true,"next_cursor":"c7"}})", {}, "cursor:c7"},
        {"a relay cursor", kRelay, "first",
            R"({"data":{"movies":{"edges":[{"node":{"id":1}}],"pageInfo":{"hasNextPage":true,"endCursor":"YQ=="},"totalCount":9}}})",
            {}, "cursor:YQ==", 9},
        {"a relay end", kRelay, "cursor:YQ==",
            R"({"data":{"movies":{"edges":[],"pageInfo":{"hasNextPage":false,"endCursor":null}}}})", {}, "end:no-next-key"},
        {"a keyset goes on from its last item", kKeyset, "first", R"({"movies":)" + items(20, 41) + "}", {}, "cursor:60"},
        {"an empty keyset page ends", kKeyset, "cursor:60", R"({"movies":[]})", {}, "end:empty-page"},
    };
}

std::vector<DialectCase> urlCases()
{
    return {
        {"a URL in the body", kDrf, "first",
            R"({"count":90,"next":"https://films.example/api/movies?cursor=cD0y%2BMDA%3D&page_size=40","results":)" + items(40)
                + "}",
            {}, "url:https://films.example/api/movies?cursor=cD0y%2BMDA%3D&page_size=40", 90},
        {"a relative URL", kDrf, "first", R"({"next":"?page=2","results":)" + items(40) + "}", {},
            "url:https://films.example/api/movies?page=2"},
        {"a URL over http is raised", kDrf, "first",
            R"({"next":"http://films.example/api/movies?page=2","results":)" + items(40) + "}", {},
            "url:https://films.example/api/movies?page=2"},
        {"a URL on another host is none", kDrf, "first",
            R"({"next":"https://evil.example/api?page=2","results":)" + items(40) + "}", {}, "end:no-next-key"},
        {"a URL on another port is none", kDrf, "first",
            R"({"next":"https://films.example:8443/api?page=2","results":)" + items(40) + "}", {}, "end:no-next-key"},
        {"a URL to a file is none", kDrf, "first", R"({"next":"file:///etc/passwd","results":)" + items(40) + "}", {},
            "end:no-next-key"},
        {"secrets leave the URL", kDrf, "first",
            R"({"next":"https://u:p@films.example/m?api_key=k&page=2&key=s3cret&Access_Token=t","results":)" + items(40) + "}",
            {}, "url:https://films.example/m?page=2"},
        {"the same URL again is a loop", kDrf, "url:https://films.example/api/movies?page=1",
            R"({"next":"https://films.example/api/movies?page=1","results":)" + items(40) + "}", {}, "end:key-loop"},
        {"no URL ends a list", kDrf, "url:https://films.example/a", R"({"next":null,"results":)" + items(4) + "}", {},
            "end:no-next-key"},
        {"a link object", kJsonApi, "first",
            R"({"data":)" + items(20) + R"(,"links":{"next":{"href":"/api/movies?page%5Bnumber%5D=2"}}})", {},
            "url:https://films.example/api/movies?page%5Bnumber%5D=2"},
        {"a Link header", kJsonServer, "first", items(20),
            {{"Link",
                 "<https://films.example/m?_page=1&q=a,b>; rel=\"first\", <https://films.example/m?_page=2&q=a,b>; rel=\"next "
                 "last\""},
                {"X-Total-Count", "300"}},
            "url:https://films.example/m?_page=2&q=a,b", 300},
        {"several Link fields, one without quotes", kJsonServer, "first", items(20),
            {{"link", "<?_page=1>; rel=prev"}, {"link", "<?_page=3>; title=\"a; rel=prev\"; REL=Next"}},
            "url:https://films.example/api/movies?_page=3"},
        {"no next link ends a list", kJsonServer, "first", items(7), {{"Link", ""}, {"X-Total-Count", "7"}}, "end:no-next-key",
            7},
        {"a next number that the server states", kJsonServer1, "first",
            R"({"first":1,"next":2,"pages":3,"items":60,"data":)" + items(20) + "}", {}, "page:2", 60},
        {"no next number ends a list", kJsonServer1, "page:3",
            R"({"first":1,"next":null,"pages":3,"items":60,"data":)" + items(20) + "}", {}, "end:no-next-key", 60},
        {"a next number that stays is a loop", kJsonServer1, "page:2",
            R"({"first":1,"next":2,"pages":3,"items":60,"data":)" + items(20) + "}", {}, "end:key-loop", 60},
        {"one page is all", kSingle, "first", R"({"Items":)" + items(12) + "}", {}, "end:single-page"},

    };
}

} // namespace

std::vector<DialectCase> dialectCases()
{
    std::vector<DialectCase> cases;
    for (const auto &group : {tmdbCases(), pageCases(), offsetCases(), tokenCases(), urlCases()})
        cases.insert(cases.end(), group.begin(), group.end());
    return cases;
}

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sources/envelopecases.h"

namespace matinee::test {
namespace {

/// Two titles as most of these servers write them.
constexpr auto kTwo = R"([{"id":7,"title":"Seven","year":1927,"rating":8.5},{"id":"8","title":"Eight"}])";

QByteArray around(const char *before, const char *after)
{
    return QByteArray(before) + kTwo + after;
}

std::vector<EnvelopeCase> frameworks()
{
    return {
        {"DRF by number", "templates/django-rest", "all", "/movies/?page=1&page_size=20",
            around(R"({"count":41,"next":"http://127.0.0.1:8000/api/movies/?page=2","previous":null,"results":)", "}"), {},
            "page:2", 41, "movie:7 Seven (1927) 8.5"},
        {"DRF by offset", "templates/django-rest", "by-offset", "/movies/offset/?offset=0&limit=20",
            around(R"({"count":2,"next":null,"previous":null,"results":)", "}"), {}, "end:total-reached", 2,
            "movie:7 Seven (1927) 8.5"},
        {"DRF by cursor", "templates/django-rest", "by-cursor", "/movies/cursor/?page_size=20",
            around(
                R"({"next":"http://127.0.0.1:8000/api/movies/cursor/?cursor=cD0y&page_size=20","previous":null,"results":)", "}"),
            {}, "url:http://127.0.0.1:8000/api/movies/cursor/?cursor=cD0y&page_size=20", -1, "movie:7 Seven (1927) 8.5"},
        {"DRF with page counts", "templates/django-numbered", "all", "/movies/?page=1&page_size=10",
            around(R"({"count":33,"next":"x","previous":null,"current_page":1,"total_pages":4,"results":)", "}"), {}, "page:2",
            33, "movie:7 Seven (1927) 8.5"},
        {"FastAPI with cursors", "templates/fastapi-cursor", "search?q=a+b", "/movies?q=a%2Bb&limit=20",
            around(R"({"items":)", R"(,"next_cursor":"eyJpZCI6OH0=","has_more":true,"count":2})"), {}, "cursor:eyJpZCI6OH0=", -1,
            "movie:7 Seven (1927) 8.5"},
        {"FastAPI with pages that it made smaller", "templates/fastapi-pages", "all", "/movies?page=1&limit=20",
            around(R"({"items":)", R"(,"total":5,"page":1,"pages":3,"limit":2})"), {}, "page:2", 5, "movie:7 Seven (1927) 8.5"},
        {"a hybrid", "templates/hybrid", "all", "/movies?page_size=20&page=1",
            around(R"({"items":)",
                R"(,"metadata":{"total":300,"page":1,"total_pages":15,"has_next":true,"has_prev":false,"next_cursor":"c","prev_cursor":null,"strategy":"page"}})"),
            {}, "page:2", 300, "movie:7 Seven (1927) 8.5"},
        {"videos", "templates/video-cursor", "all", "/videos?limit=20",
            around(R"({"videos":)", R"(,"total_videos":40,"total_pages":2,"next_cursor":"n"})"), {}, "cursor:n", 40,
            "movie:7 Seven (1927) 8.5"},
        {"skip and limit", "templates/skip-limit", "all", "/articles?skip=0&limit=20",
            around(R"({"total":2,"count":2,"offset":0,"articles":)", "}"), {}, "end:total-reached", 2,
            "movie:7 Seven (1927) 8.5"},
        {"json-server", "templates/json-server", "all", "/movies?_page=1&_limit=20", kTwo,
            {{"Link", "<http://127.0.0.1:3000/movies?_page=2&_limit=20>; rel=\"next\""}, {"X-Total-Count", "22"}},
            "url:http://127.0.0.1:3000/movies?_page=2&_limit=20", 22, "movie:7 Seven (1927) 8.5"},
        {"json-server 1.0", "templates/json-server-1", "all", "/movies?_page=1&_per_page=20",
            around(R"({"first":1,"prev":null,"next":2,"last":2,"pages":2,"items":22,"data":)", "}"), {}, "page:2", 22,
            "movie:7 Seven (1927) 8.5"},
        {"a keyset", "templates/keyset", "all", "/movies?limit=20", around(R"({"movies":)", "}"), {}, "cursor:8", -1,
            "movie:7 Seven (1927) 8.5"},
        {"the movie API", "movie-api", "trending?window=week", "/movies/trending/?time_window=week&page=1&page_size=20",
            around(R"({"page":1,"total_pages":3,"total_results":60,"results":)", "}"), {}, "page:2", 60,
            "movie:7 Seven (1927) 8.5"},
        {"the movie API's recommendations", "movie-api", "recommended?title=movie:123",
            "/movies/123/recommendations/?page=1&page_size=20", around(R"({"count":2,"next":null,"results":)", "}"), {},
            "end:total-reached", 2, "movie:7 Seven (1927) 8.5"},
    };
}

std::vector<EnvelopeCase> protocols()
{
    return {
        {"Relay", "templates/relay", "search?q=sev", "/graphql",
            R"({"data":{"movies":{"totalCount":9,"pageInfo":{"hasNextPage":true,"endCursor":"YQ=="},"edges":[{"cursor":"YQ==","node":{"id":"TW92aWU6Nw==","title":"Seven","rating":"8.5"}}]}}})",
            {}, "cursor:YQ==", 9, "movie:TW92aWU6Nw== Seven (0) 8.5"},
        {"JSON-RPC", "templates/json-rpc", "films", "/jsonrpc",
            R"({"id":1,"jsonrpc":"2.0","result":{"limits":{"start":0,"end":1,"total":1},"movies":[{"movieid":7,"title":"Seven","year":1927,"rating":9.5,"votes":"1200","runtime":5400,"genre":["Drama"]}]}})",
            {}, "end:total-reached", 1, "movie:7 Seven (1927) 9.5"},
        {"JSON:API", "templates/json-api", "all", "/movies?page%5Bsize%5D=20",
            R"({"data":[{"type":"movies","id":"7","attributes":{"title":"Seven","year":"1927"}}],"links":{"next":null},"meta":{"total":1}})",
            {}, "end:no-next-key", 1, "movie:7 Seven (1927) 0"},
        {"TVmaze", "templates/tvmaze", "all", "/shows?page=0",
            R"([{"id":7,"name":"Seven","premiered":"1927-05-01","rating":{"average":null},"summary":"<p>A <b>show</b>.</p>","image":null}])",
            {}, "page:2", -1, "tv:7 Seven (1927) 0"},
    };
}

std::vector<EnvelopeCase> services()
{
    return {
        {"the Internet Archive", "internet-archive", "downloaded?sort=title&order=asc",
            "/advancedsearch.php?fl%5B%5D=identifier&fl%5B%5D=title&fl%5B%5D=year&fl%5B%5D=date&fl%5B%5D=description&fl%5B%5D="
            "subject"
            "&fl%5B%5D=downloads&output=json&q=mediatype%3Amovies%20AND%20collection%3Afeature_films&sort%5B%5D=titleSorter%"
            "20asc&page=1&rows=50",
            R"({"responseHeader":{"status":0},"response":{"numFound":25000,"start":0,"docs":[{"identifier":"seven_1927","title":["Seven"],"date":"1927-01-01T00:00:00Z","description":["<p>One</p>","Two"],"subject":"silent; drama","downloads":12}]}})",
            {}, "page:2", 10000, "movie:seven_1927 Seven (1927) 0"},
        {"the Internet Archive's scrape", "internet-archive", "everything",
            "/services/search/v1/scrape?fields=identifier%2Ctitle%2Cyear%2Cdate%2Cdescription%2Csubject%2Cdownloads"
            "&q=mediatype%3Amovies%20AND%20collection%3Afeature_films&count=100",
            R"({"items":[{"identifier":"seven_1927","title":"Seven","year":1927}],"cursor":"W3s","count":1,"total":25000})", {},
            "cursor:W3s", 25000, "movie:seven_1927 Seven (1927) 0"},
        {"Jellyfin", "jellyfin", "films?sort=rating&order=desc&genre=Drama",
            "/Items?fields=Overview%2CGenres%2CProviderIds%2CPrimaryImageAspectRatio%2COriginalTitle%2CTaglines&genres=Drama&"
            "includeItemTypes=Movie"
            "&recursive=true&sortBy=CommunityRating&sortOrder=Descending&startIndex=0&limit=50",
            R"({"Items":[{"Name":"Seven","Id":"f27caa37e5142225cceded48f6553502","PremiereDate":"1927-02-09T00:00:00.0000000Z","RunTimeTicks":54000000000,"CommunityRating":8.5,"ImageTags":{"Primary":"abc"},"BackdropImageTags":[]}],"TotalRecordCount":0,"StartIndex":0})",
            {}, "page:2", -1, "movie:f27caa37e5142225cceded48f6553502 Seven (1927) 8.5"},
        {"Jellyfin's latest are a bare array", "jellyfin", "latest",
            "/Items/Latest?fields=Overview%2CGenres%2COriginalTitle&includeItemTypes=Movie&limit=50",
            R"([{"Name":"Seven","Id":"7"}])", {}, "end:single-page", -1, "movie:7 Seven (0) 0"},
        {"Trakt wraps", "trakt", "trending", "/movies/trending?extended=full%2Cimages&page=1&limit=20",
            R"([{"watchers":21,"movie":{"title":"Seven","year":1927,"ids":{"trakt":7,"slug":"seven","imdb":"tt1","tmdb":8},"rating":8.5,"votes":9,"images":{"poster":["media.trakt.tv/images/7.webp"]}}}])",
            {{"X-Pagination-Page", "1"}, {"X-Pagination-Page-Count", "2"}, {"X-Pagination-Item-Count", "21"}}, "page:2", 21,
            "movie:7 Seven (1927) 8.5"},
        {"Trakt's popular are bare", "trakt", "popular", "/movies/popular?extended=full%2Cimages&page=1&limit=20",
            R"([{"title":"Seven","year":1927,"ids":{"trakt":7}}])",
            {{"X-Pagination-Page", "1"}, {"X-Pagination-Page-Count", "1"}, {"X-Pagination-Item-Count", "1"}}, "end:total-reached",
            1, "movie:7 Seven (1927) 0"},
    };
}

} // namespace

std::vector<EnvelopeCase> envelopeCases()
{
    std::vector<EnvelopeCase> cases;
    for (const auto &group : {frameworks(), protocols(), services()})
        cases.insert(cases.end(), group.begin(), group.end());
    return cases;
}

} // namespace matinee::test

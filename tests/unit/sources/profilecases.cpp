// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sources/profilecases.h"

namespace matinee::test {
namespace {

std::vector<FaultCase> feedFaults()
{
    return {
        {"another version", "/matinee", "2"},
        {"an id with blanks", "/id", R"("my films")"},
        {"a name that is a number", "/name", "7"},
        {"an address of a file", "/base", R"("file://etc/passwd")"},
        {"an address with a password", "/base", R"("https://u:p@films.example")"},
        {"an address with a query", "/base", R"("https://films.example/?key=1")"},
        {"a member nobody knows", "/colour", R"("red")"},
        {"a member nobody knows further down", "/feeds/0/colour", R"("red")"},
        {"no feeds", "/feeds", "[]"},
        {"feeds that are none", "/feeds", "7"},
        {"a feed that is no object", "/feeds/0", "7"},
        {"a path without a slash", "/feeds/0/path", R"("popular")"},
        {"a path to elsewhere", "/feeds/0/path", R"("https://evil.example/")"},
        {"a path that climbs", "/feeds/0/path", R"("/a/../../b")"},
        {"a path with a query", "/feeds/0/path", R"("/a?b=c")"},
        {"a variable nobody declares", "/feeds/0/path", R"("/{window}/a")"},
        {"a brace that stays open", "/feeds/0/path", R"("/{window")"},
        {"a secret in a path", "/feeds/0/path", R"("/{secret}")"},
        {"a secret in a query", "/feeds/0/query", R"({"k":"{secret}"})", "/feeds/0/query/k"},
        {"a class nobody knows", "/feeds/0/class", R"("hourly")"},
        {"a freshness below nought", "/feeds/0/freshFor", "-1"},
        {"a freshness that is a text", "/feeds/0/freshFor", R"("1h")"},
        {"a pagination that is not there", "/feeds/0/pagination", R"("cursor")"},
        {"about a title, and not", "/feeds/0/per", R"("title")"},
        {"a need nobody knows", "/feeds/0/needs", R"("love")"},
        {"a parameter with a taken name", "/feeds/0/variants", R"({"q":["a"]})", "/feeds/0/variants/q"},
        {"genres without a table", "/feeds/0/filters", R"({"genre":{"values":"genres"}})"},
        {"a default that is no value", "/feeds/0/sorts", R"({"values":["year"],"default":"title"})", "/feeds/0/sorts/default"},
    };
}

std::vector<FaultCase> otherFaults()
{
    return {
        {"a kind of paging nobody knows", "/pagination/pages/kind", R"("scroll")"},
        {"paging without its parameter", "/pagination/pages", R"({"kind":"page","items":""})", "/pagination/pages/param"},
        {"tokens from nowhere", "/pagination/pages", R"({"kind":"cursor","param":"c","items":""})", "/pagination/pages/next"},
        {"items that are no pointer", "/pagination/pages/items", R"("results")"},
        {"a pointer with a bad escape", "/pagination/pages/items", R"("/a~2b")"},
        {"a size over its own bound", "/pagination/pages/size/value", "101"},
        {"an end by another status than a refusal", "/pagination/pages/endStatus", "[200]"},
        {"a title without an id", "/title", R"({"name":"/t"})", "/title/id"},
        {"a rating out of nothing", "/title/rating", R"({"value":"/r","outOf":0})", "/title/rating/outOf"},
        {"a picture by a variable nobody knows", "/title/poster", R"({"path":"/p","url":"{secret}{path}"})", "/title/poster/url"},
        {"pictures over http", "/images", R"({"base":"http://pictures.example"})", "/images/base"},
        {"a picture host with a path", "/images", R"({"hosts":["a.example/x"]})", "/images/hosts"},
        {"signing in by a cookie", "/auth", R"({"kind":"cookie"})", "/auth/kind"},
        {"a secret written out", "/auth", R"({"kind":"header","name":"Authorization","value":"Token abc"})", "/auth/value"},
        {"a header that is ours to set", "/auth", R"({"kind":"header","name":"Cookie","value":"{secret}"})", "/auth/name"},
        {"a header with a secret's name", "/headers", R"({"Authorization":"x"})", "/headers/Authorization"},
        {"a header of two lines", "/headers", R"({"X-A":"a\nb"})", "/headers/X-A"},
        {"limits beyond reason", "/limits", R"({"inFlight":200})", "/limits/inFlight"},
        {"an action without a path", "/actions", R"({"favorite":{"on":{"method":"POST"}}})", "/actions/favorite/on/path"},
        {"an action nobody knows", "/actions", R"({"destroy":{}})", "/actions/destroy"},
        {"an action by GET", "/actions", R"({"favorite":{"on":{"method":"GET","path":"/x"}}})", "/actions/favorite/on/method"},
        {"an answer that means nothing", "/actions", R"({"favorite":{"on":{"path":"/x","already":[{}]}}})",
            "/actions/favorite/on/already/0/status"},
        {"every 400 meant well", "/actions", R"({"favorite":{"on":{"path":"/x","already":[{"status":400}]}}})",
            "/actions/favorite/on/already/0/says"},
        {"a success that means it was so", "/actions",
            R"({"favorite":{"on":{"path":"/x","already":[{"status":200,"says":"a"}]}}})",
            "/actions/favorite/on/already/0/status"},
        {"a missing title that is no pointer", "/actions", R"({"favorite":{"on":{"path":"/x","missing":"not_found"}}})",
            "/actions/favorite/on/missing"},
        {"a count of what was so that is no pointer", "/actions", R"({"favorite":{"on":{"path":"/x","existing":7}}})",
            "/actions/favorite/on/existing"},
        {"a scale of a favorite", "/actions", R"({"favorite":{"scale":{"to":5},"on":{"path":"/x"}}})", "/actions/favorite/scale"},
        {"a scale that ends before it begins", "/actions", R"({"rating":{"scale":{"from":10,"to":5},"on":{"path":"/x"}}})",
            "/actions/rating/scale/from"},
        {"a scale without steps", "/actions", R"({"rating":{"scale":{"step":0},"on":{"path":"/x"}}})",
            "/actions/rating/scale/step"},
        {"a body of a GET", "/feeds/0", R"({"id":"a","path":"/a","method":"GET","body":{}})", "/feeds/0/method"},
        {"a variable nobody knows in a body", "/feeds/0", R"({"id":"a","path":"/a","body":{"v":["{x:int}"]}})",
            "/feeds/0/body/v/0"},
        {"a page to watch over http", "/details", R"({"path":"/x","watchUrl":"http://a.example"})", "/details/watchUrl"},
        {"an end by code without a place for it", "/errors", R"({"endCode":[22]})", "/errors/endCode"},
        {"a language in words", "/language", R"("English")"},
    };
}

} // namespace

QByteArray smallProfile()
{
    return R"({"matinee":1,"id":"mine","name":"My films","base":"http://127.0.0.1:8000/api",
        "pagination":{"pages":{"kind":"page","param":"page","items":"/results","size":{"param":"page_size","value":20,"max":100}}},
        "feeds":[{"id":"popular","path":"/popular"}],
        "title":{"id":"/id","name":"/title"}})";
}

std::vector<FaultCase> faultCases()
{
    std::vector<FaultCase> cases = feedFaults();
    for (const FaultCase &other : otherFaults())
        cases.push_back(other);
    return cases;
}

} // namespace matinee::test

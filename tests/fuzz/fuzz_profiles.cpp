// SPDX-License-Identifier: GPL-3.0-or-later
// Profile files; what a profile that is accepted asks for stays at its own server.
#include "models/sources/profile/feedplan.h"
#include "models/sources/profile/profilereader.h"
#include "models/sources/profile/requestbuilder.h"
#include "tests/fuzz/fuzz.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using matinee::fuzz::must;

namespace {

void checkAddress(const Result<BuiltRequest> &built, const Profile &profile)
{
    if (!built)
        return;
    const QUrl &url = built->request.url;
    must(url.isValid() && url.scheme() == profile.base.scheme() && url.host() == profile.base.host()
            && url.port() == profile.base.port(),
        "a request stays at the origin of its profile");
    must(!built->asked.toString().contains("SECRET"_L1), "what is told of a request holds no secret");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const ProfileReading reading = readProfile(fuzz::bytesOf(data, size));
    must((reading.profile == nullptr) == !reading.faults.empty(), "a profile or its faults, never both");
    if (!reading.profile)
        return 0;
    const Profile &profile = *reading.profile;
    must(profile.base.scheme() == "http"_L1 || profile.base.scheme() == "https"_L1, "only http and https");
    const ProfileEntry entry{reading.profile, profile.base, false, 0, {}};
    const Secrets secrets = secretsOf(profile.auth, u"id:SECRET"_s, Account{u"id"_s, u"Ada"_s, u"id:SECRET"_s});
    const TitleId title{profile.id, profile.title.type, u"../7?x#y"_s};
    for (const ProfileFeed &feed : profile.feeds) {
        FeedKey key = FeedKey::of(profile.id, feed.id);
        if (feed.per == FeedDescriptor::Per::Title)
            key.parameters = {{u"title"_s, title.type + u':' + title.extId}};
        if (feed.per == FeedDescriptor::Per::Text)
            key.parameters = {{u"q"_s, u"a&b=c#d?e/../f"_s}};
        const auto plan = planFeed(entry, key);
        if (!plan)
            continue;
        for (const PageKey &page :
            {PageKey(FirstPage{}), PageKey(PageNo{2}), PageKey(PageOffset{20}), PageKey(PageCursor{"a+b/c="})})
            checkAddress(pageRequest(*plan, page, secrets, {}), profile);
    }
    checkAddress(detailsRequest(entry, title, secrets, {}), profile);
    checkAddress(genresRequest(entry, secrets, {}), profile);
    for (const auto &[name, action] : profile.actions)
        checkAddress(actionRequest(entry, name, true, title, u"8.5"_s, secrets), profile);
    return 0;
}

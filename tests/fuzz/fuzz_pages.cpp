// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of servers, read as every list of every profile and template would read them. An input is a byte that chooses
// the list, one that chooses status and page, header lines, a blank line, and the body.
#include <QDirIterator>

#include <vector>

#include "models/sources/dialects/dialect.h"
#include "models/sources/dialects/nexturl.h"
#include "models/sources/profile/answerreader.h"
#include "models/sources/profile/feedplan.h"
#include "models/sources/profile/profileset.h"
#include "models/sources/profile/requestbuilder.h"
#include "tests/fuzz/fuzz.h"

using namespace Qt::StringLiterals;
using namespace matinee;
using matinee::fuzz::must;

namespace {

std::vector<FeedPlan> everyList()
{
    std::vector<FeedPlan> plans;
    QStringList files;
    QDirIterator each(QStringLiteral(MATINEE_PROFILE_FOLDER), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext())
        files += each.next();
    files.sort(); // a corpus means the same lists on every computer
    for (const QString &file : files) {
        const ProfileFile read = readProfileFile(file);
        if (!read.reading.profile)
            continue; // schema.json
        ProfileEntry entry{read.reading.profile, read.reading.profile->base, true, 0, {}};
        for (const ProfileFeed &feed : entry.profile->feeds) {
            FeedKey key = FeedKey::of(entry.profile->id, feed.id);
            if (feed.per == FeedDescriptor::Per::Title)
                key.parameters = {{u"title"_s, entry.profile->title.type + u":1"_s}};
            if (feed.per == FeedDescriptor::Per::Text)
                key.parameters = {{u"q"_s, u"text"_s}};
            if (const auto plan = planFeed(entry, key))
                plans.push_back(*plan);
        }
    }
    must(plans.size() > 40, "profiles have lists");
    return plans;
}

PageKey keyFor(const Pagination &pagination, int choice)
{
    if (choice % 2 == 0)
        return FirstPage{};
    switch (pagination.kind) {
    case PaginationKind::Page: return PageNo{3};
    case PaginationKind::Offset:
    case PaginationKind::Range: return PageOffset{40};
    case PaginationKind::Cursor:
    case PaginationKind::Keyset:
    case PaginationKind::Relay: return PageCursor{"abc"};
    case PaginationKind::NextUrl:
    case PaginationKind::LinkHeader: return PageUrl{u"http://127.0.0.1:8000/movies?page=3"_s};
    case PaginationKind::Single: break;
    }
    return FirstPage{};
}

HttpResponse responseOf(const QByteArray &bytes, int choice)
{
    constexpr int kStatuses[]{200, 200, 200, 404, 422, 429, 500, 304};
    HttpResponse response;
    response.status = kStatuses[(choice / 2) % 8];
    response.receivedAt = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    const qsizetype blank = bytes.indexOf("\n\n");
    const QByteArray head = blank < 0 ? QByteArray() : bytes.first(blank);
    response.body = blank < 0 ? bytes : bytes.sliced(blank + 2);
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            response.headers.emplace_back(line.first(colon), line.sliced(colon + 1).trimmed());
    }
    return response;
}

void checkTitle(const Title &title)
{
    const qsizetype idBytes = title.id.extId.toUtf8().size();
    must(idBytes >= 1 && idBytes <= 256, "an id has 1 to 256 bytes");
    must(!title.title.isEmpty() && !title.id.type.isEmpty(), "a title has a name and a type");
}

void checkNext(const FeedPlan &plan, const PageKey &asked, const ReadPage &read)
{
    const FetchedPage &page = read.page;
    must(page.next.has_value() != page.end.has_value(), "a page has a next one or the reason why not");
    if (!page.next)
        return;
    must(*page.next != asked, "the next page is another one");
    const auto built = pageRequest(plan, *page.next, {}, {});
    must(built || built.error().kind == ErrorKind::InvalidArgument || built.error().kind == ErrorKind::CrossOrigin,
        "the next page can be asked for, or is refused");
    if (built) {
        must(built->request.url.host() == plan.entry.base.host(), "the next page is at the same host");
        must(built->request.url.userInfo().isEmpty(), "nobody signs in by a URL");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const std::vector<FeedPlan> plans = everyList();
    if (size < 2)
        return 0;
    const FeedPlan &plan = plans[data[0] % plans.size()];
    const PageKey key = keyFor(plan.feed->pagination, data[1]);
    HttpResponse response = responseOf(fuzz::bytesOf(data + 2, size - 2), data[1]);
    const auto built = pageRequest(plan, key, {}, {});
    response.url = built ? built->asked : plan.entry.base;
    const AnswerContext context{plan.entry.profile, response.url, credentialNames(*plan.entry.profile), u"US"_s};
    const auto page = readPage({context, plan.feed->pagination, key, plan.pageSize}, response);
    if (page && !page->page.notModified) {
        must(page->genreIds.size() == page->page.titles.size(), "as many lists of genres as titles");
        for (const Title &title : page->page.titles)
            checkTitle(title);
        checkNext(plan, key, *page);
    }
    const TitleId id{plan.entry.profile->id, plan.entry.profile->title.type, u"1"_s};
    if (const auto details = readDetails(context, id, response); details && !details->details.notModified)
        must(details->details.details.title.id == id, "details are of the title that was asked for");
    if (plan.entry.profile->genres)
        static_cast<void>(readGenreNames(context, response));
    return 0;
}

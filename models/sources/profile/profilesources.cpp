// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/profilesources.h"

#include <QLoggingCategory>

#include <algorithm>

#include "models/sources/dialects/dialect.h"
#include "models/sources/profile/profiledescriptor.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

Q_LOGGING_CATEGORY(lcProfile, "matinee.profile")

bool isStrong(const QString &etag)
{
    return !etag.isEmpty() && !etag.startsWith("W/"_L1);
}

/// A 304 that is about something else than what was asked about (RFC 9111 4.3.4).
bool isStrayNotModified(const Validators &asked, const Validators &answered)
{
    if (!asked.canAsk())
        return true;
    return isStrong(asked.etag) && isStrong(answered.etag) && asked.etag != answered.etag;
}

void nameGenres(const GenreNames &names, const QStringList &ids, QStringList &genres)
{
    for (const QString &id : ids) {
        if (const QString name = names.value(id); !name.isEmpty() && !genres.contains(name))
            genres.append(name);
    }
}

Error strayNotModified()
{
    return Error{ErrorKind::Malformed, u"the server says twice that nothing changed, of nothing we have"_s, {}, 304};
}

} // namespace

ProfileSources::ProfileSources(
    const ProfileSet &profiles, HttpTransport &transport, Accounts &accounts, const Clock &clock, Mailbox &mailbox)
    : m_profiles(profiles),
      m_clock(clock),
      m_mailbox(mailbox),
      m_secrets(accounts),
      m_transport(transport, mailbox),
      m_genres(m_transport, clock)
{
}

ProfileSources::~ProfileSources() = default;

QStringList ProfileSources::sourceIds() const
{
    return m_profiles.ids();
}

QString ProfileSources::sourceName(const QString &sourceId) const
{
    const ProfileEntry *entry = m_profiles.find(sourceId);
    return entry ? entry->profile->name : QString();
}

Result<const ProfileEntry *> ProfileSources::entryOf(const QString &sourceId) const
{
    if (const ProfileEntry *entry = m_profiles.find(sourceId))
        return entry;
    return fail(ErrorKind::NotFound, u"no source \"%1\""_s.arg(sourceId), u"source"_s);
}

template <typename T>
void ProfileSources::answer(Reply<T> reply, Result<T> result)
{
    m_mailbox.post([life = std::weak_ptr(m_life), reply = std::move(reply), result = std::move(result)]() mutable {
        if (!life.expired())
            reply(std::move(result));
    });
}

Result<SourceDescriptor> ProfileSources::descriptor(const QString &sourceId) const
{
    const auto entry = entryOf(sourceId);
    if (!entry)
        return tl::unexpected(entry.error());
    const bool isSignedIn = !accountName(**entry, m_secrets.now(**entry)).isEmpty();
    return describeProfile(**entry, m_genres.names(**entry), isSignedIn);
}

void ProfileSources::describe(const QString &sourceId, Reply<SourceDescriptor> reply)
{
    const auto entry = entryOf(sourceId);
    if (!entry) {
        answer<SourceDescriptor>(std::move(reply), tl::unexpected(entry.error()));
        return;
    }
    m_secrets.load(**entry, [this, sourceId, reply](const Secrets &) { answer(reply, descriptor(sourceId)); });
}

Result<FeedTraits> ProfileSources::traits(const FeedKey &feed, int pageSize) const
{
    const auto entry = entryOf(feed.source);
    if (!entry)
        return tl::unexpected(entry.error());
    const Result<FeedPlan> plan = planFeed(**entry, feed, pageSize);
    if (!plan)
        return tl::unexpected(plan.error());
    const Pagination &pagination = plan->feed->pagination;
    FeedTraits traits;
    traits.shape = shapeOf(pagination);
    traits.pageSize = plan->pageSize;
    const bool canChooseSize = pagination.size.param || pagination.end;
    traits.shortPagesAreHoles = !canChooseSize || pagination.advanceBy == Pagination::AdvanceBy::Requested;
    traits.maxPages = maxPagesOf(pagination, plan->pageSize);
    traits.freshness = plan->feed->freshness;
    traits.freshFor = plan->feed->freshFor;
    traits.language = (*entry)->languageTag();
    const Secrets secrets = m_secrets.now(**entry);
    if (const Result<void> can = canSign(**entry, secrets, true); plan->feed->needsAccount && !can)
        return tl::unexpected(can.error());
    if (plan->feed->isAccounts)
        traits.account = accountName(**entry, secrets);
    return traits;
}

Result<FeedTraits> ProfileSources::detailTraits(const TitleId &title) const
{
    const auto entry = entryOf(title.source);
    if (!entry)
        return tl::unexpected(entry.error());
    Variables variables;
    if (const Result<void> known = addTitle(*(*entry)->profile, title, variables); !known)
        return tl::unexpected(known.error());
    FeedTraits traits;
    traits.freshness = FreshnessClass::Detail;
    traits.language = (*entry)->languageTag();
    return traits;
}

RequestManner ProfileSources::manner(
    const ProfileEntry &entry, const Secrets &secrets, const Validators &validators, Priority priority)
{
    return {validators, priority, true, m_secrets.generation(entry, secrets)};
}

void ProfileSources::fetch(const PageAsk &ask, const CancelToken &cancel, Reply<FetchedPage> reply)
{
    const auto entry = entryOf(ask.feed.source);
    const Result<FeedPlan> plan
        = entry ? planFeed(**entry, ask.feed, ask.pageSize) : Result<FeedPlan>(tl::unexpected(entry.error()));
    if (!plan) {
        answer<FetchedPage>(std::move(reply), tl::unexpected(plan.error()));
        return;
    }
    if (const auto cap = capBefore(plan->feed->pagination, ask.key, plan->pageSize)) {
        FetchedPage beyond;
        beyond.end = cap;
        beyond.fetchedAt = m_clock.now();
        answer<FetchedPage>(std::move(reply), std::move(beyond));
        return;
    }
    m_secrets.load(**entry, [this, plan = *plan, ask, cancel, reply](const Secrets &secrets) {
        if (cancel.isCancelled())
            answer<FetchedPage>(reply, fail(ErrorKind::Cancelled, u"cancelled"_s));
        else
            sendPage(plan, ask, secrets, cancel, reply);
    });
}

void ProfileSources::sendPage(
    const FeedPlan &plan, const PageAsk &ask, const Secrets &secrets, const CancelToken &cancel, Reply<FetchedPage> reply)
{
    const ProfileEntry &entry = plan.entry;
    RequestManner how = manner(entry, secrets, ask.validators, ask.priority);
    how.mayJoin = ask.mayJoin;
    Result<BuiltRequest> built = pageRequest(plan, ask.key, secrets, how);
    if (!built) {
        answer<FetchedPage>(std::move(reply), tl::unexpected(withoutSecrets(built.error(), secrets.all())));
        return;
    }
    m_genres.want(entry, secrets, manner(entry, secrets, {}, ask.priority));
    const PageContext context{
        {entry.profile, built->asked, credentialNames(*entry.profile), {}}, plan.feed->pagination, ask.key, plan.pageSize};
    const auto read = [context](const HttpResponse &response) { return readPage(context, response); };
    const auto finish = [this, life = std::weak_ptr(m_life), plan, ask, secrets, cancel, reply](Result<ReadPage> page) {
        if (!life.expired())
            finishPage(plan, ask, secrets, cancel, reply, std::move(page));
    };
    m_transport.ask<ReadPage>(std::move(built->request), read, cancel, finish);
}

void ProfileSources::finishPage(const FeedPlan &plan, const PageAsk &ask, const Secrets &secrets, const CancelToken &cancel,
    const Reply<FetchedPage> &reply, Result<ReadPage> page)
{
    if (!page) {
        reply(tl::unexpected(withoutSecrets(page.error(), secrets.all())));
        return;
    }
    if (page->page.notModified && isStrayNotModified(ask.validators, page->page.validators)) {
        PageAsk again = ask;
        again.validators = {};
        again.mayJoin = false;
        if (ask.validators.canAsk())
            sendPage(plan, again, secrets, cancel, reply);
        else
            reply(tl::unexpected(strayNotModified()));
        return;
    }
    if (!page->refused.isEmpty())
        qCWarning(lcProfile, "%s: %s", qUtf8Printable(ask.feed.source), qUtf8Printable(page->refused));
    if (std::ranges::all_of(page->genreIds, [](const QStringList &ids) { return ids.isEmpty(); })) {
        reply(std::move(page->page));
        return;
    }
    m_genres.whenKnown(plan.entry, [reply, page = std::move(*page)](const GenreNames &names) mutable {
        for (std::size_t i = 0; i < page.page.titles.size(); ++i)
            nameGenres(names, page.genreIds[i], page.page.titles[i].genres);
        reply(std::move(page.page));
    });
}

void ProfileSources::fetchDetails(const DetailsAsk &ask, const CancelToken &cancel, Reply<FetchedDetails> reply)
{
    const auto entry = entryOf(ask.title.source);
    if (!entry) {
        answer<FetchedDetails>(std::move(reply), tl::unexpected(entry.error()));
        return;
    }
    m_secrets.load(**entry, [this, entry = **entry, ask, cancel, reply](const Secrets &secrets) {
        if (cancel.isCancelled())
            answer<FetchedDetails>(reply, fail(ErrorKind::Cancelled, u"cancelled"_s));
        else
            sendDetails(entry, ask, secrets, cancel, reply);
    });
}

void ProfileSources::sendDetails(const ProfileEntry &entry, const DetailsAsk &ask, const Secrets &secrets,
    const CancelToken &cancel, Reply<FetchedDetails> reply)
{
    Result<BuiltRequest> built = detailsRequest(entry, ask.title, secrets, manner(entry, secrets, ask.validators, ask.priority));
    if (!built) {
        answer<FetchedDetails>(std::move(reply), tl::unexpected(withoutSecrets(built.error(), secrets.all())));
        return;
    }
    const QString region = commonVariablesOf(entry).value(u"region"_s);
    const AnswerContext context{entry.profile, built->asked, credentialNames(*entry.profile), region};
    const auto read
        = [context, title = ask.title](const HttpResponse &response) { return readDetails(context, title, response); };
    const auto finish = [this, life = std::weak_ptr(m_life), entry, ask, secrets, cancel, reply](Result<ReadDetails> details) {
        if (!life.expired())
            finishDetails(entry, ask, secrets, cancel, reply, std::move(details));
    };
    m_transport.ask<ReadDetails>(std::move(built->request), read, cancel, finish);
}

void ProfileSources::finishDetails(const ProfileEntry &entry, const DetailsAsk &ask, const Secrets &secrets,
    const CancelToken &cancel, const Reply<FetchedDetails> &reply, Result<ReadDetails> read)
{
    if (!read) {
        reply(tl::unexpected(withoutSecrets(read.error(), secrets.all())));
        return;
    }
    if (read->details.notModified && isStrayNotModified(ask.validators, read->details.validators)) {
        DetailsAsk again = ask;
        again.validators = {};
        if (ask.validators.canAsk())
            sendDetails(entry, again, secrets, cancel, reply);
        else
            reply(tl::unexpected(strayNotModified()));
        return;
    }
    if (read->genreIds.isEmpty()) {
        reply(std::move(read->details));
        return;
    }
    m_genres.want(entry, secrets, manner(entry, secrets, {}, ask.priority));
    m_genres.whenKnown(entry, [reply, read = std::move(*read)](const GenreNames &names) mutable {
        nameGenres(names, read.genreIds, read.details.details.title.genres);
        reply(std::move(read.details));
    });
}

} // namespace matinee

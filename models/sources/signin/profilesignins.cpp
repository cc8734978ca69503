// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/signin/profilesignins.h"

#include <algorithm>

#include "models/sources/signin/jellyfinsignin.h"
#include "models/sources/signin/tmdbsignin.h"
#include "models/sources/signin/traktsignin.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Kind = ProfileAuth::Kind;

std::unique_ptr<SignInRun> makeRun(
    const SignInTools &tools, const SignInSubject &subject, SignInWay way, SignIn::Listener listener)
{
    switch (subject.entry.profile->auth.kind) {
    case Kind::Tmdb: return std::make_unique<TmdbSignIn>(tools, subject, std::move(listener));
    case Kind::Trakt: return std::make_unique<TraktSignIn>(tools, subject, std::move(listener));
    case Kind::Jellyfin: break;
    case Kind::None:
    case Kind::Bearer:
    case Kind::Header:
    case Kind::Query:
    case Kind::Basic: Q_UNREACHABLE();
    }
    if (way == SignInWay::Password)
        return std::make_unique<JellyfinPasswordSignIn>(tools, subject, std::move(listener));
    return std::make_unique<JellyfinCodeSignIn>(tools, subject, std::move(listener));
}

/// Nothing where a source has no such step.
std::optional<SignInAsk> sessionEnd(const ProfileAuth &auth, const Secrets &secrets, const QString &secret)
{
    switch (auth.kind) {
    case Kind::Tmdb: return TmdbSignIn::signOut(secret);
    case Kind::Jellyfin: return jellyfinSignOut(secret);
    case Kind::Trakt: return TraktSignIn::signOut(secrets, secret);
    default: return std::nullopt;
    }
}

} // namespace

ProfileSignIns::ProfileSignIns(const ProfileSet &profiles, Accounts &accounts, const SignInTools &tools)
    : m_profiles(profiles), m_accounts(accounts), m_tools(tools), m_transport(tools.transport, tools.mailbox)
{
}

ProfileSignIns::~ProfileSignIns() = default;

std::vector<SignInWay> ProfileSignIns::ways(const QString &sourceId) const
{
    const ProfileEntry *entry = m_profiles.find(sourceId);
    if (!entry)
        return {};
    switch (entry->profile->auth.kind) {
    case Kind::Tmdb: return entry->profile->auth.session ? std::vector{SignInWay::Browser} : std::vector<SignInWay>();
    case Kind::Trakt: return entry->profile->auth.session ? std::vector{SignInWay::Code} : std::vector<SignInWay>();
    case Kind::Jellyfin: return {SignInWay::Code, SignInWay::Password};
    default: return {};
    }
}

std::unique_ptr<SignIn> ProfileSignIns::begin(const QString &sourceId, SignInWay way, SignIn::Listener listener)
{
    const std::vector<SignInWay> known = ways(sourceId);
    Q_ASSERT(std::ranges::find(known, way) != known.end());
    Q_UNUSED(known)
    const ProfileEntry &entry = *m_profiles.find(sourceId);
    const Secrets secrets = secretsOf(entry.profile->auth, m_accounts.secret(sourceId), std::nullopt);
    std::unique_ptr<SignInRun> run = makeRun(m_tools, {entry, secrets}, way, std::move(listener));
    const bool lacksKey = entry.profile->auth.session && secrets.key.isEmpty() && !entry.isReplaced;
    if (lacksKey)
        run->refuse(
            {ErrorKind::Unauthorized, u"%1 needs a key before anybody can sign in"_s.arg(entry.profile->name), u"auth"_s});
    else
        run->begin();
    return run;
}

void ProfileSignIns::signOut(const QString &sourceId, const QString &accountId, Reply<void> reply)
{
    const std::vector<Account> all = m_accounts.accounts(sourceId);
    const auto account = std::ranges::find(all, accountId, &Account::id);
    if (const ProfileEntry *entry = m_profiles.find(sourceId); entry && account != all.end())
        endSession(*entry, *account);
    m_accounts.removeAccount(sourceId, accountId, std::move(reply));
}

void ProfileSignIns::endSession(const ProfileEntry &entry, const Account &account)
{
    const ProfileAuth &auth = entry.profile->auth;
    const Secrets secrets = secretsOf(auth, m_accounts.secret(entry.profile->id), std::nullopt);
    const std::optional<SignInAsk> ask = sessionEnd(auth, secrets, account.secret);
    if (!ask)
        return;
    HttpRequest request = signInRequest(entry, secrets, *ask);
    request.isBackground = true;
    // Nobody waits for it: whatever the server says, the account is forgotten here.
    m_transport.ask<SignInAnswer>(
        std::move(request),
        [profile = entry.profile](const HttpResponse &response) { return readSignInAnswer(*profile, response); }, CancelToken(),
        [](const Result<SignInAnswer> &) {});
}

} // namespace matinee

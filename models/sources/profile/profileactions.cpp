// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/profileactions.h"

#include "models/sources/profile/requestbuilder.h"
#include "models/sources/profile/writeanswer.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

QString nameOf(TitleState state)
{
    switch (state) {
    case TitleState::Favorite: return u"favorite"_s;
    case TitleState::Watchlist: return u"watchlist"_s;
    case TitleState::Rating: return u"rating"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

ProfileActions::ProfileActions(const ProfileSet &profiles, HttpTransport &transport, Accounts &accounts, Mailbox &mailbox)
    : m_profiles(profiles), m_mailbox(mailbox), m_secrets(accounts), m_transport(transport, mailbox)
{
}

ProfileActions::~ProfileActions() = default;

bool ProfileActions::canSet(const QString &sourceId, TitleState state) const
{
    const ProfileEntry *entry = m_profiles.find(sourceId);
    return entry && writeOf(*entry->profile, nameOf(state), true) && writeOf(*entry->profile, nameOf(state), false);
}

void ProfileActions::answer(const Reply<WriteOutcome> &reply, const Error &error)
{
    m_mailbox.post([life = std::weak_ptr(m_life), reply, error] {
        if (!life.expired())
            reply(tl::unexpected(error));
    });
}

void ProfileActions::setState(const StateChange &change, const CancelToken &cancel, Reply<WriteOutcome> reply)
{
    const ProfileEntry *entry = m_profiles.find(change.title.source);
    if (!entry)
        return answer(reply, {ErrorKind::NotFound, u"no source \"%1\""_s.arg(change.title.source), u"source"_s});
    const bool isRating = change.state == TitleState::Rating && change.on;
    if (isRating && !(change.rating >= 0 && change.rating <= 10))
        return answer(reply, {ErrorKind::InvalidArgument, u"must be from 0 to 10"_s, u"rating"_s});
    m_secrets.load(*entry, [this, entry = *entry, change, cancel, reply = std::move(reply)](const Secrets &secrets) {
        if (cancel.isCancelled())
            answer(reply, {ErrorKind::Cancelled, u"cancelled"_s, {}});
        else
            send(entry, change, secrets, cancel, reply);
    });
}

void ProfileActions::send(const ProfileEntry &entry, const StateChange &change, const Secrets &secrets, const CancelToken &cancel,
    const Reply<WriteOutcome> &reply)
{
    const QString name = nameOf(change.state);
    const auto action = entry.profile->actions.find(name);
    const bool isRating = change.state == TitleState::Rating && change.on && action != entry.profile->actions.end();
    const QString value = isRating ? ratingText(action->second, change.rating) : QString();
    Result<BuiltRequest> built = actionRequest(entry, name, change.on, change.title, value, secrets);
    if (!built)
        return answer(reply, withoutSecrets(built.error(), secrets.all()));
    const auto read = [profile = entry.profile, name, on = change.on](const HttpResponse &response) {
        return readWriteAnswer(*profile, *writeOf(*profile, name, on), !on, response);
    };
    const auto finish = [life = std::weak_ptr(m_life), secrets, reply](const Result<WriteOutcome> &outcome) {
        if (life.expired())
            return;
        reply(outcome ? outcome : tl::unexpected(withoutSecrets(outcome.error(), secrets.all())));
    };
    m_transport.ask<WriteOutcome>(std::move(built->request), read, cancel, finish);
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profileregistry.h"

#include "models/catalog/accounts.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// The profile of an API to build one's own by: its address is everybody's own computer.
constexpr QLatin1StringView kExample{"movie-api"};
constexpr QLatin1StringView kJellyfin{"jellyfin"};

/// One secret for one source, which nobody keeps.
class TrialAccounts final : public Accounts
{
public:
    TrialAccounts(Mailbox &mailbox, QString sourceId, QString secret)
        : m_mailbox(mailbox), m_sourceId(std::move(sourceId)), m_secret(std::move(secret))
    {
    }
    void load(const QString &sourceId, Reply<SecretPlace> reply) override
    {
        m_mailbox.post([reply = std::move(reply), place = placeOf(sourceId)] { reply(place); });
    }
    [[nodiscard]] QString secret(const QString &sourceId) const override { return sourceId == m_sourceId ? m_secret : QString(); }
    [[nodiscard]] SecretPlace placeOf(const QString &sourceId) const override
    {
        return sourceId == m_sourceId ? SecretPlace::Memory : SecretPlace::Nowhere;
    }
    void findKeychain(Reply<bool> reply) override { answer<bool>(std::move(reply), false); }
    void keep(const QString & /*sourceId*/, const QString & /*secret*/, Keeping /*keeping*/, Reply<SecretPlace> reply) override
    {
        answer<SecretPlace>(std::move(reply), SecretPlace::Nowhere);
    }
    void forget(const QString & /*sourceId*/, Reply<void> reply) override { answer<void>(std::move(reply), {}); }
    [[nodiscard]] std::vector<Account> accounts(const QString & /*sourceId*/) const override { return {}; }
    [[nodiscard]] std::optional<Account> current(const QString & /*sourceId*/) const override { return std::nullopt; }
    void addAccount(
        const QString & /*sourceId*/, const Account & /*account*/, Keeping /*keeping*/, Reply<SecretPlace> reply) override
    {
        answer<SecretPlace>(std::move(reply), SecretPlace::Nowhere);
    }
    void useAccount(const QString & /*sourceId*/, const QString & /*accountId*/, Reply<void> reply) override
    {
        answer<void>(std::move(reply), {});
    }
    void removeAccount(const QString & /*sourceId*/, const QString & /*accountId*/, Reply<void> reply) override
    {
        answer<void>(std::move(reply), {});
    }

private:
    template <typename T>
    void answer(Reply<T> reply, Result<T> result)
    {
        m_mailbox.post([reply = std::move(reply), result = std::move(result)] { reply(result); });
    }

    Mailbox &m_mailbox;
    QString m_sourceId;
    QString m_secret;
};

} // namespace

struct ProfileRegistry::Trial {
    Trial(const ProfileRegistry &registry, const QString &sourceId, const QString &secret)
        : accounts(registry.m_mailbox, sourceId, secret),
          sources(registry.m_profiles, registry.m_transport, accounts, registry.m_clock, registry.m_mailbox)
    {
    }
    TrialAccounts accounts;
    ProfileSources sources;
};

ProfileRegistry::ProfileRegistry(
    ProfileSources &sources, const ProfileSet &profiles, HttpTransport &transport, const Clock &clock, Mailbox &mailbox)
    : m_sources(sources), m_profiles(profiles), m_transport(transport), m_clock(clock), m_mailbox(mailbox)
{
}

ProfileRegistry::~ProfileRegistry() = default;

QStringList ProfileRegistry::offeredIds() const
{
    QStringList offered;
    for (const QString &id : m_profiles.ids()) {
        const ProfileEntry &entry = *m_profiles.find(id);
        // Everybody's Jellyfin is elsewhere: the shipped profile is for --base, or to be copied.
        const bool needsMore = id == kExample || (id == kJellyfin && entry.profile->base == QUrl(u"http://127.0.0.1:8096"_s));
        if (!needsMore || entry.isReplaced)
            offered += id;
    }
    return offered;
}

QStringList ProfileRegistry::attributions() const
{
    QStringList all;
    for (const QString &id : m_profiles.ids()) {
        const QString &said = m_profiles.find(id)->profile->attribution;
        if (!said.isEmpty())
            all += said;
    }
    return all;
}

void ProfileRegistry::describe(
    const QString &sourceId, Reply<SourceDescriptor> reply, std::function<void(SourceProgress)> /*progress*/)
{
    m_sources.describe(sourceId, std::move(reply));
}

void ProfileRegistry::tryOut(const QString &sourceId, const QString &secret, Reply<QString> reply)
{
    m_trial = std::make_unique<Trial>(*this, sourceId, secret);
    const quint64 trial = ++m_trials;
    const QString account = accountNameFrom(sourceId, secret);
    const auto asked = [this, life = std::weak_ptr(m_life), trial, account, reply](const Result<FetchedPage> &page) {
        if (life.expired())
            return;
        const Result<QString> done = page ? Result<QString>(account) : tl::unexpected(page.error());
        // Not from inside its own answer: the trial goes with the next one, or with this object.
        m_mailbox.post([this, life, trial] {
            if (!life.expired() && trial == m_trials)
                m_trial.reset();
        });
        reply(done);
    };
    m_trial->sources.describe(sourceId, [this, life = std::weak_ptr(m_life), asked](const Result<SourceDescriptor> &source) {
        if (life.expired() || !m_trial)
            return;
        const FeedDescriptor *first = source ? source->firstFeed() : nullptr;
        if (!first)
            return asked(tl::unexpected(source ? Error{ErrorKind::NotFound, u"the source has no list"_s, {}} : source.error()));
        m_trial->sources.fetch(
            {FeedKey::of(source->id, first->id), FirstPage{}, {}, Priority::VisiblePage}, CancelToken(), asked);
    });
}

} // namespace matinee

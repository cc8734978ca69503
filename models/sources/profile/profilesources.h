// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "models/catalog/pagesource.h"
#include "models/catalog/sourcedescriptor.h"
#include "models/sources/profile/genretables.h"
#include "models/sources/profile/readingtransport.h"
#include "models/sources/profile/secretreader.h"

namespace matinee {

/// The sources that profiles describe. Main thread; answers are read and mapped on pool threads. No error, key or trait
/// ever holds a secret.
class ProfileSources final : public PageSource
{
public:
    /// All must outlive this.
    ProfileSources(
        const ProfileSet &profiles, HttpTransport &transport, Accounts &accounts, const Clock &clock, Mailbox &mailbox);
    ~ProfileSources() override;

    [[nodiscard]] QStringList sourceIds() const;
    /// Empty for an unknown source.
    [[nodiscard]] QString sourceName(const QString &sourceId) const;
    /// The source and its lists; NotFound for an unknown one. Filters by genre have choices once a page has come.
    [[nodiscard]] Result<SourceDescriptor> descriptor(const QString &sourceId) const;
    /// As descriptor(), after the source's secrets were read, so that traits() knows who is signed in.
    void describe(const QString &sourceId, Reply<SourceDescriptor> reply);

    [[nodiscard]] Result<FeedTraits> traits(const FeedKey &feed, int pageSize = 0) const override;
    [[nodiscard]] Result<FeedTraits> detailTraits(const TitleId &title) const override;
    void fetch(const PageAsk &ask, const CancelToken &cancel, Reply<FetchedPage> reply) override;
    void fetchDetails(const DetailsAsk &ask, const CancelToken &cancel, Reply<FetchedDetails> reply) override;

private:
    [[nodiscard]] Result<const ProfileEntry *> entryOf(const QString &sourceId) const;
    /// From the event loop.
    template <typename T>
    void answer(Reply<T> reply, Result<T> result);
    void sendPage(
        const FeedPlan &plan, const PageAsk &ask, const Secrets &secrets, const CancelToken &cancel, Reply<FetchedPage> reply);
    void sendDetails(const ProfileEntry &entry, const DetailsAsk &ask, const Secrets &secrets, const CancelToken &cancel,
        Reply<FetchedDetails> reply);
    void finishPage(const FeedPlan &plan, const PageAsk &ask, const Secrets &secrets, const CancelToken &cancel,
        const Reply<FetchedPage> &reply, Result<ReadPage> page);
    void finishDetails(const ProfileEntry &entry, const DetailsAsk &ask, const Secrets &secrets, const CancelToken &cancel,
        const Reply<FetchedDetails> &reply, Result<ReadDetails> read);
    RequestManner manner(const ProfileEntry &entry, const Secrets &secrets, const Validators &validators, Priority priority);

    const ProfileSet &m_profiles;
    const Clock &m_clock;
    Mailbox &m_mailbox;
    SecretReader m_secrets;
    ReadingTransport m_transport;
    GenreTables m_genres;
    std::shared_ptr<char> m_life = std::make_shared<char>();
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/setup/firstpagetrial.h"

using namespace Qt::StringLiterals;

namespace matinee {

FirstPageTrial::FirstPageTrial(ProfileSet profiles, const TrialTools &tools, const QString &sourceId, const QString &secret)
    : m_profiles(std::move(profiles)),
      m_sourceId(sourceId),
      m_accounts(tools.mailbox, sourceId, secret),
      m_sources(m_profiles, tools.transport, m_accounts, tools.clock, tools.mailbox)
{
}

void FirstPageTrial::start(Reply<FetchedPage> reply)
{
    const auto ended = [life = std::weak_ptr(m_life), reply = std::move(reply)](const Result<FetchedPage> &page) {
        if (!life.expired())
            reply(page);
    };
    m_sources.describe(m_sourceId, [this, life = std::weak_ptr(m_life), ended](const Result<SourceDescriptor> &source) {
        if (life.expired())
            return;
        const FeedDescriptor *first = source ? source->firstFeed() : nullptr;
        if (!first)
            return ended(tl::unexpected(source ? Error{ErrorKind::NotFound, u"the source has no list"_s, {}} : source.error()));
        m_sources.fetch({FeedKey::of(source->id, first->id), FirstPage{}, {}, Priority::VisiblePage}, CancelToken(), ended);
    });
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feed/feedtrace.h"

#include "models/catalog/pagekey.h"

using namespace Qt::StringLiterals;

namespace matinee {

void FeedTrace::page(
    int page, const QString &from, int items, const PageTable::Filled &filled, std::chrono::nanoseconds took) const
{
    if (!m_sink.isEnabled())
        return;
    m_sink.event(u"feed.page"_s,
        {{u"feed"_s, m_feed}, {u"key"_s, pageKeyText(PageNo{page + 1})}, {u"from"_s, from}, {u"items"_s, items},
            {u"new"_s, filled.fresh}, {u"dup"_s, filled.duplicates},
            {u"ms"_s, std::chrono::duration<double, std::milli>(took).count()}});
}

void FeedTrace::state(const QString &slot, const LoadState &state) const
{
    if (!m_sink.isEnabled())
        return;
    m_sink.event(u"feed.state"_s, {{u"feed"_s, m_feed}, {u"slot"_s, slot}, {u"state"_s, loadStateName(state.kind)}});
    if (state.end)
        m_sink.event(u"feed.end"_s, {{u"feed"_s, m_feed}, {u"reason"_s, endReasonName(*state.end)}});
}

void FeedTrace::error(const QString &slot, const Error &error) const
{
    if (!m_sink.isEnabled())
        return;
    m_sink.event(u"error"_s,
        {{u"feed"_s, m_feed}, {u"slot"_s, slot}, {u"kind"_s, errorKindName(error.kind)}, {u"detail"_s, error.sentence()}});
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/readingtransport.h"

namespace matinee {

ReadingTransport::ReadingTransport(HttpTransport &transport, Mailbox &mailbox) : m_transport(transport), m_mailbox(mailbox)
{
    m_pool.setMaxThreadCount(1); // what it reads is rare and small
}

void ReadingTransport::onPool(std::function<std::function<void()>()> work)
{
    // Touches nothing of this on the pool thread: the mailbox outlives us.
    m_pool.start([mailbox = &m_mailbox, life = std::weak_ptr(m_life), work = std::move(work)] {
        mailbox->post([life, then = work()] {
            if (!life.expired())
                then();
        });
    });
}

} // namespace matinee

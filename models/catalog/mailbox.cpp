// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/mailbox.h"

namespace matinee {

void Mailbox::post(std::function<void()> call)
{
    QMetaObject::invokeMethod(
        this,
        [this, call = std::move(call)] {
            if (m_open)
                call();
        },
        Qt::QueuedConnection);
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/catalog/reply.h"

namespace matinee {

/// Port: whether a secret opens a source. Main thread; answers as Reply says.
class SourceConnector
{
public:
    SourceConnector() = default;
    SourceConnector(const SourceConnector &) = delete;
    SourceConnector &operator=(const SourceConnector &) = delete;
    virtual ~SourceConnector() = default;

    /// Asks the source's server with this secret. Unauthorized where it does not take it, InvalidArgument for a text
    /// that cannot be one, else what kept the server from answering. Nothing is kept. The answer is the id of the account
    /// that a key of the person's own stands for (SecretNeed::isPersons).
    virtual void tryOut(const QString &sourceId, const QString &secret, Reply<QString> reply) = 0;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <functional>
#include <memory>

#include "models/catalog/accounts.h"
#include "models/sources/profile/signing.h"

namespace matinee {

/// The secrets of sources, as the Accounts port keeps them. Main thread.
class SecretReader
{
public:
    explicit SecretReader(Accounts &accounts);

    /// Reads them from where they are kept and calls back: at once where the profile needs none. What cannot be read is
    /// not there.
    void load(const ProfileEntry &entry, std::function<void(const Secrets &)> call);
    /// Those in memory.
    [[nodiscard]] Secrets now(const ProfileEntry &entry) const;
    /// Grows whenever the secrets of a source are others than at the last call.
    [[nodiscard]] int generation(const ProfileEntry &entry, const Secrets &secrets);

private:
    struct Known {
        Secrets secrets;
        int generation = 0;
    };
    Accounts &m_accounts;
    QHash<QString, Known> m_known;
    std::shared_ptr<char> m_life = std::make_shared<char>();
};

} // namespace matinee

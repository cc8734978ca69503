// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

#include <functional>

#include "cache/cataloguefile/cataloguelibrary.h"
#include "cache/imagestore/imagecachestore.h"
#include "cache/pagestore/pagecachestore.h"
#include "cache/userdata/userdatastore.h"
#include "models/catalog/storage.h"

namespace matinee {

/// Every store of the program as one. Main thread; the stores outlive it.
class ProgramStorage final : public Storage
{
public:
    struct Stores {
        PageCacheStore &pages;
        ImageCacheStore &pictures;
        CatalogueLibrary &library;
        UserDataStore &userData;
        std::function<void()> keepCounts; ///< what is counted but not in user.db yet
    };
    /// Budgets are read from the settings file, and told to the stores.
    ProgramStorage(const QString &settingsFile, Stores stores);

    void report(Reply<StorageReport> reply) override;
    void clearArt(Reply<void> reply) override;
    void clearPages(Reply<void> reply) override;
    [[nodiscard]] StorageBudgets budgets() const override { return m_budgets; }
    void setBudgets(const StorageBudgets &budgets) override;

private:
    void tellStores();

    QSettings m_file;
    const Stores m_stores;
    StorageBudgets m_budgets;
};

} // namespace matinee

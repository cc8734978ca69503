// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/storage.h"

namespace matinee::test {

/// Says what it is told to say, at once, and remembers what it was asked.
class MemoryStorage final : public Storage
{
public:
    Result<StorageReport> answers = StorageReport{};
    StorageBudgets kept;
    int reports = 0;
    int artCleared = 0;
    int pagesCleared = 0;

    void report(Reply<StorageReport> reply) override
    {
        ++reports;
        reply(answers);
    }
    void clearArt(Reply<void> reply) override
    {
        ++artCleared;
        reply({});
    }
    void clearPages(Reply<void> reply) override
    {
        ++pagesCleared;
        reply({});
    }
    [[nodiscard]] StorageBudgets budgets() const override { return kept; }
    void setBudgets(const StorageBudgets &budgets) override { kept = budgets; }
};

} // namespace matinee::test

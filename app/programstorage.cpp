// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/programstorage.h"

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr qint64 kMb = 1024 * 1024;
constexpr QLatin1StringView kArtKey{"storage/artMb"};
constexpr QLatin1StringView kPagesKey{"storage/pagesMb"};

/// A number that is none, or out of range, counts as absent.
int megabytes(const QSettings &file, QLatin1StringView key, int usual)
{
    bool isNumber = false;
    const int mb = file.value(key).toInt(&isNumber);
    return isNumber && mb >= StorageBudgets::kLeast && mb <= StorageBudgets::kMost ? mb : usual;
}

/// One report on its way through the stores.
struct Gathering {
    StorageReport report;
    Reply<StorageReport> reply;
    void refuse(const Error &error) const { reply(tl::unexpected(error)); }
};

void addLists(StorageReport &report, const PageStoreReport &pages)
{
    report.pages = {pages.usedBytes, pages.budgetBytes};
    for (const FeedReport &feed : pages.feeds)
        report.lists.push_back({feed.key, feed.pages, feed.titles, feed.bytes, feed.oldestFetch});
    std::ranges::stable_sort(report.lists, std::ranges::greater{}, &StoredList::bytes);
}

} // namespace

ProgramStorage::ProgramStorage(const QString &settingsFile, Stores stores)
    : m_file(settingsFile, QSettings::IniFormat), m_stores(std::move(stores))
{
    m_budgets = {megabytes(m_file, kArtKey, m_budgets.artMb), megabytes(m_file, kPagesKey, m_budgets.pagesMb)};
    if (m_budgets != StorageBudgets())
        tellStores();
}

void ProgramStorage::report(Reply<StorageReport> reply)
{
    m_stores.keepCounts();
    auto job = std::make_shared<Gathering>(Gathering{{}, std::move(reply)});
    const auto onUse = [job](const Result<std::vector<UseCount>> &use) {
        if (!use)
            return job->refuse(use.error());
        job->report.use = *use;
        job->reply(std::move(job->report));
    };
    const auto onOwn = [this, job, onUse](const Result<UserDataReport> &own) {
        if (!own)
            return job->refuse(own.error());
        job->report.ownBytes = own->bytes;
        m_stores.userData.use(onUse);
    };
    const auto onCatalogues = [this, job, onOwn](const Result<std::vector<SourceStorage>> &catalogues) {
        if (!catalogues)
            return job->refuse(catalogues.error());
        for (const SourceStorage &catalogue : *catalogues)
            job->report.catalogueBytes += catalogue.bytes;
        m_stores.userData.report(onOwn);
    };
    const auto onPictures = [this, job, onCatalogues](const Result<ImageStoreReport> &pictures) {
        if (!pictures)
            return job->refuse(pictures.error());
        job->report.art = {pictures->usedBytes, pictures->budgetBytes};
        m_stores.library.storage(onCatalogues);
    };
    m_stores.pages.report([this, job, onPictures](const Result<PageStoreReport> &pages) {
        if (!pages)
            return job->refuse(pages.error());
        addLists(job->report, *pages);
        m_stores.pictures.report(onPictures);
    });
}

void ProgramStorage::clearArt(Reply<void> reply)
{
    m_stores.pictures.clear(std::move(reply));
}

void ProgramStorage::clearPages(Reply<void> reply)
{
    m_stores.pages.clear(std::nullopt, [reply = std::move(reply)](const Result<PageClearing> &cleared) {
        reply(cleared ? Result<void>() : Result<void>(tl::unexpected(cleared.error())));
    });
}

void ProgramStorage::setBudgets(const StorageBudgets &budgets)
{
    m_budgets = {std::clamp(budgets.artMb, StorageBudgets::kLeast, StorageBudgets::kMost),
        std::clamp(budgets.pagesMb, StorageBudgets::kLeast, StorageBudgets::kMost)};
    m_file.setValue(kArtKey, m_budgets.artMb);
    m_file.setValue(kPagesKey, m_budgets.pagesMb);
    tellStores();
}

void ProgramStorage::tellStores()
{
    m_stores.pictures.setBudget(m_budgets.artMb * kMb);
    m_stores.pages.setBudget(m_budgets.pagesMb * kMb);
}

} // namespace matinee

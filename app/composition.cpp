// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

CatalogueLibraryOptions libraryOptions(const ProfilePaths &paths)
{
    CatalogueLibraryOptions options;
    options.indexDirectory = paths.catalogueDirectory;
    options.embedded.push_back(
        {kDefaultSource, QCoreApplication::translate("sources", "Public-domain films"), u":/catalogues/public-domain.json"_s});
    return options;
}

} // namespace

Composition::Composition(const ProfilePaths &paths, std::unique_ptr<TraceSink> trace, const RemoteManner &manner)
    : m_paths(paths),
      m_trace(std::move(trace)),
      m_userData(std::make_unique<UserDataStore>(paths.userDatabase, m_mailbox, m_clock, *m_trace, manner.maintains)),
      m_counter(m_clock, [this](std::vector<UseCount> counts) { m_userData->addUse(std::move(counts)); }),
      m_library(std::make_unique<CatalogueLibrary>(libraryOptions(paths), m_mailbox, *m_userData, m_clock, *m_trace)),
      m_remote(std::make_unique<RemoteParts>(paths, manner, m_mailbox, m_clock, *m_trace, *m_userData, m_counter)),
      m_router(std::make_unique<SourceRouter>(SourceRouter::Ports{*m_library, *m_library, *m_library},
          SourceRouter::Ports{m_remote->feeds(), m_remote->titles(), m_remote->sources()}, m_remote->ownFeeds(), *m_userData)),
      m_counted(*m_router, m_counter, m_clock),
      m_filtered(
          m_counted, [this](std::function<void()> call) { m_mailbox.post(std::move(call)); },
          manner.waits ? FilteredFeedStore::EmptyPages::Passed : FilteredFeedStore::EmptyPages::Counted),
      m_storage(
          paths.settingsFile, {m_remote->pages(), m_remote->pictures(), *m_library, *m_userData, [this] { m_counter.flush(); }}),
      m_transfer(*m_userData, {&m_remote->pages(), m_library.get()}, m_mailbox)
{
    m_userData->setAccounts({
        .current =
            [this](const QString &source) {
                const auto account = m_remote->accounts().current(source);
                return account ? UserAccount{source, account->id, account->name} : UserAccount{source, {}};
            },
        .keys = [this] { return accountKeys(); },
        .canSend = [this](const QString &source, MarkKind kind) { return canSend(source, kind); },
    });
}

QStringList Composition::accountKeys()
{
    QStringList keys;
    for (const QString &source : m_remote->sources().sourceIds()) {
        if (const auto account = m_remote->accounts().current(source))
            keys += UserAccount{source, account->id, account->name}.key();
    }
    return keys;
}

bool Composition::canSend(const QString &source, MarkKind kind)
{
    switch (kind) {
    case MarkKind::Favorite: return m_remote->actions().canSet(source, TitleState::Favorite);
    case MarkKind::Watchlist: return m_remote->actions().canSet(source, TitleState::Watchlist);
    case MarkKind::Rating: return m_remote->actions().canSet(source, TitleState::Rating);
    case MarkKind::Watched: return false;
    }
    Q_UNREACHABLE();
}

Composition::~Composition()
{
    close();
}

void Composition::close()
{
    m_mailbox.close();
    m_transfer.close();
    m_remote->close();
    m_library->close();
    m_counter.flush();
    m_userData->close();
}

} // namespace matinee

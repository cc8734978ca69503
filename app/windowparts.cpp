// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowparts.h"

#include <QUrl>

namespace matinee {

WindowParts::WindowParts(
    const ProfilePaths &paths, std::unique_ptr<TraceSink> trace, const RemoteManner &manner, std::unique_ptr<SystemLook> look)
    : m_preferences(paths.settingsFile),
      m_theme(std::move(look)),
      m_composition(paths, std::move(trace), manner),
      m_engine(m_composition.feeds(), m_composition.clock(), m_composition.trace()),
      m_favorites(m_composition.userData()),
      m_posters(m_theme, m_composition.remote().images())
{
    m_composition.remote().feeds().onDrift([this](const FeedKey &feed) { m_engine.recheck(feed); });
}

WindowPorts WindowParts::ports(std::function<void(const QUrl &)> openUrl)
{
    RemoteParts &remote = m_composition.remote();
    return {
        .engine = m_engine,
        .favorites = m_favorites,
        .titles = m_composition.sources(),
        .sources = m_composition.sources(),
        .userData = m_composition.userData(),
        .preferences = m_preferences,
        .theme = m_theme,
        .posters = m_posters,
        .images = remote.images(),
        .trace = m_composition.trace(),
        .clock = m_composition.clock(),
        .accounts = remote.accounts(),
        .connector = remote.sources(),
        .waits = remote.waits(),
        .signIns = remote.signIns(),
        .installer = remote.installer(),
        .network = remote.settings(),
        .storage = m_composition.storage(),
        .openUrl = std::move(openUrl),
    };
}

void WindowParts::load()
{
    m_favorites.load();
}

void WindowParts::close()
{
    m_preferences.sync();
    m_composition.close();
}

} // namespace matinee

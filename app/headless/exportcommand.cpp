// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/exportcommand.h"

namespace matinee {

ExportCommand::ExportCommand(UserData &userData, const Invocation &invocation)
    : m_userData(userData), m_writer(TitleWriter::make(invocation.format))
{
}

void ExportCommand::start()
{
    m_userData.favorites({}, [this](const Result<std::vector<Favorite>> &favorites) {
        if (!favorites)
            return failWith(favorites.error());
        m_writer->begin();
        for (const Favorite &favorite : *favorites)
            m_writer->write({.title = favorite.title, .favorite = true, .addedAt = favorite.addedAt});
        if (const auto written = m_writer->end(); !written)
            return failWith(written.error());
        Q_EMIT finished(kExitDone);
    });
}

} // namespace matinee

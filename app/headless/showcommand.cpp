// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/showcommand.h"

#include <algorithm>

namespace matinee {

ShowCommand::ShowCommand(const HeadlessPorts &ports, const Invocation &invocation)
    : m_ports(ports),
      m_title(*TitleId::parse(invocation.showSource, invocation.showTitle)),
      m_writer(makeTitlePrinter(invocation.format))
{
}

void ShowCommand::start()
{
    if (const auto known = checkSource(m_ports.sources, m_title.source); !known)
        return failWith(known.error());
    m_ports.titles.details(m_title, [this](const Result<TitleDetails> &details) {
        if (!details)
            return failWith(details.error());
        m_ports.userData.favorites(m_title.source, [this, details = *details](const Result<std::vector<Favorite>> &favorites) {
            if (!favorites) {
                printError(favorites.error());
                return print(details, std::nullopt);
            }
            print(details, std::any_of(favorites->begin(), favorites->end(), [this](const Favorite &favorite) {
                return favorite.title.id == m_title;
            }));
        });
    });
}

void ShowCommand::print(const TitleDetails &details, std::optional<bool> favorite)
{
    m_writer->begin();
    m_writer->write({details.title, {.favorite = favorite}, details});
    if (const auto written = endPrinting(*m_writer); !written)
        return failWith(written.error());
    Q_EMIT finished(kExitDone);
}

} // namespace matinee

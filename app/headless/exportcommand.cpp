// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/exportcommand.h"

#include "cache/transfer/exportedtitles.h"

namespace matinee {

ExportCommand::ExportCommand(PersonalData &personal, const Invocation &invocation)
    : m_personal(personal), m_what(invocation.exported), m_writer(makeTitlePrinter(invocation.format))
{
}

void ExportCommand::start()
{
    m_personal.content([this](const Result<PersonalContent> &content) {
        const auto printed = content ? print(*content) : tl::unexpected(content.error());
        if (!printed)
            return failWith(printed.error());
        Q_EMIT finished(kExitDone);
    });
}

Result<void> ExportCommand::print(const PersonalContent &content)
{
    const auto titles = exportedTitles(content, ExportChoice::named(m_what));
    if (!titles)
        return tl::unexpected(titles.error());
    m_writer->begin();
    for (const PrintedTitle &title : *titles)
        m_writer->write(title);
    return endPrinting(*m_writer);
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless/profilecheckcommand.h"

#include <cstdio>

#include "app/headless/titleprinter.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

void printLine(const QString &text)
{
    std::fprintf(stdout, "%s\n", qUtf8Printable(text));
}

} // namespace

ProfileCheckCommand::ProfileCheckCommand(Composition &parts, const Invocation &invocation)
    : m_parts(parts), m_file(invocation.profileFile), m_base(invocation.base), m_live(invocation.live)
{
}

void ProfileCheckCommand::start()
{
    const ProfileFile file = readProfileFile(m_file);
    for (const ProfileFault &fault : file.reading.faults)
        printLine(u"%1: %2: %3"_s.arg(m_file, fault.pointer.isEmpty() ? u"/"_s : fault.pointer, terminalSafe(fault.text)));
    if (!file.reading.profile) {
        const qsizetype count = std::ssize(file.reading.faults);
        return failWith(
            {ErrorKind::Malformed, u"%1 %2 in this profile"_s.arg(count).arg(count == 1 ? u"fault"_s : u"faults"_s), m_file});
    }
    const Profile &profile = *file.reading.profile;
    printLine(u"%1: a good profile: %2, %3 lists"_s.arg(m_file, terminalSafe(profile.id)).arg(profile.feeds.size()));
    if (!m_live) {
        Q_EMIT finished(kExitDone);
        return;
    }
    m_profiles.add(file.reading.profile);
    if (!m_base.isEmpty()) {
        if (const auto replaced = m_profiles.replaceBase(profile.id, QUrl(m_base)); !replaced)
            return failWith(replaced.error());
    }
    m_source = std::make_unique<ProfileSources>(
        m_profiles, m_parts.remote().http(), m_parts.remote().accounts(), m_parts.clock(), m_parts.mailbox());
    m_source->describe(profile.id, [this](const Result<SourceDescriptor> &source) {
        if (source)
            tryFirstPage(*source);
        else
            failWith(source.error());
    });
}

void ProfileCheckCommand::tryFirstPage(const SourceDescriptor &source)
{
    const FeedDescriptor *first = source.firstFeed();
    if (!first)
        return failWith({ErrorKind::NotFound, u"none of its lists can be asked for by itself"_s, u"/feeds"_s});
    const FeedKey feed = FeedKey::of(source.id, first->id);
    m_source->fetch({feed, FirstPage{}, {}, Priority::VisiblePage}, CancelToken(), [this, feed](const Result<FetchedPage> &page) {
        if (!page)
            return failWith(page.error());
        QString said = u"%1: answers with %2 titles"_s.arg(feed.text()).arg(page->titles.size());
        if (page->total >= 0)
            said += u" of %1"_s.arg(page->total);
        if (page->badCount > 0)
            said += u", %1 could not be used"_s.arg(page->badCount);
        printLine(said);
        Q_EMIT finished(kExitDone);
    });
}

} // namespace matinee

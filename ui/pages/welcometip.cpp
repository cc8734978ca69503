// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/welcometip.h"

#include "models/catalog/sourceregistry.h"
#include "ui/preferences/preferences.h"
#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// Logical px: two lines of posters come first.
constexpr int kLeastRoom = 560;
constexpr QLatin1StringView kOffered{"tmdb"};

} // namespace

WelcomeTip::WelcomeTip(const WindowPorts &ports, QWidget *parent) : Banner(ports.theme, parent), m_ports(ports)
{
    setIconName(u"films"_s);
    setDismissable();
    connect(this, &Banner::actionRequested, this, [this] { Q_EMIT connectRequested(kOffered); });
    connect(this, &Banner::dismissed, this, [this] {
        m_ports.preferences.setOffersSources(false);
        update();
    });
}

void WelcomeTip::setSource(const SourceDescriptor &source)
{
    m_isEmbedded = !source.isRemote && source.location.isEmpty();
    update();
}

void WelcomeTip::setRoom(int height)
{
    m_room = height;
    update();
}

void WelcomeTip::update()
{
    const bool isOffered = m_isEmbedded && m_ports.preferences.offersSources() && m_ports.sources.sourceIds().contains(kOffered)
        && m_room >= m_ports.theme.px(kLeastRoom);
    say(isOffered ? tr("These films are free for everyone. Newer ones come from TMDB, with a key of your own.") : QString(),
        tr("Connect TMDB…"));
}

} // namespace matinee

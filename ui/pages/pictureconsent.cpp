// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pictureconsent.h"

#include "models/catalog/networksettings.h"

using namespace Qt::StringLiterals;

namespace matinee {

PictureConsent::PictureConsent(const WindowPorts &ports, QWidget *parent) : Banner(ports.theme, parent), m_ports(ports)
{
    setIconName(u"films"_s);
    setDismissable();
    connect(this, &Banner::actionRequested, this, [this] { decide(true); });
    connect(this, &Banner::dismissed, this, [this] { decide(false); });
}

void PictureConsent::setSource(const SourceDescriptor &source)
{
    m_source = source;
    refresh();
}

void PictureConsent::refresh()
{
    const bool asks = m_ports.network.asksAboutPictures(m_source.id) && !m_ports.network.showsPictures(m_source.id);
    say(asks ? tr("Posters would come from %1, which then sees which films are on your screen.").arg(m_source.name) : QString(),
        tr("Show posters"));
}

void PictureConsent::decide(bool shows)
{
    m_ports.network.setShowsPictures(m_source.id, shows);
    say({}, {});
    if (shows)
        Q_EMIT given();
}

} // namespace matinee

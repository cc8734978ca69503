// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/sourcedescriptor.h"
#include "ui/pages/banner.h"
#include "ui/windowports.h"

namespace matinee {

/// On the embedded catalogue's page, until it is waved away: that there are other sources. GUI thread.
class WelcomeTip : public Banner
{
    Q_OBJECT
public:
    explicit WelcomeTip(const WindowPorts &ports, QWidget *parent = nullptr);

    /// Which source is shown below.
    void setSource(const SourceDescriptor &source);
    /// The height of the page, logical px: without room for posters it stays away.
    void setRoom(int height);

Q_SIGNALS:
    void connectRequested(const QString &sourceId);

private:
    void update();

    WindowPorts m_ports;
    bool m_isEmbedded = false;
    int m_room = 0;
};

} // namespace matinee

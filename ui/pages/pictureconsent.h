// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/sourcedescriptor.h"
#include "ui/pages/banner.h"
#include "ui/windowports.h"

namespace matinee {

/// Above the lists of a source whose pictures are asked for only once the person said so: the question, until it is
/// answered. GUI thread.
class PictureConsent : public Banner
{
    Q_OBJECT
public:
    explicit PictureConsent(const WindowPorts &ports, QWidget *parent = nullptr);

    /// Which source is shown below.
    void setSource(const SourceDescriptor &source);
    /// The question may have been answered elsewhere.
    void refresh();

Q_SIGNALS:
    /// Pictures may be asked for from now on.
    void given();

private:
    void decide(bool shows);

    WindowPorts m_ports;
    SourceDescriptor m_source;
};

} // namespace matinee

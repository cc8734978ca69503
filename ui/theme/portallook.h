// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>

#include "ui/theme/systemlook.h"

namespace matinee {

/// The look as the XDG settings portal tells it (org.freedesktop.portal.Settings), asked asynchronously on the
/// session bus; without a bus or a portal nothing is ever said. GUI thread.
class PortalLook final : public SystemLook
{
    Q_OBJECT
public:
    explicit PortalLook(QObject *parent = nullptr);

    /// One setting's value, as Read or SettingChanged carry it; unknown names and types are ignored.
    void take(const QString &space, const QString &key, const QVariant &value);

private Q_SLOTS:
    void settingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void ask(const QString &space, const QString &key);
};

} // namespace matinee

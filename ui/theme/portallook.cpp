// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/portallook.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

const QString kService = u"org.freedesktop.portal.Desktop"_s;
const QString kPath = u"/org/freedesktop/portal/desktop"_s;
const QString kInterface = u"org.freedesktop.portal.Settings"_s;
const QString kAppearance = u"org.freedesktop.appearance"_s;
// Older portals know motion only by GNOME's own switch.
const QString kGnome = u"org.gnome.desktop.interface"_s;

// Read answers a variant within a variant, SettingChanged a single one.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

PortalLook::PortalLook(QObject *parent) : SystemLook(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kInterface, u"SettingChanged"_s, this, SLOT(settingChanged(QString, QString, QDBusVariant)));
    ask(kAppearance, u"color-scheme"_s);
    ask(kAppearance, u"contrast"_s);
    ask(kAppearance, u"reduced-motion"_s);
    ask(kGnome, u"enable-animations"_s);
}

void PortalLook::ask(const QString &space, const QString &key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    call << space << key;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, space, key](QDBusPendingCallWatcher *done) {
        const QDBusPendingReply<QDBusVariant> reply = *done;
        if (reply.isValid())
            take(space, key, reply.value().variant());
        done->deleteLater();
    });
}

void PortalLook::settingChanged(const QString &space, const QString &key, const QDBusVariant &value)
{
    take(space, key, value.variant());
}

void PortalLook::take(const QString &space, const QString &key, const QVariant &raw)
{
    const QVariant value = unwrapped(raw);
    if (space == kGnome && key == "enable-animations"_L1 && value.typeId() == QMetaType::Bool)
        setReducedMotion(!value.toBool());
    if (space != kAppearance || !value.canConvert<uint>())
        return;
    const uint number = value.toUInt();
    // color-scheme: 0 no preference, 1 dark, 2 light; others are to be read as 0.
    if (key == "color-scheme"_L1)
        setDark(number == 1 ? std::optional(true) : number == 2 ? std::optional(false) : std::nullopt);
    else if (key == "contrast"_L1)
        setHighContrast(number == 1);
    else if (key == "reduced-motion"_L1)
        setReducedMotion(number == 1);
}

} // namespace matinee

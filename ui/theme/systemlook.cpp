// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/systemlook.h"

#include <QGuiApplication>

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QStyleHints>
#endif
#ifdef MATINEE_HAVE_DBUS
#include "ui/theme/portallook.h"
#endif

namespace matinee {

SystemLook::SystemLook(QObject *parent) : QObject(parent), m_palette(QGuiApplication::palette()) { }

bool SystemLook::isDark() const
{
    return m_dark.value_or(m_palette.color(QPalette::Window).lightness() < m_palette.color(QPalette::WindowText).lightness());
}

void SystemLook::setDark(std::optional<bool> dark)
{
    if (m_dark == dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

void SystemLook::setHighContrast(bool on)
{
    if (m_highContrast == on)
        return;
    m_highContrast = on;
    Q_EMIT changed();
}

void SystemLook::setReducedMotion(bool on)
{
    if (m_reducedMotion == on)
        return;
    m_reducedMotion = on;
    Q_EMIT changed();
}

namespace {

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
class HintsLook final : public SystemLook
{
public:
    HintsLook()
    {
        const auto read = [this] {
            const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
            setDark(scheme == Qt::ColorScheme::Unknown ? std::nullopt : std::optional(scheme == Qt::ColorScheme::Dark));
        };
        connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, read);
        read();
    }
};
#endif

} // namespace

std::unique_ptr<SystemLook> SystemLook::ofPlatform()
{
#if defined(MATINEE_HAVE_DBUS)
    return std::make_unique<PortalLook>();
#elif QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return std::make_unique<HintsLook>();
#else
    return std::make_unique<SystemLook>();
#endif
}

} // namespace matinee

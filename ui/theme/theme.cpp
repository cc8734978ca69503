// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QScreen>

#include <algorithm>
#include <cmath>

#include "ui/theme/matineestyle.h"
#include "ui/theme/themedicon.h"

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

// What desktops ship as their unchanged interface font, in points. Within, a person has asked for nothing.
#if defined(Q_OS_MACOS)
constexpr double kSmallestUsualFont = 13;
constexpr double kLargestUsualFont = 13;
#elif defined(Q_OS_WIN)
constexpr double kSmallestUsualFont = 9;
constexpr double kLargestUsualFont = 9;
#else
constexpr double kSmallestUsualFont = 9; // Qt without a desktop; KDE has 10
constexpr double kLargestUsualFont = 11; // GNOME
#endif
// Past these a layout would break before it would help.
constexpr double kSmallestRatio = 0.8;
constexpr double kLargestRatio = 2.5;
// Within the 120 to 180 ms in which movement is seen but not waited for.
constexpr int kMotionMs = 150;

double fontRatio()
{
    const double points = QFontDatabase::systemFont(QFontDatabase::GeneralFont).pointSizeF();
    if (points <= 0)
        return 1;
    const double usual = std::clamp(points, kSmallestUsualFont, kLargestUsualFont);
    return std::clamp(points / usual, kSmallestRatio, kLargestRatio);
}

QString familyToUse()
{
    const QString inter = u"Inter"_s;
    return QFontDatabase::hasFamily(inter) ? inter : QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
}

} // namespace

Theme::Theme(std::unique_ptr<SystemLook> look, QObject *parent)
    : QObject(parent), m_look(std::move(look)), m_family(familyToUse()), m_ratio(fontRatio())
{
    connect(m_look.get(), &SystemLook::changed, this, &Theme::refresh);
    refresh();
}

Theme::~Theme() = default;

void Theme::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    refresh();
}

void Theme::refresh()
{
    const bool dark = m_mode == Mode::System ? m_look->isDark() : m_mode == Mode::Dark;
    const Tokens base = m_look->highContrast() ? Tokens::fromPalette(m_look->palette()) : dark ? Tokens::dark() : Tokens::light();
    m_tokens = base.scaled(m_ratio);
    if (m_applied)
        applyNow();
    Q_EMIT changed();
}

void Theme::apply()
{
    m_applied = true;
    applyNow();
}

void Theme::applyNow()
{
    auto *style = qobject_cast<MatineeStyle *>(QApplication::style());
    if (!style) {
        style = new MatineeStyle(m_tokens);
        QApplication::setStyle(style); // takes ownership
    }
    style->setTokens(m_tokens);
    QApplication::setPalette(m_look->highContrast() ? m_look->palette() : m_tokens.palette());
    QApplication::setFont(font(m_tokens.textM));
}

QFont Theme::font(double px, QFont::Weight weight) const
{
    // QFont keeps fractions of points only, and a logical pixel is a point at 72 dpi.
    const QScreen *screen = QGuiApplication::primaryScreen();
    const double dpi = screen ? screen->logicalDotsPerInchY() : 96;
    QFont font(m_family);
    font.setPointSizeF(px * 72 / dpi);
    font.setWeight(weight);
    // Inter's stems are drawn for grey edges; hinted sideways they come out a weight bolder.
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

int Theme::px(double logical) const
{
    return static_cast<int>(std::lround(logical * m_ratio));
}

int Theme::motionMs() const
{
    return reducedMotion() ? 0 : kMotionMs;
}

QIcon Theme::icon(const QString &name) const
{
    return icon(name, m_tokens.secondary);
}

QIcon Theme::icon(const QString &name, const QColor &color) const
{
    QIcon &icon = m_icons[name + color.name(QColor::HexArgb)];
    if (icon.isNull())
        icon = themedIcon(name, color);
    return icon;
}

} // namespace matinee

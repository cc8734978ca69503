// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

#include <QPalette>

#include <algorithm>
#include <cmath>

namespace matinee {

namespace {

Tokens darkTokens()
{
    Tokens t;
    t.isDark = true;
    t.canvas = QColor(0x12, 0x13, 0x17);
    t.surface = QColor(0x19, 0x1b, 0x20);
    t.raised = QColor(0x22, 0x25, 0x2c);
    t.line = QColor(0x2b, 0x2e, 0x36);
    t.text = QColor(0xec, 0xea, 0xe4);
    t.secondary = QColor(0xb3, 0xb1, 0xaa);
    t.tertiary = QColor(0x91, 0x8f, 0x8a);
    t.accent = QColor(0xf2, 0xb4, 0x41);
    t.onAccent = QColor(0x1b, 0x14, 0x03);
    t.accentText = QColor(0xf2, 0xb4, 0x41);
    t.ok = QColor(0x5f, 0xbf, 0x7f);
    t.warn = QColor(0xe0, 0xa4, 0x3a);
    t.error = QColor(0xe5, 0x64, 0x5b);
    t.controlBorder = QColor(0x66, 0x6a, 0x75);
    t.artScrim = QColor(0, 0, 0, 158);
    t.artAccent = t.accent;
    t.artText = QColor(0xff, 0xff, 0xff);
    return t;
}

Tokens lightTokens()
{
    Tokens t;
    t.isDark = false;
    t.canvas = QColor(0xf7, 0xf6, 0xf3);
    t.surface = QColor(0xef, 0xed, 0xe8);
    t.raised = QColor(0xe4, 0xe1, 0xda);
    t.line = QColor(0xd8, 0xd4, 0xcb);
    t.text = QColor(0x1c, 0x1b, 0x19);
    t.secondary = QColor(0x55, 0x52, 0x4b);
    t.tertiary = QColor(0x67, 0x64, 0x5d);
    t.accent = QColor(0x96, 0x60, 0x0a);
    t.onAccent = QColor(0xff, 0xff, 0xff);
    t.accentText = QColor(0x87, 0x54, 0x00);
    t.ok = QColor(0x28, 0x71, 0x3f);
    t.warn = QColor(0x87, 0x54, 0x00);
    t.error = QColor(0xb3, 0x32, 0x2a);
    t.controlBorder = QColor(0x8a, 0x86, 0x7c);
    t.artScrim = Tokens::dark().artScrim;
    t.artAccent = Tokens::dark().artAccent;
    t.artText = Tokens::dark().artText;
    return t;
}

double linearChannel(float channel)
{
    const double c = static_cast<double>(channel);
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linearChannel(color.redF()) + 0.7152 * linearChannel(color.greenF()) + 0.0722 * linearChannel(color.blueF());
}

} // namespace

const Tokens &Tokens::dark()
{
    static const Tokens tokens = darkTokens();
    return tokens;
}

const Tokens &Tokens::light()
{
    static const Tokens tokens = lightTokens();
    return tokens;
}

Tokens Tokens::fromPalette(const QPalette &palette)
{
    const QColor back = palette.color(QPalette::Window);
    const QColor front = palette.color(QPalette::WindowText);
    Tokens t = back.lightness() < front.lightness() ? dark() : light();
    t.canvas = t.surface = t.raised = back;
    t.line = t.text = t.secondary = t.tertiary = t.controlBorder = front;
    t.ok = t.warn = t.error = t.accentText = front;
    t.accent = palette.color(QPalette::Highlight);
    t.onAccent = palette.color(QPalette::HighlightedText);
    t.artScrim = back;
    t.artAccent = t.artText = front;
    return t;
}

Tokens Tokens::scaled(double ratio) const
{
    Tokens t = *this;
    for (int *length : {&t.spaceXs, &t.spaceS, &t.spaceM, &t.spaceL, &t.spaceXl, &t.radiusControl, &t.radiusPoster,
             &t.controlHeight, &t.ringWidth}) {
        *length = std::max(1, static_cast<int>(std::lround(*length * ratio)));
    }
    for (double *size : {&t.textXs, &t.textS, &t.textM, &t.textL, &t.textXl, &t.textDisplay})
        *size *= ratio;
    return t;
}

QPalette Tokens::palette() const
{
    QPalette p(text, raised, raised, line, controlBorder, text, text, canvas, canvas);
    p.setColor(QPalette::AlternateBase, surface);
    p.setColor(QPalette::Light, blend(raised, text, 0.12));
    p.setColor(QPalette::Midlight, line);
    p.setColor(QPalette::Dark, line);
    p.setColor(QPalette::Shadow, isDark ? QColor(Qt::black) : controlBorder);
    p.setColor(QPalette::Highlight, accent);
    p.setColor(QPalette::HighlightedText, onAccent);
    p.setColor(QPalette::Link, accentText);
    p.setColor(QPalette::LinkVisited, accentText);
    p.setColor(QPalette::ToolTipBase, raised);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::PlaceholderText, tertiary);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, blend(canvas, tertiary, 0.7));
    return p;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor blend(const QColor &under, const QColor &over, double opacity)
{
    const auto mix = [opacity](int from, int to) { return static_cast<int>(std::lround(from + (to - from) * opacity)); };
    return {mix(under.red(), over.red()), mix(under.green(), over.green()), mix(under.blue(), over.blue())};
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/postertitle_p.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextBoundaryFinder>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <vector>

namespace matinee {

namespace {

constexpr int kMostLines = 5;
// The larger the letters, the fewer lines, or a title would cover its picture. Shares of the largest size.
constexpr int kLargeLines = 2;
constexpr double kLargeShare = 0.8;
constexpr int kMiddleLines = 3;
constexpr double kMiddleShare = 0.6;
// Five lines of the smallest letters hold fewer; measuring ten thousand letters would take a frame.
constexpr int kLongestTitle = 240;
constexpr double kLineHeight = 1.06;
constexpr int kMeasurePixels = 100;
// Each try is a twelfth smaller: the eye sees no finer step, and ten tries reach the smallest size.
constexpr double kShrink = 0.92;
// Kerning and rounding at the real size against the measured one.
constexpr double kTolerance = 1.02;

QFont titleFont(const QString &family, int pixels)
{
    QFont font(family);
    font.setPixelSize(std::max(1, pixels));
    font.setWeight(QFont::Bold);
    font.setLetterSpacing(QFont::PercentageSpacing, 98);
    font.setHintingPreference(QFont::PreferNoHinting); // so that widths scale with the size
    return font;
}

struct Piece {
    double width; // without the space behind it, at kMeasurePixels
    double withSpace;
};

// The text cut wherever a line may break: between words, and between letters where a script has no spaces.
std::vector<Piece> piecesOf(const QString &text, const QFont &font)
{
    const QFontMetricsF metrics(font);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Line, text);
    std::vector<Piece> pieces;
    qsizetype from = 0;
    for (qsizetype to = finder.toNextBoundary(); to != -1; to = finder.toNextBoundary()) {
        const QString piece = text.mid(from, to - from);
        const double full = metrics.horizontalAdvance(piece);
        const double bare = piece.endsWith(u' ') ? metrics.horizontalAdvance(piece.chopped(1)) : full;
        pieces.push_back({bare, full});
        from = to;
    }
    return pieces;
}

int linesAt(const std::vector<Piece> &pieces, double width)
{
    int lines = 1;
    double used = 0;
    for (const Piece &piece : pieces) {
        if (used > 0 && used + piece.width > width) {
            ++lines;
            used = 0;
        }
        used += piece.withSpace;
    }
    return lines;
}

std::vector<QTextLine> brokenLines(QTextLayout &layout, const TitleFit &fit, double width)
{
    QTextOption option(fit.rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    option.setTextDirection(fit.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    std::vector<QTextLine> lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        lines.push_back(line);
    }
    layout.endLayout();
    return lines;
}

} // namespace

TitleFit fitTitle(const QString &title, const QString &family, double width, double height, double largest, double smallest)
{
    TitleFit fit;
    fit.text = title.left(kLongestTitle).simplified();
    fit.rightToLeft = fit.text.isRightToLeft();
    const std::vector<Piece> pieces = piecesOf(fit.text, titleFont(family, kMeasurePixels));
    double longest = 0;
    for (const Piece &piece : pieces)
        longest = std::max(longest, piece.width);

    double size = largest;
    for (; size > smallest; size *= kShrink) {
        const double scale = size * kTolerance / kMeasurePixels;
        const int lines = linesAt(pieces, width / scale);
        const int allowed = size > largest * kLargeShare ? kLargeLines
            : size > largest * kMiddleShare              ? kMiddleLines
                                                         : kMostLines;
        if (longest * scale <= width && lines <= allowed && lines * size * kLineHeight <= height)
            break;
    }
    fit.font = titleFont(family, static_cast<int>(std::floor(std::max(size, smallest))));
    return fit;
}

double paintTitle(QPainter &painter, const TitleFit &fit, const QRectF &area)
{
    const double lineHeight = fit.font.pixelSize() * kLineHeight;
    const auto fitting = static_cast<size_t>(std::clamp(static_cast<int>(area.height() / lineHeight), 1, kMostLines));
    QTextLayout layout(fit.text, fit.font);
    std::vector<QTextLine> lines = brokenLines(layout, fit, area.width());
    QTextLayout shortened;
    if (lines.size() > fitting) {
        const int kept = lines[fitting - 1].textStart();
        const QString rest = QFontMetricsF(fit.font).elidedText(fit.text.mid(kept), Qt::ElideRight, area.width());
        shortened.setText(fit.text.left(kept) + rest);
        shortened.setFont(fit.font);
        lines = brokenLines(shortened, fit, area.width());
        lines.resize(std::min(lines.size(), fitting));
    }
    const double top = area.bottom() - static_cast<double>(lines.size()) * lineHeight;
    for (size_t i = 0; i < lines.size(); ++i) {
        // The letters stand in the middle of their line, not above the font's own generous descent.
        const double slack = (lineHeight - lines[i].height()) / 2;
        lines[i].draw(&painter, QPointF(area.left(), top + static_cast<double>(i) * lineHeight + slack));
    }
    return top;
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/posterdelegate.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

#include "models/feedmodel.h"
#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

// Measured on the picture, logical px at 100 %.
constexpr double kHeartDisc = 26;
constexpr double kHeartIcon = 15;
constexpr double kHeartInset = 8;
constexpr double kHeartReach = 4; // a finger's mercy around the disc
constexpr double kRingGap = 3;
constexpr double kRingWidth = 3;
constexpr double kStarSize = 11;
// Lightened, not shouted.
constexpr int kHoverLight = 26; // alpha of white
constexpr double kPulseLight = 0.07;

// Of what is really painted on: a widget grabbed for another screen still calls its own ratio the device's.
qreal ratioOf(const QPainter &painter)
{
    const qreal scale = painter.deviceTransform().m11();
    return scale > 0 ? scale : 1;
}

// On whole device pixels, or a poster would be resampled where the ratio is 1.5.
QPointF snapped(QPointF point, qreal ratio)
{
    return {std::round(point.x() * ratio) / ratio, std::round(point.y() * ratio) / ratio};
}

void fillRounded(QPainter &painter, const QRectF &rect, double radius, const QColor &color)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(rect, radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

PosterDelegate::PosterDelegate(const Theme &theme, PosterCache &posters, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_posters(posters)
{
    connect(&theme, &Theme::changed, this, &PosterDelegate::applyTheme);
    applyTheme();
}

void PosterDelegate::applyTheme()
{
    m_nameFont = m_theme.font(m_theme.tokens().textM, QFont::Medium);
    m_factsFont = m_theme.font(m_theme.tokens().textS);
    m_nameHeight = QFontMetrics(m_nameFont).height() + 1;
    m_factsHeight = QFontMetrics(m_factsFont).height() + 1;
    m_ratio = 0;
}

int PosterDelegate::captionHeight() const
{
    return m_theme.tokens().spaceS + m_nameHeight + m_factsHeight;
}

QRect PosterDelegate::posterRect(const QRect &tile)
{
    return {tile.topLeft(), QSize(tile.width(), (tile.width() * 3 + 1) / 2)};
}

QRect PosterDelegate::heartRect(const QRect &tile, Qt::LayoutDirection direction) const
{
    const int disc = m_theme.px(kHeartDisc);
    const int inset = m_theme.px(kHeartInset);
    const QRect poster = posterRect(tile);
    const int x = direction == Qt::RightToLeft ? poster.left() + inset : poster.right() + 1 - inset - disc;
    const int reach = m_theme.px(kHeartReach);
    return QRect(x, poster.top() + inset, disc, disc).adjusted(-reach, -reach, reach, reach);
}

int PosterDelegate::ringReach() const
{
    return m_theme.px(kRingGap) + m_theme.px(kRingWidth);
}

PosterShape PosterDelegate::posterShape(QSize poster, qreal devicePixelRatio) const
{
    const QSize device(qRound(poster.width() * devicePixelRatio), qRound(poster.height() * devicePixelRatio));
    return {device, devicePixelRatio, m_theme.tokens().canvas, static_cast<double>(m_theme.tokens().radiusPoster)};
}

QSize PosterDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(), posterRect(option.rect).height() + captionHeight()};
}

void PosterDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    m_texts.setLook(m_nameFont, m_factsFont, ratioOf(*painter), option.direction);
    if (const qreal ratio = ratioOf(*painter); !qFuzzyCompare(ratio, m_ratio)) {
        m_ratio = ratio;
        const int side = m_theme.px(kStarSize);
        m_star = m_theme.icon(u"star"_s, m_theme.tokens().accent).pixmap({side, side}, ratio);
        m_hearts.fill({});
    }
    const auto *title = index.data(FeedModel::TitlePointerRole).value<const Title *>();
    if (!title) {
        paintPlaceholder(*painter, option);
    } else {
        const QRect poster = posterRect(option.rect);
        paintPoster(*painter, poster, *title, index.row());
        if (option.state & QStyle::State_MouseOver)
            fillRounded(*painter, poster, m_theme.tokens().radiusPoster, QColor(255, 255, 255, kHoverLight));
        paintCaption(*painter, option.rect, *title, option.direction == Qt::RightToLeft);
        paintHeart(*painter, option, Favorites::State(index.data(FeedModel::FavoriteRole).toInt()));
    }
    if (option.state & (QStyle::State_HasFocus | QStyle::State_Selected))
        paintRing(*painter, option);
}

void PosterDelegate::paintPoster(QPainter &painter, const QRect &rect, const Title &title, int row) const
{
    const PosterShape shape = posterShape(rect.size(), m_ratio);
    const PosterCache::Art art = m_posters.art(title, shape, row);
    if (art.pixmap.isNull())
        return fillRounded(painter, rect, shape.radius, posterTone(title.id));
    if (art.pixmap.size() != shape.devicePixels)
        return painter.drawPixmap(rect, art.pixmap);
    const QPointF corner = snapped(rect.topLeft(), m_ratio);
    if (art.under.isNull())
        return painter.drawPixmap(corner, art.pixmap);
    painter.drawPixmap(corner, art.under);
    painter.setOpacity(art.opacity);
    painter.drawPixmap(corner, art.pixmap);
    painter.setOpacity(1);
}

void PosterDelegate::paintCaption(QPainter &painter, const QRect &tile, const Title &title, bool mirrored) const
{
    const Tokens &tokens = m_theme.tokens();
    const TileText &text = m_texts.text(title, tile.width());
    const int top = posterRect(tile).bottom() + 1 + tokens.spaceS;
    const auto x = [&](double from, double width) { return mirrored ? tile.right() + 1 - from - width : tile.left() + from; };
    painter.setPen(tokens.text);
    painter.setFont(m_nameFont);
    painter.drawStaticText(QPointF(x(0, text.nameWidth), top), text.name);

    painter.setPen(tokens.secondary);
    painter.setFont(m_factsFont);
    const int line = top + m_nameHeight;
    painter.drawStaticText(QPointF(x(0, text.beforeWidth), line), text.before);
    if (text.afterWidth <= 0)
        return;
    const double star = m_star.width() / m_star.devicePixelRatio();
    const double start = text.beforeWidth > 0 ? text.beforeWidth + tokens.spaceXs : 0;
    const QPointF corner(x(start, star), line + (m_factsHeight - star) / 2 - 1);
    painter.drawPixmap(snapped(corner, m_ratio), m_star);
    painter.drawStaticText(QPointF(x(start + star + tokens.spaceXs, text.afterWidth), line), text.after);
}

void PosterDelegate::paintPlaceholder(QPainter &painter, const QStyleOptionViewItem &option) const
{
    const Tokens &tokens = m_theme.tokens();
    const auto *tile = qstyleoption_cast<const TileOption *>(&option);
    const bool skeleton = tile && tile->skeleton;
    const QRect poster = posterRect(option.rect);
    QColor fill = tokens.surface;
    if (skeleton)
        fill = blend(tokens.raised, tokens.text, kPulseLight * tile->pulse);
    fillRounded(painter, poster, tokens.radiusPoster, fill);
    if (!skeleton)
        return;
    const bool mirrored = option.direction == Qt::RightToLeft;
    int top = poster.bottom() + 1 + tokens.spaceS;
    for (const auto &[share, height] : {std::pair(0.72, m_nameHeight), std::pair(0.4, m_factsHeight)}) {
        const double width = poster.width() * share;
        const double thickness = height * 0.55;
        const double x = mirrored ? poster.right() + 1 - width : poster.left();
        fillRounded(painter, QRectF(x, top + (height - thickness) / 2, width, thickness), thickness / 2, fill);
        top += height;
    }
}

void PosterDelegate::paintHeart(QPainter &painter, const QStyleOptionViewItem &option, Favorites::State state) const
{
    const bool hovered = option.state & QStyle::State_MouseOver;
    if (state == Favorites::State::Off && !hovered)
        return;
    const auto *tile = qstyleoption_cast<const TileOption *>(&option);
    const QRect area = heartRect(option.rect, option.direction);
    const QPixmap badge = heart(state, tile && tile->heartHovered, m_ratio);
    const QSizeF size = QSizeF(badge.size()) / m_ratio;
    const QPointF corner(area.center().x() + 0.5 - size.width() / 2, area.center().y() + 0.5 - size.height() / 2);
    painter.drawPixmap(snapped(corner, m_ratio), badge);
}

QPixmap PosterDelegate::heart(Favorites::State state, bool hovered, qreal ratio) const
{
    QPixmap &kept = m_hearts.at(static_cast<size_t>(state) * 2 + (hovered ? 1 : 0));
    if (!kept.isNull())
        return kept;
    const Tokens &tokens = m_theme.tokens();
    const int disc = m_theme.px(kHeartDisc);
    kept = QPixmap(QSize(disc, disc) * ratio);
    kept.setDevicePixelRatio(ratio);
    kept.fill(Qt::transparent);
    QPainter painter(&kept);
    QColor back = tokens.artScrim;
    if (hovered)
        back.setAlpha(std::min(255, back.alpha() + 60));
    fillRounded(painter, QRectF(0, 0, disc, disc), disc / 2.0, back);
    const bool wanted = state == Favorites::State::On || state == Favorites::State::TurningOn;
    const bool turning = state == Favorites::State::TurningOn || state == Favorites::State::TurningOff;
    // Pressed, not filled: what was asked is on its way and not yet kept.
    const int side = m_theme.px(turning ? kHeartIcon - 3 : kHeartIcon);
    const QRect target((disc - side) / 2, (disc - side) / 2 + (turning ? 1 : 0), side, side);
    const bool filled = state == Favorites::State::On;
    const QIcon icon = m_theme.icon(filled ? u"heart-filled"_s : u"heart"_s, wanted ? tokens.artAccent : tokens.artText);
    icon.paint(&painter, target);
    return kept;
}

void PosterDelegate::paintRing(QPainter &painter, const QStyleOptionViewItem &option) const
{
    const Tokens &tokens = m_theme.tokens();
    const double width = m_theme.px(kRingWidth);
    const double out = m_theme.px(kRingGap) + width / 2;
    const QRectF ring = QRectF(posterRect(option.rect)).adjusted(-out, -out, out, out);
    const bool focused = option.state & QStyle::State_HasFocus;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(focused ? tokens.accent : tokens.tertiary, focused ? width : width - 1));
    painter.drawRoundedRect(ring, tokens.radiusPoster + out, tokens.radiusPoster + out);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace matinee

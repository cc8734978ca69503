// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QStyledItemDelegate>

#include <array>

#include "models/favorites.h"
#include "ui/grid/postercache.h"
#include "ui/grid/tiletexts.h"

namespace matinee {

class Theme;

/// What a tile is painted with beyond what every item view knows.
struct TileOption : QStyleOptionViewItem {
    enum { Type = SO_CustomBase + 7, Version = 1 };
    TileOption() { type = Type; }
    bool heartHovered = false;
    bool skeleton = false; ///< a placeholder waited for long enough to say so
    double pulse = 0;      ///< of the skeleton, 0..1
};

/// Paints one title as poster and caption, in `option.rect` = poster 2:3 above, caption below. State_MouseOver,
/// State_HasFocus (ring) and State_Selected are honoured; a TileOption says more. Shared by grid and shelves.
/// GUI thread; costs a blit and three prepared texts.
class PosterDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    PosterDelegate(const Theme &theme, PosterCache &posters, QObject *parent = nullptr);

    /// Under the poster: the gap, the title's line, the facts' line.
    [[nodiscard]] int captionHeight() const;
    /// The poster of a tile; viewport coordinates.
    [[nodiscard]] static QRect posterRect(const QRect &tile);
    /// Where a click means the heart, larger than what is painted.
    [[nodiscard]] QRect heartRect(const QRect &tile, Qt::LayoutDirection direction) const;
    /// How far the focus ring reaches out of the poster.
    [[nodiscard]] int ringReach() const;
    /// The poster this tile needs, for wishes ahead of the viewport.
    [[nodiscard]] PosterShape posterShape(QSize poster, qreal devicePixelRatio) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void applyTheme();
    void paintPoster(QPainter &painter, const QRect &rect, const Title &title, int row) const;
    void paintCaption(QPainter &painter, const QRect &tile, const Title &title, bool mirrored) const;
    void paintPlaceholder(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintHeart(QPainter &painter, const QStyleOptionViewItem &option, Favorites::State state) const;
    void paintRing(QPainter &painter, const QStyleOptionViewItem &option) const;
    [[nodiscard]] QPixmap heart(Favorites::State state, bool hovered, qreal ratio) const;

    const Theme &m_theme;
    PosterCache &m_posters;
    QFont m_nameFont;
    QFont m_factsFont;
    int m_nameHeight = 0;
    int m_factsHeight = 0;
    mutable TileTexts m_texts;
    mutable QPixmap m_star;
    mutable std::array<QPixmap, 8> m_hearts; // state x hovered
    mutable qreal m_ratio = 0;               // device pixel ratio of m_star and m_hearts
};

} // namespace matinee

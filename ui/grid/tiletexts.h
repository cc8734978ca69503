// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QFont>
#include <QStaticText>

#include "models/catalog/title.h"

namespace matinee {

/// The words under a poster, laid out once and kept: laying out is twice as dear as painting.
struct TileText {
    QString title; ///< what the layout was made from
    std::optional<int> year;
    std::optional<double> rating;
    std::optional<int> runtime;

    QStaticText name;     ///< one line, elided
    QStaticText before;   ///< "1927 · 75 min", or what stands before the star: "1927 ·"
    QStaticText after;    ///< "8.3"; empty without a rating
    double nameWidth = 0; ///< logical px
    double beforeWidth = 0;
    double afterWidth = 0;
};

/// Prepared tile texts, least recently painted dropped first. GUI thread.
class TileTexts
{
public:
    TileTexts();

    /// Fonts, device pixel ratio and the facts' order from now on; a change drops what was prepared.
    void setLook(const QFont &name, const QFont &facts, qreal devicePixelRatio, Qt::LayoutDirection direction);
    /// Valid until the next call. `width` in logical px.
    [[nodiscard]] const TileText &text(const Title &title, int width);

private:
    struct Key {
        TitleId id;
        int width = 0;
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed = 0) { return qHashMulti(seed, key.id, key.width); }
    };

    [[nodiscard]] TileText *prepared(const Title &title, int width) const;
    [[nodiscard]] QStaticText line(const QString &words, const QFont &font, Qt::LayoutDirection direction) const;

    QFont m_nameFont;
    QFont m_factsFont;
    qreal m_ratio = 0;
    Qt::LayoutDirection m_direction = Qt::LeftToRight;
    QCache<Key, TileText> m_texts;
};

} // namespace matinee

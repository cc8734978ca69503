// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QHash>
#include <QObject>
#include <QPixmap>
#include <QThreadPool>

#include <vector>

#include "models/catalog/title.h"
#include "ui/grid/drawnposter.h"

namespace matinee {

/// How a poster is wanted.
struct PosterShape {
    QSize devicePixels;
    qreal devicePixelRatio = 1;
    QColor behind;     ///< baked into the corners; invalid: transparent
    double radius = 0; ///< logical px
};

/// Posters as pixmaps, within a budget of bytes; the least recently shown go first. Lives on the GUI thread and draws
/// on two threads of its own. Today every poster is drawn (drawnposter.h); pictures from a source enter here as well,
/// as another way to make the QImage of a Wish, so that views and delegates need not know.
class PosterCache : public QObject
{
    Q_OBJECT
public:
    /// `family`: of the letters on drawn posters.
    explicit PosterCache(const QString &family, QObject *parent = nullptr);
    /// Waits for the posters being drawn right now (at most two, a few milliseconds).
    ~PosterCache() override;

    struct Art {
        QPixmap pixmap;     ///< null while there is nothing at all
        bool exact = false; ///< false: of another size or theme; stretch it until ready() comes
    };

    enum class Pace { Resting, Moving };
    /// Before `viewer` paints: the time for drawing at once starts anew, less of it while the view moves.
    /// With `whole` all of the view is painted, and its earlier wishes are void.
    void beginFrame(const QObject *viewer, bool whole, Pace pace = Pace::Resting);
    /// The poster, drawn here and now while the frame's time lasts, else wished for.
    [[nodiscard]] Art art(const Title &title, const PosterShape &shape);
    /// Draws it in the background after everything that is visible. No cost when it is there already.
    void wish(const QObject *viewer, const Title &title, const PosterShape &shape);

    /// Whether a poster of this title is kept, of whatever size.
    [[nodiscard]] bool holds(const TitleId &title) const;
    [[nodiscard]] qint64 usedBytes() const { return m_pixmaps.totalCost(); }
    [[nodiscard]] static qint64 limitBytes();

Q_SIGNALS:
    /// Repaint this title.
    void ready(const matinee::TitleId &title);

private:
    struct Key {
        TitleId id;
        QSize devicePixels;
        QRgb behind = 0;
        size_t words = 0; // of title and year: a corrected title is another poster
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.id, key.devicePixels.width(), key.behind, key.words);
        }
    };
    struct Wish {
        Key key;
        PosterSpec spec;
        qreal devicePixelRatio = 1;
        const QObject *viewer = nullptr; // compared only
    };

    [[nodiscard]] static Key keyOf(const Title &title, const PosterShape &shape);
    [[nodiscard]] PosterSpec specOf(const Title &title, const PosterShape &shape) const;
    void keep(const Key &key, const QPixmap &pixmap);
    void add(const Key &key, const Title &title, const PosterShape &shape);
    void startNext();
    void finished(const Key &key, const QImage &image);

    QString m_family;
    QCache<Key, QPixmap> m_pixmaps; // cost: bytes
    QHash<TitleId, Key> m_latest;   // what to stretch while the right size is missing
    std::vector<Wish> m_wishes;     // in the order to draw them
    QList<Key> m_running;
    const QObject *m_viewer = nullptr; // who paints; compared only
    qint64 m_leftNs = 0;               // of this frame's time
    QThreadPool m_pool;
};

} // namespace matinee

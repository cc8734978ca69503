// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QPixmap>
#include <QThreadPool>
#include <QTimer>

#include <vector>

#include "models/catalog/imagesource.h"
#include "models/catalog/title.h"
#include "ui/grid/drawnposter.h"
#include "ui/grid/picturequeue.h"
#include "ui/grid/posterkey.h"
#include "ui/grid/postershape.h"

namespace matinee {

class Theme;

/// Posters as pixmaps, within a budget of bytes; the least recently shown go first. A poster is drawn at once
/// (drawnposter.h); where the source has a picture it is asked for, decoded and faded in over the drawn one, which stays
/// where the picture fails. Lives on the GUI thread and draws and decodes on two threads of its own.
class PosterCache : public QObject
{
    Q_OBJECT
public:
    /// Both outlive this. Without pictures: NoImages.
    PosterCache(const Theme &theme, ImageSource &images, QObject *parent = nullptr);
    /// Waits for the posters being drawn right now (at most two, a few milliseconds).
    ~PosterCache() override;

    struct Art {
        QPixmap pixmap;     ///< null while there is nothing at all
        bool exact = false; ///< false: of another size or theme; stretch it until ready() comes
        QPixmap under;      ///< the drawn poster a picture fades in over; null but for that moment
        double opacity = 1; ///< of `pixmap` over `under`
    };

    enum class Pace { Resting, Moving };
    /// Before `viewer` paints: the time for drawing at once starts anew, less of it while the view moves.
    /// With `whole` all of the view is painted, and its earlier wishes for drawn posters are void.
    void beginFrame(const QObject *viewer, bool whole, Pace pace = Pace::Resting);
    /// The picture, else the poster drawn here and now while the frame's time lasts, else what there is until ready().
    /// `row` is the viewer's own number of the tile.
    [[nodiscard]] Art art(const Title &title, const PosterShape &shape, int row = 0);
    /// Makes it in the background after everything that is visible. No cost when it is there already.
    void wish(const QObject *viewer, const Title &title, const PosterShape &shape, int row = 0);
    /// Where a view looks, once an event-loop turn at most: decides which pictures come first and which not at all.
    void look(const QObject *viewer, const PictureQueue::Sight &sight) { m_pictures.look(viewer, sight); }
    /// The view is hidden, gone or shows another list: nothing of what it wanted is made.
    void leave(const QObject *viewer);
    /// The network is back: pictures that failed are asked for again.
    void forgetFailures();

    /// Whether a poster of this title is kept, of whatever size.
    [[nodiscard]] bool holds(const TitleId &title) const;
    [[nodiscard]] qint64 usedBytes() const { return m_pixmaps.totalCost(); }
    [[nodiscard]] static qint64 limitBytes();

Q_SIGNALS:
    /// Repaint this title.
    void ready(const matinee::TitleId &title);
    /// Repaint everything: what failed may come now.
    void askAgain();

private:
    struct Wish {
        PosterKey key;
        PosterSpec spec;
        const QObject *viewer = nullptr; // compared only
    };
    struct Fade {
        QPixmap drawn;
        qint64 began = 0; // ms of m_clock
    };

    [[nodiscard]] PosterSpec specOf(const Title &title, const PosterShape &shape) const;
    [[nodiscard]] const QPixmap *latest(const TitleId &title, bool picture) const;
    [[nodiscard]] Art shown(const PosterKey &picture, const QPixmap &pixmap) const;
    [[nodiscard]] Art drawn(const Title &title, const PosterShape &shape);
    void keep(const PosterKey &key, const QPixmap &pixmap);
    void add(const PosterKey &key, const Title &title, const PosterShape &shape);
    void startNext();
    void finished(const PosterKey &key, const QImage &image);
    void onPicture(const PosterKey &key, const QImage &image, bool seen);
    void stepFades();
    [[nodiscard]] int fadeMs() const;

    const Theme &m_theme;
    QCache<PosterKey, QPixmap> m_pixmaps; // cost: bytes
    QHash<TitleId, PosterKey> m_latest;   // what to stretch while the right size is missing
    std::vector<Wish> m_wishes;           // in the order to draw them
    QList<PosterKey> m_running;
    QHash<PosterKey, Fade> m_fades; // by the picture's key
    QTimer m_fadeStep;
    QElapsedTimer m_clock;
    const QObject *m_viewer = nullptr; // who paints; compared only
    qint64 m_leftNs = 0;               // of this frame's time
    QThreadPool m_pool;
    PictureQueue m_pictures;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QImage>
#include <QObject>

#include <optional>
#include <utility>

#include "models/catalog/imagesource.h"
#include "ui/grid/gridlayouter.h"
#include "ui/grid/posterkey.h"

class QThreadPool;

namespace matinee {

/// Which pictures the views want, which of them is asked for next, and their decoding: visible tiles first, then the
/// nearest, anew at every look. What nobody looks at any more is dropped, on its way or not. A picture is asked for and
/// decoded once, however many views want it at that size. GUI thread; decodes in the pool it is given.
class PictureQueue : public QObject
{
    Q_OBJECT
public:
    /// Where a view looks, in rows of its own.
    struct Sight {
        RowRange visible;
        RowRange kept;        ///< what is wanted outside of it is dropped
        RowRange landing;     ///< where a glide will end; empty without one
        bool tooFast = false; ///< nobody can see what passes: only `landing` is worth starting
    };

    /// Both outlive this; the pool is waited for before this goes.
    PictureQueue(ImageSource &images, QThreadPool &pool, QObject *parent = nullptr);
    ~PictureQueue() override;

    /// `key` is PosterKey::ofPicture() of the others. No cost when it is wanted already. Not asked for where the source
    /// has none, and for a minute after it failed. A view that never said where it looks sees all it wants.
    void want(const QObject *viewer, int row, const PosterKey &key, const Title &title, const PosterShape &shape);
    void look(const QObject *viewer, const Sight &sight);
    /// The view wants nothing any more.
    void leave(const QObject *viewer);
    /// What failed may be asked for again.
    void forgetFailures();

Q_SIGNALS:
    /// `seen`: somebody looks at its place right now.
    void arrived(const matinee::PosterKey &key, const QImage &image, bool seen);

private:
    struct Looker {
        const QObject *viewer = nullptr; // compared only
        int row = 0;
        bool operator==(const Looker &) const = default;
    };
    struct Request {
        ImageKey image;
        PosterShape shape;
        QList<Looker> lookers;
        enum class Stage { Waiting, Asked, Decoding } stage = Stage::Waiting;
        Priority priority = Priority::Neighbor; // it was asked with
        CancelToken token;                      // of the ask that counts
    };
    using Requests = QHash<PosterKey, Request>;
    /// Rows from what is visible, then the row; less is more urgent.
    using Rank = std::pair<int, int>;

    [[nodiscard]] std::optional<Rank> rankOf(const Looker &looker) const;
    [[nodiscard]] std::optional<Rank> rankOf(const Request &request) const;
    [[nodiscard]] bool isSeen(const Request &request) const;
    [[nodiscard]] bool isRefused(const PosterKey &key);
    [[nodiscard]] Requests::iterator current(const PosterKey &key, const CancelToken &token);
    template <typename Goes>
    void dropLookers(Goes goes);
    void raiseSeen();
    void startSoon();
    void startNext();
    void ask(const PosterKey &key, Request &request, Priority priority);
    void onBytes(const PosterKey &key, const CancelToken &token, const Result<QByteArray> &bytes);
    void onDecoded(const PosterKey &key, const CancelToken &token, const Result<QImage> &image);
    void refuse(const PosterKey &key, const Error &error);

    ImageSource &m_images;
    QThreadPool &m_pool;
    Requests m_requests;
    QHash<const QObject *, Sight> m_sights;
    QHash<PosterKey, qint64> m_refused; // until when, ms of m_clock
    QElapsedTimer m_clock;
    int m_underWay = 0; // asked or decoding
    bool m_startsSoon = false;
};

} // namespace matinee

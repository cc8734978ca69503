// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPixmap>
#include <QThreadPool>
#include <QVariantAnimation>

#include "models/catalog/imagesource.h"
#include "models/catalog/title.h"
#include "ui/detail/picturebackdrop.h"

class QPainter;

namespace matinee {

class Theme;

/// What is behind the top of a title's page: the source's picture, faded in once it is there, else a drawn one. While the
/// picture is on its way the canvas stays empty, so that nothing is shown only to be taken away. GUI thread; decodes on
/// a thread of its own.
class Backdrop : public QObject
{
    Q_OBJECT
public:
    /// All outlive this.
    Backdrop(const Theme &theme, ImageSource &images, QObject *parent = nullptr);
    ~Backdrop() override;

    /// From now on that of this title, as wide as a window of `deviceWidth` px shows it.
    void setTitle(const Title &title, int deviceWidth);
    /// Colors have changed: all is made anew.
    void restyle();
    void paint(QPainter &painter, const BackdropFrame &frame);

Q_SIGNALS:
    /// Repaint.
    void changed();

private:
    enum class Kind { Drawn, Awaited, Picture };

    void giveUp();
    void onBytes(const CancelToken &token, const Result<QByteArray> &bytes);
    void compose(const BackdropFrame &frame);
    void onComposed(const CancelToken &token, const BackdropFrame &frame, const Result<QImage> &image);

    const Theme &m_theme;
    ImageSource &m_images;
    TitleId m_title;
    Kind m_kind = Kind::Drawn;
    QByteArray m_bytes;  // encoded; kept, so that another width needs no other answer
    CancelToken m_token; // of the title and theme shown
    QPixmap m_pixmap;
    BackdropFrame m_frame; // m_pixmap's
    bool m_isComposing = false;
    QVariantAnimation m_fade;
    QThreadPool m_pool;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/backdrop.h"

#include <QPainter>
#include <QPointer>

#include <algorithm>

#include "ui/detail/drawnbackdrop.h"
#include "ui/theme/theme.h"

namespace matinee {
namespace {

constexpr int kFadeMs = 150;
// Before a window has its size; the width most sources offer next to their largest.
constexpr int kLeastWidth = 780;

} // namespace

Backdrop::Backdrop(const Theme &theme, ImageSource &images, QObject *parent) : QObject(parent), m_theme(theme), m_images(images)
{
    m_pool.setMaxThreadCount(1);
    m_fade.setStartValue(0.0);
    m_fade.setEndValue(1.0);
    m_fade.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_fade, &QVariantAnimation::valueChanged, this, &Backdrop::changed);
}

Backdrop::~Backdrop()
{
    giveUp();
    m_pool.clear();
    m_pool.waitForDone(); // one picture at most, some 20 ms
}

void Backdrop::giveUp()
{
    const CancelToken before = m_token;
    m_token = {};
    m_isComposing = false;
    before.cancel();
    m_images.cancel(before);
}

void Backdrop::setTitle(const Title &title, int deviceWidth)
{
    giveUp();
    m_title = title.id;
    m_bytes.clear();
    m_pixmap = {};
    m_frame = {}; // two titles may well have the same
    m_fade.stop();
    const auto key = m_images.keyFor(title.id.source, title.backdrop, std::max(deviceWidth, kLeastWidth));
    m_kind = key ? Kind::Awaited : Kind::Drawn;
    if (!key)
        return;
    m_images.bytes(
        *key, Priority::VisibleImage, m_token, [alive = QPointer(this), token = m_token](const Result<QByteArray> &bytes) {
            if (Backdrop *backdrop = alive.data())
                backdrop->onBytes(token, bytes);
        });
}

void Backdrop::restyle()
{
    m_frame = {};
    if (m_kind == Kind::Drawn)
        m_pixmap = {};
    if (m_isComposing) { // with the colors of before
        m_token.cancel();
        m_token = {};
        m_isComposing = false;
    }
}

void Backdrop::onBytes(const CancelToken &token, const Result<QByteArray> &bytes)
{
    if (!(token == m_token) || m_kind != Kind::Awaited)
        return;
    m_kind = bytes ? Kind::Picture : Kind::Drawn;
    m_bytes = bytes.value_or(QByteArray());
    Q_EMIT changed();
}

void Backdrop::compose(const BackdropFrame &frame)
{
    if (m_isComposing)
        return; // the next paint asks again
    m_isComposing = true;
    m_pool.start([this, frame, bytes = m_bytes, tokens = m_theme.tokens(), token = m_token] {
        if (token.isCancelled())
            return;
        Result<QImage> image = pictureBackdrop(bytes, frame, tokens);
        QMetaObject::invokeMethod(
            this, [this, token, frame, image = std::move(image)] { onComposed(token, frame, image); }, Qt::QueuedConnection);
    });
}

void Backdrop::onComposed(const CancelToken &token, const BackdropFrame &frame, const Result<QImage> &image)
{
    if (!(token == m_token))
        return;
    m_isComposing = false;
    const bool first = m_pixmap.isNull();
    if (image) {
        m_pixmap = QPixmap::fromImage(*image);
        m_frame = frame;
    } else {
        m_kind = Kind::Drawn;
        m_pixmap = {};
    }
    const int duration = std::min(kFadeMs, m_theme.motionMs());
    if (image && first && duration > 0) {
        m_fade.setDuration(duration);
        m_fade.start();
    }
    Q_EMIT changed();
}

void Backdrop::paint(QPainter &painter, const BackdropFrame &frame)
{
    if (frame.size.isEmpty())
        return;
    if (m_kind == Kind::Picture && m_frame != frame)
        compose(frame);
    const bool fits = !m_pixmap.isNull() && m_frame.size == frame.size && m_frame.rightToLeft == frame.rightToLeft
        && qFuzzyCompare(m_frame.devicePixelRatio, frame.devicePixelRatio);
    if (m_kind == Kind::Drawn && !fits) {
        m_pixmap
            = QPixmap::fromImage(drawBackdrop(m_title, m_theme.tokens(), frame.size, frame.devicePixelRatio, frame.rightToLeft));
        m_frame = frame;
    }
    const QRect all(QPoint(), frame.size);
    const bool fading = m_fade.state() == QAbstractAnimation::Running;
    if (m_pixmap.isNull() || fading)
        painter.fillRect(all, m_theme.tokens().canvas);
    if (m_pixmap.isNull())
        return;
    painter.setOpacity(fading ? m_fade.currentValue().toDouble() : 1);
    painter.drawPixmap(all, m_pixmap); // stretched until the right one is composed
    painter.setOpacity(1);
}

} // namespace matinee

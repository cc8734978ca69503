// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/themedicon.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

constexpr double kDisabledOpacity = 0.5;

QByteArray colored(const QString &name, const QColor &color)
{
    QFile file(u":/icons/"_s + name + u".svg"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "themedIcon", qPrintable(name));
    QByteArray drawing = opened ? file.readAll() : QByteArray();
    return drawing.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
}

class SvgIconEngine final : public QIconEngine
{
public:
    SvgIconEngine(QByteArray drawing, double opacity) : m_drawing(std::move(drawing)), m_opacity(opacity) { }

    QIconEngine *clone() const override { return new SvgIconEngine(m_drawing, m_opacity); }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const double ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    // `size` is in device pixels.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const qint64 key = (qint64(size.width()) << 32) | (qint64(size.height()) << 1) | (mode == QIcon::Disabled ? 1 : 0);
        QPixmap &kept = m_rendered[key];
        if (kept.isNull() && !size.isEmpty())
            kept = rendered(size, mode);
        QPixmap result = kept;
        result.setDevicePixelRatio(scale);
        return result;
    }

private:
    QPixmap rendered(const QSize &size, QIcon::Mode mode) const
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setOpacity(mode == QIcon::Disabled ? m_opacity * kDisabledOpacity : m_opacity);
        QSvgRenderer(m_drawing).render(&painter, QRectF(QPointF(), QSizeF(size)));
        return pixmap;
    }

    QByteArray m_drawing;
    double m_opacity;
    QHash<qint64, QPixmap> m_rendered; // a handful: one a size
};

} // namespace

QIcon themedIcon(const QString &name, const QColor &color)
{
    return QIcon(new SvgIconEngine(colored(name, color), static_cast<double>(color.alphaF())));
}

} // namespace matinee

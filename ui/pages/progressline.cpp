// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/progressline.h"

#include <QPainter>

#include <chrono>

#include "ui/theme/theme.h"

using namespace std::chrono_literals;

namespace matinee {
namespace {

constexpr int kThickness = 2; // logical px
constexpr double kPart = 0.3; // of the line that is lit
constexpr std::chrono::milliseconds kSweep = 1200ms;

} // namespace

ProgressLine::ProgressLine(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(tr("Looking for changes"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(150ms); // product.md: as for skeletons
    connect(&m_delay, &QTimer::timeout, this, &QWidget::show);
    m_sweep.setStartValue(0.0);
    m_sweep.setEndValue(1.0);
    m_sweep.setDuration(static_cast<int>(kSweep.count()));
    m_sweep.setLoopCount(-1);
    connect(&m_sweep, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void ProgressLine::setBusy(bool busy)
{
    if (!busy) {
        m_delay.stop();
        hide();
    } else if (isHidden() && !m_delay.isActive()) {
        m_delay.start();
    }
}

QSize ProgressLine::sizeHint() const
{
    return {m_theme.px(120), m_theme.px(kThickness)};
}

void ProgressLine::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    raise();
    if (!m_theme.reducedMotion())
        m_sweep.start();
}

void ProgressLine::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_sweep.stop(); // nothing runs for a line nobody sees
}

void ProgressLine::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    QColor color = m_theme.tokens().accent;
    if (m_sweep.state() != QAbstractAnimation::Running) {
        color.setAlphaF(0.6F);
        painter.fillRect(rect(), color);
        return;
    }
    const double lit = width() * kPart;
    double left = m_sweep.currentValue().toDouble() * (width() + lit) - lit;
    if (layoutDirection() == Qt::RightToLeft)
        left = width() - left - lit;
    painter.fillRect(QRectF(left, 0, lit, height()), color);
}

} // namespace matinee

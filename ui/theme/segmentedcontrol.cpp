// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/segmentedcontrol.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QRadioButton>

#include "ui/theme/controlpainting_p.h"
#include "ui/theme/theme.h"

namespace matinee {

namespace {

// A radio button in all but its looks.
class Segment final : public QRadioButton
{
public:
    Segment(const Theme &theme, const QString &text, QWidget *parent) : QRadioButton(text, parent), m_theme(theme)
    {
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
    }

    QSize sizeHint() const override
    {
        // The bolder of the two weights, so that nothing moves when the choice does.
        const QFontMetrics metrics(m_theme.font(m_theme.tokens().textS, QFont::DemiBold));
        return {metrics.horizontalAdvance(text()) + 2 * m_theme.tokens().spaceM, m_theme.px(24)};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }

    void paintEvent(QPaintEvent *) override
    {
        const Tokens &tokens = m_theme.tokens();
        QPainter painter(this);
        const int radius = tokens.radiusControl - 2;
        if (isChecked())
            paintRounded(painter, rect(), radius, tokens.raised, QColor());
        if (hasFocus())
            paintFocusRing(painter, rect(), radius, tokens.accent, tokens.ringWidth);
        painter.setFont(m_theme.font(tokens.textS, isChecked() ? QFont::DemiBold : QFont::Normal));
        painter.setPen(isChecked() || underMouse() ? tokens.text : tokens.secondary);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    const Theme &m_theme;
};

constexpr int kFrame = 3; // between the control's edge and its segments, logical px

} // namespace

SegmentedControl::SegmentedControl(const Theme &theme, const QStringList &choices, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_buttons(new QButtonGroup(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kFrame, kFrame, kFrame, kFrame);
    row->setSpacing(kFrame);
    for (int i = 0; i < choices.size(); ++i) {
        auto *segment = new Segment(theme, choices.at(i), this);
        m_buttons->addButton(segment, i);
        row->addWidget(segment);
    }
    setCurrentIndex(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_buttons, &QButtonGroup::idClicked, this, &SegmentedControl::chosen);
    connect(&theme, &Theme::changed, this, [this] {
        for (QAbstractButton *button : m_buttons->buttons())
            button->updateGeometry();
        update();
    });
}

int SegmentedControl::currentIndex() const
{
    return m_buttons->checkedId();
}

void SegmentedControl::setCurrentIndex(int index)
{
    if (QAbstractButton *button = m_buttons->button(index))
        button->setChecked(true);
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRounded(painter, rect(), m_theme.tokens().radiusControl, m_theme.tokens().surface, QColor());
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/matineestyle.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOptionComplex>
#include <QWidget>

#include "ui/theme/controlpainting_p.h"
#include "ui/theme/themedicon.h"

using namespace Qt::StringLiterals;

namespace matinee {

namespace {

// The groove and handle of the picture's slider, the thumb of its scroll bar: proportions of a 32 px control.
constexpr int kGrooveThickness = 3;
constexpr int kSliderHandle = 14;
constexpr int kScrollBarExtent = 12;
constexpr int kScrollThumb = 6;
// A thumb shorter than this cannot be caught, however long the list.
constexpr int kShortestThumb = 36;

} // namespace

MatineeStyle::MatineeStyle(const Tokens &tokens) : QProxyStyle(u"fusion"_s), m_tokens(tokens) { }

void MatineeStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (const auto *text = qobject_cast<QPlainTextEdit *>(widget))
        text->viewport()->setAutoFillBackground(false); // the panel of the field is behind it
    // Menus have round corners: what is outside them must show what is behind.
    if (qobject_cast<QMenu *>(widget)) {
        widget->setWindowFlag(Qt::FramelessWindowHint);
        widget->setWindowFlag(Qt::NoDropShadowWindowHint);
        widget->setAttribute(Qt::WA_TranslucentBackground);
    }
}

int MatineeStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent: return kScrollBarExtent;
    case PM_ScrollBarSliderMin: return kShortestThumb;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap: return 0;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength: return kSliderHandle;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        if (widget && widget->isWindow())
            return m_tokens.spaceXl;
        break;
    case PM_LayoutVerticalSpacing: return m_tokens.spaceM;
    case PM_MenuPanelWidth: return 0;
    case PM_MenuHMargin:
    case PM_MenuVMargin: return m_tokens.spaceXs;
    case PM_ButtonMargin: return m_tokens.spaceM;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin: return m_tokens.ringWidth;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_SmallIconSize: return m_tokens.spaceL;
    case PM_CheckBoxLabelSpacing: return m_tokens.spaceS;
    default: break;
    }
    return QProxyStyle::pixelMetric(metric, option, widget);
}

int MatineeStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_Slider_AbsoluteSetButtons: return Qt::LeftButton;
    case SH_ScrollBar_LeftClickAbsolutePosition: return 0;
    case SH_ScrollBar_Transient: return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText: return 0;
    case SH_Menu_MouseTracking: return 1;
    case SH_ToolTip_Mask: return 0;
    case SH_ScrollView_FrameOnlyAroundContents: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize MatineeStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        result.rwidth() += m_tokens.spaceM; // for the heavier letters, and air
        [[fallthrough]];
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox: result.setHeight(std::max(result.height(), m_tokens.controlHeight)); break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator) {
            result += QSize(m_tokens.spaceL, 0);
            result.setHeight(std::max(result.height(), m_tokens.controlHeight - m_tokens.spaceXs));
        }
        break;
    default: break;
    }
    return result;
}

QRect MatineeStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    // Words keep clear of the round corners.
    return element == SE_LineEditContents ? rect.adjusted(m_tokens.spaceXs, 0, -m_tokens.spaceXs, 0) : rect;
}

QRect MatineeStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const auto *bar = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider *>(option) : nullptr;
    if (!bar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const bool upright = bar->orientation == Qt::Vertical;
    const int length = upright ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int thumb = length;
    if (range > 0)
        thumb = std::clamp(
            static_cast<int>(qint64(bar->pageStep) * length / (range + bar->pageStep)), std::min(kShortestThumb, length), length);
    const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
    const auto along = [&](int from, int size) {
        return upright ? QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size)
                       : QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height());
    };
    switch (part) {
    case SC_ScrollBarSlider: return along(start, thumb);
    case SC_ScrollBarSubPage: return along(0, start);
    case SC_ScrollBarAddPage: return along(start + thumb, length - start - thumb);
    case SC_ScrollBarGroove: return bar->rect;
    default: return {}; // no arrow buttons
    }
}

QIcon MatineeStyle::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    return icon == SP_LineEditClearButton ? themedIcon(u"clear"_s, m_tokens.secondary)
                                          : QProxyStyle::standardIcon(icon, option, widget);
}

void MatineeStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: drawButtonPanel(*option, *painter); return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            drawFieldPanel(*option, *painter);
        return;
    case PE_FrameLineEdit: return; // part of the panel
    case PE_FrameFocusRect:
        // Item views paint their own current item.
        if (!qobject_cast<const QAbstractItemView *>(widget))
            paintFocusRing(*painter, option->rect, m_tokens.radiusControl, m_tokens.accent, m_tokens.ringWidth);
        return;
    case PE_PanelMenu:
        paintRounded(*painter, option->rect, m_tokens.radiusControl, m_tokens.raised, m_tokens.controlBorder);
        return;
    case PE_FrameMenu: return;
    case PE_IndicatorCheckBox: drawCheckBox(*option, *painter); return;
    case PE_PanelTipLabel: paintRounded(*painter, option->rect, 0, m_tokens.raised, m_tokens.controlBorder); return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void MatineeStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element == CE_MenuItem) {
        drawMenuItem(option, painter, widget);
        return;
    }
    if (element == CE_ShapedFrame && qobject_cast<const QPlainTextEdit *>(widget)) {
        drawFieldPanel(*option, *painter);
        return;
    }
    if (element == CE_PushButtonLabel) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton label = *button;
            const bool accented = (button->features & QStyleOptionButton::DefaultButton) || (button->state & State_On);
            if (accented && (button->state & State_Enabled))
                label.palette.setColor(QPalette::ButtonText, m_tokens.onAccent);
            QFont font = painter->font();
            font.setWeight(QFont::DemiBold);
            painter->setFont(font);
            QProxyStyle::drawControl(element, &label, painter, widget);
            return;
        }
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void MatineeStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar)
        drawScrollBar(*option, *painter, widget);
    else if (control == CC_Slider)
        drawSlider(*option, *painter, widget);
    else if (control == CC_SpinBox)
        drawSpinBox(*option, *painter, widget);
    else
        QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void MatineeStyle::drawButtonPanel(const QStyleOption &option, QPainter &painter) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    const bool accented = (option.state & State_On) || (button && (button->features & QStyleOptionButton::DefaultButton));
    const bool enabled = option.state & State_Enabled;
    if (button && (button->features & QStyleOptionButton::Flat) && !(option.state & (State_MouseOver | State_Sunken)))
        return;
    QColor fill = accented && enabled ? m_tokens.accent : m_tokens.raised;
    if (option.state & State_Sunken)
        fill = blend(fill, m_tokens.canvas, 0.25);
    else if (enabled && (option.state & State_MouseOver))
        fill = blend(fill, m_tokens.text, 0.08);
    paintRounded(painter, option.rect, m_tokens.radiusControl, fill, QColor());
    if ((option.state & State_HasFocus) && (option.state & State_KeyboardFocusChange))
        paintFocusRing(
            painter, option.rect, m_tokens.radiusControl, accented ? m_tokens.text : m_tokens.accent, m_tokens.ringWidth);
}

void MatineeStyle::drawFieldPanel(const QStyleOption &option, QPainter &painter) const
{
    const bool focused = option.state & State_HasFocus;
    paintRounded(painter, option.rect, m_tokens.radiusControl, m_tokens.raised,
        focused ? m_tokens.accent : m_tokens.controlBorder, focused ? m_tokens.ringWidth : 1);
}

void MatineeStyle::drawSpinBox(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    drawFieldPanel(option, painter);
    QStyleOption arrow = option;
    arrow.palette.setColor(QPalette::ButtonText, m_tokens.secondary);
    arrow.rect = subControlRect(CC_SpinBox, &option, SC_SpinBoxUp, widget);
    drawPrimitive(PE_IndicatorSpinUp, &arrow, &painter, widget);
    arrow.rect = subControlRect(CC_SpinBox, &option, SC_SpinBoxDown, widget);
    drawPrimitive(PE_IndicatorSpinDown, &arrow, &painter, widget);
}

void MatineeStyle::drawMenuItem(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
    if (!item)
        return;
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(
            QRect(item->rect.left() + m_tokens.spaceS, item->rect.center().y(), item->rect.width() - 2 * m_tokens.spaceS, 1),
            blend(m_tokens.raised, m_tokens.text, 0.15));
        return;
    }
    // Fusion paints the hovered row as a filled square; ours is round and quiet, its words stay as they are.
    QStyleOptionMenuItem plain = *item;
    if (item->state & State_Selected && item->state & State_Enabled) {
        const QRectF row = QRectF(item->rect).adjusted(1, 0, -1, 0);
        paintRounded(*painter, row, m_tokens.radiusControl - 2, blend(m_tokens.raised, m_tokens.text, 0.12), QColor());
    }
    plain.state &= ~State_Selected;
    QProxyStyle::drawControl(CE_MenuItem, &plain, painter, widget);
}

void MatineeStyle::drawScrollBar(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(&option);
    if (!bar || bar->maximum <= bar->minimum)
        return;
    const QRect thumb = subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget);
    const bool active = (option.activeSubControls & SC_ScrollBarSlider) && (option.state & (State_MouseOver | State_Sunken));
    const int inset = (kScrollBarExtent - kScrollThumb) / 2;
    const QRectF body = bar->orientation == Qt::Vertical ? QRectF(thumb).adjusted(inset, 1, -inset, -1)
                                                         : QRectF(thumb).adjusted(1, inset, -1, -inset);
    paintRounded(painter, body, kScrollThumb / 2.0, active ? m_tokens.tertiary : m_tokens.controlBorder, QColor());
}

void MatineeStyle::drawSlider(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(&option);
    if (!slider)
        return;
    const QRectF handle = subControlRect(CC_Slider, &option, SC_SliderHandle, widget);
    const QRectF all = option.rect;
    const bool upright = slider->orientation == Qt::Vertical;
    const QRectF groove = upright ? QRectF(all.center().x() - kGrooveThickness / 2.0, all.top(), kGrooveThickness, all.height())
                                  : QRectF(all.left(), all.center().y() - kGrooveThickness / 2.0, all.width(), kGrooveThickness);
    paintRounded(painter, groove, kGrooveThickness / 2.0, m_tokens.controlBorder, QColor());
    const QRectF knob(handle.center() - QPointF(kSliderHandle, kSliderHandle) / 2.0, QSizeF(kSliderHandle, kSliderHandle));
    const bool enabled = option.state & State_Enabled;
    const bool focused = option.state & State_HasFocus;
    paintRounded(painter, knob.adjusted(1, 1, -1, -1), kSliderHandle, enabled ? m_tokens.text : m_tokens.tertiary,
        focused ? m_tokens.accent : QColor(), m_tokens.ringWidth);
}

/// Fusion's own frame cannot be seen on the dark canvas.
void MatineeStyle::drawCheckBox(const QStyleOption &option, QPainter &painter) const
{
    const bool isOn = option.state & (State_On | State_NoChange);
    const double opacity = painter.opacity();
    if (!(option.state & State_Enabled))
        painter.setOpacity(opacity / 2);
    paintRounded(painter, option.rect, m_tokens.spaceXs, isOn ? m_tokens.accent : m_tokens.raised,
        isOn ? m_tokens.accent : m_tokens.controlBorder);
    if (isOn)
        themedIcon(u"check"_s, m_tokens.onAccent).paint(&painter, option.rect.adjusted(1, 1, -1, -1));
    painter.setOpacity(opacity);
}

} // namespace matinee

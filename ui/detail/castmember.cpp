// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/castmember.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

#include "ui/theme/theme.h"
#include "ui/words/sentences.h"

namespace matinee {
namespace {

constexpr int kDisc = 62; // logical px, as in the target picture
constexpr int kMostTextWidth = 180;

} // namespace

CastMember::CastMember(const Theme &theme, const Credit &credit, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_credit(credit)
{
    setAccessibleName(credit.role.isEmpty() ? credit.name : tr("%1 as %2").arg(credit.name, credit.role));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize CastMember::sizeHint() const
{
    const Tokens &tokens = m_theme.tokens();
    const int name = QFontMetrics(m_theme.font(tokens.textM, QFont::Medium)).horizontalAdvance(m_credit.name);
    const int role = QFontMetrics(m_theme.font(tokens.textS)).horizontalAdvance(m_credit.role);
    const int text = std::min(std::max(name, role) + 2, m_theme.px(kMostTextWidth));
    return {m_theme.px(kDisc) + tokens.spaceM + text, m_theme.px(kDisc)};
}

void CastMember::paintEvent(QPaintEvent * /*event*/)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto mirrored = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const int side = m_theme.px(kDisc);
    const QRect disc = mirrored(QRect(0, 0, side, side));
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.raised);
    painter.drawEllipse(disc);
    painter.setPen(tokens.secondary);
    painter.setFont(m_theme.font(tokens.textM, QFont::DemiBold));
    painter.drawText(disc, Qt::AlignCenter, initialsOf(m_credit.name));

    const int left = side + tokens.spaceM;
    const QFont nameFont = m_theme.font(tokens.textM, QFont::Medium);
    const QFont roleFont = m_theme.font(tokens.textS);
    const int nameHeight = QFontMetrics(nameFont).height();
    const int roleHeight = m_credit.role.isEmpty() ? 0 : QFontMetrics(roleFont).height();
    const int top = (height() - nameHeight - roleHeight) / 2;
    const int align = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter) | Qt::TextSingleLine;
    const auto line = [&](const QString &text, const QFont &font, const QColor &color, int y, int lineHeight) {
        painter.setFont(font);
        painter.setPen(color);
        const QRect box = mirrored(QRect(left, y, width() - left, lineHeight));
        painter.drawText(box, align, painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
    };
    line(m_credit.name, nameFont, tokens.text, top, nameHeight);
    line(m_credit.role, roleFont, tokens.tertiary, top + nameHeight, roleHeight);
}

} // namespace matinee

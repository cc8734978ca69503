// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/creditsection.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/detail/castmember.h"
#include "ui/theme/flowlayout.h"
#include "ui/theme/theme.h"

namespace matinee {

CreditSection::CreditSection(const Theme &theme, Kind kind, int shown, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_kind(kind),
      m_shown(static_cast<size_t>(shown)),
      m_heading(new QLabel(kind == Kind::Cast ? tr("Cast") : tr("Crew"), this)),
      m_all(new QPushButton(this)),
      m_people(new QWidget(this))
{
    m_heading->setTextFormat(Qt::PlainText);
    m_all->setFlat(true);
    new FlowLayout(theme.px(26), theme.tokens().spaceM, 0, m_people);
    auto *top = new QHBoxLayout;
    top->addWidget(m_heading);
    top->addStretch(1);
    top->addWidget(m_all);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(top);
    column->addWidget(m_people);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_all, &QPushButton::clicked, this, [this] {
        showPeople(m_credits.size());
        Q_EMIT heightChanged();
    });
    connect(&theme, &Theme::changed, this, &CreditSection::restyle);
    restyle();
    hide();
}

void CreditSection::restyle()
{
    const Tokens &tokens = m_theme.tokens();
    m_heading->setFont(m_theme.font(tokens.textL, QFont::DemiBold));
    m_all->setFont(m_theme.font(tokens.textS, QFont::Medium));
    QPalette palette = m_all->palette();
    palette.setColor(QPalette::ButtonText, tokens.secondary);
    m_all->setPalette(palette);
    layout()->setSpacing(tokens.spaceM);
    // A flat button brings a margin of its own.
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    layout()->itemAt(0)->layout()->setContentsMargins(
        mirrored ? tokens.spaceM : tokens.spaceXl, 0, mirrored ? tokens.spaceXl : tokens.spaceM, 0);
    m_people->layout()->setContentsMargins(tokens.spaceXl, 0, tokens.spaceXl, tokens.spaceS);
}

void CreditSection::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        restyle();
}

void CreditSection::setCredits(const std::vector<Credit> &credits)
{
    m_credits = credits;
    // One more is quicker read than the button that hides it.
    showPeople(credits.size() <= m_shown + 1 ? credits.size() : m_shown);
    setVisible(!credits.empty());
}

void CreditSection::showPeople(size_t count)
{
    const bool hadFocus = m_all->hasFocus();
    while (QLayoutItem *item = m_people->layout()->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (size_t i = 0; i < std::min(count, m_credits.size()); ++i) {
        const Credit &credit = m_credits[i];
        auto *member = new CastMember(m_theme, credit, m_people);
        if (m_kind == Kind::Crew && !credit.role.isEmpty())
            member->setAccessibleName(tr("%1, %2", "a name and a job").arg(credit.name, credit.role));
        m_people->layout()->addWidget(member);
        member->show();
    }
    m_all->setText(tr("Show all %1").arg(m_credits.size()));
    m_all->setAccessibleName(m_kind == Kind::Cast ? tr("Show all of the cast") : tr("Show all of the crew"));
    m_all->setVisible(count < m_credits.size());
    if (hadFocus && m_all->isHidden())
        focusNextChild();
}

void CreditSection::fitTo(int width)
{
    m_people->setFixedHeight(m_people->layout()->heightForWidth(width));
    updateGeometry();
}

} // namespace matinee

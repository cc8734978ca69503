// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/feedfooter.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/theme/theme.h"
#include "ui/words/feedwords.h"

namespace matinee {

FeedFooter::FeedFooter(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_text(new QLabel(this)), m_action(new QPushButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->addStretch(1);
    row->addWidget(m_text);
    row->addWidget(m_action);
    row->addStretch(1);
    m_text->setTextFormat(Qt::PlainText);
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &FeedFooter::retryRequested);
    connect(&theme, &Theme::changed, this, &FeedFooter::restyle);
    restyle();
}

void FeedFooter::restyle()
{
    const Tokens &tokens = m_theme.tokens();
    layout()->setContentsMargins(tokens.spaceXl, tokens.spaceS, tokens.spaceXl, tokens.spaceXl);
    layout()->setSpacing(tokens.spaceM);
    m_text->setFont(m_theme.font(tokens.textS));
    QPalette palette = m_text->palette();
    palette.setColor(QPalette::WindowText, tokens.tertiary);
    m_text->setPalette(palette);
}

void FeedFooter::setWords(const FeedWords &words)
{
    m_action->setText(words.footerAction);
    m_action->setVisible(!words.footerAction.isEmpty());
    m_text->setText(words.footer);
}

} // namespace matinee

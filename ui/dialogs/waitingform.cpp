// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/waitingform.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// "1 2 3": read out letter by letter.
QString spelled(const QString &code)
{
    return code.split(QString(), Qt::SkipEmptyParts).join(u' ');
}

} // namespace

WaitingForm::WaitingForm(const QString &sourceName, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_sourceName(sourceName),
      m_about(new QLabel(this)),
      m_code(new QLabel(this)),
      m_codeRow(makeCodeRow(theme)),
      m_open(new QPushButton(tr("Open %1").arg(QString(sourceName).replace(u'&', "&&"_L1)), this)),
      m_end(new QLabel(this))
{
    for (QLabel *label : {m_about, m_end}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    QPalette quiet = m_end->palette();
    quiet.setColor(QPalette::WindowText, theme.tokens().secondary);
    m_end->setPalette(quiet);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(m_page); });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.tokens().spaceM);
    column->addWidget(m_about);
    column->addWidget(m_codeRow);
    column->addWidget(m_open, 0, Qt::AlignLeft);
    column->addWidget(m_end);
}

QWidget *WaitingForm::makeCodeRow(const Theme &theme)
{
    auto *row = new QWidget(this);
    m_code->setTextFormat(Qt::PlainText);
    m_code->setFont(theme.font(theme.tokens().textDisplay, QFont::Bold));
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *copy = new QPushButton(theme.icon(u"copy"_s), tr("Copy"), row);
    copy->setAccessibleName(tr("Copy the code"));
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_code->text()); });
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.tokens().spaceL);
    line->addWidget(m_code);
    line->addWidget(copy);
    line->addStretch(1);
    return row;
}

void WaitingForm::show(const SignInState &state)
{
    m_page = state.url;
    m_code->setText(state.code);
    m_code->setAccessibleName(tr("The code: %1").arg(spelled(state.code)));
    m_codeRow->setVisible(!state.code.isEmpty());
    m_open->setVisible(!state.url.isEmpty());
    const bool isThere = state.url.path().endsWith(state.code); // the page has a place for it
    m_about->setText(state.code.isEmpty()
            ? tr("Open %1 in your browser and allow Matinee to use your account. Then come back here.").arg(m_sourceName)
            : isThere
            ? tr("Open %1 in your browser and type this code there.").arg(m_sourceName)
            : tr("In an app of %1 where you are signed in, choose Quick Connect and type this code.").arg(m_sourceName));
    m_end->setVisible(state.endsAt.isValid());
    m_end->setText(
        tr("It can be done until %1.").arg(QLocale().toString(state.endsAt.toLocalTime().time(), QLocale::ShortFormat)));
}

void WaitingForm::focusPage()
{
    m_open->setFocus();
}

} // namespace matinee

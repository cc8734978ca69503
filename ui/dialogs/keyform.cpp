// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/keyform.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace matinee {

KeyForm::KeyForm(const SecretNeed &need, const Theme &theme, QWidget *parent) : QWidget(parent), m_key(new QLineEdit(this))
{
    auto *about = new QLabel(tr("Paste your own %1. It is tried at once.").arg(need.label), this);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setAccessibleName(need.label);
    connect(m_key, &QLineEdit::textChanged, this, &KeyForm::edited);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.tokens().spaceM);
    column->addWidget(about);
    column->addWidget(m_key);
    if (need.isPersons) {
        m_name = new QLineEdit(this);
        m_name->setPlaceholderText(tr("A name for this account, if you like"));
        m_name->setAccessibleName(tr("A name for this account"));
        column->addWidget(m_name);
    }
}

QString KeyForm::key() const
{
    return m_key->text().trimmed();
}

QString KeyForm::name() const
{
    return m_name ? m_name->text().simplified() : QString();
}

void KeyForm::focusKey()
{
    m_key->setFocus();
    m_key->selectAll();
}

} // namespace matinee

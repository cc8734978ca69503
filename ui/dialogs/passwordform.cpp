// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/passwordform.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include "ui/theme/theme.h"

namespace matinee {

PasswordForm::PasswordForm(const QString &sourceName, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_name(new QLineEdit(this)), m_password(new QLineEdit(this))
{
    auto *about = new QLabel(tr("Your name and password at %1. The password itself is not kept.").arg(sourceName), this);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    m_password->setEchoMode(QLineEdit::Password);
    m_name->setAccessibleName(tr("Name"));
    m_password->setAccessibleName(tr("Password"));
    connect(m_name, &QLineEdit::textChanged, this, &PasswordForm::edited);
    connect(m_password, &QLineEdit::textChanged, this, &PasswordForm::edited);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(theme.tokens().spaceM);
    form->addRow(about);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Password"), m_password);
}

QString PasswordForm::name() const
{
    return m_name->text().trimmed();
}

QString PasswordForm::password() const
{
    return m_password->text();
}

void PasswordForm::focusPassword()
{
    m_password->setFocus();
    m_password->selectAll();
}

void PasswordForm::forgetPassword()
{
    m_password->clear();
}

void PasswordForm::focusName()
{
    m_name->setFocus();
}

} // namespace matinee

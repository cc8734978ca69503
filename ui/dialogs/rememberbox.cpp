// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/rememberbox.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace matinee {

RememberBox::RememberBox(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_sentence(new QLabel(this)), m_untilClosed(new QCheckBox(this))
{
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    QPalette quiet = m_sentence->palette();
    quiet.setColor(QPalette::WindowText, theme.tokens().secondary);
    m_sentence->setPalette(quiet);
    m_untilClosed->setEnabled(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.tokens().spaceS);
    column->addWidget(m_sentence);
    column->addWidget(m_untilClosed);
    connect(m_untilClosed, &QCheckBox::toggled, this, &RememberBox::chosenChanged);
    m_untilClosed->setText(tr("Remember only until I close Matinee"));
}

void RememberBox::setKeychain(bool isThere)
{
    m_keychain = isThere ? Keychain::There : Keychain::Missing;
    m_sentence->setText(isThere ? tr("Matinee keeps this in the keychain of this computer.")
                                : tr("No keychain runs on this computer, so Matinee has no safe place for this. It is never "
                                     "written to a file."));
    m_untilClosed->setText(isThere ? tr("Remember only until I close Matinee") : tr("Remember until I close Matinee"));
    m_untilClosed->setAccessibleDescription(m_sentence->text());
    m_untilClosed->setEnabled(true);
    Q_EMIT chosenChanged();
}

bool RememberBox::isChosen() const
{
    return m_keychain == Keychain::There || (m_keychain == Keychain::Missing && m_untilClosed->isChecked());
}

Keeping RememberBox::keeping() const
{
    return m_keychain == Keychain::There && !m_untilClosed->isChecked() ? Keeping::Keychain : Keeping::UntilClosed;
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connectdialog.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/theme/theme.h"
#include "ui/whilealive.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;

namespace matinee {

ConnectDialog::ConnectDialog(
    const SourceDescriptor &source, Accounts &accounts, SourceConnector &connector, const Theme &theme, QWidget *parent)
    : QDialog(parent),
      m_sourceId(source.id),
      m_sourceName(source.name),
      m_accounts(accounts),
      m_connector(connector),
      m_secret(new QLineEdit(this)),
      m_state(new QLabel(this))
{
    const Tokens &tokens = theme.tokens();
    setWindowTitle(tr("Connect %1").arg(source.name));
    auto *about = new QLabel(tr("Paste your own %1. It is tried at once and kept in your keychain.")
                                 .arg(source.secret ? source.secret->label : tr("key")),
        this);
    for (QLabel *label : {about, m_state}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setAccessibleName(source.secret ? source.secret->label : tr("Key"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_connect = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    m_connect->setEnabled(false);
    if (const QString help = source.secret ? source.secret->helpUrl : QString(); help.startsWith("https://"_L1)) {
        QPushButton *get = buttons->addButton(tr("Get a key…"), QDialogButtonBox::HelpRole);
        connect(get, &QPushButton::clicked, this, [help] { QDesktopServices::openUrl(QUrl(help)); });
    }
    connect(m_secret, &QLineEdit::textChanged, this,
        [this](const QString &text) { m_connect->setEnabled(!text.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectDialog::tryOut);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(tokens.spaceXl, tokens.spaceXl, tokens.spaceXl, tokens.spaceL);
    column->setSpacing(tokens.spaceM);
    for (QWidget *widget : std::initializer_list<QWidget *>{about, m_secret, m_state, buttons})
        column->addWidget(widget);
    setMinimumWidth(theme.px(440));
}

void ConnectDialog::setBusy(bool busy, const QString &text)
{
    m_secret->setEnabled(!busy);
    m_connect->setEnabled(!busy);
    m_state->setText(text);
    m_state->setAccessibleName(text);
}

void ConnectDialog::tryOut()
{
    setBusy(true, tr("Asking %1").arg(m_sourceName));
    m_connector.tryOut(
        m_sourceId, m_secret->text().trimmed(), whileAlive(this, [this](const Result<void> &result) { onTried(result); }));
}

void ConnectDialog::onTried(const Result<void> &result)
{
    if (!result) {
        const bool isRefused
            = result.error().kind == ErrorKind::Unauthorized || result.error().kind == ErrorKind::InvalidArgument;
        setBusy(false, isRefused ? tr("%1 doesn't know this key.").arg(m_sourceName) : sentenceFor(result.error()));
        m_secret->setFocus();
        m_secret->selectAll();
        return;
    }
    m_accounts.keep(m_sourceId, m_secret->text().trimmed(), whileAlive(this, [this](const Result<SecretPlace> &place) {
        if (place.value_or(SecretPlace::Memory) == SecretPlace::Memory)
            Q_EMIT said(tr("No keychain runs on this computer, so the key is remembered until you close Matinee."));
        Q_EMIT connected(m_sourceId);
        accept();
    }));
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/addsourcedialog.h"

#include <QAccessible>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/dialogs/profileedit.h"
#include "ui/theme/theme.h"
#include "ui/whilealive.h"
#include "ui/words/sentences.h"

namespace matinee {
namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

AddSourceDialog::AddSourceDialog(SourceInstaller &installer, const Theme &theme, const QByteArray &profile, QWidget *parent)
    : GrowingDialog(parent),
      m_installer(installer),
      m_templates(installer.templates()),
      m_form(new QFormLayout),
      m_kind(new QComboBox(this)),
      m_address(new QLineEdit(this)),
      m_profile(new ProfileEdit(this)),
      m_name(new QLineEdit(this)),
      m_state(plainLabel(this)),
      m_faults(new QPlainTextEdit(this))
{
    build(theme);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AddSourceDialog::onKind);
    connect(m_address, &QLineEdit::textChanged, this, &AddSourceDialog::check);
    connect(m_profile, &QPlainTextEdit::textChanged, this, &AddSourceDialog::check);
    connect(m_profile, &ProfileEdit::fileDropped, this, &AddSourceDialog::take);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &text) { m_isNamed = !text.trimmed().isEmpty(); });
    m_profile->setPlainText(QString::fromUtf8(profile));
    onKind();
    m_profile->setFocus();
}

void AddSourceDialog::build(const Theme &theme)
{
    const Tokens &tokens = theme.tokens();
    setWindowTitle(tr("Add a source"));
    m_kind->addItem(tr("A profile of your own"));
    for (const SourceTemplate &server : m_templates)
        m_kind->addItem(server.name);
    m_profile->setPlaceholderText(tr("Paste a profile here, or drop its file."));
    m_profile->setAccessibleName(tr("Profile"));
    m_profile->setMinimumHeight(theme.px(160));
    m_name->setMaxLength(80);
    m_faults->setReadOnly(true);
    m_faults->setTabChangesFocus(true);
    m_faults->setAccessibleName(tr("Faults of the profile"));
    m_faults->setMaximumHeight(theme.px(120));
    m_form->addRow(tr("&Kind"), m_kind);
    m_form->addRow(tr("&Address"), m_address);
    m_form->addRow(tr("&Profile"), m_profile);
    m_form->addRow(tr("&Name"), m_name);
    m_choose = new QPushButton(tr("Choose file…"), this);
    m_anyway = new QPushButton(tr("Add anyway"), this);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    m_add = new QPushButton(tr("Add"), this);
    m_add->setDefault(true);
    m_anyway->hide();
    connect(m_choose, &QPushButton::clicked, this, &AddSourceDialog::chooseFile);
    connect(m_anyway, &QPushButton::clicked, this, [this] { install(false, {}); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, &AddSourceDialog::tryOut);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(tokens.spaceS);
    buttons->addWidget(m_choose);
    buttons->addStretch(1);
    buttons->addWidget(m_anyway);
    buttons->addWidget(cancel);
    buttons->addWidget(m_add);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(tokens.spaceXl, tokens.spaceXl, tokens.spaceXl, tokens.spaceL);
    column->setSpacing(tokens.spaceL);
    column->addLayout(m_form, 1);
    column->addWidget(m_state);
    column->addWidget(m_faults);
    column->addLayout(buttons);
    setMinimumWidth(theme.px(560));
}

bool AddSourceDialog::isProfile() const
{
    return m_kind->currentIndex() == 0;
}

void AddSourceDialog::onKind()
{
    const bool isText = isProfile();
    for (QWidget *field : std::initializer_list<QWidget *>{m_profile, m_address}) {
        const bool isShown = (field == m_profile) == isText;
        field->setVisible(isShown);
        m_form->labelForField(field)->setVisible(isShown);
    }
    m_choose->setVisible(isText);
    if (!isText)
        m_address->setPlaceholderText(m_templates[static_cast<std::size_t>(m_kind->currentIndex() - 1)].address);
    check();
    adjustSize();
}

void AddSourceDialog::chooseFile()
{
    const QString path
        = QFileDialog::getOpenFileName(this, tr("Choose a profile"), QString(), tr("Profiles (*.json);;All files (*)"));
    if (!path.isEmpty())
        take(path);
}

void AddSourceDialog::take(const QString &path)
{
    m_installer.read(path, whileAlive(this, [this](const Result<ProfileText> &file) {
        if (file)
            m_profile->setPlainText(QString::fromUtf8(file->text));
        else
            tell(sentenceFor(file.error()));
    }));
}

// ---- what the fields say -----------------------------------------------------------------------------------------

void AddSourceDialog::check()
{
    m_proposal.reset();
    m_anyway->hide();
    showFaults({});
    tell({});
    QByteArray text = m_profile->toPlainText().toUtf8();
    if (!isProfile()) {
        const auto made
            = m_installer.fromTemplate(m_templates[static_cast<std::size_t>(m_kind->currentIndex() - 1)].id, m_address->text());
        text = made.value_or(QByteArray());
        if (!made && !m_address->text().trimmed().isEmpty())
            tell(tr("The address must be like %1").arg(m_address->placeholderText()));
    }
    if (!text.trimmed().isEmpty()) {
        const auto checked = m_installer.check(text);
        if (checked)
            m_proposal = *checked;
        else
            showFaults(checked.error());
    }
    m_add->setEnabled(m_proposal.has_value());
    showProposal();
}

void AddSourceDialog::showProposal()
{
    if (!m_isNamed)
        m_name->setText(m_proposal ? m_proposal->name : QString());
    if (!m_proposal)
        return;
    const QString lists = tr("%n list(s) from %1", nullptr, m_proposal->lists).arg(m_proposal->host);
    tell(m_proposal->replaces ? tr("%1. It takes the place of the one you added before.").arg(lists) : lists + u'.');
}

void AddSourceDialog::showFaults(const std::vector<SourceFault> &faults)
{
    QStringList lines;
    for (const SourceFault &fault : faults)
        lines += fault.pointer.isEmpty() ? fault.text : tr("%1: %2").arg(fault.pointer, fault.text);
    m_faults->setPlainText(lines.join(u'\n'));
    m_faults->setVisible(!faults.empty());
    if (!faults.empty())
        tell(tr("%n thing(s) to mend in this profile:", nullptr, static_cast<int>(faults.size())));
}

void AddSourceDialog::tell(const QString &text)
{
    if (text == m_state->text())
        return;
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    if (text.isEmpty())
        return;
    QAccessibleEvent alert(m_state, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

// ---- adding ------------------------------------------------------------------------------------------------------

void AddSourceDialog::setBusy(bool isBusy)
{
    for (QWidget *field : std::initializer_list<QWidget *>{m_kind, m_address, m_profile, m_name, m_choose, m_add})
        field->setEnabled(!isBusy);
}

void AddSourceDialog::tryOut()
{
    if (!m_proposal)
        return;
    m_anyway->hide();
    setBusy(true);
    tell(tr("Asking %1").arg(m_proposal->host));
    m_installer.tryOut(*m_proposal, whileAlive(this, [this](const Result<SourceTrial> &trial) { onTried(trial); }));
}

void AddSourceDialog::onTried(const Result<SourceTrial> &trial)
{
    if (!trial) {
        setBusy(false);
        tell(trial.error().kind == ErrorKind::Malformed
                ? tr("%1 answers, but not as the profile says: %2.").arg(m_proposal->host, trial.error().sentence())
                : sentenceFor(trial.error()));
        m_anyway->show();
        return m_add->setFocus();
    }
    const QLocale locale;
    const QString found = trial->total >= 0
        ? tr("%1 titles of %2 came.").arg(locale.toString(trial->titles), locale.toString(trial->total))
        : tr("%1 titles came.").arg(locale.toString(trial->titles));
    install(trial->wantsSecret, trial->wantsSecret ? QString() : found);
}

void AddSourceDialog::install(bool wantsSecret, const QString &found)
{
    setBusy(true);
    const QString name = m_name->text();
    m_installer.install(*m_proposal, name, whileAlive(this, [this, wantsSecret, found](const Result<QString> &id) {
        setBusy(false);
        if (!id)
            return tell(sentenceFor(id.error()));
        if (!found.isEmpty())
            Q_EMIT said(found);
        Q_EMIT added(*id, wantsSecret);
        accept();
    }));
}

} // namespace matinee

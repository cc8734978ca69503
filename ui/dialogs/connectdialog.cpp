// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connectdialog.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/dialogs/keyform.h"
#include "ui/dialogs/passwordform.h"
#include "ui/dialogs/rememberbox.h"
#include "ui/dialogs/waitingform.h"
#include "ui/theme/theme.h"
#include "ui/whilealive.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;

namespace matinee {

ConnectDialog::ConnectDialog(const SourceDescriptor &source, const ConnectPorts &ports, Goal goal, QWidget *parent)
    : GrowingDialog(parent),
      m_source(source),
      m_ports(ports),
      m_goal(goal),
      m_key(new KeyForm(source.secret.value_or(SecretNeed{tr("key"), {}}), ports.theme, this)),
      m_password(new PasswordForm(source.name, ports.theme, this)),
      m_waiting(new WaitingForm(source.name, ports.theme, this)),
      m_remember(new RememberBox(ports.theme, this)),
      m_state(new QLabel(this))
{
    build(ports.theme);
    connect(m_remember, &RememberBox::chosenChanged, this, &ConnectDialog::updateButtons);
    connect(m_waiting, &WaitingForm::openRequested, this, [this](const QUrl &page) { m_ports.openUrl(page); });
    ports.accounts.findKeychain(
        whileAlive(this, [this](const Result<bool> &isThere) { m_remember->setKeychain(isThere.value_or(false)); }));
    const std::vector<SignInWay> ways = ports.signIns.ways(source.id);
    const bool hasKey = !source.secret || ports.accounts.placeOf(source.id) != SecretPlace::Nowhere;
    if (!ways.empty() && (goal == Goal::Account || !source.secret) && hasKey) {
        m_goal = Goal::Account;
        beginSignIn(ways.front());
    } else {
        setStep(source.secret && source.secret->isNameAndPassword ? Step::KeyPassword : Step::Key);
    }
}

ConnectDialog::~ConnectDialog() = default;

void ConnectDialog::build(const Theme &theme)
{
    const Tokens &tokens = theme.tokens();
    setWindowTitle(tr("Connect %1").arg(m_source.name));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    connect(m_key, &KeyForm::edited, this, &ConnectDialog::updateButtons);
    connect(m_password, &PasswordForm::edited, this, &ConnectDialog::updateButtons);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(tokens.spaceXl, tokens.spaceXl, tokens.spaceXl, tokens.spaceL);
    column->setSpacing(tokens.spaceL);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_key, m_password, m_waiting, m_remember, m_state})
        column->addWidget(widget);
    column->addStretch(1);
    showForm(nullptr);
    m_state->hide();
    column->addLayout(makeButtons());
    setMinimumWidth(theme.px(480));
}

/// In a row of our own: with buttons that come and go, Tab runs in a circle inside a QDialogButtonBox (Qt 6.4).
QLayout *ConnectDialog::makeButtons()
{
    m_help = new QPushButton(tr("Get a key…"), this);
    m_other = new QPushButton(this);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    m_primary = new QPushButton(tr("Connect"), this);
    m_primary->setDefault(true);
    const QString help = m_source.secret ? m_source.secret->helpUrl : QString();
    connect(m_help, &QPushButton::clicked, this, [this, help] { m_ports.openUrl(QUrl(help)); });
    connect(m_other, &QPushButton::clicked, this, [this] { beginSignIn(otherWay().value_or(m_way)); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_primary, &QPushButton::clicked, this, &ConnectDialog::act);
    auto *row = new QHBoxLayout;
    row->setSpacing(m_ports.theme.tokens().spaceS);
    row->addWidget(m_help);
    row->addWidget(m_other);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_primary);
    return row;
}

// ---- what is shown -----------------------------------------------------------------------------------------------

void ConnectDialog::setStep(Step step)
{
    m_step = step;
    if (step != Step::Busy) // which leaves what is there
        showForm(formOf(step));
    for (QWidget *form : forms())
        form->setEnabled(step != Step::Busy);
    m_remember->setVisible(step != Step::Failed);
    updateButtons();
    if (step == Step::Key)
        m_key->focusKey();
    else if (step == Step::Password || step == Step::KeyPassword)
        m_password->focusName();
    else if (step == Step::Waiting)
        m_waiting->focusPage();
    if (isVisible())
        adjustSize();
}

std::array<QWidget *, 3> ConnectDialog::forms() const
{
    return {m_key, m_password, m_waiting};
}

QWidget *ConnectDialog::formOf(Step step) const
{
    switch (step) {
    case Step::Key: return m_key;
    case Step::Password:
    case Step::KeyPassword: return m_password;
    case Step::Waiting: return m_waiting;
    case Step::Chosen:
    case Step::Failed:
    case Step::Busy: break;
    }
    return nullptr;
}

/// None where null.
void ConnectDialog::showForm(const QWidget *shown)
{
    for (QWidget *form : forms())
        form->setVisible(form == shown);
}

void ConnectDialog::updateButtons()
{
    m_primary->setText(primaryText());
    m_primary->setEnabled(canAct());
    const bool mayChange = m_step == Step::Password || m_step == Step::Waiting || m_step == Step::Failed;
    m_other->setVisible(mayChange && otherWay());
    m_other->setText(otherWay() == SignInWay::Password ? tr("Use name and password") : tr("Use a code"));
    m_help->setVisible(m_step == Step::Key && m_source.secret && m_source.secret->helpUrl.startsWith("https://"_L1));
}

QString ConnectDialog::primaryText() const
{
    switch (m_step) {
    case Step::Key:
    case Step::KeyPassword: return tr("Connect");
    case Step::Password: return tr("Sign in");
    case Step::Waiting: return m_way == SignInWay::Browser ? tr("I approved") : tr("Check now");
    case Step::Chosen: return tr("Continue");
    case Step::Failed: return tr("Try again");
    case Step::Busy: break;
    }
    return m_primary->text();
}

bool ConnectDialog::canAct() const
{
    switch (m_step) {
    case Step::Key: return !m_key->key().isEmpty() && m_remember->isChosen();
    case Step::Password:
    case Step::KeyPassword: return !m_password->name().isEmpty() && m_remember->isChosen();
    case Step::Chosen: return m_remember->isChosen();
    case Step::Waiting:
    case Step::Failed: return true;
    case Step::Busy: break;
    }
    return false;
}

void ConnectDialog::tell(const QString &text)
{
    const bool isNews = !text.isEmpty() && text != m_state->text();
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    m_state->setAccessibleName(text);
    if (!isNews)
        return;
    QAccessibleEvent alert(m_state, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

std::optional<SignInWay> ConnectDialog::otherWay() const
{
    const std::vector<SignInWay> ways = m_ports.signIns.ways(m_source.id);
    const auto other = std::ranges::find_if(ways, [this](SignInWay way) { return way != m_way; });
    return other == ways.end() ? std::nullopt : std::optional(*other);
}

void ConnectDialog::act()
{
    if (!canAct())
        return;
    switch (m_step) {
    case Step::Key:
    case Step::KeyPassword: return tryKey();
    case Step::Password: m_run->givePassword(m_password->name(), m_password->password()); return;
    case Step::Waiting: tell(tr("Asking %1").arg(m_source.name)); return m_run->approved();
    case Step::Chosen: return keepAccount();
    case Step::Failed: return beginSignIn(m_way);
    case Step::Busy: break;
    }
}

// ---- the key -----------------------------------------------------------------------------------------------------

QString ConnectDialog::keyText() const
{
    const bool isPassword = m_source.secret && m_source.secret->isNameAndPassword;
    return isPassword ? m_password->name() + u':' + m_password->password() : m_key->key();
}

void ConnectDialog::tryKey()
{
    const Step step = m_step;
    setStep(Step::Busy);
    tell(tr("Asking %1").arg(m_source.name));
    m_ports.connector.tryOut(m_source.id, keyText(), whileAlive(this, [this, step](const Result<QString> &result) {
        if (!result)
            setStep(step);
        onTried(result);
    }));
}

void ConnectDialog::onTried(const Result<QString> &result)
{
    if (result)
        return keepKey(*result);
    const bool isRefused = result.error().kind == ErrorKind::Unauthorized || result.error().kind == ErrorKind::InvalidArgument;
    if (m_step == Step::KeyPassword) {
        tell(isRefused ? tr("%1 doesn't know this name and password.").arg(m_source.name) : sentenceFor(result.error()));
        return m_password->focusPassword();
    }
    tell(isRefused ? tr("%1 doesn't know this key.").arg(m_source.name) : sentenceFor(result.error()));
    m_key->focusKey();
}

void ConnectDialog::keepKey(const QString &accountId)
{
    const bool isPersons = m_source.secret && m_source.secret->isPersons;
    const std::vector<SignInWay> ways = m_ports.signIns.ways(m_source.id);
    const auto kept = whileAlive(this, [this, ways, isPersons](const Result<SecretPlace> &place) {
        if (m_goal == Goal::Account && !isPersons && !ways.empty())
            return beginSignIn(ways.front());
        finish(place.value_or(SecretPlace::Memory));
    });
    if (!isPersons)
        return m_ports.accounts.keep(m_source.id, keyText(), m_remember->keeping(), kept);
    QString name = m_source.secret->isNameAndPassword ? m_password->name() : m_key->name();
    if (name.isEmpty())
        name = tr("Account %1").arg(m_ports.accounts.accounts(m_source.id).size() + 1);
    m_ports.accounts.addAccount(m_source.id, {accountId, name, keyText()}, m_remember->keeping(), kept);
}

// ---- signing in --------------------------------------------------------------------------------------------------

void ConnectDialog::beginSignIn(SignInWay way)
{
    m_way = way;
    setWindowTitle(tr("Sign in at %1").arg(m_source.name));
    showForm(nullptr);
    setStep(Step::Busy);
    tell(tr("Asking %1").arg(m_source.name));
    m_run = m_ports.signIns.begin(m_source.id, way, whileAlive(this, [this](const SignInState &state) { onState(state); }));
}

void ConnectDialog::onState(const SignInState &state)
{
    switch (state.kind) {
    case SignInState::Kind::Working: return setStep(Step::Busy);
    case SignInState::Kind::NeedsPassword:
        setStep(Step::Password);
        if (!state.error)
            return tell({});
        tell(state.error->kind == ErrorKind::Unauthorized ? tr("%1 doesn't know this name and password.").arg(m_source.name)
                                                          : sentenceFor(*state.error));
        return m_password->focusPassword();
    case SignInState::Kind::Waiting:
        m_waiting->show(state);
        if (m_step == Step::Waiting)
            return tell(state.isNotYet ? tr("%1 hasn't heard of it yet.").arg(m_source.name) : QString());
        tell({});
        return setStep(Step::Waiting);
    case SignInState::Kind::Done:
        m_password->forgetPassword();
        m_account = state.account;
        if (m_remember->isChosen())
            return keepAccount();
        setStep(Step::Chosen);
        return tell(tr("%1 is signed in. Say how long it may be remembered.").arg(m_account->name));
    case SignInState::Kind::Failed: return onFailed(*state.error);
    }
}

void ConnectDialog::onFailed(const Error &error)
{
    if (error.kind == ErrorKind::Forbidden && m_way == SignInWay::Code && otherWay())
        return beginSignIn(*otherWay()); // the server has codes switched off
    if (error.kind == ErrorKind::Unauthorized && m_source.secret) {
        setStep(Step::Key);
        tell(tr("%1 doesn't take this key for signing in.").arg(m_source.name));
        return m_key->focusKey();
    }
    setStep(Step::Failed);
    m_primary->setFocus();
    if (error.kind == ErrorKind::Rejected)
        tell(tr("%1 says no, or the approval was used up. Start again.").arg(m_source.name));
    else if (error.kind == ErrorKind::Timeout && error.httpStatus == 0)
        tell(tr("Nobody approved in time. Start again."));
    else
        tell(sentenceFor(error));
}

void ConnectDialog::keepAccount()
{
    setStep(Step::Busy);
    m_ports.accounts.addAccount(m_source.id, *m_account, m_remember->keeping(),
        whileAlive(this, [this](const Result<SecretPlace> &place) { finish(place.value_or(SecretPlace::Memory)); }));
}

void ConnectDialog::finish(SecretPlace place)
{
    if (place == SecretPlace::Memory && m_remember->keeping() == Keeping::Keychain)
        Q_EMIT said(tr("The keychain didn't take it, so it is remembered until you close Matinee."));
    Q_EMIT connected(m_source.id);
    accept();
}

} // namespace matinee

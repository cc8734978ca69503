// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <memory>

#include "models/catalog/accounts.h"
#include "models/catalog/signin.h"
#include "models/catalog/sourceconnector.h"
#include "models/catalog/sourcedescriptor.h"
#include "ui/dialogs/growingdialog.h"

class QLabel;
class QLayout;
class QPushButton;

namespace matinee {

class KeyForm;
class PasswordForm;
class RememberBox;
class Theme;
class WaitingForm;

/// What a ConnectDialog is built over; everything outlives it.
struct ConnectPorts {
    Accounts &accounts;
    SourceConnector &connector;
    SignIns &signIns;
    const Theme &theme;
    std::function<void(const QUrl &)> openUrl; ///< in the browser
};

/// Connects a source: asks for its key and tries it at once, or signs a person in by the ways the source has. What comes
/// of it is kept only when the server took it, for as long as the person chose. GUI thread.
class ConnectDialog : public GrowingDialog
{
    Q_OBJECT
public:
    enum class Goal {
        Key,     ///< the source can be browsed; where it has no key, as Account
        Account, ///< somebody is signed in; a key that is missing is asked for first
    };
    ConnectDialog(const SourceDescriptor &source, const ConnectPorts &ports, Goal goal, QWidget *parent = nullptr);
    ~ConnectDialog() override;

Q_SIGNALS:
    /// The source can be browsed now, or by another person.
    void connected(const QString &sourceId);
    /// One sentence for after the dialog has gone: where the secret is kept.
    void said(const QString &text);

private:
    enum class Step { Key, Password, KeyPassword, Waiting, Busy, Chosen, Failed };
    void build(const Theme &theme);
    QLayout *makeButtons();
    void setStep(Step step);
    [[nodiscard]] std::array<QWidget *, 3> forms() const;
    [[nodiscard]] QWidget *formOf(Step step) const;
    void showForm(const QWidget *shown);
    void updateButtons();
    void tell(const QString &text);
    void act();

    void tryKey();
    void onTried(const Result<QString> &result);
    void keepKey(const QString &accountId);
    void beginSignIn(SignInWay way);
    void onState(const SignInState &state);
    void onFailed(const Error &error);
    void keepAccount();
    void finish(SecretPlace place);
    [[nodiscard]] QString keyText() const;
    [[nodiscard]] QString primaryText() const;
    [[nodiscard]] bool canAct() const;
    [[nodiscard]] std::optional<SignInWay> otherWay() const;

    SourceDescriptor m_source;
    ConnectPorts m_ports;
    Goal m_goal;
    Step m_step = Step::Busy;
    SignInWay m_way = SignInWay::Browser;
    std::unique_ptr<SignIn> m_run;
    std::optional<Account> m_account; // signed in, not kept yet
    KeyForm *m_key;
    PasswordForm *m_password;
    WaitingForm *m_waiting;
    RememberBox *m_remember;
    QLabel *m_state;
    QPushButton *m_primary;
    QPushButton *m_other; // the other way to sign in
    QPushButton *m_help;
};

} // namespace matinee

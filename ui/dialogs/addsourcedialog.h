// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "models/catalog/sourceinstaller.h"
#include "ui/dialogs/growingdialog.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace matinee {

class ProfileEdit;
class Theme;

/// Adds a source: a profile that is pasted, dropped or chosen, or a server of a known kind at an address. It is checked
/// as it is typed, tried when it is added, and named by the person. GUI thread.
class AddSourceDialog : public GrowingDialog
{
    Q_OBJECT
public:
    /// Both outlive it. `profile` is what it opens with, may be empty.
    AddSourceDialog(SourceInstaller &installer, const Theme &theme, const QByteArray &profile, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The source is there; its server wants a key or a sign-in first where `wantsSecret`.
    void added(const QString &sourceId, bool wantsSecret);
    /// One sentence for after the dialog has gone.
    void said(const QString &text);

private:
    void build(const Theme &theme);
    void chooseFile();
    void take(const QString &path);
    void onKind();
    void check();
    void showProposal();
    void showFaults(const std::vector<SourceFault> &faults);
    void setBusy(bool isBusy);
    void tell(const QString &text);
    void tryOut();
    void onTried(const Result<SourceTrial> &trial);
    void install(bool wantsSecret, const QString &found);
    [[nodiscard]] bool isProfile() const;

    SourceInstaller &m_installer;
    std::vector<SourceTemplate> m_templates;
    std::optional<SourceProposal> m_proposal; // what the fields say, where that is without a fault
    bool m_isNamed = false;                   // by the person
    QFormLayout *m_form;
    QComboBox *m_kind;
    QLineEdit *m_address;
    ProfileEdit *m_profile;
    QLineEdit *m_name;
    QLabel *m_state;
    QPlainTextEdit *m_faults;
    QPushButton *m_choose;
    QPushButton *m_anyway; // where the server did not answer well
    QPushButton *m_add;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace matinee {

class Theme;

/// Lines for name and password. GUI thread.
class PasswordForm : public QWidget
{
    Q_OBJECT
public:
    PasswordForm(const QString &sourceName, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const;
    /// As it was typed: blanks may be part of it.
    [[nodiscard]] QString password() const;
    void focusName();
    void focusPassword();
    void forgetPassword();

Q_SIGNALS:
    void edited();

private:
    QLineEdit *m_name;
    QLineEdit *m_password;
};

} // namespace matinee

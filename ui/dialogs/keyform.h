// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/catalog/sourcedescriptor.h"

class QLineEdit;

namespace matinee {

class Theme;

/// A line for a key. Where the key is a person's own, another for what to call the account. GUI thread.
class KeyForm : public QWidget
{
    Q_OBJECT
public:
    KeyForm(const SecretNeed &need, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QString key() const;
    /// Empty where the person gave none.
    [[nodiscard]] QString name() const;
    void focusKey();

Q_SIGNALS:
    void edited();

private:
    QLineEdit *m_key;
    QLineEdit *m_name = nullptr;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/catalog/accounts.h"

class QCheckBox;
class QLabel;

namespace matinee {

class Theme;

/// Says where a secret will be kept, and asks. With a keychain it is kept there unless the person wants it otherwise;
/// without one nothing is kept before the person agreed that it lasts until the program closes. GUI thread.
class RememberBox : public QWidget
{
    Q_OBJECT
public:
    explicit RememberBox(const Theme &theme, QWidget *parent = nullptr);

    /// Until it is told, nothing can be chosen.
    void setKeychain(bool isThere);
    /// Whether there is an answer to act on.
    [[nodiscard]] bool isChosen() const;
    [[nodiscard]] Keeping keeping() const;

Q_SIGNALS:
    void chosenChanged();

private:
    enum class Keychain { Unknown, There, Missing };
    Keychain m_keychain = Keychain::Unknown;
    QLabel *m_sentence;
    QCheckBox *m_untilClosed;
};

} // namespace matinee

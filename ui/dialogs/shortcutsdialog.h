// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace matinee {

/// What each key does. GUI thread.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ShortcutsDialog(QWidget *parent = nullptr);
};

} // namespace matinee

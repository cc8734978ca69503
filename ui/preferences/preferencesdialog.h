// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace matinee {

class Preferences;

/// Theme and poster size; every change shows at once and is kept. GUI thread.
class PreferencesDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PreferencesDialog(Preferences &preferences, QWidget *parent = nullptr);
};

} // namespace matinee

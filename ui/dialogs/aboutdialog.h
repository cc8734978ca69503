// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace matinee {

class Theme;

/// What the program is, its version, licence and the libraries it stands on. GUI thread.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    /// `attributions`: what the sources in use ask to be said of them.
    AboutDialog(const Theme &theme, const QStringList &attributions, QWidget *parent = nullptr);
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace matinee {

class NetworkSettings;
class Preferences;
class SourceRegistry;

/// How the window looks, how servers are reached and how each is asked; every change shows at once and is kept. GUI thread.
class PreferencesDialog : public QDialog
{
    Q_OBJECT
public:
    struct Ports {
        Preferences &preferences;
        NetworkSettings &network;
        const SourceRegistry &sources;
    };
    /// `currentSource`: the one on screen.
    PreferencesDialog(const Ports &ports, const QString &currentSource, QWidget *parent = nullptr);

Q_SIGNALS:
    void picturesChanged(const QString &sourceId);
};

} // namespace matinee

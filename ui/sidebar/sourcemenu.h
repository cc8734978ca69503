// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace matinee {

class Preferences;
class SourceRegistry;

/// The sources to switch to: those there are, files opened before, and opening another. Filled when it opens.
/// GUI thread.
class SourceMenu : public QMenu
{
    Q_OBJECT
public:
    SourceMenu(SourceRegistry &sources, Preferences &preferences, QWidget *parent = nullptr);

Q_SIGNALS:
    void sourceChosen(const QString &sourceId);
    void openRequested();

private:
    void fill();

    SourceRegistry &m_sources;
    Preferences &m_preferences;
};

} // namespace matinee

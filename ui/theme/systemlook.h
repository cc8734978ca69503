// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPalette>

#include <memory>
#include <optional>

namespace matinee {

/// What the desktop says about its look. GUI thread. Answers may come later: changed() tells.
/// Until they come (or where nobody answers) the palette the program was started with decides.
class SystemLook : public QObject
{
    Q_OBJECT
public:
    /// Remembers the application's palette: construct before the first Theme is applied.
    explicit SystemLook(QObject *parent = nullptr);

    /// The look of this platform: the settings portal on Linux, QStyleHints where Qt has it (6.5).
    /// Never blocks: the portal is asked asynchronously.
    [[nodiscard]] static std::unique_ptr<SystemLook> ofPlatform();

    [[nodiscard]] bool isDark() const;
    [[nodiscard]] bool highContrast() const { return m_highContrast; }
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    /// The palette before ours.
    [[nodiscard]] const QPalette &palette() const { return m_palette; }

Q_SIGNALS:
    void changed();

protected:
    void setDark(std::optional<bool> dark);
    void setHighContrast(bool on);
    void setReducedMotion(bool on);

private:
    QPalette m_palette;
    std::optional<bool> m_dark; // nullopt: the desktop has no opinion
    bool m_highContrast = false;
    bool m_reducedMotion = false;
};

} // namespace matinee

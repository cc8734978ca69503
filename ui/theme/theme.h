// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QHash>
#include <QIcon>
#include <QObject>

#include <memory>

#include "ui/theme/systemlook.h"
#include "ui/theme/tokens.h"

namespace matinee {

/// How the program looks now. Made once in `app/` and passed by reference; widgets read tokens() while painting
/// and repaint at changed(). GUI thread.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode { Dark, Light, System };
    Q_ENUM(Mode)

    explicit Theme(std::unique_ptr<SystemLook> look = SystemLook::ofPlatform(), QObject *parent = nullptr);
    ~Theme() override;

    [[nodiscard]] Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    [[nodiscard]] bool isDark() const { return m_tokens.isDark; }
    /// Scaled by the system font already.
    [[nodiscard]] const Tokens &tokens() const { return m_tokens; }

    /// Style, palette and font of the whole application, now and at every later change.
    /// Call once, after QApplication is made and before the first window.
    void apply();

    /// A font of the program's family; `px` in logical pixels as tokens() gives them, fractions kept.
    [[nodiscard]] QFont font(double px, QFont::Weight weight = QFont::Normal) const;
    /// Inter where it is installed, else the system's family.
    [[nodiscard]] const QString &family() const { return m_family; }
    /// `logical` px of a 100 % font in this font's pixels.
    [[nodiscard]] int px(double logical) const;
    /// The system font against its usual size, 0.8..2.5.
    [[nodiscard]] double ratio() const { return m_ratio; }

    [[nodiscard]] bool reducedMotion() const { return m_look->reducedMotion(); }
    /// How long a movement takes, in ms; 0 where the system asks for stillness.
    [[nodiscard]] int motionMs() const;

    /// An icon of `:/icons/` in the colour of secondary text, or in another. Cached; cheap.
    [[nodiscard]] QIcon icon(const QString &name) const;
    [[nodiscard]] QIcon icon(const QString &name, const QColor &color) const;

Q_SIGNALS:
    /// Colours, sizes or motion are different now.
    void changed();

private:
    void refresh();
    void applyNow();

    std::unique_ptr<SystemLook> m_look;
    Mode m_mode = Mode::System;
    QString m_family;
    double m_ratio = 1;
    Tokens m_tokens;
    bool m_applied = false;
    mutable QHash<QString, QIcon> m_icons; // "name#aarrggbb"
};

} // namespace matinee

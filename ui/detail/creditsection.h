// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "models/catalog/title.h"

class QLabel;
class QPushButton;

namespace matinee {

class Theme;

/// The people of a title under a heading: the first ones, and all of them when asked. Takes no room without people.
/// GUI thread.
class CreditSection : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Cast, Crew };

    /// `shown`: people shown before somebody asks for all.
    CreditSection(const Theme &theme, Kind kind, int shown, QWidget *parent = nullptr);

    void setCredits(const std::vector<Credit> &credits);
    /// A scroll area asks no widget how high it is at a width, so it is told.
    void fitTo(int width);

Q_SIGNALS:
    /// Its height is another now: fitTo() again.
    void heightChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showPeople(size_t count);
    void restyle();

    const Theme &m_theme;
    Kind m_kind;
    size_t m_shown;
    std::vector<Credit> m_credits;
    QLabel *m_heading;
    QPushButton *m_all;
    QWidget *m_people;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/catalog/title.h"

namespace matinee {

class Theme;

/// One of the cast: initials in a disc, the name, and the role under it where it is known. GUI thread.
class CastMember : public QWidget
{
    Q_OBJECT
public:
    CastMember(const Theme &theme, const Credit &credit, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Credit m_credit;
};

} // namespace matinee

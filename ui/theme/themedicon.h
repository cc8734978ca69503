// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

namespace matinee {

/// The drawing `:/icons/<name>.svg` with its `currentColor` replaced; crisp at every size and device pixel ratio.
/// Rendered sizes are kept inside the icon. Disabled is half as strong. An unknown name is our bug (asserted).
/// GUI thread. Prefer Theme::icon(), which keeps the icons themselves too.
[[nodiscard]] QIcon themedIcon(const QString &name, const QColor &color);

} // namespace matinee

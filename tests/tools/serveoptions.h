// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "models/catalog/error.h"
#include "tests/support/faultserver/serversettings.h"

namespace matinee::test {

/// What `./dev serve` was told. InvalidArgument with the option as `where`, for an unknown one too.
[[nodiscard]] Result<ServerSettings> readServeOptions(const QStringList &arguments);
/// One line an option.
[[nodiscard]] QString serveHelp();

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/imagesource.h"

namespace matinee {

/// The pictures of a program without any: nothing is ever asked of it.
class NoImages final : public ImageSource
{
public:
    [[nodiscard]] std::optional<ImageKey> keyFor(
        const QString & /*source*/, const QString & /*path*/, int /*deviceWidth*/) const override
    {
        return std::nullopt;
    }
    void bytes(
        const ImageKey & /*key*/, Priority /*priority*/, const CancelToken & /*cancel*/, Reply<QByteArray> /*reply*/) override
    {
        Q_ASSERT_X(false, "NoImages", "asked for a picture it gave no key for");
    }
};

} // namespace matinee

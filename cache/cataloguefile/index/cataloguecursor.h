// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include "cache/cataloguefile/index/catalogueplace.h"
#include "models/catalog/error.h"

namespace matinee {

/// The opaque cursor of paging.md: base64url, without padding, of the compact JSON
/// `{"dir","field","id","order","timestamp","v":1,"value"}` followed by 8 checksum bytes. `dir` is there only in
/// a previous-page cursor ("prev"): the token alone says which way its page lies. The checksum is the head of SHA-256
/// over the JSON and the list's identity (content and filters), so the cursor of another list is refused. Any thread.
struct CatalogueCursor {
    ListPlace place; ///< the row next to which the page begins; the row itself is not on it
    SortField field = SortField::Title;
    bool descending = false;
    bool backward = false;  ///< the page before the place, not the one after it
    qint64 timestampMs = 0; ///< UTC, when it was made

    [[nodiscard]] QByteArray encode(const QByteArray &listIdentity) const;
};

/// What a cursor is held against when it comes back.
struct CursorTerms {
    QByteArray listIdentity;
    SortField field = SortField::Title;
    bool descending = false;
    qint64 nowMs = 0; ///< UTC
    /// A chain stored on disk never expires; a token handed to strangers may.
    std::optional<std::chrono::milliseconds> lifetime = std::nullopt;
};

/// InvalidArgument, `where` = "cursor", for anything that encode() did not make for these terms.
[[nodiscard]] Result<CatalogueCursor> decodeCatalogueCursor(const QByteArray &token, const CursorTerms &terms);

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <array>

#include "models/catalog/title.h"

namespace matinee {

/// A blob and the zlib crc32 of its bytes, as they stand side by side in a row (store.md 7.3).
struct PackedBlob {
    QByteArray bytes;
    quint32 crc = 0;
};

/// Version byte that begins every title's blob; bump it when the layout changes (store.md 7.7).
inline constexpr quint8 kPackedTitleVersion = 1;
/// The same for details. Version 1, without crew, videos and certification, is still read.
inline constexpr quint8 kPackedDetailsVersion = 2;

/// Everything of Title but its id, packed: fields in a fixed order, lengths and integers as varints, text as UTF-8,
/// absent optionals by a presence bit. Any thread.
[[nodiscard]] PackedBlob packTitle(const Title &title);
/// Reads a packed title back; `id` becomes the title's id. Corrupt where the checksum, the version or a length
/// is wrong: never a half-read title. Any thread. Cost: about one allocation a non-empty text.
[[nodiscard]] Result<Title> unpackTitle(QByteArrayView bytes, quint32 crc, TitleId id);

/// Texts that many titles of a page have in common, so that they share one copy. Of one thread while it is filled; the
/// texts themselves are of any.
class KnownTexts
{
public:
    /// The text of valid UTF-8, not empty. Cost: one comparison where it is known.
    [[nodiscard]] const QString &text(QByteArrayView utf8);

private:
    static constexpr std::size_t kPlaces = 64;
    struct Known {
        QByteArrayView utf8;
        QString text;
    };
    std::array<Known, kPlaces> m_known; // two texts that share a place take turns
};

/// The same in place, for pages: everything but `title.id`. False: damaged, and `title` is half read. `genres` keeps
/// pointing into `bytes`.
[[nodiscard]] bool unpackTitleInto(Title &title, QByteArrayView bytes, quint32 crc, KnownTexts &genres);

/// The same for a title's own page; `details.title` itself is not in the blob and is given when reading.
[[nodiscard]] PackedBlob packDetails(const TitleDetails &details);
[[nodiscard]] Result<TitleDetails> unpackDetails(QByteArrayView bytes, quint32 crc, Title title);

} // namespace matinee

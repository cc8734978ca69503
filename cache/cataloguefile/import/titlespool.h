// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QFile>

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "models/catalog/error.h"

namespace matinee {

/// One row of `title` on its way into the index. The views belong to whoever hands it out.
struct SpooledTitle {
    quint32 place = 0;        ///< in the file, from 1
    QByteArrayView sortTitle; ///< texts hold no NUL; where they are handed out one follows each
    QByteArrayView type;
    QByteArrayView extId;
    QByteArrayView lite;
    quint32 crc = 0;
    std::optional<int> year;
    std::optional<int> runtime;
    std::optional<double> rating;
    qint64 facets = 0;
    std::span<const quint32> terms; ///< term ids
};

/// Takes titles in file order and gives them back in title order, ties in file order, so that the index can lay them
/// out as they will be read. A file holds them; memory takes 40 bytes a title. One thread.
class TitleSpool
{
public:
    /// The file at `path` is made with the first title and removed by the destructor.
    explicit TitleSpool(const QString &path);
    ~TitleSpool();
    TitleSpool(const TitleSpool &) = delete;
    TitleSpool &operator=(const TitleSpool &) = delete;

    /// Places only grow. DiskFull or Storage.
    [[nodiscard]] Result<void> add(const SpooledTitle &title);
    /// Calls `take` with each title in order, once, after the last add(); ends with the first error of `take` or of the
    /// file. A title is valid until `take` returns.
    [[nodiscard]] Result<void> drain(const std::function<Result<void>(const SpooledTitle &title)> &take);

private:
    /// Bytes of the sort title that are compared at once: nearly every title is told apart by so many.
    static constexpr std::size_t kKeyWords = 3;
    struct Entry {
        std::array<quint64, kKeyWords> key; // big endian, zeros past the end
        qint64 offset;
        quint32 bytes;
        quint32 place;
    };
    using Run = std::span<Entry>;

    static std::array<quint64, kKeyWords> keyOf(QByteArrayView sortTitle);
    [[nodiscard]] Result<void> sort(Run run, qint64 depth);
    [[nodiscard]] Result<void> readKeys(Run run, qint64 depth);
    [[nodiscard]] Result<void> read(qint64 offset, qsizetype bytes);
    [[nodiscard]] tl::unexpected<Error> failed(const QString &what) const;

    QFile m_file;
    std::vector<Entry> m_entries;
    std::vector<quint32> m_terms;
    QByteArray m_buffer;
    qint64 m_end = 0;
};

} // namespace matinee

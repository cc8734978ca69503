// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <memory>
#include <optional>

#include "app/commandline.h"
#include "models/catalog/title.h"

namespace matinee {

/// What is printed of one title. `favorite` absent: not known.
struct PrintedTitle {
    Title title;
    std::optional<bool> favorite = std::nullopt;
    std::optional<TitleDetails> details = std::nullopt; ///< `show`: its further keys follow
    QDateTime addedAt = {};                             ///< `export`: when it became a favorite
};

/// Prints titles to stdout as they come, in one of the formats. begin(), then write() for each, then end(): also
/// after a failure, so that what came is a whole document.
class TitleWriter
{
public:
    [[nodiscard]] static std::unique_ptr<TitleWriter> make(OutputFormat format);

    TitleWriter() = default;
    TitleWriter(const TitleWriter &) = delete;
    TitleWriter &operator=(const TitleWriter &) = delete;
    virtual ~TitleWriter() = default;
    virtual void begin() = 0;
    virtual void write(const PrintedTitle &title) = 0;
    /// Storage when stdout did not take everything (disk full, closed pipe).
    [[nodiscard]] Result<void> end();

protected:
    virtual void finish() = 0;
    void put(const QByteArray &bytes);

private:
    bool m_failed = false;
};

/// A text as one CSV cell (RFC 4180): quoted where it holds a comma, quote or line break.
[[nodiscard]] QByteArray csvCell(const QString &text);
/// What a stranger's title could do to a terminal becomes blanks: control characters and escapes, line separators,
/// overrides of the writing direction.
[[nodiscard]] QString terminalSafe(const QString &text);

} // namespace matinee

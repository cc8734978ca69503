// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <functional>
#include <memory>
#include <optional>

#include "models/catalog/error.h"
#include "models/catalog/title.h"
#include "models/catalog/transfer.h"

namespace matinee {

/// What the person made of a title; what is absent is not known or not asked for.
struct OwnFacts {
    std::optional<bool> favorite = std::nullopt;
    bool watchlist = false;
    bool watched = false;
    std::optional<double> myRating = std::nullopt; ///< 0.5..10
    QString note = {};
    QString list = {};      ///< it stands in, by its name
    QString listAbout = {}; ///< the list's own words
    int listNumber = 0;     ///< from 1, of several lists; tells lists of one name apart
    QDateTime addedAt = {}; ///< when it was set, watched or written
};

/// What is written of one title.
struct PrintedTitle {
    Title title;
    OwnFacts own = {};
    std::optional<TitleDetails> details = std::nullopt; ///< `show`: its further keys follow
};

/// Writes titles as they come, in one of the formats. begin(), then write() for each, then end(): also after a failure, so
/// that what came is a whole document. Any one thread.
class TitleWriter
{
public:
    /// Where the bytes go; false: they were not taken.
    using Sink = std::function<bool(const QByteArray &bytes)>;

    [[nodiscard]] static std::unique_ptr<TitleWriter> make(FileFormat format, Sink sink);

    explicit TitleWriter(Sink sink) : m_sink(std::move(sink)) { }
    TitleWriter(const TitleWriter &) = delete;
    TitleWriter &operator=(const TitleWriter &) = delete;
    virtual ~TitleWriter() = default;
    virtual void begin() = 0;
    virtual void write(const PrintedTitle &title) = 0;
    /// Storage when the sink did not take everything (disk full, closed pipe).
    [[nodiscard]] Result<void> end();

protected:
    virtual void finish() = 0;
    void put(const QByteArray &bytes);

private:
    Sink m_sink;
    bool m_failed = false;
};

/// A text as one CSV cell (RFC 4180): quoted where it holds a comma, quote or line break.
[[nodiscard]] QByteArray csvCell(const QString &text);
/// Cells as one line, its end included.
[[nodiscard]] QByteArray csvLine(const QStringList &cells);

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "cache/cataloguefile/indexdirectory.h"
#include "models/catalog/clock.h"
#include "models/catalog/sourceregistry.h"
#include "models/catalog/tracesink.h"

namespace matinee {

/// Where a catalogue comes from.
struct CatalogueOrigin {
    QString id;   ///< of the source
    QString name; ///< for people
    QString path; ///< of the file, or `:/...`
    bool embedded = false;
};

/// The index that stands for a catalogue's content.
struct MadeIndex {
    QString path;
    QString contentHash;
    FileStamp stamp; ///< of the source before it was read
};

/// Finds or makes the index of a catalogue file. Blocks: on the catalogue thread (find) and the import thread (make).
class IndexMaker
{
public:
    IndexMaker(const IndexDirectory &directory, Clock &clock, TraceSink &trace)
        : m_directory(directory), m_clock(clock), m_trace(trace)
    {
    }

    /// The index made before, where a look from outside says that the file is the same. Quick. Not opened.
    [[nodiscard]] std::optional<MadeIndex> find(const CatalogueOrigin &origin) const;
    /// Reads the file, and imports it unless an index of this content is there and whole. Another process that is
    /// importing the same content is waited for. What is wrong with the file, or Cancelled.
    [[nodiscard]] Result<MadeIndex> make(
        const CatalogueOrigin &origin, const std::function<bool(SourceProgress)> &progress) const;
    /// Notes in the trace that an index was damaged, and removes it.
    void discardDamaged(const QString &indexPath, const Error &why) const;

private:
    [[nodiscard]] bool isWhole(const QString &indexPath) const;
    [[nodiscard]] Result<MadeIndex> import(
        const CatalogueOrigin &origin, MadeIndex wanted, const std::function<bool(SourceProgress)> &progress) const;
    void remember(const CatalogueOrigin &origin, const MadeIndex &made, qint64 titles) const;

    const IndexDirectory &m_directory;
    Clock &m_clock;
    TraceSink &m_trace;
};

} // namespace matinee

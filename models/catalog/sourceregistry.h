// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "models/catalog/reply.h"
#include "models/catalog/sourcedescriptor.h"

namespace matinee {

/// What opening a source that must first be indexed is doing.
struct SourceProgress {
    qint64 bytesRead = 0;
    qint64 bytesTotal = 0;
    qint64 titles = 0;
};

/// Port: the sources there are. Main thread; answers as Reply says.
class SourceRegistry
{
public:
    SourceRegistry() = default;
    SourceRegistry(const SourceRegistry &) = delete;
    SourceRegistry &operator=(const SourceRegistry &) = delete;
    virtual ~SourceRegistry() = default;

    /// Ids of every source known now, the default one first. Cheap; opens nothing.
    [[nodiscard]] virtual QStringList sourceIds() const = 0;
    /// Those of them that the window offers to choose: the others need something it cannot ask for.
    [[nodiscard]] virtual QStringList offeredIds() const { return sourceIds(); }
    /// What to call a source before it is described: its name, or the file's name. Cheap.
    [[nodiscard]] virtual QString sourceName(const QString &sourceId) const = 0;
    /// What the sources' terms ask to be said of them, in About. Cheap.
    [[nodiscard]] virtual QStringList attributions() const { return {}; }
    /// Makes a source ready (a catalogue file is indexed the first time, `progress` called now and then) and
    /// describes it. Asking again is cheap. Fails with what is wrong with the file, `where` = path or path:line.
    virtual void describe(
        const QString &sourceId, Reply<SourceDescriptor> reply, std::function<void(SourceProgress)> progress = {})
        = 0;
    /// Called when a source's content changed on disk and the new content is ready to be shown by adopt().
    virtual void onChanged(std::function<void(const QString &sourceId)> listener) = 0;
    /// Switches a changed source to its new content: its feeds must be opened anew.
    virtual void adopt(const QString &sourceId, Reply<SourceDescriptor> reply) = 0;
};

} // namespace matinee

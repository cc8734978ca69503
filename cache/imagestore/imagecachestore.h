// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>

#include <atomic>
#include <memory>

#include "cache/core/idlechores.h"
#include "cache/core/worker.h"
#include "cache/imagestore/imagereport.h"
#include "models/catalog/clock.h"
#include "models/catalog/imagesource.h"
#include "models/catalog/mailbox.h"
#include "models/catalog/tracesink.h"

namespace matinee {

class ImageDatabase;

/// images.db behind the ImageStore port. Main thread; the file is used on a thread of its own ("images"), checksums are
/// made and looked at on a pool. A file that cannot be opened keeps nothing: everything is read as not kept.
class ImageCacheStore final : public ImageStore
{
public:
    /// All references outlive the store; replies arrive through `mailbox`. The file is opened by the first call.
    ImageCacheStore(const ImageStoreOptions &options, Mailbox &mailbox, Clock &clock, TraceSink &trace);
    ~ImageCacheStore() override;

    void read(const ImageKey &key, const CancelToken &cancel, Reply<std::optional<QByteArray>> reply) override;
    /// What is read afterwards, even at once, is this.
    void write(const ImageKey &key, const QByteArray &bytes) override;

    void setBudget(qint64 bytes);
    /// Pictures kept offline by the person: no eviction takes them.
    void setExempt(const std::vector<ImageKey> &keys);
    void report(Reply<ImageStoreReport> reply);
    /// Forgets every picture and gives the room on the disk back before it answers.
    void clear(Reply<void> reply);

    /// Finishes what was asked, empties the WAL into the file, closes it and ends the thread. Idempotent; the destructor
    /// does it. What is asked afterwards is answered with Cancelled.
    void close();

private:
    template <typename T, typename Work>
    void ask(Reply<T> reply, Work work);
    void answer(const Reply<std::optional<QByteArray>> &reply, Result<std::optional<QByteArray>> result);

    Mailbox &m_mailbox;
    std::unique_ptr<ImageDatabase> m_database; // used on m_worker
    std::atomic_bool m_closing = false;
    QThreadPool m_pool;
    Worker m_worker{QStringLiteral("images")};
    IdleChores m_chores; // used on m_worker
};

} // namespace matinee

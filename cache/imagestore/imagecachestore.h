// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include "models/catalog/clock.h"
#include "models/catalog/imagesource.h"
#include "models/catalog/mailbox.h"
#include "models/catalog/tracesink.h"
namespace matinee {
struct ImageStoreOptions { QString path; bool maintains = true; };
struct ImageStoreReport { QString path; qint64 bytes = 0; qint64 pictures = 0; };
struct ImageClearing { qint64 pictures = 0; qint64 freedBytes = 0; };
class ImageCacheStore final : public ImageStore
{
public:
    ImageCacheStore(const ImageStoreOptions &, Mailbox &mailbox, Clock &, TraceSink &) : m_mailbox(mailbox) { }
    void read(const ImageKey &key, const CancelToken &, Reply<std::optional<QByteArray>> reply) override
    {
        std::optional<QByteArray> b;
        if (m_b.contains(key)) b = m_b.value(key);
        m_mailbox.post([=] { reply(b); });
    }
    void write(const ImageKey &key, const QByteArray &bytes) override { m_b.insert(key, bytes); }
    void report(Reply<ImageStoreReport> reply) { m_mailbox.post([=] { reply(ImageStoreReport{}); }); }
    void clear(Reply<ImageClearing> reply) { m_mailbox.post([=] { reply(ImageClearing{}); }); }
    void close() { }
private:
    Mailbox &m_mailbox;
    QHash<ImageKey, QByteArray> m_b;
};
}

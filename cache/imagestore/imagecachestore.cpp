// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/imagestore/imagecachestore.h"

#include "cache/core/checksum.h"
#include "cache/imagestore/imagedatabase.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// A checksum of 45 KB takes some 20 us: one thread would do, the second keeps a large one from holding up the rest.
constexpr int kChecksumThreads = 2;

tl::unexpected<Error> closed()
{
    return fail(ErrorKind::Cancelled, u"the store is closed"_s);
}

} // namespace

ImageCacheStore::ImageCacheStore(const ImageStoreOptions &options, Mailbox &mailbox, Clock &clock, TraceSink &trace)
    : m_mailbox(mailbox),
      m_database(std::make_unique<ImageDatabase>(options, clock, trace)),
      m_chores(m_worker, options.idleAfter, [this] { return m_database->chore(); })
{
    m_pool.setMaxThreadCount(kChecksumThreads);
}

ImageCacheStore::~ImageCacheStore()
{
    close();
}

void ImageCacheStore::close()
{
    if (m_closing.exchange(true))
        return;
    m_chores.stop();
    m_worker.post([this] { m_database->close(); });
    m_worker.finish();
    m_pool.waitForDone();
}

void ImageCacheStore::answer(const Reply<std::optional<QByteArray>> &reply, Result<std::optional<QByteArray>> result)
{
    m_mailbox.post([reply, result = std::move(result)] { reply(result); });
}

void ImageCacheStore::read(const ImageKey &key, const CancelToken &cancel, Reply<std::optional<QByteArray>> reply)
{
    if (m_closing)
        return answer(reply, closed());
    m_worker.post([this, key, cancel, reply = std::move(reply)] {
        if (m_closing)
            m_database->stopWaiting();
        if (cancel.isCancelled())
            return answer(reply, fail(ErrorKind::Cancelled, u"nobody waits for it any more"_s));
        auto found = m_database->read(key);
        m_chores.want(); // recency
        if (!found)
            return answer(reply, std::optional<QByteArray>());
        m_pool.start([this, reply, found = *std::move(found)] {
            if (checksumOf(found.bytes) == found.crc)
                return answer(reply, std::optional(found.bytes));
            m_worker.post([this, id = found.id] { m_database->damaged(id); });
            answer(reply, std::optional<QByteArray>());
        });
    });
}

void ImageCacheStore::write(const ImageKey &key, const QByteArray &bytes)
{
    if (m_closing)
        return;
    m_worker.post([this, key, bytes] {
        if (m_closing)
            m_database->stopWaiting();
        m_database->write(key, bytes, checksumOf(bytes));
        m_chores.worked();
    });
}

template <typename T, typename Work>
void ImageCacheStore::ask(Reply<T> reply, Work work)
{
    if (m_closing) {
        m_mailbox.post([reply = std::move(reply)] { reply(closed()); });
        return;
    }
    m_worker.post([this, reply = std::move(reply), work = std::move(work)] {
        m_mailbox.post([reply, result = Result<T>(work(*m_database))] { reply(result); });
        m_chores.want();
    });
}

void ImageCacheStore::setBudget(qint64 bytes)
{
    m_worker.post([this, bytes] {
        m_database->setBudget(bytes);
        m_chores.want();
    });
}

void ImageCacheStore::setExempt(const std::vector<ImageKey> &keys)
{
    m_worker.post([this, keys] { m_database->setExempt(keys); });
}

void ImageCacheStore::report(Reply<ImageStoreReport> reply)
{
    ask(std::move(reply), [](ImageDatabase &db) { return db.report(); });
}

void ImageCacheStore::clear(Reply<void> reply)
{
    ask(std::move(reply), [](ImageDatabase &db) { return db.clear(); });
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

#include <optional>

#include "models/catalog/canceltoken.h"
#include "models/catalog/priority.h"
#include "models/catalog/reply.h"

namespace matinee {

/// One picture of a source at one of the sizes the source offers.
struct ImageKey {
    QString source;
    QString path;     ///< as Title::poster says it; never holds a secret
    QString sizeCode; ///< the source's name for the size ("w342"), empty where it has one only
    bool operator==(const ImageKey &) const = default;
    friend size_t qHash(const ImageKey &key, size_t seed = 0) { return qHashMulti(seed, key.source, key.path, key.sizeCode); }
};

/// Port: encoded pictures, whole and checked (store.md, Images). Main thread; answers as Reply says.
class ImageSource
{
public:
    ImageSource() = default;
    ImageSource(const ImageSource &) = delete;
    ImageSource &operator=(const ImageSource &) = delete;
    virtual ~ImageSource() = default;

    /// The key of the smallest size at least `deviceWidth` px wide; nothing where the source has no such picture
    /// (an unknown source, an empty path). Cheap.
    [[nodiscard]] virtual std::optional<ImageKey> keyFor(const QString &source, const QString &path, int deviceWidth) const = 0;
    /// The bytes of a JPEG, PNG or WebP that is complete and of sane size. NotFound where there is none, Malformed
    /// for what is no such picture; never half of one.
    virtual void bytes(const ImageKey &key, Priority priority, const CancelToken &cancel, Reply<QByteArray> reply) = 0;
    /// Gives the asks of a cancelled token up at once instead of when its flag is next looked at.
    virtual void cancel(const CancelToken & /*cancel*/) { }
    /// The person asks again: what failed is no longer refused from memory.
    virtual void forgetFailures() { }
};

/// Port: kept pictures (images.db). Main thread; answers as Reply says.
class ImageStore
{
public:
    ImageStore() = default;
    ImageStore(const ImageStore &) = delete;
    ImageStore &operator=(const ImageStore &) = delete;
    virtual ~ImageStore() = default;

    /// Nothing where it is not kept, or its checksum is wrong.
    virtual void read(const ImageKey &key, const CancelToken &cancel, Reply<std::optional<QByteArray>> reply) = 0;
    /// Keeps a picture; one over 512 KiB is not kept. Failures are the store's own business.
    virtual void write(const ImageKey &key, const QByteArray &bytes) = 0;
};

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <chrono>
#include <optional>

#include "models/catalog/clock.h"
#include "models/catalog/error.h"
#include "models/catalog/imagesource.h"

namespace matinee {

/// What could not be fetched, and until when it is not worth asking again: a picture by itself (404: a day, else ten
/// minutes), or everything of a host that asked to wait or cannot be reached. In memory only. Main thread.
class ImageFailures
{
public:
    explicit ImageFailures(const Clock &clock) : m_clock(clock) { }

    /// The server a picture is on, as far as its key tells: the host of its URL, else its source.
    [[nodiscard]] static QString hostOf(const ImageKey &key);

    /// Why it is not asked for now; nothing where it may be.
    [[nodiscard]] std::optional<Error> standing(const ImageKey &key) const;
    void failed(const ImageKey &key, const Error &error);
    /// The host answers: that it could not be reached is over. A wait it asked for goes on.
    void worked(const ImageKey &key);
    /// The network is back: everything but "there is none" may be asked again.
    void forgive();

    /// Failures to tell of, this one included; 0 while the burst it belongs to was told of already.
    [[nodiscard]] int toTell(const ImageKey &key);

private:
    struct Failure {
        Error error;
        std::chrono::nanoseconds until{};
    };
    struct Host {
        std::optional<Failure> frozen;
        int freezes = 0; // in a row
        std::chrono::nanoseconds toldAt{-1};
        int untold = 0;
    };

    void freeze(const ImageKey &key, const Error &error);
    void sweep();

    const Clock &m_clock;
    QHash<ImageKey, Failure> m_pictures;
    QHash<QString, Host> m_hosts;
};

} // namespace matinee

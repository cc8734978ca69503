// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QStringList>

#include <deque>
#include <functional>
#include <vector>

#include "models/catalog/imagesource.h"

namespace matinee::test {

/// An ImageSource that answers only when told, with what it is told. Has a picture for every non-empty path, in widths
/// of 92, 185, 342, 780 and 1280 px ("w342"). Needs no event loop. One thread.
class ScriptedImages : public ImageSource
{
public:
    struct Ask {
        ImageKey key;
        Priority priority = Priority::VisibleImage;
        CancelToken cancel;
        Reply<QByteArray> reply;
    };
    std::deque<Ask> asks;                                ///< not answered yet, cancelled ones too
    QStringList asked;                                   ///< the path of every ask ever, in order
    std::vector<CancelToken> givenUp;                    ///< what cancel() was told
    int forgiven = 0;                                    ///< how often failures were to be forgotten
    std::function<QByteArray(const ImageKey &)> picture; ///< what answer() answers with

    /// Asks that nobody cancelled.
    [[nodiscard]] std::vector<Ask> awaited() const;
    [[nodiscard]] QStringList awaitedPaths() const;
    /// Answers the oldest ask nobody cancelled for this path (any path when empty); false when there is none.
    bool answer(const QString &path = {});
    bool answerWith(const QString &path, const Result<QByteArray> &answer);
    void answerAll();

    [[nodiscard]] std::optional<ImageKey> keyFor(const QString &source, const QString &path, int deviceWidth) const override;
    void bytes(const ImageKey &key, Priority priority, const CancelToken &cancel, Reply<QByteArray> reply) override;
    void cancel(const CancelToken &cancel) override { givenUp.push_back(cancel); }
    void forgetFailures() override { ++forgiven; }
};

/// An ImageStore in memory that answers reads only when told. One thread.
class ScriptedImageStore final : public ImageStore
{
public:
    struct Read {
        ImageKey key;
        CancelToken cancel;
        Reply<std::optional<QByteArray>> reply;
    };
    QHash<ImageKey, QByteArray> kept;
    std::deque<Read> reads;
    int readsAsked = 0;

    /// Answers every read there is, truthfully.
    void answerReads();

    void read(const ImageKey &key, const CancelToken &cancel, Reply<std::optional<QByteArray>> reply) override;
    void write(const ImageKey &key, const QByteArray &bytes) override { kept.insert(key, bytes); }
};

} // namespace matinee::test

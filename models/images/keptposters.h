// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QSet>

#include <deque>
#include <memory>

#include "models/catalog/imagesource.h"
#include "models/catalog/personaldata.h"

namespace matinee {

/// Pictures of another source, and beside them a small poster of each title that is the person's own: kept with the title,
/// and shown where the picture itself cannot be had (the cache is gone, there is no network). Main thread; everything it is
/// given outlives it.
class KeptPosters final : public ImageSource
{
public:
    KeptPosters(ImageSource &images, PersonalData &personal) : m_images(images), m_personal(personal) { }

    [[nodiscard]] std::optional<ImageKey> keyFor(const QString &source, const QString &path, int deviceWidth) const override;
    void bytes(const ImageKey &key, Priority priority, const CancelToken &cancel, Reply<QByteArray> reply) override;
    void cancel(const CancelToken &cancel) override { m_images.cancel(cancel); }
    void forgetFailures() override { m_images.forgetFailures(); }

    /// What is the person's own is something else now: looks which titles there are and, one after the other and behind
    /// everything else, keeps a small poster of those that have none.
    void sync();

private:
    void take(const PersonalContent &content);
    void next();
    void fetch(const Title &title);
    void answerKept(const ImageKey &key, const Error &error, const Reply<QByteArray> &reply);

    ImageSource &m_images;
    PersonalData &m_personal;
    QHash<std::pair<QString, QString>, TitleId> m_titles; // by source and path
    QSet<TitleId> m_looked;                               // kept, or tried in this run
    std::deque<Title> m_left;
    bool m_isBusy = false;
    bool m_isKnown = false;
    CancelToken m_closing;
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

} // namespace matinee

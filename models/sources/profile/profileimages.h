// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "models/catalog/imagesource.h"
#include "models/catalog/mailbox.h"
#include "models/sources/http/httptransport.h"
#include "models/sources/profile/profileset.h"

namespace matinee {

/// The pictures of profiles' titles, from their servers only; nothing is kept. Requests are never signed. Main thread.
class ProfileImages final : public ImageSource
{
public:
    /// All must outlive this.
    ProfileImages(const ProfileSet &profiles, HttpTransport &transport, Mailbox &mailbox);

    /// Nothing, too, while the person has not said that the source's pictures may be asked for.
    [[nodiscard]] std::optional<ImageKey> keyFor(const QString &source, const QString &path, int deviceWidth) const override;
    void bytes(const ImageKey &key, Priority priority, const CancelToken &cancel, Reply<QByteArray> reply) override;
    void cancel(const CancelToken &cancel) override { m_transport.cancel(cancel); }

private:
    void refuse(const Reply<QByteArray> &reply, const Error &error);

    const ProfileSet &m_profiles;
    HttpTransport &m_transport;
    Mailbox &m_mailbox;
    std::shared_ptr<char> m_life = std::make_shared<char>();
};

} // namespace matinee

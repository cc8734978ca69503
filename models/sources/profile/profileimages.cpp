// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/profileimages.h"

#include "models/sources/profile/answerreader.h"
#include "models/sources/profile/imagecheck.h"
#include "models/sources/profile/imageurl.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace matinee {
namespace {

constexpr qint64 kMostImageBytes = 10 * 1024 * 1024; // an "original" poster of TMDB is 1 to 3 MiB
constexpr auto kImageDeadline = 30s;
// A picture server is made for a screen full of pictures at once.
constexpr HostLimits kPictureHost{50, 100, 6};

/// Where one host gives out both (paging.md 4.15: 10 calls and 20 pictures a second).
HostLimits picturesBeside(const HostLimits &calls)
{
    return {calls.perSecond * 2, calls.burst, calls.inFlight + 2};
}

BodyVerdict verdictOf(const HttpResponse &response)
{
    const auto facts = checkImage(response.body);
    return facts ? BodyVerdict::good() : facts.error();
}

HttpRequest requestOf(const ProfileEntry &entry, const QUrl &url, Priority priority)
{
    HttpRequest request;
    request.url = url;
    request.headers = {{"Accept", "image/webp, image/jpeg, image/png"}};
    request.priority = priority;
    request.isBackground = priority == Priority::Prefetch;
    request.maxBytes = kMostImageBytes;
    request.deadline = kImageDeadline;
    request.traffic = Traffic::Pictures;
    request.limits = url.host() == entry.base.host() ? picturesBeside(entry.profile->limits) : kPictureHost;
    request.flightKey = "GET " + url.toEncoded();
    request.read = verdictOf;
    return request;
}

} // namespace

ProfileImages::ProfileImages(const ProfileSet &profiles, HttpTransport &transport, Mailbox &mailbox)
    : m_profiles(profiles), m_transport(transport), m_mailbox(mailbox)
{
}

std::optional<ImageKey> ProfileImages::keyFor(const QString &source, const QString &path, int deviceWidth) const
{
    const ProfileEntry *entry = m_profiles.find(source);
    if (!entry || path.isEmpty() || !entry->showsPictures())
        return std::nullopt;
    const QString code = sizeCodeFor(*entry->profile, deviceWidth);
    return imageUrl(*entry, path, code) ? std::optional(ImageKey{source, path, code}) : std::nullopt;
}

void ProfileImages::bytes(const ImageKey &key, Priority priority, const CancelToken &cancel, Reply<QByteArray> reply)
{
    const ProfileEntry *entry = m_profiles.find(key.source);
    if (!entry) {
        refuse(reply, Error{ErrorKind::NotFound, u"no source \"%1\""_s.arg(key.source), u"source"_s});
        return;
    }
    const Result<QUrl> url = imageUrl(*entry, key.path, key.sizeCode);
    if (!url) {
        refuse(reply, url.error());
        return;
    }
    m_transport.send(requestOf(*entry, *url, priority), cancel,
        [reply, profile = entry->profile, life = std::weak_ptr(m_life)](Result<HttpResponse> response) {
            if (life.expired())
                return;
            if (!response)
                reply(tl::unexpected(response.error()));
            else if (response->status != 200)
                reply(tl::unexpected(statusError(*profile, *response)));
            else
                reply(std::move(response->body));
        });
}

void ProfileImages::refuse(const Reply<QByteArray> &reply, const Error &error)
{
    m_mailbox.post([reply, error, life = std::weak_ptr(m_life)] {
        if (!life.expired())
            reply(tl::unexpected(error));
    });
}

} // namespace matinee

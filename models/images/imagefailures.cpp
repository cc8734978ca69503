// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/images/imagefailures.h"

#include <QUrl>

#include <algorithm>
#include <utility>

namespace matinee {
namespace {

using namespace std::chrono_literals;

// store.md, Images 7.
constexpr auto kFailureRests = 10min;
constexpr auto kMissingRests = 24h;
// A host that asks to wait without saying how long.
constexpr auto kUsualWait = 60s;
// A host that cannot be reached: first as long as a router takes to come back, then longer.
constexpr auto kFirstFreeze = 15s;
constexpr auto kLongestFreeze = 10min;
// One line a burst: failures nearer to the last line than this belong to it.
constexpr auto kBurst = 60s;
// Some 1 MB. Who has this many broken pictures may ask for one of them twice.
constexpr qsizetype kMostPictures = 4096;

bool speaksOfTheHost(ErrorKind kind)
{
    return kind == ErrorKind::RateLimited || kind == ErrorKind::Unreachable || kind == ErrorKind::Tls
        || kind == ErrorKind::CaptivePortal;
}

} // namespace

QString ImageFailures::hostOf(const ImageKey &key)
{
    if (!key.path.startsWith(QLatin1String("http")))
        return key.source;
    const QString host = QUrl(key.path).host();
    return host.isEmpty() ? key.source : host;
}

std::optional<Error> ImageFailures::standing(const ImageKey &key) const
{
    const auto now = m_clock.steady();
    if (const auto picture = m_pictures.constFind(key); picture != m_pictures.cend() && now < picture->until)
        return picture->error;
    if (const auto host = m_hosts.constFind(hostOf(key)); host != m_hosts.cend() && host->frozen && now < host->frozen->until)
        return host->frozen->error;
    return std::nullopt;
}

void ImageFailures::failed(const ImageKey &key, const Error &error)
{
    // Neither says anything about the picture, and both pass without notice.
    if (error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::Offline)
        return;
    if (speaksOfTheHost(error.kind))
        return freeze(key, error);
    sweep();
    const std::chrono::nanoseconds rests = error.kind == ErrorKind::NotFound ? kMissingRests : kFailureRests;
    m_pictures.insert(key, {error, m_clock.steady() + rests});
}

void ImageFailures::freeze(const ImageKey &key, const Error &error)
{
    Host &host = m_hosts[hostOf(key)];
    const auto now = m_clock.steady();
    if (host.frozen && now < host.frozen->until && !error.retryAfter)
        return; // asked before the freeze began
    std::chrono::nanoseconds rests = kUsualWait;
    if (error.retryAfter)
        rests = *error.retryAfter;
    else if (error.kind != ErrorKind::RateLimited)
        rests = std::min<std::chrono::nanoseconds>(kFirstFreeze * (1 << std::min(host.freezes++, 6)), kLongestFreeze);
    const auto until = now + rests;
    if (!host.frozen || host.frozen->until < until)
        host.frozen = Failure{error, until};
}

void ImageFailures::worked(const ImageKey &key)
{
    m_pictures.remove(key);
    const auto host = m_hosts.find(hostOf(key));
    if (host == m_hosts.end())
        return;
    host->freezes = 0;
    // An answer that was on its way already does not shorten a wait the host asked for.
    if (host->frozen && host->frozen->error.kind != ErrorKind::RateLimited)
        host->frozen.reset();
}

void ImageFailures::forgive()
{
    m_pictures.removeIf([](const auto &entry) { return entry.value().error.kind != ErrorKind::NotFound; });
    for (Host &host : m_hosts) {
        host.frozen.reset();
        host.freezes = 0;
    }
}

int ImageFailures::toTell(const ImageKey &key)
{
    Host &host = m_hosts[hostOf(key)];
    ++host.untold;
    const auto now = m_clock.steady();
    if (host.toldAt.count() >= 0 && now < host.toldAt + kBurst)
        return 0;
    host.toldAt = now;
    return std::exchange(host.untold, 0);
}

void ImageFailures::sweep()
{
    if (m_pictures.size() < kMostPictures)
        return;
    const auto now = m_clock.steady();
    m_pictures.removeIf([now](const auto &entry) { return entry.value().until <= now; });
    if (m_pictures.size() >= kMostPictures)
        m_pictures.clear();
}

} // namespace matinee

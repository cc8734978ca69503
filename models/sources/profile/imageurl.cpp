// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/imageurl.h"

#include <algorithm>

#include "models/sources/dialects/nexturl.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

bool isAbsolute(const QString &path)
{
    return path.startsWith("https://"_L1, Qt::CaseInsensitive) || path.startsWith("http://"_L1, Qt::CaseInsensitive)
        || path.startsWith("//"_L1);
}

const Template &templateOf(const Profile &profile)
{
    return profile.title.poster.url.isEmpty() ? profile.title.backdrop.url : profile.title.poster.url;
}

QString written(const ProfileEntry &entry, const QString &path, const QString &sizeCode)
{
    const ProfileImagesPart &images = entry.profile->images;
    const QUrl base = images.base.isEmpty() ? entry.base : images.base;
    const QString baseText = base.toString(QUrl::StripTrailingSlash | QUrl::FullyEncoded);
    const Template &url = templateOf(*entry.profile);
    if (url.isEmpty())
        return path.startsWith(u'/') && !images.base.isEmpty() ? baseText + path : path;
    return url.plain({{u"path"_s, path}, {u"size"_s, sizeCode}, {u"base"_s, baseText}}).value_or(QString());
}

QUrl atOrigin(QUrl url, const QUrl &origin)
{
    url.setScheme(origin.scheme());
    url.setHost(origin.host());
    url.setPort(origin.port());
    return url;
}

bool isAllowed(const ProfileEntry &entry, const QUrl &url)
{
    if (isSameOrigin(url, entry.base))
        return true;
    const ProfileImagesPart &images = entry.profile->images;
    if (url.scheme() != "https"_L1 || url.port(443) != 443)
        return false;
    return url.host() == images.base.host() || images.hosts.contains(u"*"_s) || images.hosts.contains(url.host());
}

} // namespace

QString sizeCodeFor(const Profile &profile, int deviceWidth)
{
    const auto &sizes = profile.images.sizes;
    if (sizes.empty())
        return {};
    const auto fits = [&](const ProfileImagesPart::Size &size) { return size.width == 0 || size.width >= deviceWidth; };
    const auto found = std::ranges::find_if(sizes, fits);
    return found == sizes.end() ? sizes.back().code : found->code;
}

Result<QUrl> imageUrl(const ProfileEntry &entry, const QString &path, const QString &sizeCode)
{
    // A path that is an address already needs no template.
    const QString text = isAbsolute(path) ? path : written(entry, path, sizeCode);
    QUrl url = entry.base.resolved(QUrl(text, QUrl::TolerantMode));
    if (text.isEmpty() || !url.isValid() || url.host().isEmpty())
        return fail(ErrorKind::InvalidArgument, u"the picture has no address"_s);
    if (text.startsWith("//"_L1))
        url.setScheme(u"https"_s);
    if (entry.isReplaced && !isAbsolute(path))
        url = atOrigin(url, entry.base);
    if (!url.userInfo().isEmpty() || !isAllowed(entry, url))
        return fail(ErrorKind::CrossOrigin, u"pictures of %1 do not come from %2"_s.arg(entry.profile->name, url.host()));
    return url;
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/profileset.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

bool isAddress(const QUrl &url)
{
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    return url.isValid() && isHttp && !url.host().isEmpty() && url.userInfo().isEmpty();
}

} // namespace

void ProfileSet::add(std::shared_ptr<const Profile> profile, const QString &file)
{
    const QUrl base = profile->base;
    const QString id = profile->id;
    ProfileEntry added{std::move(profile), base, false, 0, {}, file};
    if (ProfileEntry *earlier = entry(id))
        *earlier = std::move(added);
    else
        m_entries.push_back(std::move(added));
}

void ProfileSet::remove(const QString &sourceId)
{
    std::erase_if(m_entries, [&](const ProfileEntry &e) { return e.profile->id == sourceId; });
}

Result<void> ProfileSet::replaceBase(const QString &sourceId, const QUrl &base)
{
    if (!isAddress(base))
        return fail(ErrorKind::InvalidArgument, u"\"%1\" is no http or https address"_s.arg(base.toDisplayString()), u"base"_s);
    ProfileEntry *found = entry(sourceId);
    if (!found)
        return fail(ErrorKind::NotFound, u"no source \"%1\""_s.arg(sourceId), u"source"_s);
    found->base = base.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment);
    found->isReplaced = true;
    return {};
}

Result<void> ProfileSet::replaceBases(const QUrl &base)
{
    for (const QString &id : ids()) {
        if (const Result<void> replaced = replaceBase(id, base); !replaced)
            return replaced;
    }
    return {};
}

void ProfileSet::setPageSize(const QString &sourceId, int pageSize)
{
    if (ProfileEntry *found = entry(sourceId))
        found->pageSize = pageSize;
}

void ProfileSet::setShowsPictures(const QString &sourceId, bool shows)
{
    if (ProfileEntry *found = entry(sourceId))
        found->pictures = shows;
}

void ProfileSet::setLanguage(const QString &sourceId, const QString &language)
{
    if (ProfileEntry *found = entry(sourceId))
        found->language = language;
}

const ProfileEntry *ProfileSet::find(const QString &sourceId) const
{
    const auto found = std::ranges::find_if(m_entries, [&](const ProfileEntry &e) { return e.profile->id == sourceId; });
    return found == m_entries.end() ? nullptr : &*found;
}

ProfileEntry *ProfileSet::entry(const QString &sourceId)
{
    const auto found = std::ranges::find_if(m_entries, [&](const ProfileEntry &e) { return e.profile->id == sourceId; });
    return found == m_entries.end() ? nullptr : &*found;
}

QStringList ProfileSet::ids() const
{
    QStringList ids;
    for (const ProfileEntry &e : m_entries)
        ids.append(e.profile->id);
    return ids;
}

ProfileFile readProfileFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {path, {nullptr, {{QString(), file.errorString()}}}};
    // One byte more than is allowed, so that the reader says that it is too large.
    return {path, readProfile(file.read(kMostProfileBytes + 1))};
}

std::vector<ProfileFile> readProfileFolder(const QString &folder)
{
    std::vector<ProfileFile> files;
    for (const QString &name : QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        if (name != "schema.json"_L1)
            files.push_back(readProfileFile(folder + u'/' + name));
    }
    return files;
}

QString shippedProfileFolder()
{
    return u":/profiles"_s;
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>
#include <vector>

#include "models/sources/profile/profile.h"
#include "models/sources/profile/profilereader.h"

namespace matinee {

/// The largest profile that is read; one of 40 feeds is 20 KiB.
inline constexpr qint64 kMostProfileBytes = 256 * 1024;

/// A profile in use, with what the person changed of it.
struct ProfileEntry {
    std::shared_ptr<const Profile> profile;
    QUrl base;                         ///< what requests go below
    bool isReplaced = false;           ///< `base` is not the profile's own (--base): nothing is signed where there is no secret
    int pageSize = 0;                  ///< wished for, 0: the profile's
    QString language;                  ///< "" for the profile's
    QString file = {};                 ///< the person's own it was read from; empty for a shipped one
    std::optional<bool> pictures = {}; ///< whether the person wants them; absent: nobody was asked

    [[nodiscard]] QString languageTag() const { return language.isEmpty() ? profile->language : language; }
    /// Whether pictures may be asked for.
    [[nodiscard]] bool showsPictures() const { return pictures.value_or(!profile->images.askFirst); }
};

/// The profiles in use. What find() gave holds until the next change. Main thread.
class ProfileSet
{
public:
    /// Takes the place of an earlier one with the same id, keeping where that stood. `file` is the person's own.
    void add(std::shared_ptr<const Profile> profile, const QString &file = {});
    void remove(const QString &sourceId);
    /// InvalidArgument for what is no http or https address; NotFound for an unknown source.
    [[nodiscard]] Result<void> replaceBase(const QString &sourceId, const QUrl &base);
    /// As replaceBase(), for every source there is.
    [[nodiscard]] Result<void> replaceBases(const QUrl &base);
    void setPageSize(const QString &sourceId, int pageSize);
    void setShowsPictures(const QString &sourceId, bool shows);
    void setLanguage(const QString &sourceId, const QString &language);

    [[nodiscard]] const ProfileEntry *find(const QString &sourceId) const;
    [[nodiscard]] QStringList ids() const; ///< in the order they were added

private:
    ProfileEntry *entry(const QString &sourceId);

    std::vector<ProfileEntry> m_entries;
};

/// A file that holds a profile, or tries to.
struct ProfileFile {
    QString path;
    ProfileReading reading;
};

/// Every *.json of a folder, by name, `schema.json` left out. Start-up only: reads files on the calling thread.
[[nodiscard]] std::vector<ProfileFile> readProfileFolder(const QString &folder);
/// One file; a fault with an empty pointer where it cannot be read.
[[nodiscard]] ProfileFile readProfileFile(const QString &path);
/// Where the shipped profiles are embedded.
[[nodiscard]] QString shippedProfileFolder();

} // namespace matinee

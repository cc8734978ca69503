// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/setup/profileinstaller.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

// The shipped profiles for servers that stand somewhere else for everybody.
constexpr std::array kTemplates{QLatin1StringView("jellyfin"), QLatin1StringView("movie-api")};

QString hostOf(const QUrl &base)
{
    return base.port() < 0 ? base.host() : u"%1:%2"_s.arg(base.host()).arg(base.port());
}

bool isSameServer(const QUrl &one, const QUrl &other)
{
    return one.scheme() == other.scheme() && one.authority() == other.authority();
}

/// "http://nas:8096/web" of what a person types: "nas:8096". Below the address itself, nothing of a question or a place.
QUrl addressOf(const QString &typed)
{
    const QString text = typed.trimmed();
    QUrl url(text.contains("://"_L1) ? text : u"http://"_s + text, QUrl::StrictMode);
    url = url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    return isHttp && !url.host().isEmpty() && url.userInfo().isEmpty() ? url : QUrl();
}

QByteArray withMembers(const QByteArray &profile, const QList<std::pair<QString, QString>> &members)
{
    QJsonObject object = QJsonDocument::fromJson(profile).object();
    bool isChanged = false;
    for (const auto &[name, value] : members) {
        isChanged = isChanged || object.value(name).toString() != value;
        object.insert(name, value);
    }
    return isChanged ? QJsonDocument(object).toJson() : profile; // else as the person wrote it
}

Result<QString> writeProfile(const QString &path, const QByteArray &text)
{
    const auto failed = [&path](const QString &why) { return fail(ErrorKind::Storage, why, path); };
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failed(u"the folder cannot be made"_s);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return failed(file.errorString());
    return path;
}

Result<ProfileText> textOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, file.errorString(), path);
    const QByteArray text = file.read(kMostProfileBytes + 1);
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    return ProfileText{text, object.contains("base"_L1) && object.contains("feeds"_L1)};
}

/// A name no file of the folder has: one with faults in it is somebody's work too.
QString freePath(const QString &folder, const QString &id)
{
    QString path = folder + u'/' + id + ".json"_L1;
    for (int n = 2; QFile::exists(path); ++n)
        path = u"%1/%2-%3.json"_s.arg(folder, id).arg(n);
    return path;
}

} // namespace

ProfileInstaller::ProfileInstaller(ProfileSet &profiles, QString folder, const TrialTools &tools, ForgetLists forgetLists)
    : m_profiles(profiles), m_folder(std::move(folder)), m_tools(tools), m_forgetLists(std::move(forgetLists))
{
    m_pool.setMaxThreadCount(1); // one after the other
}

ProfileInstaller::~ProfileInstaller()
{
    m_pool.waitForDone(); // a profile that is being written is written
}

template <typename T>
void ProfileInstaller::onPool(std::function<Result<T>()> work, std::function<void(const Result<T> &)> then)
{
    m_pool.start([&mailbox = m_tools.mailbox, life = std::weak_ptr(m_life), work = std::move(work), then = std::move(then)] {
        mailbox.post([life, then, result = work()] {
            if (!life.expired())
                then(result);
        });
    });
}

bool ProfileInstaller::isTemplate(const QString &id)
{
    return std::ranges::find(kTemplates, id) != kTemplates.end();
}

bool ProfileInstaller::isFree(const QString &id) const
{
    const ProfileEntry *taken = m_profiles.find(id);
    return !taken || (taken->file.isEmpty() && isTemplate(id));
}

std::vector<SourceTemplate> ProfileInstaller::templates() const
{
    std::vector<SourceTemplate> all;
    for (const QLatin1StringView id : kTemplates) {
        const ProfileFile file = readProfileFile(shippedProfileFolder() + u'/' + id + ".json"_L1);
        if (file.reading.profile)
            all.push_back({file.reading.profile->id, file.reading.profile->name, file.reading.profile->base.toString()});
    }
    return all;
}

Result<QByteArray> ProfileInstaller::fromTemplate(const QString &templateId, const QString &address) const
{
    if (!isTemplate(templateId))
        return fail(ErrorKind::NotFound, u"no template \"%1\""_s.arg(templateId), u"template"_s);
    const QUrl base = addressOf(address);
    if (base.isEmpty())
        return fail(ErrorKind::InvalidArgument, u"must be an address like http://192.168.1.20:8096"_s, u"address"_s);
    QFile file(shippedProfileFolder() + u'/' + templateId + ".json"_L1);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, file.errorString(), file.fileName());
    return withMembers(file.readAll(), {{u"base"_s, base.toString(QUrl::FullyEncoded)}});
}

void ProfileInstaller::read(const QString &path, Reply<ProfileText> reply)
{
    onPool<ProfileText>([path] { return textOf(path); }, std::move(reply));
}

tl::expected<SourceProposal, std::vector<SourceFault>> ProfileInstaller::check(const QByteArray &profile) const
{
    const ProfileReading reading = readProfile(profile);
    if (!reading.profile) {
        std::vector<SourceFault> faults;
        for (const ProfileFault &fault : reading.faults)
            faults.push_back({fault.pointer, fault.text});
        return tl::unexpected(std::move(faults));
    }
    const Profile &read = *reading.profile;
    SourceProposal proposal{profile, read.id, read.name, hostOf(read.base), static_cast<int>(read.feeds.size())};
    // What is kept of a list goes by the source's id: two servers never share one.
    for (int n = 2; !isFree(proposal.id); ++n) {
        const ProfileEntry &taken = *m_profiles.find(proposal.id);
        proposal.replaces = !taken.file.isEmpty() && isSameServer(taken.profile->base, read.base);
        if (proposal.replaces)
            break;
        const QString number = u"-%1"_s.arg(n);
        proposal.id = read.id.left(64 - number.size()) + number;
    }
    return proposal;
}

void ProfileInstaller::tryOut(const SourceProposal &proposal, Reply<SourceTrial> reply)
{
    const ProfileReading reading = readProfile(proposal.profile);
    if (!reading.profile)
        return m_tools.mailbox.post([reply] { reply(fail(ErrorKind::Malformed, u"no good profile"_s)); });
    ProfileSet alone;
    alone.add(reading.profile);
    // An address that was put in place goes unsigned where there is no secret: the server itself is to say that it wants one.
    (void)alone.replaceBase(reading.profile->id, reading.profile->base);
    m_trial = std::make_unique<FirstPageTrial>(std::move(alone), m_tools, reading.profile->id, QString());
    m_trial->start([reply = std::move(reply)](const Result<FetchedPage> &page) {
        if (!page) {
            const bool isUnsigned = page.error().kind == ErrorKind::Unauthorized || page.error().kind == ErrorKind::Forbidden;
            return reply(isUnsigned ? Result<SourceTrial>(SourceTrial{0, -1, 0, true}) : tl::unexpected(page.error()));
        }
        if (page->titles.empty() && page->badCount > 0)
            return reply(fail(ErrorKind::Malformed,
                u"none of the %1 entries has an id and a title where the profile looks"_s.arg(page->badCount), u"/title"_s));
        reply(SourceTrial{static_cast<int>(page->titles.size()), page->total, page->badCount});
    });
}

void ProfileInstaller::install(const SourceProposal &proposal, const QString &name, Reply<QString> reply)
{
    const ProfileEntry *earlier = proposal.replaces ? m_profiles.find(proposal.id) : nullptr;
    const QString known = earlier ? earlier->file : QString();
    const QString called = name.simplified().isEmpty() ? proposal.name : name.simplified();
    const QByteArray text = withMembers(proposal.profile, {{u"id"_s, proposal.id}, {u"name"_s, called}});
    const ProfileReading reading = readProfile(text);
    if (!reading.profile) // a name too long, say
        return m_tools.mailbox.post(
            [reply, why = reading.faultText()] { reply(fail(ErrorKind::InvalidArgument, why, u"name"_s)); });
    onPool<QString>([folder = m_folder, known, id = proposal.id,
                        text] { return writeProfile(known.isEmpty() ? freePath(folder, id) : known, text); },
        [this, proposal, profile = reading.profile, reply = std::move(reply)](const Result<QString> &path) {
            if (path)
                use(proposal, profile, *path, reply);
            else
                reply(tl::unexpected(path.error()));
        });
}

void ProfileInstaller::use(
    const SourceProposal &proposal, std::shared_ptr<const Profile> profile, const QString &path, Reply<QString> reply)
{
    const auto add = [this, life = std::weak_ptr(m_life), profile = std::move(profile), path, reply = std::move(reply)] {
        if (life.expired())
            return;
        m_profiles.add(profile, path);
        reply(profile->id);
    };
    if (proposal.replaces)
        return add();
    m_forgetLists(proposal.id, add);
}

bool ProfileInstaller::isOwn(const QString &sourceId) const
{
    const ProfileEntry *entry = m_profiles.find(sourceId);
    return entry && !entry->file.isEmpty();
}

void ProfileInstaller::remove(const QString &sourceId, Reply<void> reply)
{
    if (!isOwn(sourceId))
        return m_tools.mailbox.post([reply] { reply(fail(ErrorKind::NotFound, u"no source of your own"_s, u"source"_s)); });
    onPool<void>(
        [path = m_profiles.find(sourceId)->file]() -> Result<void> {
            QFile file(path);
            if (!file.remove() && file.exists())
                return fail(ErrorKind::Storage, file.errorString(), path);
            return {};
        },
        [this, sourceId, reply = std::move(reply)](const Result<void> &removed) {
            if (removed) {
                const ProfileFile shipped = readProfileFile(shippedProfileFolder() + u'/' + sourceId + ".json"_L1);
                shipped.reading.profile ? m_profiles.add(shipped.reading.profile) : m_profiles.remove(sourceId);
            }
            reply(removed);
        });
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/accounts/keychainaccounts.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QTimer>

#ifdef MATINEE_HAS_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// What a packager built in for a source; empty otherwise.
QString builtIn(const QString &sourceId)
{
#ifdef MATINEE_TMDB_TOKEN
    if (sourceId == "tmdb"_L1)
        return QStringLiteral(MATINEE_TMDB_TOKEN);
#endif
    Q_UNUSED(sourceId)
    return {};
}

/// Whether asking the keychain can lead anywhere: without a session bus (cron, a container) Linux has none, and finding
/// that out by asking takes seconds on some systems.
bool mayHaveKeychain()
{
#ifndef MATINEE_HAS_KEYCHAIN
    return false;
#elif defined(Q_OS_LINUX)
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR", u"/nonexistent"_s) + u"/bus"_s);
#else
    return true;
#endif
}

#ifdef MATINEE_HAS_KEYCHAIN
constexpr QLatin1StringView kService{"matinee"};
#endif

} // namespace

KeychainAccounts::KeychainAccounts(QString profile, QObject *parent) : QObject(parent), m_profile(std::move(profile)) { }

KeychainAccounts::~KeychainAccounts() = default;

QString KeychainAccounts::variableFor(const QString &sourceId)
{
    QString name = u"MATINEE_"_s;
    for (const QChar c : sourceId.toUpper())
        name += (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ? c : QChar(u'_');
    return name + u"_TOKEN"_s;
}

QString KeychainAccounts::keyOf(const QString &sourceId) const
{
    if (m_profile.isEmpty())
        return sourceId;
    const QByteArray hash = QCryptographicHash::hash(m_profile.toUtf8(), QCryptographicHash::Sha256);
    return sourceId + u'@' + QString::fromLatin1(hash.left(8).toHex());
}

template <typename T>
void KeychainAccounts::answer(const Reply<T> &reply, Result<T> result)
{
    QTimer::singleShot(0, this, [reply, result = std::move(result)] { reply(result); });
}

void KeychainAccounts::note(const QString &sourceId, Known known, const Reply<SecretPlace> &reply)
{
    const SecretPlace place = known.place;
    m_known.insert(sourceId, std::move(known));
    reply(place);
}

QString KeychainAccounts::secret(const QString &sourceId) const
{
    return m_known.value(sourceId).secret;
}

SecretPlace KeychainAccounts::placeOf(const QString &sourceId) const
{
    return m_known.value(sourceId).place;
}

void KeychainAccounts::load(const QString &sourceId, Reply<SecretPlace> reply)
{
    if (m_known.contains(sourceId))
        return answer<SecretPlace>(reply, placeOf(sourceId));
    const QString variable = qEnvironmentVariable(variableFor(sourceId).toUtf8().constData()).trimmed();
    const QString built = builtIn(sourceId);
    const Known otherwise = built.isEmpty() ? Known{} : Known{built, SecretPlace::Program};
    if (!variable.isEmpty() || !mayHaveKeychain()) {
        m_known.insert(sourceId, variable.isEmpty() ? otherwise : Known{variable, SecretPlace::Environment});
        return answer<SecretPlace>(reply, placeOf(sourceId));
    }
#ifdef MATINEE_HAS_KEYCHAIN
    auto *job = new QKeychain::ReadPasswordJob(kService, this);
    job->setKey(keyOf(sourceId));
    job->setInsecureFallback(false);
    connect(job, &QKeychain::Job::finished, this, [this, job, sourceId, otherwise, reply = std::move(reply)] {
        const bool found = job->error() == QKeychain::NoError && !job->textData().isEmpty();
        note(sourceId, found ? Known{job->textData(), SecretPlace::Keychain} : otherwise, reply);
    });
    job->start();
#endif
}

void KeychainAccounts::keep(const QString &sourceId, const QString &secret, Reply<SecretPlace> reply)
{
    m_known.insert(sourceId, {secret, SecretPlace::Memory});
    if (!mayHaveKeychain())
        return answer<SecretPlace>(reply, SecretPlace::Memory);
#ifdef MATINEE_HAS_KEYCHAIN
    auto *job = new QKeychain::WritePasswordJob(kService, this);
    job->setKey(keyOf(sourceId));
    job->setInsecureFallback(false);
    job->setTextData(secret);
    connect(job, &QKeychain::Job::finished, this, [this, job, sourceId, secret, reply = std::move(reply)] {
        const bool kept = job->error() == QKeychain::NoError;
        note(sourceId, {secret, kept ? SecretPlace::Keychain : SecretPlace::Memory}, reply);
    });
    job->start();
#endif
}

void KeychainAccounts::forget(const QString &sourceId, Reply<void> reply)
{
    m_known.insert(sourceId, {});
    if (!mayHaveKeychain())
        return answer<void>(reply, {});
#ifdef MATINEE_HAS_KEYCHAIN
    auto *job = new QKeychain::DeletePasswordJob(kService, this);
    job->setKey(keyOf(sourceId));
    job->setInsecureFallback(false);
    connect(job, &QKeychain::Job::finished, this, [job, reply = std::move(reply)] {
        if (job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound)
            reply({});
        else
            reply(fail(ErrorKind::Storage, u"the keychain did not delete the secret"_s, u"keychain"_s));
    });
    job->start();
#endif
}

} // namespace matinee

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/accounts/keychainvault.h"

#include <QFileInfo>
#include <QTimer>

#ifdef MATINEE_HAS_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

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

Error noKeychain()
{
    return Error{ErrorKind::Storage, u"no keychain can be used here"_s, u"keychain"_s};
}

#ifdef MATINEE_HAS_KEYCHAIN
constexpr QLatin1StringView kService{"matinee"};

/// What the job's own words are about may be the entry: they are not passed on.
Result<void> outcomeOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError: return {};
    case QKeychain::EntryNotFound: return fail(ErrorKind::NotFound, u"the keychain has no such entry"_s, u"keychain"_s);
    default: return tl::unexpected(noKeychain());
    }
}

template <typename Job, typename Finish>
void run(Job *job, const QString &key, Finish finish)
{
    job->setKey(key);
    job->setInsecureFallback(false); // never a plain file
    QObject::connect(job, &QKeychain::Job::finished, job, [job, finish = std::move(finish)] { finish(*job, outcomeOf(*job)); });
    job->start();
}
#endif

} // namespace

template <typename T>
void KeychainVault::refuse(Reply<T> reply)
{
    QTimer::singleShot(0, this, [reply = std::move(reply)] { reply(tl::unexpected(noKeychain())); });
}

void KeychainVault::read(const QString &key, Reply<QString> reply)
{
    if (!mayHaveKeychain())
        return refuse(std::move(reply));
#ifdef MATINEE_HAS_KEYCHAIN
    run(new QKeychain::ReadPasswordJob(kService, this), key,
        [reply = std::move(reply)](const QKeychain::ReadPasswordJob &job, const Result<void> &outcome) {
            reply(outcome ? Result<QString>(job.textData()) : tl::unexpected(outcome.error()));
        });
#else
    Q_UNUSED(key)
#endif
}

void KeychainVault::write(const QString &key, const QString &text, Reply<void> reply)
{
    if (!mayHaveKeychain())
        return refuse(std::move(reply));
#ifdef MATINEE_HAS_KEYCHAIN
    auto *job = new QKeychain::WritePasswordJob(kService, this);
    job->setTextData(text);
    run(job, key, [reply = std::move(reply)](const QKeychain::Job &, const Result<void> &outcome) { reply(outcome); });
#else
    Q_UNUSED(key)
    Q_UNUSED(text)
#endif
}

void KeychainVault::remove(const QString &key, Reply<void> reply)
{
    if (!mayHaveKeychain())
        return refuse(std::move(reply));
#ifdef MATINEE_HAS_KEYCHAIN
    run(new QKeychain::DeletePasswordJob(kService, this), key,
        [reply = std::move(reply)](const QKeychain::Job &, const Result<void> &outcome) { reply(outcome); });
#else
    Q_UNUSED(key)
#endif
}

} // namespace matinee

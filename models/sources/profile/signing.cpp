// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/profile/signing.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>

#include "models/sources/profile/jellyfinauthorization.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

using Kind = ProfileAuth::Kind;

constexpr qsizetype kAccountDigits = 6; // 24 bits: tells two accounts apart, gives no secret away

void setHeader(RequestParts &parts, const QString &name, const QString &value)
{
    parts.set({RequestPlace::Kind::Header, name, {}}, value);
}

/// The v3 key of TMDB is 32 hex digits; everything else (a v4 token has dots) is a bearer token.
void signTmdb(const QString &key, RequestParts &parts)
{
    static const QRegularExpression kHex(u"\\A[0-9a-fA-F]{32}\\z"_s);
    if (kHex.match(key).hasMatch())
        parts.setQuery(u"api_key"_s, key);
    else
        setHeader(parts, u"Authorization"_s, "Bearer "_L1 + key);
}

void signWithKey(const ProfileAuth &auth, const QString &key, RequestParts &parts)
{
    switch (auth.kind) {
    case Kind::None: return;
    case Kind::Bearer: setHeader(parts, u"Authorization"_s, "Bearer "_L1 + key); return;
    case Kind::Header: setHeader(parts, auth.name, auth.value.plain({{u"secret"_s, key}}).value_or(QString())); return;
    case Kind::Query: parts.setQuery(auth.name, key); return;
    case Kind::Basic: setHeader(parts, u"Authorization"_s, "Basic "_L1 + QString::fromLatin1(key.toUtf8().toBase64())); return;
    case Kind::Tmdb: signTmdb(key, parts); return;
    case Kind::Jellyfin: setHeader(parts, u"Authorization"_s, jellyfinAuthorization(key)); return;
    case Kind::Trakt: break;
    }
    setHeader(parts, u"trakt-api-key"_s, key);
    setHeader(parts, u"trakt-api-version"_s, u"2"_s);
}

void signWithSession(const ProfileAuth &auth, const QString &session, RequestParts &parts)
{
    const bool isBearer = auth.session->kind == RequestPlace::Kind::Header
        && auth.session->name.compare("Authorization"_L1, Qt::CaseInsensitive) == 0;
    parts.set(*auth.session, isBearer ? QString("Bearer "_L1 + session) : session);
}

bool isOneLine(const QString &text)
{
    return std::ranges::none_of(text, [](QChar c) { return c.category() == QChar::Other_Control; });
}

QString missingKey(const Profile &profile)
{
    const QString variable = u"MATINEE_%1_TOKEN"_s.arg(QString(profile.id).toUpper().replace(u'-', u'_'));
    if (profile.auth.kind == Kind::Tmdb) {
        return u"%1 needs a key of your own: an API key or a read access token, given in the settings or in %2"_s.arg(
            profile.name, variable);
    }
    return u"%1 needs a key or token, given in the settings or in %2"_s.arg(profile.name, variable);
}

} // namespace

QStringList Secrets::all() const
{
    QStringList all;
    for (const QString &secret : {key, session, clientSecret}) {
        if (secret.isEmpty())
            continue;
        all << secret << QString::fromLatin1(QUrl::toPercentEncoding(secret)) << QString::fromLatin1(secret.toUtf8().toBase64());
        const QStringList halves = secret.split(u':');
        if (halves.size() > 1)
            all << halves.mid(1).join(u':');
    }
    all.removeAll(QString());
    return all;
}

Secrets secretsOf(const ProfileAuth &auth, const QString &key, const std::optional<Account> &account)
{
    Secrets secrets{key.trimmed(), {}, {}, {}};
    if (auth.kind == Kind::Jellyfin && secrets.key.contains(u':')) {
        secrets.accountId = secrets.key.section(u':', 0, 0);
        secrets.key = secrets.key.section(u':', 1);
    }
    if (auth.kind == Kind::Trakt) {
        secrets.clientSecret = secrets.key.section(u':', 1).trimmed();
        secrets.key = secrets.key.section(u':', 0, 0).trimmed();
    }
    if (!account)
        return secrets;
    secrets.accountId = account->id;
    (auth.session ? secrets.session : secrets.key) = account->secret;
    return secrets;
}

Error withoutSecrets(Error error, const QStringList &secrets)
{
    for (const QString &secret : secrets) {
        if (secret.isEmpty())
            continue;
        error.detail.replace(secret, "***"_L1);
        error.where.replace(secret, "***"_L1);
    }
    return error;
}

Result<void> canSign(const ProfileEntry &entry, const Secrets &secrets, bool needsAccount)
{
    const ProfileAuth &auth = entry.profile->auth;
    if (!isOneLine(secrets.key) || !isOneLine(secrets.session))
        return fail(ErrorKind::Unauthorized, u"the key of %1 holds a line break"_s.arg(entry.profile->name), u"auth"_s);
    if (entry.isReplaced && secrets.key.isEmpty())
        return {};
    if (secrets.key.isEmpty() && (auth.isRequired || (needsAccount && !auth.session)))
        return fail(ErrorKind::Unauthorized, missingKey(*entry.profile), u"auth"_s);
    if (needsAccount && auth.session && secrets.session.isEmpty() && !entry.isReplaced)
        return fail(ErrorKind::Unauthorized, u"this list of %1 needs you to sign in"_s.arg(entry.profile->name), u"auth"_s);
    return {};
}

Result<void> sign(const ProfileEntry &entry, const Secrets &secrets, bool needsAccount, RequestParts &parts)
{
    const ProfileAuth &auth = entry.profile->auth;
    if (const Result<void> can = canSign(entry, secrets, needsAccount); !can)
        return can;
    if (!secrets.key.isEmpty())
        signWithKey(auth, secrets.key, parts);
    if (needsAccount && auth.session && !secrets.session.isEmpty())
        signWithSession(auth, secrets.session, parts);
    return {};
}

QStringList credentialNames(const Profile &profile)
{
    QStringList names;
    if (profile.auth.kind == Kind::Query)
        names.append(profile.auth.name);
    if (profile.auth.session && profile.auth.session->kind == RequestPlace::Kind::Query)
        names.append(profile.auth.session->name);
    return names;
}

QString accountNameFrom(const QString &sourceId, const QString &secret)
{
    const QByteArray salted = sourceId.toUtf8() + '\n' + secret.toUtf8();
    return "account-"_L1
        + QString::fromLatin1(QCryptographicHash::hash(salted, QCryptographicHash::Sha256).toHex().first(kAccountDigits));
}

QString accountName(const ProfileEntry &entry, const Secrets &secrets)
{
    if (!secrets.accountId.isEmpty())
        return secrets.accountId;
    const QString secret = entry.profile->auth.session ? secrets.session : secrets.key;
    return secret.isEmpty() ? QString() : accountNameFrom(entry.profile->id, secret);
}

} // namespace matinee

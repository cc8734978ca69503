// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver/dialects/jellyfinsignindesk.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace matinee::test {
namespace {

const QString kUserId = u"5f2d0c1e8b7a4b1c9d3e6f7a8b9c0d1e"_s;
const QString kUsers = u"Users"_s;

// 32 hex digits without dashes.
QString hexId(qint64 number)
{
    return u"%1"_s.arg(number, 32, 16, QChar(u'0'));
}

Answer refused(int status)
{
    return Answer::text({}, {}, status);
}

Answer authenticated(const ServedWorld &world)
{
    const QString &token = world.settings.token;
    return Answer::json(
        QJsonObject{{u"User"_s, QJsonObject{{u"Id"_s, kUserId}, {u"Name"_s, u"ada"_s}}}, {u"SessionInfo"_s, QJsonObject()},
            {u"AccessToken"_s, token.isEmpty() ? u"0123456789abcdef0123456789abcdef"_s : token}, {u"ServerId"_s, hexId(1)}});
}

/// Who asks is told even by those who are not signed in yet: real servers refuse a sign-in without it.
bool saysWhoAsks(const ServedRequest &request)
{
    const QByteArray header = request.header("Authorization");
    return header.startsWith("MediaBrowser ") && header.contains("Client=\"") && header.contains("DeviceId=\"");
}

} // namespace

std::optional<Answer> JellyfinSignInDesk::answer(const ServedRequest &request, const QString &path, const ServedWorld &world)
{
    if (path == "Sessions/Logout"_L1)
        return request.method == "POST" ? Answer::nothing() : refused(405);
    if (path.startsWith(kUsers + "/Authenticate"_L1) && !saysWhoAsks(request))
        return refused(400);
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    if (path == kUsers + "/AuthenticateByName"_L1)
        return body.value(u"Pw"_s).toString() == "wrong"_L1 ? refused(401) : authenticated(world);
    if (path == kUsers + "/AuthenticateWithQuickConnect"_L1) {
        const QString secret = body.value(u"Secret"_s).toString();
        if (!m_pending.isApproved(secret))
            return refused(401);
        m_pending.end(secret);
        return authenticated(world);
    }
    return quickConnect(request, path, world);
}

std::optional<Answer> JellyfinSignInDesk::quickConnect(
    const ServedRequest &request, const QString &path, const ServedWorld &world)
{
    const SignInPlan &plan = world.settings.signIn;
    const auto state = [&](const QString &secret, bool approved) {
        return Answer::json(
            QJsonObject{{u"Authenticated"_s, approved}, {u"Secret"_s, secret}, {u"Code"_s, m_secrets.key(secret)}});
    };
    if (path == "QuickConnect/Enabled"_L1)
        return Answer::text(plan.hasCodes ? "true" : "false", "application/json; charset=utf-8");
    if (path == "QuickConnect/Initiate"_L1) {
        const qint64 number = m_secrets.size() + 1;
        const QString secret = hexId(number * 104'729);
        m_secrets.insert(u"%1"_s.arg(number * 7, 6, 10, QChar(u'0')), secret);
        m_pending.begin(secret);
        return plan.hasCodes ? state(secret, false) : refused(401);
    }
    if (path.startsWith("approve/"_L1)) {
        const QString secret = m_secrets.value(path.section(u'/', 1));
        return m_pending.open(secret, plan) ? state(secret, !plan.denies) : refused(404);
    }
    if (path != "QuickConnect/Connect"_L1)
        return std::nullopt;
    const QString secret = request.value(u"secret");
    switch (m_pending.poll(secret, plan, false)) {
    case PendingSignIns::Poll::Approved: return state(secret, true);
    case PendingSignIns::Poll::Pending:
    case PendingSignIns::Poll::SlowDown: return state(secret, false);
    case PendingSignIns::Poll::Unknown:
    case PendingSignIns::Poll::Denied:
    case PendingSignIns::Poll::Expired: break;
    }
    return refused(404);
}

} // namespace matinee::test

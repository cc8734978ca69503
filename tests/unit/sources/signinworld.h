// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <memory>

#include "models/sources/signin/profilesignins.h"
#include "tests/support/await.h"
#include "tests/support/faketimers.h"
#include "tests/support/scriptedtransport.h"

namespace matinee::test {

/// A sign-in at a shipped source, over a transport that answers when told and a clock that stands still.
struct SignInWorld {
    explicit SignInWorld(const QString &sourceId, const QString &key = {}) : source(sourceId)
    {
        profiles.add(
            readProfileFile(shippedProfileFolder() + QLatin1Char('/') + sourceId + QStringLiteral(".json")).reading.profile);
        if (!key.isEmpty())
            accounts.secrets.insert(sourceId, key);
    }

    void begin(SignInWay way)
    {
        run = signIns.begin(source, way, [this](const SignInState &state) { states.push_back(state); });
        advance({});
    }
    /// Answers the oldest request and waits until that had a consequence.
    void answer(int status, const QByteArray &body)
    {
        const qsizetype before = happened();
        QVERIFY2(transport.answer(httpAnswer(status, body)), "nothing was asked");
        QVERIFY(QTest::qWaitFor([&] { return happened() != before; }, kAwaitMs));
    }
    void fail(ErrorKind kind)
    {
        const qsizetype before = happened();
        QVERIFY2(transport.fail({kind, QStringLiteral("as scripted"), {}}), "nothing was asked");
        QVERIFY(QTest::qWaitFor([&] { return happened() != before; }, kAwaitMs));
    }
    void advance(std::chrono::milliseconds by) { timers.advance(by); }

    [[nodiscard]] bool isAsking() const { return !transport.asked.empty(); }
    [[nodiscard]] const SignInState &state() const { return states.back(); }
    [[nodiscard]] SignInState::Kind kind() const { return states.empty() ? SignInState::Kind::Working : states.back().kind; }
    [[nodiscard]] const HttpRequest &last() const { return transport.requests.back(); }
    [[nodiscard]] QString lastPath() const { return last().url.path(); }
    [[nodiscard]] QJsonObject lastBody() const { return QJsonDocument::fromJson(last().body).object(); }

    QString source;
    ProfileSet profiles;
    ScriptedTransport transport;
    ScriptedAccounts accounts;
    FakeClock clock;
    FakeTimers timers{clock};
    Mailbox mailbox;
    SignInTools tools{transport, clock, mailbox, timers.later()};
    ProfileSignIns signIns{profiles, accounts, tools};
    std::vector<SignInState> states;
    std::unique_ptr<SignIn> run;

private:
    [[nodiscard]] qsizetype happened() const { return std::ssize(states) + timers.made + std::ssize(transport.requests); }
};

} // namespace matinee::test

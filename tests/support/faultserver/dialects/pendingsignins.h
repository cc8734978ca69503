// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

#include "tests/support/faultserver/signinplan.h"

namespace matinee::test {

/// Sign-ins that wait for somebody to approve them: by a token or code, which is used up by the first poll that says yes.
class PendingSignIns
{
public:
    enum class Poll { Unknown, Pending, SlowDown, Approved, Denied, Expired };

    void begin(const QString &code) { m_codes.insert(code, {}); }
    /// What opening the page does. False for a code nobody knows.
    bool open(const QString &code, const SignInPlan &plan);
    /// `uses`: a yes ends it.
    [[nodiscard]] Poll poll(const QString &code, const SignInPlan &plan, bool uses = true);
    [[nodiscard]] bool isApproved(const QString &code) const { return m_codes.value(code).said == Said::Yes; }
    void end(const QString &code) { m_codes.remove(code); }
    [[nodiscard]] qsizetype count() const { return m_codes.size(); }

private:
    enum class Said { Nothing, Yes, No };
    struct Code {
        Said said = Said::Nothing;
        int polls = 0;
    };
    QMap<QString, Code> m_codes;
};

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "tests/support/faultserver/faultscript.h"
#include "tests/support/faultserver/listplan.h"
#include "tests/support/faultserver/movingorder.h"
#include "tests/support/faultserver/signinplan.h"

namespace matinee::test {

/// What a FaultServer is, from its start on.
struct ServerSettings {
    QString dialect = QStringLiteral("tmdb");    ///< a name of dialectNames()
    QString catalogue = {};                      ///< a catalogue file; empty: made-up titles
    qint64 titles = 1000;                        ///< how many made-up titles
    quint16 port = 0;                            ///< 0: a free one
    QString token = {};                          ///< the secret a client must show, where the dialect has one; empty: none
    QString session = QStringLiteral("session"); ///< a session that is always signed in
    SignInPlan signIn = {};
    int pageSize = 0;    ///< default of the dialect where 0
    int maxPageSize = 0; ///< likewise
    int maxAge = 0;      ///< Cache-Control's, in seconds; 0: the dialect's
    bool etags = true;
    bool gzip = true; ///< for clients that accept it
    bool chunked = false;
    MovingOptions moving = {};
    ListPlan list = {};
    StandingFaults faults = {};
    std::function<bool()> goesOn = {}; ///< asked while a catalogue is imported; false gives it up
    QString logFile = {};              ///< "-": standard error
};

} // namespace matinee::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/loadstate.h"

using namespace Qt::StringLiterals;

namespace matinee {

QString loadStateName(LoadState::Kind kind)
{
    switch (kind) {
    case LoadState::Kind::Idle: return u"idle"_s;
    case LoadState::Kind::Loading: return u"loading"_s;
    case LoadState::Kind::Paused: return u"paused"_s;
    case LoadState::Kind::Failed: return u"failed"_s;
    case LoadState::Kind::Complete: return u"complete"_s;
    }
    Q_UNREACHABLE();
}

QString endReasonName(EndReason reason)
{
    switch (reason) {
    case EndReason::NoNextKey: return u"no-next-key"_s;
    case EndReason::TotalReached: return u"total-reached"_s;
    case EndReason::EmptyPage: return u"empty-page"_s;
    case EndReason::EndStatus: return u"end-status"_s;
    case EndReason::SinglePage: return u"single-page"_s;
    case EndReason::KeyLoop: return u"key-loop"_s;
    case EndReason::Clamped: return u"clamped"_s;
    case EndReason::NothingNew: return u"nothing-new"_s;
    case EndReason::ServerCap: return u"server-cap"_s;
    case EndReason::ClientCap: return u"client-cap"_s;
    case EndReason::CursorRefusedTwice: return u"cursor-refused-twice"_s;
    }
    Q_UNREACHABLE();
}

} // namespace matinee

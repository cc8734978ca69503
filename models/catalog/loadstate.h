// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "models/catalog/error.h"

namespace matinee {

/// Why a list ends. The end of a list is a reason, never a guess.
enum class EndReason {
    NoNextKey,
    TotalReached,
    EmptyPage,
    EndStatus,
    SinglePage,
    KeyLoop,
    Clamped,
    NothingNew,
    ServerCap,
    ClientCap,
    CursorRefusedTwice,
};

/// What one direction of loading (refresh, append) is doing. `error` is set when Failed or Paused, `end` exactly when Complete.
struct LoadState {
    enum class Kind { Idle, Loading, Paused, Failed, Complete };
    Kind kind = Kind::Idle;
    std::optional<Error> error = std::nullopt;
    std::optional<EndReason> end = std::nullopt;

    [[nodiscard]] static LoadState idle() { return {}; }
    [[nodiscard]] static LoadState loading() { return {Kind::Loading}; }
    /// Without a way to the server nothing failed: what was asked for waits.
    [[nodiscard]] static LoadState failed(Error error)
    {
        return {isPause(error) ? Kind::Paused : Kind::Failed, std::move(error)};
    }
    /// Whether what ended with this error goes on by itself once there is a way to the server.
    [[nodiscard]] static bool isPause(const Error &error)
    {
        return error.kind == ErrorKind::Offline || error.kind == ErrorKind::CaptivePortal;
    }
    [[nodiscard]] static LoadState complete(EndReason reason) { return {Kind::Complete, std::nullopt, reason}; }
    [[nodiscard]] bool is(Kind k) const { return kind == k; }
    bool operator==(const LoadState &) const = default;
};

/// "idle", "loading", ...: for traces and state dumps.
[[nodiscard]] QString loadStateName(LoadState::Kind kind);
/// "no-next-key", "total-reached", ...: for traces and state dumps.
[[nodiscard]] QString endReasonName(EndReason reason);

} // namespace matinee

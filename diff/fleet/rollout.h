#pragma once

#include "diff/server/connection.h"

#include <cstdint>
#include <string>
#include <vector>

namespace schemawright {

/// How a rollout goes through its databases.
struct RolloutLimits {
    unsigned canary = 1;                         ///< databases of wave 0; 0: there is no such wave
    std::vector<unsigned> waves = {10, 50, 100}; ///< percentages of all databases that are reached with each wave
    unsigned perServer = 0;                      ///< databases of one server in work at a time; 0: no limit
    double stopAt = 5;  ///< per cent of the databases of the waves begun; more failures stop the rollout
    double lease = 60;  ///< seconds for which a claim is valid without a sign of its runner
    bool verify = true; ///< each database is read after its upgrade and compared with the revision
};

/// A database that a rollout is for.
struct RolloutTarget {
    ConnectionSpec spec; ///< without a password
    unsigned wave = 0;
};

/// Where a database is, for the limit: host and port, or the service.
[[nodiscard]] std::string serverOf(const ConnectionSpec& spec);

/// Removes passwords and repeated databases, keeps the order, and assigns the waves. Errors: Usage if there is no database, or if the
/// percentages do not rise to 100.
[[nodiscard]] Result<std::vector<RolloutTarget>> inWaves(const std::vector<ConnectionSpec>& databases,
                                                         const RolloutLimits& limits);

/// "canary", "wave 1".
[[nodiscard]] std::string waveName(unsigned wave);

/// What a rollout is for: set at its start, the same for all runners.
struct RolloutPlan {
    std::string project;     ///< the project's name
    std::string database;    ///< which of the project's databases
    std::string revision;    ///< the target's id; empty: base
    std::string fingerprint; ///< a hash of all revisions up to it, so that no runner has others
    RolloutLimits limits;
    std::vector<RolloutTarget> targets;
};

/// A rollout in the control tables, without its targets.
struct Rollout {
    std::int64_t id = 0;
    std::string project;
    std::string database;
    std::string revision;
    std::string fingerprint;
    RolloutLimits limits;
    std::string state;  ///< running, paused, stopped (by failures); done, failed (ended with failures), aborted
    std::string reason; ///< of stopped
    std::string created;
    std::string createdBy;
    std::string ended;

    [[nodiscard]] bool isOver() const { return state == "done" || state == "failed" || state == "aborted"; }
};

/// One of its targets, as it stands.
struct TargetState {
    std::int64_t number = 0;
    std::string name;   ///< user@host:port/database
    std::string server; ///< see serverOf
    unsigned wave = 0;
    std::string state;    ///< pending, claimed, done, failed, skipped
    bool expired = false; ///< claimed, and its runner gave no sign within the lease
    unsigned attempts = 0;
    std::string runner; ///< the last one
    std::string error;
    std::string before; ///< its revision before and after the upgrade; empty: base, or not known
    std::string after;
    std::string claimed; ///< ISO 8601, UTC
    std::string ended;
    double seconds = 0; ///< of the last attempt
};

/// What a runner has to do.
struct Claim {
    std::int64_t number = 0;
    std::string name;
    ConnectionSpec spec;
    unsigned attempts = 0; ///< with this one
    std::string error;     ///< why the last runner gave it back; empty: it did not
};

/// What became of it.
struct ClaimResult {
    std::string error; ///< empty: done
    std::string before;
    std::string after;
    double seconds = 0;
};

/// After so many claims of which no runner told the result, a target has failed: perhaps it is what ends the runners.
inline constexpr unsigned mostAttempts = 5;

} // namespace schemawright

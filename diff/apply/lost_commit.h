#pragma once

#include "diff/apply/tracking.h"
#include "diff/server/connection.h"
#include "diff/server/task.h"

#include <chrono>
#include <optional>
#include <string>

namespace schemawright {

/// A COMMIT whose answer did not arrive.
struct SentCommit {
    std::string transaction;    ///< its pg_current_xact_id; empty if it changed nothing
    int process = 0;            ///< the session's server process
    std::string processStarted; ///< its backend_start, so that another process of the same number is not taken for it
};

/// What the server says of it.
enum class CommitFate { Committed, RolledBack };

/// Replaces `connection` by a new one to the same database, takes the lock on it, and asks the server what became of the transaction. Waits while
/// it is still in progress. PostgreSQL 17 manual, "Transaction ID and Snapshot Information Functions", pg_xact_status.
/// Errors: Connection, with what is not known, if the server cannot be asked.
[[nodiscard]] Result<CommitFate> fateOfCommit(Connection& connection, std::optional<RunnerLock>& lock,
                                              const SentCommit& sent, std::chrono::milliseconds timeout,
                                              const Task& task);

/// For SentCommit: when the session's process started.
[[nodiscard]] std::string processStart(Connection& connection);

} // namespace schemawright

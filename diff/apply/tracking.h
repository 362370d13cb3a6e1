#pragma once

#include "diff/revision/revision.h"

namespace schemawright {

/// Creates the tracking schema and table if they do not exist; one script, for a transaction.
[[nodiscard]] std::string createTrackingSql();
/// Records that a step is complete; for the transaction of its last batch.
[[nodiscard]] std::string finishStepSql(const RevisionStep& step);
/// Records that the step has started and its batches before `batch` are complete.
[[nodiscard]] std::string pendingStepSql(const RevisionStep& step, std::size_t batch);
/// Records that the database is at `id`, without its history.
[[nodiscard]] std::string stampSql(const std::string& id);
/// Raises an exception unless the database is at `id`: the guard of the scripts of revisions.
[[nodiscard]] std::string guardSql(const std::string& id);

/// The advisory lock on the whole database that every run takes. A session-level lock: it is released with the connection. Not for a pooler
/// in transaction mode.
class RunnerLock {
public:
    /// Errors: Conflict, with the process that holds it, after the timeout.
    [[nodiscard]] static Result<RunnerLock> take(Connection& connection, std::chrono::milliseconds timeout,
                                                 const Task& task);
    RunnerLock(RunnerLock&& other) noexcept;
    RunnerLock& operator=(RunnerLock&&) = delete;
    ~RunnerLock();

private:
    explicit RunnerLock(Connection& connection) : m_connection(&connection) {}
    Connection* m_connection;
};

} // namespace schemawright

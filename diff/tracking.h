#pragma once

#include "diff/revision.h"

namespace schemawright {

/// Makes the tracking schema and table where they are missing; one script, for a transaction.
[[nodiscard]] std::string createTrackingSql();
/// What the tracking table says when all of a step is done; for the transaction of its last batch.
[[nodiscard]] std::string finishStepSql(const RevisionStep& step);
/// The step was begun and its batches before `batch` are done.
[[nodiscard]] std::string pendingStepSql(const RevisionStep& step, std::size_t batch);
/// The database is at `id`, and nothing is known of what was before.
[[nodiscard]] std::string stampSql(const std::string& id);
/// Raises an exception unless the database is at `id`: the guard of offline scripts.
[[nodiscard]] std::string guardSql(const std::string& id);

/// The advisory lock of the whole database that every runner takes. A session's lock: it goes with the connection. Not for a pooler
/// that shares connections by transaction.
class RunnerLock {
public:
    /// Conflict, naming the process that has it, when it is not to be had within the timeout.
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

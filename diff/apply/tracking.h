#pragma once

#include "diff/revision/revision_chain.h"
#include "diff/server/connection.h"
#include "diff/server/task.h"

#include <chrono>

namespace schemawright {

/// The contents of the tracking table schemawright.revisions. The first upgrade creates it; it is never part of a catalog.
struct Tracking {
    struct Row {
        std::string id;
        std::string checksum; ///< of the revision as it was applied; empty if it was stamped
        std::string applied;  ///< ISO 8601, UTC
    };
    bool exists = false;
    std::string current;          ///< the database's revision; empty: base
    std::vector<Row> rows;        ///< every applied revision, by id
    std::string pendingId;        ///< a revision that is only partly applied or reverted; empty: none
    bool pendingUp = true;        ///< in which direction
    std::size_t pendingBatch = 0; ///< the batch that was about to run; those before it are complete
};
[[nodiscard]] Result<Tracking> readTracking(Connection& connection, const std::stop_token& stop = {});
/// The database's revision; empty: base.
[[nodiscard]] Result<std::string> currentRevision(Connection& connection, const std::stop_token& stop = {});

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

/// The advisory lock on the whole database that every run takes. A session-level lock: it is released with the connection.
class RunnerLock {
public:
    /// Asks again and again instead of waiting in the server: a waiting statement would keep a snapshot, for which the holder's
    /// CREATE INDEX CONCURRENTLY waits in turn. Errors: those of checkSession; Conflict, with the process that holds it, after the timeout.
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

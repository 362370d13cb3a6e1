#pragma once

#include "diff/apply/tracking_tables.h"
#include "diff/revision/revision_chain.h"
#include "diff/server/connection.h"
#include "diff/server/task.h"

#include <chrono>

namespace schemawright {

/// The contents of the table of revisions (see TrackingTables), which the first run that writes creates.
struct Tracking {
    struct Row {
        std::string id;
        std::string checksum; ///< of the revision as it was applied or stamped; empty: unknown
        std::string applied;  ///< ISO 8601, UTC
        std::string by = {};  ///< the role
        bool head = false;
        std::optional<std::vector<std::string>> parents = {};    ///< nullopt: recorded by an older version, as below
        std::optional<std::vector<std::string>> statements = {}; ///< hashes: see statementHashes
        std::optional<double> seconds = {};                      ///< what it took; nullopt where it was stamped
        std::string version = {};                                ///< of the program
    };
    bool exists = false;
    bool isOldForm = false;         ///< written by an older version; the next run that writes adds the columns
    std::vector<std::string> heads; ///< sorted; empty: base
    std::vector<Row> rows;          ///< every applied revision, by id
    std::string pendingId;          ///< a revision that is only partly applied or reverted; empty: none
    bool pendingUp = true;          ///< in which direction
    std::size_t pendingBatch = 0;   ///< the batch that was about to run; those before it are complete

    /// The heads, for messages; empty: base.
    [[nodiscard]] std::string current() const { return heads.empty() ? std::string() : headsText(heads); }
};
/// Needs the right to read the table, and none to change it. Errors: Permission; Conflict if the table is not one of Schemawright's.
[[nodiscard]] Result<Tracking> readTracking(Connection& connection, const TrackingTables& tables = {},
                                            const std::stop_token& stop = {});
/// The heads of the database, for messages and names; empty: base.
[[nodiscard]] Result<std::string> currentRevision(Connection& connection, const TrackingTables& tables,
                                                  const std::stop_token& stop = {});

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

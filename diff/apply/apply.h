#pragma once

#include "diff/apply/tracking.h"
#include "diff/kinds/base/reading.h"
#include "diff/plan/plan.h"
#include "diff/revision/revision_chain.h"
#include "diff/server/connection.h"
#include "diff/server/task.h"

#include <chrono>
#include <functional>
#include <optional>

namespace schemawright {

/// An event of apply.
struct ApplyEvent {
    enum class State {
        Started,
        Finished,
        Failed,
        Note,     ///< no statement: something that the run does by itself
        Waiting,  ///< a note: another session has blocked the statement for a while
        Retrying, ///< a note: the transaction failed because of a lock and is tried again
    };
    std::size_t step = 0;      ///< index of the revision or batch
    std::size_t statement = 0; ///< index of the statement within the step
    std::string label;         ///< the statement's SQL, or the revision's id and message; of a note, a sentence
    State state = State::Started;
    double seconds = 0;
};
[[nodiscard]] inline bool isNote(ApplyEvent::State state)
{
    return state == ApplyEvent::State::Note || state == ApplyEvent::State::Waiting ||
           state == ApplyEvent::State::Retrying;
}
/// Called by one thread at a time; notes can come from another one.
using ApplyProgress = std::function<void(const ApplyEvent&)>;

/// Called under the lock, before the first statement of a run that changes something; `revision` is the database's. Its error ends the run.
using BeforeChange = std::function<Result<void>(Connection& connection, const std::string& revision, const Task& task)>;

struct ApplyOptions {
    std::chrono::milliseconds lockTimeout = std::chrono::seconds(30); ///< how long to wait for another run
    /// PostgreSQL's lock_timeout for each statement; 0: none; nullopt: as the server has it.
    std::optional<std::chrono::milliseconds> tableLockTimeout = std::chrono::seconds(5);
    std::optional<std::chrono::milliseconds> statementTimeout; ///< the same for statement_timeout
    unsigned retries = 10; ///< how often a transaction that failed because of a lock is run again
    TrackingTables tables = {};
    BeforeChange before = {}; ///< empty: nothing
};

/// Decides what to run, from the state that is read under the lock: another run may have changed it since the caller read it. May be empty.
using ChooseSteps = std::function<Result<std::vector<RevisionStep>>(Connection& connection, const Tracking& tracking)>;

/// Runs the steps: one advisory lock for all (Conflict if another run keeps it, with its process), a transaction per
/// revision with its row in the tracking table. A statement that cannot run inside a transaction block is recorded as pending and in the journal before
/// it runs, and a later call continues there. A transaction that fails because of a lock is run again; one whose COMMIT got no answer is
/// looked up on a new connection, which then replaces `connection`. On Cancel or error the running transaction is rolled back; earlier
/// revisions remain applied.
[[nodiscard]] Result<void> applyChosen(Connection& connection, const ChooseSteps& choose, const ApplyProgress& progress,
                                       const Task& task = {}, const ApplyOptions& options = {});
/// The same with steps that are known. Errors: Conflict if the database is no longer where they start.
[[nodiscard]] Result<void> applySteps(Connection& connection, const std::vector<RevisionStep>& steps,
                                      const ApplyProgress& progress, const Task& task = {},
                                      const ApplyOptions& options = {});
/// Permission: the tracking table could not be created or completed, with what to do.
[[nodiscard]] Error cannotPrepare(const TrackingTables& tables, const Tracking& tracking, Error error);
/// Conflict: a revision was applied or reverted only partly.
[[nodiscard]] Error partlyDone(const Tracking& tracking);
/// Marks the database as having these revisions of the project, all that they follow and no others, without running anything (none: base). What an applied
/// revision contains is recorded as its file is now.
[[nodiscard]] Result<void> stampRevisions(Connection& connection, const std::vector<Revision>& revisions,
                                          const std::vector<std::string>& ids, const ApplyOptions& options = {});
/// Runs a plan without a revision (declarative apply), each batch in a transaction, under the same lock. Errors: Conflict if the database
/// no longer has the catalog for which the plan was made.
[[nodiscard]] Result<void> applyPlan(Connection& connection, const Plan& plan, const Scope& scope,
                                     const ApplyProgress& progress, const Task& task = {},
                                     const ApplyOptions& options = {});

} // namespace schemawright

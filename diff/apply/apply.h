#pragma once

#include "diff/kinds/base/reading.h"
#include "diff/plan/plan.h"
#include "diff/revision/revision_chain.h"
#include "diff/server/connection.h"
#include "diff/server/task.h"

#include <chrono>
#include <functional>

namespace schemawright {

/// An event of apply.
struct ApplyEvent {
    enum class State { Started, Finished, Failed };
    std::size_t step = 0;      ///< index of the revision or batch
    std::size_t statement = 0; ///< index of the statement within the step
    std::string label;         ///< the statement's SQL, or the revision's id and message
    State state = State::Started;
    double seconds = 0;
};
using ApplyProgress = std::function<void(const ApplyEvent&)>;

struct ApplyOptions {
    std::chrono::milliseconds lockTimeout = std::chrono::seconds(30); ///< how long to wait for another run
};
/// Runs the steps: one advisory lock for all (Conflict if another run keeps it, with its process), a transaction per
/// revision with its row in the tracking table. A statement that cannot run inside a transaction block is recorded as pending before
/// it runs, and a later call continues there. On Cancel or error the running transaction is rolled back; earlier revisions remain applied.
[[nodiscard]] Result<void> applySteps(Connection& connection, const std::vector<RevisionStep>& steps,
                                      const ApplyProgress& progress, const Task& task = {},
                                      const ApplyOptions& options = {});
/// Marks the database as being at `id` (empty: base), without running anything.
[[nodiscard]] Result<void> stampRevision(Connection& connection, const std::string& id);
/// Runs a plan without a revision (declarative apply), each batch in a transaction, under the same lock. Errors: Conflict if the database
/// no longer has the catalog for which the plan was made.
[[nodiscard]] Result<void> applyPlan(Connection& connection, const Plan& plan, const Scope& scope,
                                     const ApplyProgress& progress, const Task& task = {},
                                     const ApplyOptions& options = {});

} // namespace schemawright

#pragma once

#include "diff/apply/apply.h"
#include "diff/apply/tracking.h"
#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/kinds/base/reading.h"
#include "diff/revision/revision.h"
#include "diff/server/connection.h"

#include <optional>
#include <vector>

namespace schemawright {

/// The input for applying a difference to the database that it was read from.
struct ApplyRequest {
    Difference difference;
    std::optional<Revision> revision; ///< nullopt: the statements run without a revision
    Scope scope;                      ///< the scope of the reading that the difference starts from
    ApplyOptions options;
};

struct Applied {
    bool ran = true;               ///< false: an earlier call had already run everything
    std::vector<Change> remaining; ///< the differences from the target that remain; empty if verified
};

/// Runs the revision, or the statements without one; then reads the database again and compares. A call after a failure continues where the last one
/// stopped: it completes a revision that is partly applied, and only reads and compares if the revision is in the tracking table.
/// Errors: Conflict if the database is not in the state that the difference starts from, or is at another revision; then nothing was run.
[[nodiscard]] Result<Applied> applyVerified(const ConnectionSpec& spec, const ApplyRequest& request,
                                            const ApplyProgress& progress, const Task& task = {});

/// The tracking state of the database that a difference starts from. Errors: Conflict if it has changed since, unless a revision is partly applied.
[[nodiscard]] Result<Tracking> checkUnchanged(Connection& connection, const Difference& difference, const Scope& scope,
                                              const TrackingTables& tables, const Task& task = {});

} // namespace schemawright

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

/// A difference on its way into the database that it was read from.
struct ApplyRequest {
    Difference difference;
    std::optional<Revision> revision; ///< nullopt: the statements are run without one
    Scope scope;                      ///< of the reading that the difference starts from
    ApplyOptions options;
};

struct Applied {
    bool ran = true;               ///< false: an earlier call had run all of it
    std::vector<Change> remaining; ///< to what the difference leads to; none where all is well
};

/// Runs the revision, or else the statements; reads the database again, and compares. Called again after a failure it goes on where it
/// stopped: a revision that was begun is ended, one that is in the tracking table is only read back.
/// Errors: Conflict where the database is not what the difference starts from, or is at another revision: then nothing was run.
[[nodiscard]] Result<Applied> applyVerified(const ConnectionSpec& spec, const ApplyRequest& request,
                                            const ApplyProgress& progress, const Task& task = {});

/// Where the database is that a difference starts from. Errors: Conflict where it was changed since, unless a revision stopped in its middle.
[[nodiscard]] Result<Tracking> checkUnchanged(Connection& connection, const Difference& difference, const Scope& scope,
                                              const Task& task = {});

} // namespace schemawright

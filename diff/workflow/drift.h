#pragma once

#include "diff/compare/compare.h"
#include "diff/kinds/base/reading.h"
#include "diff/revision/revision_chain.h"
#include "diff/server/connection.h"
#include "diff/server/task.h"
#include "diff/workflow/revise.h"

#include <vector>

namespace schemawright {

/// How a database differs from what its revision says, because somebody changed it by other means.
struct Drift {
    std::vector<Change> changes;    ///< from the revision's schema to the database's
    std::vector<ObjectKey> touched; ///< of these, what the steps touch, too
};

/// Reads the database and compares it with the revisions that it has, which the scratch server replays (base needs none). A step touches
/// the relations, types and routines that its statements name or change, with all that belongs to a relation. Owners, privileges, comments, labels and tablespaces that
/// differ are listed, but nothing touches them. Without steps, nothing is touched.
/// Errors: ScratchUnavailable if there is no scratch server to replay on.
[[nodiscard]] Result<Drift> findDrift(Connection& connection, const std::vector<Revision>& revisions,
                                      const RevisionIds& applied, const std::vector<RevisionStep>& steps,
                                      const Scope& scope, const ScratchGetter& scratch, const Task& task = {});

} // namespace schemawright

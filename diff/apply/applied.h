#pragma once

#include "diff/apply/tracking.h"
#include "diff/revision/revision_graph.h"

#include <string>
#include <vector>

namespace schemawright {

/// Which of the project's revisions a database has, and where its tracking table and the files do not fit together.
struct AppliedRevisions {
    struct Edited {
        std::string id;
        std::string what;       ///< a sentence: which statements differ from those that were applied
        bool isAllowed = false; ///< only down differs, and the file was proved since: nothing that has run was changed
    };
    RevisionIds ids;                  ///< those that are applied: what the heads follow, without the late ones
    std::vector<std::string> missing; ///< applied revisions that the project has no file of
    std::vector<std::string> late;    ///< in order: never applied, though an applied revision follows them now
    std::vector<Edited> edited;
};
[[nodiscard]] AppliedRevisions appliedOf(const std::vector<Revision>& revisions, const Tracking& tracking);

/// Which faults of the history a run may go on with.
struct AcceptedFaults {
    bool edited = false;
    bool late = false; ///< the late ones are applied
};
/// Conflict, with the files and the ways out, if the history of the database has a fault that is not accepted.
[[nodiscard]] Result<void> requireIntact(const std::vector<Revision>& revisions, const AppliedRevisions& applied,
                                         const AcceptedFaults& accepted = {});

/// Up to three relations of a database that no revision has created: outside system schemas, not of an extension, not tracking tables. For a database without
/// a tracking table.
[[nodiscard]] Result<std::vector<std::string>> unmanagedRelations(Connection& connection);

} // namespace schemawright

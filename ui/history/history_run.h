#pragma once

#include "diff/apply/applied.h"
#include "diff/apply/apply.h"
#include "diff/apply/tracking.h"
#include "diff/revision/revision.h"

#include <optional>
#include <string>
#include <vector>

namespace schemawright {

/// The project's revisions and the state of a database.
struct RevisionHistory {
    std::vector<Revision> revisions;  ///< in order: parents before children
    std::optional<Tracking> tracking; ///< nullopt if no database was read
    AppliedRevisions applied = {};    ///< what that has of the revisions
    TrackingTables tables = {};
};

/// The state of a revision in a database.
enum class RevisionState {
    Unknown, ///< no database was read
    NotApplied,
    Applied,
    Current,    ///< one of the database's heads
    Interrupted ///< only partly applied or reverted
};
/// The state of the revision by the tracking table; Unknown if no database was read.
[[nodiscard]] RevisionState stateOf(const RevisionHistory& history, const Revision& revision);

/// Whether the file differs from what was applied, or from what was proved.
[[nodiscard]] bool wasEdited(const RevisionHistory& history, const Revision& revision);

/// Reads the revisions and, with `spec`, the database's tracking table.
[[nodiscard]] Result<RevisionHistory> readHistory(const DatabaseConfig& database,
                                                  const std::optional<ConnectionSpec>& spec, const Task& task);

/// The steps to `id` (empty: base): applies it and what it follows, or reverts what follows it. Errors: Conflict if the database's history does not fit the files.
[[nodiscard]] Result<std::vector<RevisionStep>> wayTo(const RevisionHistory& history, const std::string& id);

/// Upgrades or downgrades to `id` (empty: base). Errors: Conflict if the database's revision has changed since `history` was read.
[[nodiscard]] Result<void> moveTo(const RevisionHistory& history, const std::string& id, const ConnectionSpec& spec,
                                  const ApplyProgress& progress, const Task& task, const ApplyOptions& options = {});

} // namespace schemawright

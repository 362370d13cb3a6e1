#pragma once

#include "diff/revision.h"

#include <optional>
#include <string>
#include <vector>

namespace schemawright {

/// The project's revisions, and how far a database is with them.
struct RevisionHistory {
    std::vector<Revision> revisions;  ///< in order of the chain
    std::optional<Tracking> tracking; ///< nothing where no database was asked
};

/// Where a revision stands in a database.
enum class RevisionState {
    Unknown, ///< no database was asked
    NotApplied,
    Applied,
    Current,    ///< the last one that was applied
    Interrupted ///< begun and not finished
};
[[nodiscard]] RevisionState stateOf(const RevisionHistory& history, const Revision& revision);

/// The file says something else than what was applied, or than what was proved.
[[nodiscard]] bool wasEdited(const RevisionHistory& history, const Revision& revision);

/// Reads the revisions and, with `spec`, the database's tracking table.
[[nodiscard]] Result<RevisionHistory> readHistory(const DatabaseConfig& database,
                                                  const std::optional<ConnectionSpec>& spec);

/// Up or down to `id` (empty: before the first one); Conflict where the database moved on since `history` was read.
[[nodiscard]] Result<void> moveTo(const RevisionHistory& history, const std::string& id, const ConnectionSpec& spec,
                                  const ApplyProgress& progress, const Task& task);

} // namespace schemawright

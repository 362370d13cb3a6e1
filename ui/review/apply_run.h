#pragma once

#include "diff/revision.h"

#include <optional>
#include <string>

namespace schemawright {

/// A reviewed choice on its way into a revision file and into a database.
struct ApplyJob {
    std::optional<DatabaseConfig>
        database; ///< of the project; nullopt: a model without a folder, applied without a revision
    Difference difference;
    std::string message;
    std::string proof;                ///< as the revision's header says it; empty: not proved
    std::optional<Revision> revision; ///< written for this choice already
    ConnectionSpec spec;
    Scope scope;
};

struct ApplyOutcome {
    std::optional<Revision> revision; ///< what was written
    int remaining = 0; ///< differences to what was chosen that are there afterwards: none where all is well
};

/// Writes the revision of a choice after the project's head.
[[nodiscard]] Result<Revision> writeChosenRevision(const ApplyJob& job);

/// Writes the revision where there is none yet, runs it on the database, reads the database and compares it with what was chosen.
/// Errors: Conflict where the database is not what was compared, or is at another revision.
[[nodiscard]] Result<ApplyOutcome> runApply(const ApplyJob& job, const ApplyProgress& progress, const Task& task);

} // namespace schemawright

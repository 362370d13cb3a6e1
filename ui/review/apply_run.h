#pragma once

#include "diff/apply/apply.h"
#include "diff/difference/difference.h"
#include "diff/kinds/base/reading.h"
#include "diff/revision/revision.h"

#include <optional>
#include <string>

namespace schemawright {

/// The input for writing the selected changes to a revision file and applying them to a database.
struct ApplyJob {
    std::optional<DatabaseConfig>
        database; ///< of the project; nullopt: a model without a folder, which is applied without a revision
    Difference difference;
    std::string message;
    std::string proof;                ///< the proof in the revision's header; empty: not proved
    std::optional<Revision> revision; ///< already written for these changes
    ConnectionSpec spec;
    Scope scope;
};

struct ApplyOutcome {
    std::optional<Revision> revision; ///< the written revision
    int remaining = 0;                ///< number of objects that still differ from the selected changes; 0 if verified
};

/// Writes the revision of the selected changes after the project's head.
[[nodiscard]] Result<Revision> writeChosenRevision(const ApplyJob& job);

/// Writes the revision if it does not exist, runs it on the database, reads the database and compares it with the selected changes.
/// Errors: Conflict if the database has changed since the comparison, or is at another revision.
[[nodiscard]] Result<ApplyOutcome> runApply(const ApplyJob& job, const ApplyProgress& progress, const Task& task);

} // namespace schemawright

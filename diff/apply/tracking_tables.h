#pragma once

#include "diff/revision/revision_graph.h"

#include <string>

namespace schemawright {

/// Where the tracking tables of a database are. They are never part of a catalog: in a schema of their own, that schema; in a schema of the user's, the tables.
struct TrackingTables {
    std::string schema = "schemawright";

    [[nodiscard]] std::string revisions() const; ///< quoted, with its schema
    [[nodiscard]] std::string journal() const;   ///< the same
    [[nodiscard]] std::string display() const;   ///< of the table of revisions, for messages
};

/// Creates the schema and the table of revisions if they do not exist, and adds the columns that a table of an older version does not have. For a transaction.
[[nodiscard]] std::string createTrackingSql(const TrackingTables& tables);

/// Records that a step is complete; for the transaction of its last batch.
[[nodiscard]] std::string finishStepSql(const TrackingTables& tables, const RevisionStep& step);
/// Records that the step has started and its batches before `batch` are complete.
[[nodiscard]] std::string pendingStepSql(const TrackingTables& tables, const RevisionStep& step, std::size_t batch);
/// Records that the database has these revisions and no others; without running anything. What was recorded of them when they were applied is kept, but for the contents.
[[nodiscard]] std::string stampSql(const TrackingTables& tables, const std::vector<Revision>& revisions,
                                   const std::vector<std::string>& heads);
/// Raises an exception unless the database is where the step starts, and no run is active: the guard of the scripts of revisions.
[[nodiscard]] std::string guardSql(const TrackingTables& tables, const RevisionStep& step);

/// Short hashes of the statements of up and down, in order, as the table records them: "up 3f2a...".
[[nodiscard]] std::vector<std::string> statementHashes(const Revision& revision);

/// The two keys of the advisory lock, for pg_advisory_lock: the letters "schw" and the first version of the protocol.
inline constexpr std::string_view trackingLockKeys = "1935894647, 1";

} // namespace schemawright

#pragma once

#include "diff/kinds/base/statement.h"

namespace schemawright {

/// The effects of a statement on the relations that existed before it.
struct Observation {
    std::vector<Lock>
        locks; ///< the strongest on each relation, sorted by relation; without those of ordinary reads and writes
    std::vector<ObjectKey> rewritten; ///< relations with a new file (pg_relation_filenode), including indexes; sorted
    std::vector<ObjectKey> scanned;   ///< tables with a full scan (as counted by the session); sorted
    bool operator==(const Observation&) const = default;

    /// Whether a table or a materialized view was rewritten.
    [[nodiscard]] bool rewritesTable() const;
};

/// The strongest lock on each relation, sorted by relation, without those of ordinary reads and writes (up to ROW EXCLUSIVE).
[[nodiscard]] std::vector<Lock> strongestLocks(const std::vector<Lock>& locks);

} // namespace schemawright

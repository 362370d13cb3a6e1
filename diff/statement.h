#pragma once

#include "model/object_key.h"

#include <cstdint>
#include <string>
#include <vector>

namespace schemawright {

/// PostgreSQL 17 manual, "Table-Level Locks"; in the order of their strength.
enum class LockMode {
    None,
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
};
/// "ACCESS EXCLUSIVE".
[[nodiscard]] std::string_view lockModeName(LockMode mode);
/// "reads, writes and DDL", "writes and DDL", "DDL", or empty.
[[nodiscard]] std::string_view lockBlocks(LockMode mode);

/// How far a lock goes beyond the relation that it names. The planner resolves it once the order of the statements is known, since partitions
/// come and go: in a finished plan every lock is for itself.
enum class LockReach {
    Itself,
    Partitions,           ///< and, of a partitioned table, all its partitions
    Family,               ///< and everything that inherits from it
    DefaultPartition,     ///< instead of the partitioned table its default partition, where it has one
    DefaultPartitionRead, ///< the same, and its rows are read
};

struct Lock {
    LockMode mode = LockMode::None;
    ObjectKey relation;
    LockReach reach = LockReach::Itself;
    bool operator==(const Lock&) const = default;
};

/// What may hurt, with a stable rule name ("drop-column", "rewrite-table", "rename-column"...).
struct Hazard {
    std::string rule;
    std::string message;
    bool operator==(const Hazard&) const = default;
};

/// One SQL statement and the facts about it.
struct Statement {
    std::string sql; ///< without the final semicolon
    ObjectKey origin;
    std::vector<Lock> locks;
    std::vector<Hazard> hazards;
    bool transactional = true; ///< false: PostgreSQL refuses it in a transaction block
    bool scans = false;        ///< reads all rows of a table
    bool rewrites = false;     ///< writes a table anew
    bool losesData = false;
    std::int64_t rows = -1; ///< of the tables that it locks, by the live database's statistics; -1: not known
    std::int64_t bytes = 0;
    bool apart = false; ///< in a transaction of its own, so that what was locked before is free while it takes its time
    bool withNext = false; ///< outside transactions: run again with the next statement where that is tried again
    bool operator==(const Statement&) const = default;
};

} // namespace schemawright

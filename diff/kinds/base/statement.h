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

/// The relations that a lock extends to. The planner resolves it once the order of the statements is known, because partitions
/// are attached and detached: in a finished plan every lock stands for itself.
enum class LockReach {
    Itself,
    Children,             ///< and the tables that inherit from it directly
    Partitions,           ///< and, for a partitioned table, all its partitions
    Family,               ///< and everything that inherits from it
    DefaultPartition,     ///< instead of the partitioned table its default partition, if it has one
    DefaultPartitionRead, ///< the same, and its rows are read
};

struct Lock {
    LockMode mode = LockMode::None;
    ObjectKey relation;
    LockReach reach = LockReach::Itself;
    bool operator==(const Lock&) const = default;
};

/// A hazard, with a stable rule name ("drop-column", "rewrite-table", "rename-column"...).
struct Hazard {
    std::string rule;
    std::string message;
    bool operator==(const Hazard&) const = default;
};

/// Whether the hazard needs consent: while the plan runs, something is missing that exists before and after it.
[[nodiscard]] bool needsConsent(const Hazard& hazard);

/// One SQL statement and the facts about it.
struct Statement {
    std::string sql; ///< without the final semicolon
    ObjectKey origin;
    std::vector<Lock> locks;
    std::vector<Hazard> hazards;
    bool transactional = true; ///< false: PostgreSQL does not run it inside a transaction block
    bool scans = false;        ///< reads all rows of a table
    bool rewrites = false;     ///< rewrites a table
    bool losesData = false;
    std::int64_t rows = -1; ///< of the tables that it locks, by the live database's statistics; -1: unknown
    std::int64_t bytes = 0;
    bool apart = false;    ///< in its own transaction, so that earlier locks are released while it runs
    bool withNext = false; ///< outside transactions: runs again with the next statement if that is retried
    bool operator==(const Statement&) const = default;
};

} // namespace schemawright

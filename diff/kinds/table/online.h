#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/table/table.h"
#include "model/kinds/table.h"

/// The plans of --online, which avoid long locks. Each is a sequence of steps that can be retried after a failure. Long work has steps of its own, so
/// that what is dropped to be created again can share a transaction.
namespace schemawright::tables {

/// Whether the plan is online and the table may have rows.
[[nodiscard]] bool goesOnline(const PlanContext& context, const ObjectKey& table);

/// Whether the plan changes nothing that both the old and the new form of the object or constraint need. Then the new form can be created beside the
/// old one.
[[nodiscard]] bool standsOnItsOwn(const ObjectKey& element, const PlanContext& context);
/// Whether the columns that it needs keep their values.
[[nodiscard]] bool keepsColumns(const ObjectKey& element, const PlanContext& context);

/// Elements that exist after all rows have been checked for the constraint, and after the column is NOT NULL.
[[nodiscard]] ObjectKey checkedKey(const ObjectKey& constraint);
[[nodiscard]] ObjectKey notNullKey(const ObjectKey& table, const std::string& column);
/// Elements that exist after the table has become a partition, and after the key of a partition has been attached to the whole table's.
[[nodiscard]] ObjectKey joinedKey(const ObjectKey& table);
[[nodiscard]] ObjectKey attachedKey(const ObjectKey& constraint);

/// Sets the column to DEFAULT in every row, some blocks in a transaction: a generated column is computed again.
[[nodiscard]] Statement updateInParts(const ObjectKey& table, const std::string& column);

/// Drops the invalid index of that name that a failed CREATE INDEX CONCURRENTLY has left; fails if it is valid. Both
/// statements belong to the next one. PostgreSQL 17 manual, "Building Indexes Concurrently".
[[nodiscard]] std::vector<Statement> dropLeftover(const ObjectKey& origin, const ObjectKey& index);
/// Whether the text is one of those statements, read from a file.
[[nodiscard]] bool dropsLeftover(std::string_view sql);

/// ADD CONSTRAINT: checks and foreign keys NOT VALID first, keys with an index that was built concurrently. One of the steps creates the constraint.
/// Empty if that is not possible.
[[nodiscard]] Steps addConstraintOnline(const ObjectKey& table, const Table& body, const Constraint& constraint,
                                        const PlanContext& context);

/// A constraint that is created beside the old one of its name.
struct Replacement {
    Steps before;                 ///< the long work
    Step made;                    ///< gives it its name, after the old one is dropped
    std::vector<ObjectKey> ready; ///< elements that must exist before the old one is dropped
};
/// nullopt if that is not possible: both need something that the plan changes, or only a blocking statement can create it.
[[nodiscard]] std::optional<Replacement> replaceOnline(const Alteration& alteration, const Constraint& old,
                                                       const Constraint& now);

/// ADD CONSTRAINT ... NOT VALID, and VALIDATE CONSTRAINT in a transaction of its own.
[[nodiscard]] Steps addCheckedLater(const ObjectKey& table, const Constraint& constraint);
[[nodiscard]] Statement validateConstraint(const ObjectKey& table, const Constraint& constraint, bool apart = false);
/// CREATE UNIQUE INDEX CONCURRENTLY for a key, under the name given.
[[nodiscard]] Step buildKeyIndex(const ObjectKey& table, const Constraint& constraint, const std::string& index);
/// ADD CONSTRAINT ... USING INDEX.
[[nodiscard]] Statement addKeyUsing(const ObjectKey& table, const Constraint& constraint, const std::string& index);

/// NOT NULL that is added NOT VALID and then validated, where server and target know it as a constraint (PostgreSQL 18); else SET NOT NULL after a check
/// has been validated, which is dropped then. The second step reads the rows; the last one has the column NOT NULL.
[[nodiscard]] Steps setNotNullOnline(const ObjectKey& table, const Column& column, const PlanContext& context);

/// ADD COLUMN with a default that is computed for each row: the column, its default for new rows, and then the old rows in batches and NOT NULL.
[[nodiscard]] Statement addColumnBare(const ObjectKey& table, const Column& column, const PlanContext& context);
[[nodiscard]] Statement setColumnDefault(const ObjectKey& table, const Column& column);
[[nodiscard]] Steps fillColumn(const ObjectKey& table, const Column& column, const PlanContext& context);

// ---- Partitions --------------------------------------------------------------------------------------------------------------

/// The partitions below a partitioned table that have rows themselves; nullopt if the plan adds, drops or moves one.
[[nodiscard]] std::optional<std::vector<ObjectKey>> lastingLeaves(const PlanContext& context, const ObjectKey& table);

/// The key, or foreign key, of a partitioned table with those of its partitions, which are created first. nullopt if that is not possible.
/// `replaced`: the partitions have others of those names, which are dropped with the old one of the partitioned table.
[[nodiscard]] std::optional<Replacement> addOnPartitions(const ObjectKey& table, const Constraint& constraint,
                                                         const PlanContext& context, bool replaced);

/// Checks that prove, before a partition is attached, that its rows are within its new bound and those of the default partition are not.
struct BoundChecks {
    Steps before;
    std::vector<ObjectKey> ready; ///< elements that must exist before the partition is attached
    std::vector<Statement> after; ///< drop the checks
    bool ofPartition = false;     ///< the partition is not scanned when it is attached
    bool ofDefault = false;       ///< neither is the default partition
};
/// `own`: whether the partition needs a check.
[[nodiscard]] BoundChecks checkBounds(const ObjectKey& key, const Table& after, bool own, const PlanContext& context);

/// DETACH PARTITION CONCURRENTLY, and a drop of the check that it leaves. Empty if PostgreSQL cannot do it, or the check's name is not certain.
[[nodiscard]] std::vector<Statement> detachOnline(const ObjectKey& key, const Table& before, const Table& after,
                                                  const PlanContext& context);

} // namespace schemawright::tables

#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "model/kinds/table.h"

/// CREATE TABLE, and what it cannot say.
namespace schemawright::tables {

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps);
/// What CREATE TABLE cannot set for the table itself: row security, replica identity...
[[nodiscard]] std::vector<Statement> tableSettings(const ObjectKey& key, const Table& before, const Table& after);

/// "ALTER TABLE parent ATTACH PARTITION child FOR VALUES ...".
[[nodiscard]] Statement attachPartition(const ObjectKey& key, const Table& table, const PlanContext& context);

/// Further locks of a new partition: on the tables that the parent's foreign keys reference, and on the default partition.
[[nodiscard]] std::vector<Lock> partitionLocks(const ObjectKey& parent, const PlanContext& context);

} // namespace schemawright::tables
